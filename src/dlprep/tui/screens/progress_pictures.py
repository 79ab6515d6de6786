"""The pictures of Progress: from figures to glyphs, for any size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dlprep.domain.ability.expectations import expected
from dlprep.domain.interviewing.bar import Bar
from dlprep.domain.interviewing.transcript import BAR_WORDS
from dlprep.tui.ability_words import percent_words
from dlprep.tui.charts.columns import Column, column_chart, columns_in, label_line
from dlprep.tui.charts.heatmap import LINES, heatmap, month_labels, weeks_in
from dlprep.tui.charts.intervals import Interval, interval_chart, percent
from dlprep.tui.words import CONFIDENCES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date

    from dlprep.domain.ability.estimates import Estimate
    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.interviewing.turns import InterviewRecord
    from dlprep.domain.language import Language
    from dlprep.domain.memory.forecast import Forecast
    from dlprep.domain.records.calibration import Calibration
    from dlprep.domain.records.retention import RetentionBucket
    from dlprep.domain.records.shares import Share
    from dlprep.domain.records.weeks import Week
    from dlprep.services.abilities import AbilityReport
    from dlprep.tui.translating import Tr

    Draw = Callable[[int, int], Content]

_A_CHART = 5
"""Lines that a chart with its title needs at least."""
_MOST_LINES = 14
"""A column higher than this tells no more."""
_AN_INTERVIEW = 6
_FEWEST_WEEKS = 12
_WIDE = 130
BAR_SIGNS = {
    Bar.STRONG_HIRE: "++",
    Bar.HIRE: "+",
    Bar.LEAN_NO: "-",
    Bar.NO_HIRE: "--",
    Bar.TOO_LITTLE: "?",
}
"""The hire bar in two cells."""


def weeks_picture(weeks: Sequence[Week], bridged: Collection[date], tr: Tr) -> Draw:
    """The calendar, and below it how the same weeks went, as far as there is room.

    It begins with the first week in which something was done.
    """
    active = [place for place, week in enumerate(weeks) if week.answers or week.runs]
    began = min([len(weeks) - _FEWEST_WEEKS, *active])

    def draw(width: int, height: int) -> Content:
        shown = weeks[max(began, len(weeks) - weeks_in(width)) :]
        parts = [heatmap(shown, bridged, tr)]
        left = height - LINES
        answers = [float(week.answers) for week in shown]
        labels = month_labels(shown)
        charts: list[tuple[str, list[float | None], float, Callable[[float], str]]] = [
            (tr("Mean score by week"), [week.mean_score for week in shown], 1.0, percent),
            (tr("Answers by week"), [*answers], _even(max(answers)), _count),
        ]
        each = min(_MOST_LINES, left // 2 if left >= 2 * (_A_CHART + 2) else left)
        for title, values, top, scale in charts[: left // each if each >= _A_CHART else 0]:
            columns = [Column(value, label) for value, label in zip(values, labels, strict=True)]
            parts += [
                Content(""),
                _title(title),
                column_chart(columns, height=each - 2, each=3, top=top, scale=scale),
            ]
        return Content("\n").join(parts)

    return draw


def confidence_picture(found: Calibration, tr: Tr) -> Draw:
    """A line for each mark with what it claims, and what that means."""
    rows = [
        Interval(tr(CONFIDENCES[one.confidence.value]), *_numbers(one.right), claimed=one.claimed)
        for one in found.marks
    ]
    leanings = {
        1: tr("right less often than it says: you are too sure"),
        -1: tr("right more often than it says: you may trust yourself more"),
        0: tr("as often right as it says, as far as can be told"),
    }

    def draw(width: int, height: int) -> Content:
        chart = interval_chart(rows, width, label_width=12, apart=height >= _MOST_LINES)
        told = [
            Content(tr("{mark}: {told}", mark=rows[place].label, told=leanings[one.leaning]))
            for place, one in enumerate(found.marks)
            if one.right.whole
        ]
        legend = tr("● right of all   ├─┤ 95% interval   ┊ what the mark claims")
        return Content("\n").join(
            [chart, Content(""), Content.styled(legend, "$text-muted"), Content(""), *told]
        )

    return draw


def memory_picture(buckets: Sequence[RetentionBucket], ahead: Forecast, tr: Tr) -> Draw:
    """What was still right after each wait, and what the coming days ask for, as far as there is room."""
    rows = [Interval(bucket_label(bucket, tr), *_numbers(bucket.right)) for bucket in buckets]
    load = [float(day.due) for day in ahead.days]
    charts: list[tuple[str, list[float | None], float, Callable[[float], str]]] = [
        (tr("Due by day, today first"), [*load], _even(max(load, default=0.0)), _count),
        (tr("Recall by day without any review"), [day.recall for day in ahead.days], 1.0, percent),
    ]
    labels = [f"{day.day:%m-%d}" if place % 7 == 0 else "" for place, day in enumerate(ahead.days)]

    def draw(width: int, height: int) -> Content:
        title = _title(tr("● right when asked again, by days since the last answer   ├─┤ 95% interval"))
        parts = [title, interval_chart(rows, width, label_width=14)]
        left = height - len(rows) - 2
        lines = min(_MOST_LINES, left // 2 if left >= 2 * (_A_CHART + 2) else left)
        each = 4 if width >= _WIDE else 2
        for words, values, top, scale in charts[: left // lines if lines >= _A_CHART and ahead.cards else 0]:
            columns = [Column(value, label) for value, label in zip(values, labels, strict=True)]
            chart = column_chart(columns, height=lines - 2, each=each, top=top, scale=scale)
            parts += [Content(""), _title(words), chart]
        return Content("\n").join(parts)

    return draw


def topics_picture(
    shares: Mapping[str, Share], report: AbilityReport, bank: QuestionBank, language: Language, tr: Tr
) -> Draw:
    """What is believed of the ability in each topic that was asked about, the weakest first."""
    names = {topic.id: topic.name.in_language(language) for topic in bank.topics}
    weakest = sorted(shares, key=lambda topic: (report.by_topic[topic].mean, topic))

    def row(topic: str) -> Interval:
        estimate, answers = report.by_topic[topic], shares[topic].whole
        found = expected(estimate)
        tail = f"{percent_words(estimate):>8} n {answers}"
        return Interval(names[topic], found.success, found.low, found.high, tail)

    def draw(width: int, height: int) -> Content:
        room = max(1, height - 4)
        title = _title(tr("● expected to be right of mid-level questions   ├─┤ give or take"))
        chart = interval_chart(
            [row(topic) for topic in weakest[:room]], width, label_width=min(30, width // 3)
        )
        parts = [title, chart]
        if len(weakest) > room:
            words = tr("… and {count} more in the table: t", count=len(weakest) - room)
            parts.append(Content.styled(words, "$text-muted"))
        return Content("\n").join(parts)

    return draw


def mastery_picture(course: Sequence[tuple[date, Estimate]], tr: Tr) -> Draw:
    """What was believed at the end of each week, the newest weeks last."""

    def row(monday: date, estimate: Estimate) -> Interval:
        found = expected(estimate)
        return Interval(f"{monday}", found.success, found.low, found.high, f"{percent_words(estimate):>8}")

    def draw(width: int, height: int) -> Content:
        title = _title(tr("● expected to be right at the end of each week   ├─┤ give or take"))
        shown = [row(*week) for week in course[-max(1, height - 2) :]]
        return Content("\n").join([title, interval_chart(shown, width, label_width=12)])

    return draw


def interviews_picture(interviews: Sequence[InterviewRecord], tr: Tr) -> Draw:
    """The scores of the last interviews, oldest first, each with its bar and day."""

    def draw(width: int, height: int) -> Content:
        shown = interviews[-columns_in(width, _AN_INTERVIEW) :]
        scores = [None if one.score is None else one.score / 100 for one in shown]
        signs = [BAR_SIGNS[Bar(one.bar)] if one.bar else "" for one in shown]
        columns = [
            Column(score, "–" if one.score is None else f"{one.score} {sign}")
            for one, score, sign in zip(shown, scores, signs, strict=True)
        ]
        chart = column_chart(
            columns, height=min(_MOST_LINES, height - 3), each=_AN_INTERVIEW, top=1.0, scale=percent
        )
        days = label_line([f"{one.local_day:%m-%d}" for one in shown], _AN_INTERVIEW)
        legend = "  ".join(f"{sign} {tr(BAR_WORDS[bar])}" for bar, sign in BAR_SIGNS.items())
        muted = [Content.styled(words, "$text-muted") for words in (days, legend)]
        return Content("\n").join([_title(tr("Score by interview")), chart, *muted])

    return draw


def bucket_label(bucket: RetentionBucket, tr: Tr) -> str:
    """The wait in words."""
    if bucket.first_day == 0:
        return tr("the same day")
    if bucket.last_day is None:
        return tr("{first}+ days", first=bucket.first_day)
    if bucket.first_day == bucket.last_day:
        return tr("1 day")
    return tr("{first}–{last} days", first=bucket.first_day, last=bucket.last_day)


def share_words(share: Share) -> str:
    """A share with its interval and number."""
    low, high = share.interval
    if not share.whole:
        return "–"
    return f"{percent(share.value):>4} ({round(100 * low)}–{round(100 * high)}%) n {share.whole}"


def _numbers(share: Share) -> tuple[float | None, float, float, str]:
    return share.value, *share.interval, share_words(share)


def _count(value: float) -> str:
    return str(round(value))


def _even(value: float) -> float:
    """The next even number above, of which half is a count too."""
    return max(2.0, 2.0 * -(-value // 2))


def _title(words: str) -> Content:
    return Content.styled(words, "bold")
