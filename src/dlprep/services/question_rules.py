"""Rules that a valid question can still break, each a function from a question to flaws."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dlprep.domain.answers import NumericAnswer
from dlprep.domain.errors import AnswerError
from dlprep.domain.grade_typed import grade_numeric
from dlprep.domain.grading import Grade
from dlprep.domain.numbers import number_text
from dlprep.domain.questions import CodeOutputQuestion, NumericQuestion, OpenQuestion, TemplateQuestion
from dlprep.domain.spelling import normal_output
from dlprep.services.flaws import Flaw, text_parts
from dlprep.services.parity import differences, drawn_differences
from dlprep.services.template_rules import template_flaws

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlprep.domain.questions import Question
    from dlprep.domain.rubrics import KeyPoint

_STUB = re.compile(r"\b(?:TODO|FIXME|TBD|XXX)\b|lorem ipsum|待补充|待填写|待完善|^(?:\.{3}|…+|\?+)$")


def flaws_of(question: Question) -> Iterator[Flaw]:
    """Everything that is wrong with a question by itself."""
    yield from stub_flaws(question)
    yield from _parity(question)
    yield from key_flaws(question)
    match question:
        case OpenQuestion():
            yield from _rubric(question)
        case TemplateQuestion():
            yield from template_flaws(question)
        case _:
            pass


def stub_flaws(question: Question) -> Iterator[Flaw]:
    """Words that hold a place for content."""
    for key, part in text_parts(question):
        found = _STUB.search(part) if isinstance(part, str) else None
        if found:
            yield Flaw(key, f"“{found.group()}” stands where content belongs", "Write it out.")


def _parity(question: Question) -> Iterator[Flaw]:
    is_template = isinstance(question, TemplateQuestion)
    for key, part in text_parts(question):
        zh, en = getattr(part, "zh", None), getattr(part, "en", None)
        if isinstance(zh, str) and isinstance(en, str):
            for what in drawn_differences(zh, en) if is_template else differences(zh, en):
                yield Flaw(key, what, "Make both languages say the same.")


def key_flaws(question: Question) -> Iterator[Flaw]:
    """A computed key that is not what its script printed."""
    if isinstance(question, NumericQuestion):
        yield from _numeric_key(question)
    elif isinstance(question, CodeOutputQuestion):
        yield from _output_key(question)


def _numeric_key(question: NumericQuestion) -> Iterator[Flaw]:
    lines = question.verify.output.split("\n")
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    try:
        is_right = grade_numeric(question, NumericAnswer(text=last)).grade is Grade.CORRECT
    except AnswerError:
        yield Flaw(".verify.output", f"its last line “{last}” is not a number", "Print the number last.")
        return
    if not is_right:
        yield Flaw(
            ".verify.output",
            f"it ends with {last}, the answer is {number_text(question.answer)}",
            "Mend the key.",
        )


def _output_key(question: CodeOutputQuestion) -> Iterator[Flaw]:
    # The key may be the part of the output that is asked for: whole lines in a row.
    printed, key = normal_output(question.verify.output), normal_output(question.answer)
    if not key or f"\n{key}\n" not in f"\n{printed}\n":
        yield Flaw(".verify.output", "it does not hold the answer as whole lines", "Run it and mend the key.")


def _rubric(question: OpenQuestion) -> Iterator[Flaw]:
    """What an interview needs, and a grader of somebody else's rubric can do without."""
    for index, point in enumerate(question.points):
        place = f".points[{index}]"
        yield from _cues(place, point)
        if not point.misconceptions:
            yield Flaw(f"{place}.misconceptions", "the point has none", "Say what people get wrong here.")
        if point.follow_up is None:
            yield Flaw(f"{place}.follow_up", "the point has none", "Write what an interviewer would ask.")
    for name, probes in (("why", question.why), ("traps", question.traps)):
        for index, probe in enumerate(probes):
            yield from _cues(f".{name}[{index}]", probe)


def _cues(place: str, point: KeyPoint) -> Iterator[Flaw]:
    if point.kind == "relation" and len(point.cues) == 1:
        what = "a relation has one group of cues; one word would earn the point"
        yield Flaw(f"{place}.cues", what, "Give two groups or more, or none.")
