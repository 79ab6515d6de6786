"""A learner who answers, gets better, rests and travels: what the made-up histories are drawn from."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from dlprep.domain.answers import ChoiceAnswer, ChoicesAnswer, OpenAnswer
from dlprep.storage.documents import dump_answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlprep.domain.answers import Answer
    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.questions import Question

_LEVELS = {"junior": -0.7, "mid": 0.0, "senior": 0.9}
_START_LOGITS, _GAIN_LOGITS = -0.6, 2.2
_ANSWERS_KNOWN_BY_HEART = 8
_HOME_HOURS, _AWAY_HOURS = 8, 1
"""The learner's clocks, ahead of UTC: at home, and on a journey once a year."""


@dataclass(frozen=True, slots=True)
class Item:
    """A question that is asked."""

    id: str
    topic: str
    difficulty: float
    """Logits."""
    content_hash: str
    right: str
    """An answer that is right, as a row keeps it."""
    wrong: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of asking an item once."""

    is_right: bool
    confidence: str | None
    hints: int
    seconds: float


def items_of(bank: QuestionBank) -> tuple[Item, ...]:
    """The single, multi and open questions of a bank, as hard as their level says."""
    chance = random.Random(1)  # noqa: S311 - a simulation, not a secret
    return tuple(
        Item(
            each.id,
            each.topic,
            _LEVELS[each.level] + chance.gauss(0, 0.5),
            bank.hashes[each.id],
            *(dump_answer(answer) for answer in answers),
        )
        for each in bank.questions.values()
        if (answers := _answers(each)) is not None
    )


def _answers(question: Question) -> tuple[Answer, Answer] | None:
    """One that is right and one that is wrong; None for the forms that nothing is made up for."""
    if question.type == "open":
        return OpenAnswer(text="It drops units at random in training. 训练时随机丢弃。"), OpenAnswer(text="?")
    if question.type not in ("single", "multi"):
        return None
    right = [choice.id for choice in question.options if choice.correct]
    wrong = [choice.id for choice in question.options if not choice.correct]
    if question.type == "single":
        return ChoiceAnswer(option=right[0]), ChoiceAnswer(option=wrong[0])
    return ChoicesAnswer(options=frozenset(right)), ChoicesAnswer(options=frozenset(wrong))


def made_up_items(count: int = 650, topics: int = 24) -> tuple[Item, ...]:
    """Single questions of no bank, by turns on each topic."""
    chance = random.Random(1)  # noqa: S311 - a simulation, not a secret
    right, wrong = (dump_answer(ChoiceAnswer(option=option)) for option in "ab")
    return tuple(
        Item(
            f"topic-{number % topics}.question-{number}",
            f"topic-{number % topics}",
            chance.gauss(0, 0.9),
            f"{number:016x}",
            right,
            wrong,
        )
        for number in range(count)
    )


class SimulatedLearner:
    """Whose chance to be right rises with what was learnt and what is known by heart."""

    def __init__(self, items: Sequence[Item], chance: random.Random) -> None:
        """Knows nothing yet."""
        self.chance = chance
        self._talent = {topic: chance.gauss(0, 0.5) for topic in sorted({item.topic for item in items})}
        self._asked: dict[str, int] = {}

    def reply(self, item: Item, progress: float) -> Reply:
        """Answers an item when this share (0 to 1) of all there is to come has been answered."""
        draw = self.chance.random
        asked = self._asked.get(item.id, 0)
        self._asked[item.id] = asked + 1
        by_heart = 0.8 * min(asked, _ANSWERS_KNOWN_BY_HEART) / _ANSWERS_KNOWN_BY_HEART
        learnt = _START_LOGITS + _GAIN_LOGITS * (1 - math.exp(-3 * progress))
        chance_right = 1 / (1 + math.exp(item.difficulty - self._talent[item.topic] - learnt - by_heart))
        hints = 1 + int(2 * draw()) if draw() < 0.25 * (1 - chance_right) else 0
        # Half of what keeps a quick answer from being quicker is reading, which practice does not shorten.
        seconds = self.chance.lognormvariate(math.log(15 + 25 * (1 - chance_right)), 0.5) + 20 * hints
        return Reply(draw() < chance_right, self._confidence(chance_right), hints, round(seconds, 3))

    def _confidence(self, chance_right: float) -> str | None:
        draw = self.chance.random
        if draw() < 0.3:
            return None
        felt = chance_right + 0.4 * (draw() - 0.4)
        return "sure" if felt > 0.8 else "think-so" if felt > 0.5 else "guess"


@dataclass(frozen=True, slots=True)
class Sitting:
    """When and where the learner sits down."""

    starts_at: datetime
    """UTC."""
    local_day: date
    hours_ahead: int
    """Of UTC, on the learner's clock."""

    def local_day_at(self, at: datetime) -> date:
        """The learner's calendar day at a time of this sitting, which may go on past midnight."""
        return (at + timedelta(hours=self.hours_ahead)).date()


def sittings(first_day: date, a_day: float, chance: random.Random) -> Iterator[Sitting]:
    """Without end: most evenings, some mornings, fewer at weekends, none on two weeks of rest each summer."""
    day = first_day
    while True:
        if _is_active(day, chance):
            hours_ahead = _AWAY_HOURS if day.month == 10 and day.day < 15 else _HOME_HOURS
            count = max(1, round(chance.gauss(a_day, a_day / 4)))
            for hour in sorted(_hour(chance) for _ in range(count)):
                local = datetime.combine(day, time.min, UTC) + timedelta(hours=hour)
                yield Sitting(local - timedelta(hours=hours_ahead), day, hours_ahead)
        day += timedelta(days=1)


def _is_active(day: date, chance: random.Random) -> bool:
    rests = day.month == 8 and day.day < 15
    return not rests and chance.random() < (0.85, 0.85, 0.85, 0.85, 0.7, 0.5, 0.65)[day.weekday()]


def _hour(chance: random.Random) -> float:
    if chance.random() < 0.25:
        return min(12.0, max(6.0, chance.gauss(8.0, 1.0)))
    return min(23.9, max(12.0, chance.gauss(20.5, 2.0)))
