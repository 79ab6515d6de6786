"""The picture of challenge runs: each challenge's results among the bounds of its medals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dlprep.tui.cells import fit, joined
from dlprep.tui.charts.columns import sparkline
from dlprep.tui.charts.medals import Bound, lines_of, medal_chart
from dlprep.tui.threshold_bar import RISING, bound_text, value_text
from dlprep.tui.verdict_words import TIERS, medal_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.language import Language
    from dlprep.domain.measuring import Thresholds
    from dlprep.services.history import ChallengeCourse
    from dlprep.tui.translating import Tr

    Draw = Callable[[int, int], Content]

_WIDE = 130
_GAP = 2
_FRAME = 2
"""Lines of a chart besides itself: its title, and what separates it from the next."""
_MOST_BETWEEN = 3


def runs_picture(courses: Sequence[ChallengeCourse], bank: QuestionBank, language: Language, tr: Tr) -> Draw:
    """A chart for each challenge that has room, the one that ran last first, and a line for each other."""
    bounded = [(course, found) for course in courses if (found := _thresholds(course, bank)) is not None]

    def draw(width: int, height: int) -> Content:
        side_by_side = 2 if width >= _WIDE else 1
        chart_width = (width - _GAP * (side_by_side - 1)) // side_by_side
        between, count = _arrangement(len(bounded), len(courses) - len(bounded), side_by_side, height - 1)
        charts = [
            [
                _title(course, found, bank, language, tr, chart_width),
                *medal_chart(
                    course.values, _bounds(course, found, tr), width=chart_width, between=between
                ).split("\n"),
            ]
            for course, found in bounded[:count]
        ]
        legend = tr("● a graded run, oldest first   ┄ what a medal takes")
        parts = [Content.styled(legend, "$text-muted")] if count else []
        for first in range(0, count, side_by_side):
            parts += [*_beside(charts[first : first + side_by_side], chart_width), Content("")]
        drawn = [course for course, _ in bounded[:count]]
        if others := [course for course in courses if course not in drawn]:
            parts += _list(others, bank, language, tr, width)
        return Content("\n").join(parts[:height])

    return draw


def _arrangement(bounded: int, others: int, side_by_side: int, height: int) -> tuple[int, int]:
    """How many lines stand between two bounds, and how many charts there are: high ones if all have room."""
    left = height - (others + 1 if others else 0)
    for between in range(_MOST_BETWEEN, 0, -1):
        if left // (lines_of(len(RISING), between) + _FRAME) * side_by_side >= bounded:
            return between, bounded
    # What has no chart needs its heads and a line.
    rows = max(0, height - 2) // (lines_of(len(RISING), 1) + _FRAME)
    return 1, min(bounded, rows * side_by_side)


def _thresholds(course: ChallengeCourse, bank: QuestionBank) -> Thresholds | None:
    folder = bank.challenges.get(course.best.slug)
    rules = folder.challenge.tiers.get(course.best.tier) if folder else None
    return rules.thresholds if rules else None


def _name(course: ChallengeCourse, bank: QuestionBank, language: Language, tr: Tr) -> str:
    folder = bank.challenges.get(course.best.slug)
    title = folder.challenge.title.in_language(language) if folder else course.best.slug
    return f"{title} · {tr(TIERS[course.best.tier])}"


def _best(course: ChallengeCourse, tr: Tr) -> str:
    value = value_text(course.best.value or 0.0, course.best.metric)
    return f"{value} {medal_words(course.best.medal, tr)}".rstrip()


def _bounds(course: ChallengeCourse, thresholds: Thresholds, tr: Tr) -> list[Bound]:
    metric = course.best.metric
    bounds: list[Bound] = []
    for medal in RISING:
        value = float(getattr(thresholds, medal.value))
        bounds.append(Bound(value, f"{medal_words(medal, tr)} {bound_text(value, metric)}"))
    return bounds


def _title(
    course: ChallengeCourse,
    thresholds: Thresholds,
    bank: QuestionBank,
    language: Language,
    tr: Tr,
    width: int,
) -> Content:
    """What is run, its best, and which way is better where that is down; the name gives way."""
    told = tr("best {result}", result=_best(course, tr))
    if thresholds.are_falling:
        told += " · " + tr("lower is better")
    tail = Content(f" · {told}")
    name = Content.styled(_name(course, bank, language, tr), "bold")
    return joined([name.truncate(max(1, width - tail.cell_length), ellipsis=True), tail], 0)


def _beside(charts: Sequence[list[Content]], width: int) -> list[Content]:
    """Charts of equal height, line by line."""
    return [
        joined((line.pad_right(width - line.cell_length) for line in lines), _GAP)
        for lines in zip(*charts, strict=True)
    ]


def _list(
    courses: Sequence[ChallengeCourse], bank: QuestionBank, language: Language, tr: Tr, width: int
) -> list[Content]:
    """A line for each challenge: what its runs reached, and the best of them."""
    name_width, line_width = width // 3, max(8, width // 3)
    challenge, results, most = tr("Challenge"), tr("Results, oldest first"), tr("Best")
    heads = f"{fit(challenge, name_width)} {fit(results, line_width)} {most}"
    lines = [Content.styled(heads, "$text-muted underline")]
    for course in courses:
        name = fit(_name(course, bank, language, tr), name_width) + " "
        results_line = Content.styled(sparkline(course.values, line_width), "$text-primary")
        lines.append(joined([Content(name), results_line, Content(f" {_best(course, tr)}")], 0))
    return lines
