"""A commented question file for an author to fill in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dlprep.domain.errors import unknown
from dlprep.domain.messages import mark

if TYPE_CHECKING:
    from datetime import date

    from dlprep.domain.messages import Translate

_HEAD = """\
# yaml-language-server: $schema={schema}
format: 1
questions:
  - id: {id}
    topic: {topic}
    level: junior  # junior: one step; mid: compare or diagnose; senior: decide with information missing
    type: {type}
    stem:  # {stem_note}
      zh: "{stem}"
      en: "{stem}"
"""

_TAIL = """\
    explanation:  # why the key is right, and what goes wrong in practice
      zh: ""
      en: ""
    hints:  # up to three, from a nudge to almost the answer
      - zh: ""
        en: ""
    roots: []  # claims of the article this grew from, such as [S4.1-c06]
    flags: []  # places of the article that the explanation corrects, such as [F12]
    sources:  # a paper, official documentation or a source file
      - title: ""
        url: ""
    reviewed_on: {today}
"""

_VERIFY = """\
    verify:  # a script that derives the answer independently, and what it printed
      code: ""
      output: ""
"""

_OPTION = """\
      - id: {id}
        zh: ""
        en: ""
        correct: {correct}
        why:  # {note}
          zh: ""
          en: ""
"""

_POINT = """\
      - id: {id}
        weight: {weight}
        text:  # the idea as one plain sentence
          zh: ""
          en: ""
        cues:  # every group must be hit; alternatives of both languages in a group
          - [""]
          - [""]
        misconceptions:
          - text:
              zh: ""
              en: ""
            say:  # the correction
              zh: ""
              en: ""
        follow_up:  # asked when the point is missing
          zh: ""
          en: ""
"""

_NAMED = """\
      - id: {id}
        zh: ""
        en: ""
"""

_PAIR = """\
      - id: {id}
        left: {{zh: "", en: ""}}
        right: {{zh: "", en: ""}}
"""


def _options(names: str, keys: str) -> str:
    notes = {True: "why it is right", False: "which mistake leads here"}
    return "    options:  # equal in length and grammar\n" + "".join(
        _OPTION.format(id=name, correct=str(name in keys).lower(), note=notes[name in keys]) for name in names
    )


_NUMBER = """\
    answer: 0
    integer: true  # or, instead, tolerance: {absolute: 0.01}
    # unit: {zh: "", en: ""}
    mistakes: []  # numbers that slips lead to: {value: 1, why: {zh: "", en: ""}}
"""

_BLANKS = """\
    blanks:  # spellings that count, the one shown first
      - accept: [""]
"""

_BUG = """\
    code: ""
    bug_lines: [1]  # any of which is right
    fix: ""  # the same code, repaired
"""

_OUTPUT = """\
    code: ""
    answer: ""  # what it prints
    accept: []  # other spellings that count
"""

_TEMPLATE = """\
    parameters:  # drawn by seed
      n: {low: 1, high: 9, step: 1}  # or {choices: [3, 5, 7]}; `length: 3` draws a list
    let: {}  # values for formulas and texts, such as half: n / 2
    require: []  # conditions on a draw, such as n % 2 == 1
    formula: ""
    version: 1  # raise it when formula or parameters change
    integer: true  # or, instead, tolerance: {relative: 0.01}
    mistakes:  # the wrong formula and the slip behind it
      - formula: ""
        why: {zh: "", en: ""}
    verify: |  # the answer by an independent route: TensorFlow, scikit-learn, NumPy, brute force
      def verify(n):
          raise NotImplementedError
"""

_OPEN = """\
    reference:  # a good answer that holds every point
      zh: ""
      en: ""
    points:  # three to seven; the weights sum to 100
