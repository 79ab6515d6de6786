"""What is told about typed answers: numeric, cloze, code-output, open."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from dlprep.domain.answers import ClozeAnswer, CodeOutputAnswer, NumericAnswer, OpenAnswer
from dlprep.domain.messages import mark
from dlprep.domain.questions import (
    ClozeQuestion,
    CodeOutputQuestion,
    NumericQuestion,
    OpenQuestion,
)
from dlprep.domain.spelling import same_output
from dlprep.tui.explanation import NEUTRAL, RIGHT, WRONG, Part, Reading, Told

if TYPE_CHECKING:
    from collections.abc import Iterator


def tell_numeric(reading: Reading) -> Told:
    """What was typed, what is right within which tolerance, and the slips that lead elsewhere."""
    question = reading.presented.question
    assert isinstance(question, NumericQuestion)  # noqa: S101
    unit = f" {question.unit.in_language(reading.language)}" if question.unit else ""
    value = _figure(question, question.answer)
    tolerance = question.tolerance
    slack = ""
    if tolerance is not None and tolerance.absolute is not None:
        slack = f" ± {tolerance.absolute:g}"
    elif tolerance is not None and tolerance.relative is not None:
        slack = f" ± {100 * tolerance.relative:g}%"
    given = reading.answer.text if isinstance(reading.answer, NumericAnswer) else ""
    return Told(given=given, right=value + slack + unit, parts=tuple(_slips(reading, question)))


def _figure(question: NumericQuestion, value: float) -> str:
    return f"{int(value):,}" if question.integer and value == int(value) else f"{value:.6g}"


def _slips(reading: Reading, question: NumericQuestion) -> Iterator[Part]:
    """The named mistakes; the one that was made is marked."""
    made = question.mistakes and reading.grading.note
    for slip in question.mistakes:
        is_made = made == slip.why
        yield Part(
            mark=WRONG if is_made else NEUTRAL,
            words=_figure(question, slip.value),
            tag=reading.translate(mark("your slip") if is_made else mark("a common slip")),
            why="" if is_made else reading.words(slip.why),
        )


def tell_cloze(reading: Reading) -> Told:
    """Each gap with what was typed."""
    question = reading.presented.question
    assert isinstance(question, ClozeQuestion)  # noqa: S101
    typed = reading.answer.blanks if isinstance(reading.answer, ClozeAnswer) else ("",) * len(question.blanks)
    parts = []
    for place, (blank, given) in enumerate(zip(question.blanks, typed, strict=False), start=1):
        others = " / ".join(blank.accept[1:])
        parts.append(
            Part(
                mark=reading.mark_of(str(place)),
                words=f"__{place}__  {blank.accept[0]}",
                tag=reading.said(given),
                why=reading.translate(mark("Also accepted: {others}")).format(others=others)
                if others
                else "",
            )
        )
    return Told(parts=tuple(parts))


def tell_code_output(reading: Reading) -> Told:
    """What is printed beside what was typed; several lines are compared one by one."""
    question = reading.presented.question
    assert isinstance(question, CodeOutputQuestion)  # noqa: S101
    given = reading.answer.text if isinstance(reading.answer, CodeOutputAnswer) else ""
    right, typed = question.answer.strip().splitlines(), given.strip().splitlines()
    if len(right) < 2 or not typed:
        return Told(given=given, right=question.answer)
    lines = list(zip_longest(right, typed, fillvalue=""))
    return Told(parts=tuple(_printed(reading, *line, number) for number, line in enumerate(lines, 1)))


def _printed(reading: Reading, right: str, typed: str, number: int) -> Part:
    """One line of output; all are right in an answer that is right, however it is spelt."""
    is_right = reading.grading.score >= 1 or same_output(typed, (right,))
    nothing = reading.translate(mark("nothing"))
    return Part(
        mark=RIGHT if is_right else WRONG,
        words=f"{number}  {right or nothing}",
        tag="" if is_right else reading.said(typed or nothing),
        is_literal=True,
    )


def tell_open(reading: Reading) -> Told:
    """The points of the rubric with the words that earned them."""
    question = reading.presented.question
    assert isinstance(question, OpenQuestion)  # noqa: S101
    parts = []
    for point in question.points:
        found = reading.part(point.id)
        earned = round(point.weight * found.earned) if found else 0
        evidence = found.evidence if found else ""
        said = reading.translate(mark("your words: “{words}”")).format(words=evidence) if evidence else ""
        note = reading.words(found.note) if found and found.note is not None else ""
        why = " ".join(part for part in (said, note if note != reading.words(point.text) else "") if part)
        parts.append(
            Part(reading.mark_of(point.id), reading.words(point.text), f"{earned}/{point.weight}", why)
        )
    given = reading.answer.text if isinstance(reading.answer, OpenAnswer) else ""
    reference = question.reference.in_language(reading.language)
    return Told(parts=tuple(parts), given=given, model_answer=reference)
