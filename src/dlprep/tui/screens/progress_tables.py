"""The tables that hold the numbers behind the pictures of Progress, and the wrong book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dlprep.domain.ability.expectations import expected
from dlprep.domain.messages import mark
from dlprep.tui.ability_words import certainty_words, percent_words
from dlprep.tui.browsing import stem_line
from dlprep.tui.charts.intervals import percent
from dlprep.tui.screens.progress_pictures import bucket_label
from dlprep.tui.when import local_time
from dlprep.tui.widgets.record_list import Column, Record
from dlprep.tui.words import CONFIDENCES, GRADE_MARKS, GRADE_STYLES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dlprep.domain.ability.estimates import Estimate
    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.language import Language
    from dlprep.domain.memory.forecast import Forecast
    from dlprep.domain.progress import QuestionRecord
    from dlprep.domain.records.calibration import Calibration
    from dlprep.domain.records.retention import RetentionBucket
    from dlprep.domain.records.shares import Share
    from dlprep.domain.records.weeks import Week
    from dlprep.tui.translating import Tr

_DAYS = (mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"))
_WIDE = 96


def week_columns(tr: Tr) -> tuple[Column, ...]:
    """Monday, answers and runs of each day, sums."""
    return (
        Column(tr("Week of")),
        *(Column(tr(name), 4, right=True) for name in _DAYS),
        Column(tr("Answers"), 8, right=True),
        Column(tr("Runs"), 5, right=True),
        Column(tr("Mean score"), 10, right=True),
    )


def week_record(week: Week) -> Record:
    """The row of a week; days to come are blank."""
    counts = [str(day.count) for day in week.days]
    return Record(
        f"{week.monday}",
        (
            f"{week.monday}",
            *counts,
            *("" for _ in range(7 - len(counts))),
            str(week.answers),
            str(week.runs),
            percent(week.mean_score),
        ),
    )


def _share_columns(tr: Tr) -> tuple[Column, ...]:
    return (
        Column(tr("Answers"), 8, right=True),
        Column(tr("Right"), 8, right=True),
        Column(tr("Share"), 7, right=True),
        Column(tr("95% interval"), 14, right=True),
    )


def _share_cells(share: Share) -> tuple[str, ...]:
    low, high = share.interval
    interval = f"{round(100 * low)}–{round(100 * high)}%" if share.whole else "–"
    return str(share.whole), str(share.part), percent(share.value), interval


def calibration_columns(tr: Tr) -> tuple[Column, ...]:
    """Mark, what it claims, what came."""
    return (Column(tr("Mark")), Column(tr("Stands for"), 10, right=True), *_share_columns(tr))


def calibration_records(found: Calibration, tr: Tr) -> tuple[Record, ...]:
    """A row for each mark."""
    return tuple(
        Record(
            one.confidence.value,
            (tr(CONFIDENCES[one.confidence.value]), percent(one.claimed), *_share_cells(one.right)),
        )
        for one in found.marks
    )


def retention_columns(tr: Tr) -> tuple[Column, ...]:
    """Days since, what was still right."""
    return (Column(tr("Since the last answer")), *_share_columns(tr))


def retention_records(buckets: Sequence[RetentionBucket], tr: Tr) -> tuple[Record, ...]:
    """A row for each wait."""
    return tuple(
        Record(str(bucket.first_day), (bucket_label(bucket, tr), *_share_cells(bucket.right)))
        for bucket in buckets
    )


def forecast_records(ahead: Forecast, tr: Tr) -> tuple[Record, ...]:
    """A row for each coming day under a heading; nothing without cards."""
    if not ahead.cards:
        return ()
    heading = tr("Coming days: due, and recall without any review")
    days = (
        Record(
            f"{day.day}",
            (f"{day.day}", tr("due {count}", count=day.due), "", percent(day.recall), ""),
        )
        for day in ahead.days
    )
    return (Record("forecast", (heading,), is_heading=True), *days)


def mastery_columns(tr: Tr) -> tuple[Column, ...]:
    """Week, what is expected at mid level, between what, how well it is known."""
    return (
        Column(tr("Week of")),
        Column(tr("At mid level"), 12, right=True),
        Column(tr("Between"), 10, right=True),
        Column(tr("Certainty"), 17),
    )


def mastery_record(monday: date, estimate: Estimate, tr: Tr) -> Record:
    """The row of a week."""
    found = expected(estimate)
    between = f"{round(100 * found.low)}–{round(100 * found.high)}%"
    return Record(f"{monday}", (f"{monday}", percent_words(estimate), between, certainty_words(estimate, tr)))


def wrong_columns(tr: Tr) -> tuple[Column, ...]:
    """Question, topic, how often right, when last."""
    return (
        Column(tr("Question")),
        Column(tr("Topic"), 20, from_width=_WIDE),
        Column(tr("Right of all"), 12, right=True),
        Column(tr("Last answer"), 18),
    )


def wrong_record(record: QuestionRecord, bank: QuestionBank, language: Language) -> Record:
    """The row of a question of the bank."""
    question = bank.questions[record.question_id]
    names = {each.id: each.name.in_language(language) for each in bank.topics}
    grade = record.last_grade.value
    return Record(
        question.id,
        (
            stem_line(question, language),
            names.get(question.topic, question.topic),
            f"{record.correct}/{record.attempts}",
            Content.styled(f"{GRADE_MARKS[grade]} {local_time(record.last_at)}", GRADE_STYLES[grade]),
        ),
    )