""" + "".join(
    _POINT.format(id=name, weight=weight) for name, weight in (("first", 40), ("second", 30), ("third", 30))
)

_MATCH = (
    "    pairs:\n"
    + "".join(_PAIR.format(id=name) for name in "abcd")
    + '    spare:  # a right side that belongs to nothing\n      id: x\n      right: {zh: "", en: ""}\n'
)

_BODIES = {
    "single": _options("abc", "a"),
    "multi": _options("abcd", "ab"),
    "tf-reason": "    truth: true\n" + _options("abc", "a"),
    "numeric": _NUMBER + _VERIFY,
    "cloze": _BLANKS,
    "order": "    steps:  # in the right order\n" + "".join(_NAMED.format(id=name) for name in "abcd"),
    "match": _MATCH,
    "code-output": _OUTPUT + _VERIFY,
    "spot-bug": _BUG + _options("abc", "a"),
    "open": _OPEN,
    "template": _TEMPLATE,
}
_STEMS = {
    "cloze": ("[[1]]", "`code` and $maths$ are shown as such; gaps are written [[1]], [[2]], [[3]]"),
    "template": (
        "{{n}}",
        "`code` and $maths$ are shown as such; places are written {{name}}, the answer {{answer}}",
    ),
}
_STEM_NOTE = "`code` and $maths$ are shown as such; long code goes to `code`"


COMMENTS = (
    mark("junior: one step; mid: compare or diagnose; senior: decide with information missing"),
    mark("`code` and $maths$ are shown as such; gaps are written [[1]], [[2]], [[3]]"),
    mark("`code` and $maths$ are shown as such; places are written {{name}}, the answer {{answer}}"),
    mark("`code` and $maths$ are shown as such; long code goes to `code`"),
    mark("why the key is right, and what goes wrong in practice"),
    mark("up to three, from a nudge to almost the answer"),
    mark("claims of the article this grew from, such as [S4.1-c06]"),
    mark("places of the article that the explanation corrects, such as [F12]"),
    mark("a paper, official documentation or a source file"),
    mark("a script that derives the answer independently, and what it printed"),
    mark("why it is right"),
    mark("which mistake leads here"),
    mark("the idea as one plain sentence"),
    mark("every group must be hit; alternatives of both languages in a group"),
    mark("the correction"),
    mark("asked when the point is missing"),
    mark("equal in length and grammar"),
    mark("or, instead, tolerance: {absolute: 0.01}"),
    mark('numbers that slips lead to: {value: 1, why: {zh: "", en: ""}}'),
    mark("spellings that count, the one shown first"),
    mark("any of which is right"),
    mark("the same code, repaired"),
    mark("what it prints"),
    mark("other spellings that count"),
    mark("drawn by seed"),
    mark("or {choices: [3, 5, 7]}; `length: 3` draws a list"),
    mark("values for formulas and texts, such as half: n / 2"),
    mark("conditions on a draw, such as n % 2 == 1"),
    mark("raise it when formula or parameters change"),
    mark("or, instead, tolerance: {relative: 0.01}"),
    mark("the wrong formula and the slip behind it"),
    mark("the answer by an independent route: TensorFlow, scikit-learn, NumPy, brute force"),
    mark("a good answer that holds every point"),
    mark("three to seven; the weights sum to 100"),
    mark("a right side that belongs to nothing"),
    mark("in the right order"),
)
"""Every comment, for the catalogs; commented-out keys stay as they are."""
_COMMENT = re.compile(r"# (.+)")


def skeleton(
    question_id: str, topic: str, kind: str, today: date, *, schema: str, translate: Translate
) -> str:
    """A question file with one question of the type `kind`, valid once its empty places are filled.

    `schema` is where an editor finds the JSON Schema; comments are in the language of `translate`.

    Raises:
        BadInputError: if there is no such type.
    """
    if kind not in _BODIES:
        raise unknown(mark("type"), kind, tuple(_BODIES))
    stem, note = _STEMS.get(kind, ("", _STEM_NOTE))
    head = _HEAD.format(id=question_id, topic=topic, type=kind, stem=stem, stem_note=note, schema=schema)
    text = head + _BODIES[kind] + _TAIL.format(today=today.isoformat())
    return _COMMENT.sub(lambda found: f"# {translate(found.group(1))}", text)
