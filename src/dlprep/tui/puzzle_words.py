"""What is said about a diagnosis: how much of it is right, what is true, and what there is to learn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dlprep.domain.messages import mark
from dlprep.tui.block import Line
from dlprep.tui.prose import MUTED, prose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dlprep.domain.language import Language
    from dlprep.domain.mutation import Diagnosis, DiagnosisGrade, Mutant
    from dlprep.domain.mutation_book import KindSheet

_SIGNS = {True: ("✓", "bold $text-success"), False: ("✗", "bold $text-error")}


def grade_lines(
    mutant: Mutant, grade: DiagnosisGrade, sheet: KindSheet, language: Language, tr: Callable[..., str]
) -> Iterator[Line]:
    """Line, kind, lesson."""
    place = (
        tr(mark("Line {number} it is."), number=mutant.line)
        if grade.line_is_right
        else tr(mark("The bug is in line {number}."), number=mutant.line)
    )
    title = sheet.title.in_language(language)
    yield _state(grade.line_is_right, place)
    yield _state(grade.kind_is_right, tr(mark("Kind: {title}"), title=title))
    yield Line(prose(sheet.lesson.in_language(language)))


def _state(is_right: bool, words: str) -> Line:
    sign, style = _SIGNS[is_right]
    return Line(Content(words), Content.styled(f"{sign} ", style))


def line_marks(mutant: Mutant, said: Diagnosis) -> dict[int, Content]:
    """A sign before the line with the bug, and before the one that was pointed at instead."""
    marks = {said.line: Content.styled("✗", _SIGNS[False][1])}
    return marks | {mutant.line: Content.styled("✓" if said.line == mutant.line else "●", _SIGNS[True][1])}


def repair_line(words: str) -> Line:
    """How the last run of the repair ended."""
    return Line(Content.styled(words, MUTED))
