"""Points of a rubric as lines: a sign, a word and a style for each status, and the words that earned it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dlprep.domain.grader.grades import Status
from dlprep.domain.interviewing.exchanges import Assessor
from dlprep.domain.interviewing.transcript import STATUS_WORDS, VERDICT_WORDS
from dlprep.domain.interviewing.typed import legible
from dlprep.domain.messages import mark
from dlprep.domain.text import visible
from dlprep.tui.block import Line
from dlprep.tui.prose import MUTED, prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlprep.domain.interviewing.exchanges import PointStanding
    from dlprep.domain.opinion.opinions import PointOpinion
    from dlprep.tui.translating import Tr

STATUS_SIGNS = {Status.COVERED: "✓", Status.MAYBE: "◐", Status.MISSED: "○", Status.WRONG: "✗"}
"""A sign for each status, so that colour is never the only one."""
STATUS_STYLES = {
    Status.COVERED: "$text-success",
    Status.MAYBE: "$text-warning",
    Status.MISSED: MUTED,
    Status.WRONG: "$text-error",
}


def point_lines(point: PointStanding, text: str, tr: Tr) -> Iterator[Line]:
    """How a point stands and what it says; `text` is empty while it would give an answer away."""
    status = point.grade.status
    style = STATUS_STYLES[status]
    words = tr(STATUS_WORDS[status])
    if point.assessor is Assessor.SELF:
        words = tr(mark("{status}, by your own word"), status=words)
    label = Content.styled(f"{words}: " if text else words, style)
    yield Line(label.append(prose(text)), Content.styled(f"{STATUS_SIGNS[status]} ", f"bold {style}"))
    if point.grade.evidence:
        yield Line(Content.styled(f"“{legible(point.grade.evidence)}”", f"italic {MUTED}"), Content("  "))


def opinion_line(opinion: PointOpinion, status: Status, tr: Tr) -> Line:
    """What a language model said of a point, below how it stands; it never changes that."""
    words = tr(mark("model: {verdict}"), verdict=tr(VERDICT_WORDS[opinion.verdict]))
    if opinion.quote:
        words = f"{words} “{visible(opinion.quote)}”"
    line = Content.styled(words, f"italic {MUTED}")
    if opinion.contested and status is not Status.COVERED:
        differ = tr(mark("graders disagree"))
        line = line.append(Content.styled(f"  {differ}", "italic $text-warning"))
    return Line(line, Content("  "))
