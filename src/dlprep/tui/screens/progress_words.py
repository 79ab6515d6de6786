"""The sentences above the pictures of Progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.interviewing.bar import FEWEST, Bar
from dlprep.domain.messages import mark
from dlprep.tui.ability_words import certainty_words, percent_words
from dlprep.tui.charts.intervals import percent
from dlprep.tui.words import CONFIDENCES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dlprep.domain.ability.estimates import Estimate
    from dlprep.domain.interviewing.turns import InterviewRecord
    from dlprep.domain.memory.forecast import Forecast
    from dlprep.domain.progress import DayRecord, QuestionRecord
    from dlprep.domain.records.calibration import Calibration
    from dlprep.domain.records.retention import RetentionBucket
    from dlprep.domain.records.streaks import Streak
    from dlprep.tui.translating import Tr


def today_words(days: Sequence[DayRecord], today: date, row: Streak, tr: Tr) -> str:
    """What was done today, the days in a row, and the freezes that hold them."""
    if not row.days and not days:
        return tr("Nothing yet. 2 lists the topics: enter on one asks ten questions, with feedback at once.")
    done = [record for record in days if record.day == today]
    first = tr(
        "Today: answers {answers}, runs {runs} · days in a row: {streak}",
        answers=sum(record.attempts for record in done),
        runs=sum(record.runs for record in done),
        streak=row.days,
    )
    if row.days and not row.has_today:
        first += " · " + tr("one answer today keeps them")
    second = tr(
        "Freezes kept: {freezes} of 2 · active days to next: {days}",
        freezes=row.freezes,
        days=row.days_to_next_freeze,
    )
    if row.bridged:
        second += " · " + tr("◇ bridged, not counted: {count}", count=len(row.bridged))
    return f"{first}\n{second}"


def topic_words(
    records: Mapping[str, QuestionRecord], done_today: Sequence[DayRecord], row: Streak, tr: Tr
) -> str:
    """The line above the topics."""
    if not row.days and not records:
        return tr("Nothing yet. Choose a topic and press enter: ten questions, feedback at once.")
    told = tr(
        "Today: {count} · days in a row: {streak} · in all: graded answers {total}, questions {questions}",
        count=sum(day.attempts for day in done_today),
        streak=row.days,
        total=sum(record.attempts for record in records.values()),
        questions=len(records),
    )
    meaning = tr("At mid level: expected to be right of mid-level questions, give or take.")
    return f"{told}\n{meaning}"


def calibration_words(found: Calibration, tr: Tr) -> str:
    """The Brier score, and what the marks stand for."""
    claims = tr(mark(", ")).join(
        f"{tr(CONFIDENCES[one.confidence.value])} {percent(one.claimed)}" for one in found.marks
    )
    stands_for = tr("Each mark stands for a chance to be right: {claims}.", claims=claims)
    if found.brier is None or found.brier_without_marks is None:
        return stands_for + "\n" + tr("No answer has a mark yet. Give one in a quiz before you answer.")
    brier = tr(
        "Brier score {brier:.3f}, answers: {count}; 0 is best.", brier=found.brier, count=found.answers
    )
    without = tr("Saying the same chance every time would have {base:.3f}.", base=found.brier_without_marks)
    return f"{brier} {without}\n{stands_for}"


def interview_words(interviews: Sequence[InterviewRecord], tr: Tr) -> str:
    """Why a score is missing; nothing when none is."""
    lines = []
    if any(one.score is None and one.ended_at is not None for one in interviews):
        lines.append(tr("– for a score: no answer could be scored; enter shows what was said."))
    if any(one.ended_at is None for one in interviews):
        lines.append(tr("– while open: the score comes at the end; v on Home resumes it."))
    if any(one.bar == Bar.TOO_LITTLE.value for one in interviews):
        lines.append(tr("Too little to say: that takes {count} scored questions or more.", count=FEWEST))
    return "\n".join(lines)


def mastery_words(course: Sequence[Estimate], tr: Tr) -> str:
    """Where it stands now, and what the picture is of."""
    if not course:
        return ""
    return tr(
        "All topics together, of questions at mid level: {now} now, {certainty}.",
        now=percent_words(course[-1]),
        certainty=certainty_words(course[-1], tr),
    )


def memory_words(buckets: Sequence[RetentionBucket], ahead: Forecast, tr: Tr, *, is_complete: bool) -> str:
    """What is remembered now, and what the curve is over."""
    count = sum(bucket.right.whole for bucket in buckets)
    first = tr("No question was asked twice yet.")
    if count:
        first = tr(
            "Answers to a question that had been asked before: {count}, of the newest 50,000.", count=count
        )
    second = tr("Nothing is remembered yet: cards come with the first answers.")
    if ahead.recall_today is not None:
        second = tr(
            "Cards: {cards} · due today: {due} · recall now {now}, in 30 days without a review {then}",
            cards=ahead.cards,
            due=ahead.days[0].due,
            now=percent(ahead.recall_today),
            then=percent(ahead.days[-1].recall),
        )
    if not is_complete:
        second += " · " + tr("a long history is still being taken in")
    return f"{first}\n{second}"
