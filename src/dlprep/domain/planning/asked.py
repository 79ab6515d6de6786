"""What an interview for a job asks: a weight for everything in the bank.

Everything counts by the minutes it takes, by its level, and by how much its topic is asked: the square root
of the number of the topic's interview questions, where one that belongs to the job counts twice and one for
any job once. A topic that an asked one builds on counts as if it had a third of that one's questions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING

from dlprep.domain.memory.cards import CardKey, CardKind
from dlprep.domain.questions import Level, OpenQuestion
from dlprep.domain.rubrics import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlprep.domain.bank import QuestionBank

_RISING = (Level.JUNIOR, Level.MID, Level.SENIOR)
_BY_DISTANCE = {-2: 0.4, -1: 0.7, 0: 1.0, 1: 0.4, 2: 0.1}
"""What a level counts by its steps above the target: below is taken for granted, above is seldom asked."""
_MINUTES = {
    "single": 0.75, "multi": 1.0, "tf-reason": 0.75, "numeric": 1.5, "cloze": 0.75, "order": 1.0,
    "match": 1.0, "code-output": 1.25, "spot-bug": 1.5, "template": 1.5, "open": 5.0,
}  # fmt: skip
"""What answering one and reading the reasons takes."""
_WRITING_MINUTES = 12.0
"""What a challenge takes besides its run."""
_BASIS = 1 / 3
_OF_THE_JOB = 2.0
_CAREER = 0.5


@dataclass(frozen=True, slots=True)
class Target:
    """The job that the interview is for."""

    role: Role | None = None
    """None for any."""
    level: Level = Level.MID


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that may be asked, with its share."""

    key: CardKey
    topic: str
    level: Level
    weight: float
    minutes: float


def asked(bank: QuestionBank, target: Target) -> tuple[Asked, ...]:
    """Everything in the bank that such an interview may ask, in the bank's order; the weights sum to 1."""
    raw = tuple(_raw(bank, target.level, topic_weights(bank, target.role)))
    total = sum(one.weight for one in raw)
    return tuple(replace(one, weight=one.weight / total) for one in raw)


def topic_weights(bank: QuestionBank, role: Role | None) -> dict[str, float]:
    """What each topic counts, of those that count; one without interview questions as if it had one."""
    weights = dict.fromkeys((question.topic for question in bank.questions.values()), 0.0)
    talked_about = set()
    for question in bank.questions.values():
        if isinstance(question, OpenQuestion):
            talked_about.add(question.topic)
            weights[question.topic] += _share(question, role)
    weights |= dict.fromkeys(weights.keys() - talked_about, 1.0)
    basis: dict[str, float] = {}
    for topic in bank.topics:
        for needed in topic.needs:
            basis[needed] = max(basis.get(needed, 0.0), _BASIS * weights.get(topic.id, 0.0))
    for name, weight in basis.items():
        weights[name] = max(weights.get(name, 0.0), weight)
    return {name: sqrt(weight) for name, weight in weights.items() if weight}


def _share(question: OpenQuestion, role: Role | None) -> float:
    if role is None or not question.roles:
        return 1.0
    if role in question.roles:
        return _OF_THE_JOB
    return _CAREER if Role.CAREER in question.roles else 0.0


def _raw(bank: QuestionBank, level: Level, topics: dict[str, float]) -> Iterator[Asked]:
    def one(kind: CardKind, name: str, topic: str, its_level: Level, minutes: float) -> Asked:
        share = _BY_DISTANCE[_RISING.index(its_level) - _RISING.index(level)]
        return Asked(CardKey(kind, name), topic, its_level, topics[topic] * share * minutes, minutes)

    for question in bank.questions.values():
        if question.topic in topics:
            kind = CardKind.INTERVIEW if isinstance(question, OpenQuestion) else CardKind.QUESTION
            yield one(kind, question.id, question.topic, question.level, _MINUTES[question.type])
    for slug, folder in bank.challenges.items():
        challenge = folder.challenge
        topic = max(challenge.topics, key=lambda name: topics.get(name, 0.0))
        if topic in topics:
            run = min(rules.minutes for rules in challenge.tiers.values())
            yield one(CardKind.CHALLENGE, slug, topic, challenge.level, _WRITING_MINUTES + run)
