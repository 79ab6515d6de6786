"""What the history tells of the learner's abilities: quiz answers, interviews and challenges in one model."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from dlprep.domain.ability.abilities import Abilities
from dlprep.domain.ability.items import Response, item_at, item_of
from dlprep.domain.interviewing.standing import standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from dlprep.domain.ability.estimates import Estimate
    from dlprep.domain.bank import QuestionBank
    from dlprep.services.ports import Moment, Store

MOST_RESPONSES = 3_000
"""Newest answers that count: what a million attempts cost is what these cost, and taking one back needs no
more than leaving it out."""
_INTERVIEWS = 20
"""Newest interviews that count."""
_RUNS = 5
"""Newest runs that count, of each challenge on each tier."""


def abilities(bank: QuestionBank, store: Store, moment: Moment) -> Mapping[str, Estimate]:
    """The ability in every topic of the bank, as far as the history tells.

    Raises:
        StorageError: if the history cannot be read.
    """
    return learned(bank, store, moment).estimates()


@dataclass(frozen=True, slots=True)
class AbilityReport:
    """Where the learner stands, over all topics and in each."""

    overall: Estimate
    """Of the mean ability."""
    by_topic: Mapping[str, Estimate]
    """In the order of the bank."""
    answers: Mapping[str, int]
    """How many answers tell of a topic itself; topics without any follow those they go with."""

    @property
    def weakest_first(self) -> tuple[str, ...]:
        """Topics that were asked about, by ability."""
        asked = (topic for topic in self.by_topic if self.answers.get(topic))
        return tuple(sorted(asked, key=lambda topic: self.by_topic[topic].mean))


def ability_report(bank: QuestionBank, store: Store, moment: Moment) -> AbilityReport:
    """Where the learner stands.

    Raises:
        StorageError: if the history cannot be read.
    """
    model = learned(bank, store, moment)
    return AbilityReport(model.overall(model.needs), model.estimates(), dict(model.answers))


def learned(bank: QuestionBank, store: Store, moment: Moment) -> Abilities:
    """All that is believed of the learner, from the newest answers of every kind, faded up to `moment`.

    Raises:
        StorageError: if the history cannot be read.
    """
    model = Abilities({topic.id: topic.needs for topic in bank.topics})
    model.learn(_responses(bank, store))
    model.pass_time(moment.at)
    return model


def ability_course(bank: QuestionBank, store: Store, ends: Sequence[datetime]) -> tuple[Estimate | None, ...]:
    """What would have been believed of the mean ability at each of `ends`, the oldest first.

    It is None before the first of the newest answers. The last end takes in whatever is there, also what a
    clock that was set back makes later than now.

    Raises:
        StorageError: if the history cannot be read.
    """
    model = Abilities({topic.id: topic.needs for topic in bank.topics})
    responses = _responses(bank, store)
    found: list[Estimate | None] = []
    taken = 0
    for place, end in enumerate(ends, start=1):
        is_last = place == len(ends)
        upto = len(responses) if is_last else bisect_right(responses, end, key=lambda response: response.at)
        model.learn(responses[taken:upto])
        taken = max(taken, upto)
        model.pass_time(end)
        found.append(model.overall(model.needs) if taken else None)
    return tuple(found)


def _responses(bank: QuestionBank, store: Store) -> list[Response]:
    """The newest answers of every kind, the oldest first."""
    responses = sorted(
        (*_of_quizzes(bank, store), *_of_interviews(bank, store), *_of_challenges(bank, store)),
        key=lambda response: response.at,
    )
    return responses[-MOST_RESPONSES:]


def _of_quizzes(bank: QuestionBank, store: Store) -> Iterator[Response]:
    for answer in store.recent_answers(limit=MOST_RESPONSES):
        question = bank.questions.get(answer.question_id)
        if question is not None:
            yield Response(item_of(question), answer.score, answer.answered_at)


def _of_interviews(bank: QuestionBank, store: Store) -> Iterator[Response]:
    """Each question asked, with what it came to after its follow-ups; what nobody could grade is left out."""
    for record in store.interviews(limit=_INTERVIEWS):
        interview = store.interview(record.id)
        for exchange in standing(interview).exchanges if interview is not None else ():
            question = bank.questions.get(exchange.question_id)
            if interview is None or question is None or exchange.score is None:
                continue
            at = interview.started_at + timedelta(seconds=exchange.started_seconds + exchange.seconds)
            yield Response(item_of(question), exchange.score / 100, at)


def _of_challenges(bank: QuestionBank, store: Store) -> Iterator[Response]:
    """Each graded run: a medal is right, none is wrong. What ended without a grade tells nothing."""
    for run in store.recent_runs(each=_RUNS):
        folder = bank.challenges.get(run.slug)
        if folder is None or run.verdict is None or not run.verdict.is_graded:
            continue
        challenge = folder.challenge
        item = item_at(challenge.level, f"challenge {challenge.id}", challenge.topics)
        yield Response(item, float(run.medal is not None), run.ended_at or run.started_at)
