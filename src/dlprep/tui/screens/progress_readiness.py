"""The page of readiness: what was said day by day, and the two ways to the day of the interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dlprep.domain.messages import Message, message
from dlprep.domain.planning.telling import earlier_line, percent, ranged, readiness_line
from dlprep.tui.charts.lines import BAND, POINT, Ahead, Mark, Point, line_chart
from dlprep.tui.widgets.record_list import Column, Record
from dlprep.tui.widgets.record_page import Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from dlprep.domain.planning.plans import Plan
    from dlprep.domain.planning.said import Saying
    from dlprep.services.planning import Stand
    from dlprep.services.readiness_history import ReadinessHistory
    from dlprep.settings import Settings
    from dlprep.tui.core import Core
    from dlprep.tui.translating import Tr

_MOST_LINES = 36
FOLLOWING, STOPPING = "+", "x"


def readiness_columns(tr: Tr) -> tuple[Column, ...]:
    """Day, readiness then and its range, what was met, what was expected of the day of the interview."""
    return (
        Column(tr("Day"), 11),
        Column(tr("Then"), 5, right=True),
        Column(tr("Between"), 9, right=True),
        Column(tr("Met"), 6, right=True),
        Column(tr("By the plan"), 12, right=True),
        Column(tr("If you stop"), 12, right=True),
        Column(tr("Interview")),
    )


def readiness_shown(core: Core, settings: Settings, tr: Tr) -> Shown:
    """The page; keeps what it says for the day. Reads the disk, and makes the plan where a day is set."""
    from dlprep.services.readiness_history import history_of, planned, standing

    bank, store, moment = core.bank(), core.store(), core.clock.moment()
    today = moment.local_day
    plan, stand = None, None
    if settings.interview_date is not None and settings.interview_date >= today:
        plan = planned(bank, store, settings, moment)
    else:
        stand = standing(bank, store, settings, moment)
    found = history_of(store, settings, moment)
    records = tuple(_record(saying) for saying in reversed(found.sayings))
    if plan is not None and plan.days:
        records = (*records, *_coming(plan, tr))
    lines = [readiness_line(plan) if plan is not None else _stand_line(stand), *_more_lines(found, today)]
    words = " ".join(line.render(tr) for line in lines if line is not None)
    return Shown(records, words, _picture(found.sayings, plan, today, tr))


def _stand_line(stand: Stand | None) -> Message | None:
    if stand is None:
        return None
    if stand.likely.is_guess:
        return message(
            "Still a guess: {low}–{high}% now.",
            low=percent(stand.likely.low),
            high=percent(stand.likely.high),
        )
    return message(
        "{now} now. Set the day of your interview in Settings to see readiness then.",
        now=ranged(stand.now, stand.likely),
    )


def _more_lines(found: ReadinessHistory, today: date) -> list[Message]:
    lines = [] if found.earlier is None else [earlier_line(found.earlier, today)]
    if found.others:
        lines.append(
            message("Days about another job or level, which are not shown: {count}.", count=found.others)
        )
    return lines


def _record(saying: Saying) -> Record:
    between = f"{percent(saying.low)}–{percent(saying.high)}%"
    return Record(
        f"{saying.day}",
        (
            f"{saying.day}",
            f"{percent(saying.now)}%",
            between,
            f"{percent(saying.coverage)}%",
            _share(saying.following),
            _share(saying.stopping),
            "–" if saying.interview is None else f"{saying.interview} · {saying.minutes}′",
        ),
    )


def _coming(plan: Plan, tr: Tr) -> tuple[Record, ...]:
    """A row for each morning up to that of the interview, under a heading."""
    heading = tr("Coming mornings: by the plan, and if you stop")
    mornings = (
        Record(
            f"{one.day} ahead",
            (f"{one.day}", "", "", "", _share(one.following), _share(one.stopping), ""),
        )
        for one in plan.trajectory[1:]
    )
    return (Record("ahead", (heading,), is_heading=True), *mornings)


def _share(share: float | None) -> str:
    return "–" if share is None else f"{percent(share)}%"


def _picture(
    sayings: Sequence[Saying], plan: Plan | None, today: date, tr: Tr
) -> Callable[[int, int], Content] | None:
    """The line of what was said and the two ways ahead; None when there is neither."""
    points = [
        Point(saying.day.toordinal(), saying.now, saying.low, saying.high)
        for saying in sayings
        if saying.day <= today
    ]
    ahead: list[Ahead] = []
    marks = [Mark(points[0].day, f"{sayings[0].day:%m-%d}", has_line=False)] if points else []
    if not points or points[0].day < today.toordinal():
        marks.append(Mark(today.toordinal(), tr("today")))
    if plan is not None and plan.days:
        mornings = [(one.day.toordinal(), one) for one in plan.trajectory]
        ahead = [
            Ahead(FOLLOWING, [(day, one.following) for day, one in mornings]),
            Ahead(STOPPING, [(day, one.stopping) for day, one in mornings]),
        ]
        interview = tr("interview")
        marks.append(Mark(plan.interview.toordinal(), f"{interview} {plan.interview:%m-%d}"))
    if not points and not ahead:
        return None
    legend = "   ".join(_legend(bool(points), bool(ahead), tr))

    def draw(width: int, height: int) -> Content:
        chart = line_chart(points, ahead, marks, width=width, height=min(_MOST_LINES, height - 3))
        title = Content.styled(tr("Readiness by day"), "bold")
        return Content("\n").join([title, chart, Content(""), Content.styled(legend, "$text-muted")])

    return draw


def _legend(has_points: bool, has_ahead: bool, tr: Tr) -> list[str]:
    said, likely = tr("as said that day"), tr("likely between")
    following, stopping = tr("by the plan"), tr("if you stop")
    parts = [f"{POINT}─ {said}", f"{BAND} {likely}"] if has_points else []
    if has_ahead:
        parts += [f"{FOLLOWING} {following}", f"{STOPPING} {stopping}"]
    return parts
