"""The two sides of a flash card, as HTML that Anki shows."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from dlprep.domain.language import Language
from dlprep.domain.numbers import number_text
from dlprep.domain.questions import (
    ChoiceQuestionBase,
    ClozeQuestion,
    CodeOutputQuestion,
    MatchQuestion,
    NumericQuestion,
    OpenQuestion,
    OrderQuestion,
    SpotBugQuestion,
    TfReasonQuestion,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlprep.domain.questions import Choice, Question, Step
    from dlprep.domain.text import Text

_SPANS = re.compile(r"(`[^`]+`|\$[^$\n]+\$)")
_WORDS = {
    "true": {"zh": "正确", "en": "True"},
    "false": {"zh": "错误", "en": "False"},
    "line": {"zh": "行", "en": "Line"},
    "sources": {"zh": "来源", "en": "Sources"},
}
"""Words of a card; they are content, in the language of the card and not of the interface."""


def front_of(question: Question, language: Language) -> str:
    """The side that asks: stem, code, and what is chosen from."""
    parts = [_paragraph(question.stem.in_language(language))]
    if question.code:
        parts.append(_code(question.code, numbered=isinstance(question, SpotBugQuestion)))
    if isinstance(question, MatchQuestion):
        parts.append(_list([rich(pair.left.in_language(language)) for pair in question.pairs], "1"))
    offered = list(_offered(question, language))
    if offered:
        parts.append(_list(offered))
    return "".join(parts)


def back_of(question: Question, language: Language) -> str:
    """The side that answers: key, a reason for every option, explanation, sources."""
    parts = [*_key(question, language), _paragraph(question.explanation.in_language(language), "more")]
    links = ", ".join(
        f'<a href="{escape(str(source.url))}">{escape(source.title)}</a>' for source in question.sources
    )
    parts.append(f'<p class="about">{_said("sources", language)}: {links}</p>')
    return "".join(parts)


def _said(word: str, language: Language) -> str:
    return _WORDS[word][language.value]


def rich(text: str) -> str:
    """Text with `code` and $maths$ as HTML and MathJax."""
    return "".join(_span(part) for part in _SPANS.split(text)).replace("\n", "<br>")


def _span(part: str) -> str:
    if part.startswith("`") and part.endswith("`") and len(part) > 2:
        return f"<code>{escape(part[1:-1])}</code>"
    if part.startswith("$") and part.endswith("$") and len(part) > 2:
        return rf"\({escape(part[1:-1])}\)"
    return escape(part)


def _paragraph(text: str, style: str = "") -> str:
    return f'<p class="{style}">{rich(text)}</p>' if style else f"<p>{rich(text)}</p>"


def _code(code: str, *, numbered: bool) -> str:
    lines = code.rstrip("\n").split("\n")
    if numbered:
        lines = [f"{number:>2}  {line}" for number, line in enumerate(lines, start=1)]
    return f"<pre>{escape(chr(10).join(lines))}</pre>"


def _list(items: list[str], ordered: str = "A") -> str:
    return f'<ol type="{ordered}">' + "".join(f"<li>{item}</li>" for item in items) + "</ol>"


def _words(part: Choice | Step, language: Language) -> str:
    return part.zh if language is Language.ZH else part.en


def _offered(question: Question, language: Language) -> Iterator[str]:
    """What is chosen from; steps and right sides in an order that gives nothing away."""
    match question:
        case ChoiceQuestionBase():
            yield from (rich(_words(option, language)) for option in question.options)
        case OrderQuestion():
            yield from sorted(rich(_words(step, language)) for step in question.steps)
        case MatchQuestion():
            rights = [question.spare.right, *(pair.right for pair in question.pairs)]
            yield from sorted(rich(right.in_language(language)) for right in rights)
        case _:
            return


def _key(question: Question, language: Language) -> Iterator[str]:
    match question:
        case ChoiceQuestionBase():
            yield from _choice_key(question, language)
        case NumericQuestion():
            unit = f" {rich(question.unit.in_language(language))}" if question.unit else ""
            yield f'<p class="key">{number_text(question.answer)}{unit}</p>'
            if question.mistakes:
                yield _list([_slip(one.value, one.why, language) for one in question.mistakes], "i")
        case ClozeQuestion():
            yield _list([f"<b>{rich(blank.accept[0])}</b>" for blank in question.blanks], "1")
        case OrderQuestion():
            yield _list([rich(_words(step, language)) for step in question.steps], "1")
        case MatchQuestion():
            yield _list([_pair(one.left, one.right, language) for one in question.pairs], "1")
        case CodeOutputQuestion():
            yield _code(question.answer, numbered=False)
        case OpenQuestion():
            yield _paragraph(question.reference.in_language(language))
            yield _list([rich(point.text.in_language(language)) for point in question.points], "1")
        case _:
            return


def _choice_key(question: ChoiceQuestionBase, language: Language) -> Iterator[str]:
    if isinstance(question, TfReasonQuestion):
        yield f'<p class="key">{_said("true" if question.truth else "false", language)}</p>'
    if isinstance(question, SpotBugQuestion):
        lines = ", ".join(map(str, question.bug_lines))
        yield f'<p class="key">{_said("line", language)} {lines}</p>{_code(question.fix, numbered=True)}'
    yield _list([_reason(option, language) for option in question.options])


def _reason(option: Choice, language: Language) -> str:
    words = rich(_words(option, language))
    shown = f"<b>✓ {words}</b>" if option.correct else words
    return f'{shown}<br><span class="why">{rich(option.why.in_language(language))}</span>'


def _slip(value: float, why: Text, language: Language) -> str:
    return f'{number_text(value)} <span class="why">{rich(why.in_language(language))}</span>'


def _pair(left: Text, right: Text, language: Language) -> str:
    return f"{rich(left.in_language(language))} → {rich(right.in_language(language))}"
