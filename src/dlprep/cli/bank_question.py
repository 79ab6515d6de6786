"""One question with key, reasons and sources, as lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.cli.common import print_data
from dlprep.cli.plain_question import numbered_code
from dlprep.domain.filling import shown
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
    TemplateQuestion,
    TfReasonQuestion,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlprep.domain.language import Language
    from dlprep.domain.questions import Question


def print_question(question: Question, language: Language) -> None:
    """Writes a question as its author sees it: with the key."""
    for line in _lines(question, language):
        print_data(line)


def _lines(question: Question, language: Language) -> Iterator[str]:
    yield f"{question.id}   {question.topic} · {question.level} · {question.type}"
    yield ""
    yield question.stem.in_language(language)
    if question.code:
        yield ""
        yield from numbered_code(question.code)
    yield ""
    yield from _key(question, language)
    yield ""
    yield question.explanation.in_language(language)
    if question.hints:
        yield ""
    for number, hint in enumerate(question.hints, start=1):
        yield f"({number}) {hint.in_language(language)}"
    yield ""
    yield " ".join((*question.roots, *question.flags))
    for source in question.sources:
        yield f"{source.title}: {source.url}" + (f" ({source.where})" if source.where else "")


def _key(question: Question, language: Language) -> Iterator[str]:
    """The key in the form of the question's type."""
    match question:
        case ChoiceQuestionBase():
            yield from _choice_key(question, language)
        case NumericQuestion():
            unit = f" {question.unit.in_language(language)}" if question.unit else ""
            yield f"= {number_text(question.answer)}{unit}"
            yield from (
                f"  {number_text(one.value)}: {one.why.in_language(language)}" for one in question.mistakes
            )
        case ClozeQuestion():
            yield from (f"[[{n}]] " + " | ".join(gap.accept) for n, gap in enumerate(question.blanks, 1))
        case OrderQuestion():
            yield from (f"{n}. {getattr(step, language.value)}" for n, step in enumerate(question.steps, 1))
        case MatchQuestion() | OpenQuestion():
            yield from _listed_key(question, language)
        case CodeOutputQuestion():
            yield f"= {question.answer}"
        case TemplateQuestion():
            yield from _template_key(question, language)


def _choice_key(question: ChoiceQuestionBase, language: Language) -> Iterator[str]:
    if isinstance(question, TfReasonQuestion):
        yield f"= {str(question.truth).lower()}"
    if isinstance(question, SpotBugQuestion):
        yield f"= {', '.join(str(line) for line in question.bug_lines)}"
    for option in question.options:
        yield f"{'*' if option.correct else ' '} {option.id}. {getattr(option, language.value)}"
        yield f"      {option.why.in_language(language)}"


def _listed_key(question: MatchQuestion | OpenQuestion, language: Language) -> Iterator[str]:
    if isinstance(question, MatchQuestion):
        for pair in question.pairs:
            yield f"{pair.left.in_language(language)} → {pair.right.in_language(language)}"
        yield f"  → {question.spare.right.in_language(language)}"
        return
    yield question.reference.in_language(language)
    yield ""
    for point in question.points:
        yield f"{point.weight:>3}  {point.text.in_language(language)}"


def _template_key(question: TemplateQuestion, language: Language) -> Iterator[str]:
    for name, parameter in question.parameters.items():
        values = ", ".join(shown(value) for value in parameter.choices)
        if not values:
            values = f"{parameter.low:.10g} … {parameter.high:.10g} ({parameter.step:.10g})"
        length = "" if parameter.length is None else f" × {parameter.length}"
        yield f"{name}: {values}{length}"
    yield from (f"{name} = {source}" for name, source in question.let.items())
    yield f"= {question.formula}"
    yield from (f"  {one.formula}: {one.why.in_language(language)}" for one in question.mistakes)
