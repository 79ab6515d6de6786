"""What the history says about the learner today: topics, days, and the next step with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from dlprep.domain.bank import QuestionBank
from dlprep.domain.messages import Message, message
from dlprep.domain.practice import Mode, PracticeSession
from dlprep.domain.progress import QuestionRecord, TopicRecord
from dlprep.domain.records.calibration import Calibration, calibration
from dlprep.domain.records.retention import RetentionBucket, retention
from dlprep.domain.records.streaks import ActiveDay, Streak, deciding_days, streak
from dlprep.services.ports import AttemptStore, Moment

RECENT = 50_000
"""Answers that repeats are counted among: more would hold up others who read the history."""


def topic_records(bank: QuestionBank, records: Mapping[str, QuestionRecord]) -> tuple[TopicRecord, ...]:
    """One record for each topic of the bank, in the bank's order."""
    by_topic: dict[str, list[str]] = {topic.id: [] for topic in bank.topics}
    for question in bank.questions.values():
        by_topic.setdefault(question.topic, []).append(question.id)
    return tuple(_topic_record(topic, ids, records) for topic, ids in by_topic.items())


def _topic_record(topic: str, ids: list[str], records: Mapping[str, QuestionRecord]) -> TopicRecord:
    seen = [records[question_id] for question_id in ids if question_id in records]
    attempts = sum(record.attempts for record in seen)
    score = sum(record.score_sum for record in seen)
    return TopicRecord(
        topic=topic,
        questions=len(ids),
        seen=len(seen),
        attempts=attempts,
        mean_score=score / attempts if attempts else None,
    )


def streak_on(store: AttemptStore, moment: Moment) -> Streak:
    """The days in a row, read without summing up the days."""
    active = store.active_days()
    times = store.day_times(deciding_days(active, moment.local_day))
    days = (ActiveDay(day, *times.get(day, (None, None))) for day in active)
    return streak(days, moment.local_day, moment.at)


def calibration_now(store: AttemptStore) -> Calibration:
    """The marks of confidence against what came of them, over the whole history."""
    return calibration(store.confidence_shares())


def retention_now(store: AttemptStore) -> tuple[RetentionBucket, ...]:
    """How much is still right when it comes again, over the newest answers."""
    return retention(store.retention_shares(newest=RECENT))


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing recommended now, with its reason."""

    reason: Message
    topic: str | None = None
    """Topic to practise; None means to resume the unfinished session, unless there is a mode."""
    mode: Mode | None = None
    """What to start instead of practice."""


@dataclass(frozen=True, slots=True)
class Today:
    """What Home shows."""

    attempts_today: int
    streak: int
    """Days in a row; see `domain.records.streaks`."""
    unfinished: PracticeSession | None
    topics: tuple[TopicRecord, ...]
    next_step: NextStep


def today(
    bank: QuestionBank, store: AttemptStore, moment: Moment, *, offers_placement: bool = False
) -> Today:
    """The state of things on the learner's day; placement is offered only before the first answer."""
    topics = topic_records(bank, store.question_records())
    done_today = store.days(since=moment.local_day)
    unfinished = store.unfinished_session()
    is_new = not any(record.attempts for record in topics)
    return Today(
        attempts_today=sum(record.attempts for record in done_today if record.day == moment.local_day),
        streak=streak_on(store, moment).days,
        unfinished=unfinished,
        topics=topics,
        next_step=recommend(bank, topics, unfinished, offers_placement=offers_placement and is_new),
    )


def recommend(
    bank: QuestionBank,
    topics: tuple[TopicRecord, ...],
    unfinished: PracticeSession | None,
    *,
    offers_placement: bool = False,
) -> NextStep:
    """One next step: finish what is open, repair the weakest topic, or start the next new one."""
    if unfinished:
        left = unfinished.expected_length - unfinished.position
        return NextStep(message("A session is open with {left} questions left.", left=left))
    if offers_placement:
        reason = message("Nothing is known of you yet: at most 20 questions show where to begin.")
        return NextStep(reason, mode=Mode.PLACEMENT)
    weak = [record for record in topics if record.mean_score is not None and record.mean_score < 0.7]
    if weak:
        worst = min(weak, key=lambda record: record.mean_score or 0.0)
        percent = round(100 * (worst.mean_score or 0.0))
        return NextStep(message("Your weakest topic so far, at {percent}%.", percent=percent), worst.topic)
    done = {record.topic for record in topics if record.attempts}
    fresh = [record.topic for record in topics if record.questions and not record.attempts]
    ready = [name for name in fresh if set(bank.topic(name).needs) <= done] or fresh
    if ready:
        return NextStep(message("You have not tried this topic yet."), ready[0])
    least = min(topics, key=lambda record: record.seen / max(1, record.questions))
    return NextStep(message("Most of this topic is still new to you."), least.topic)
