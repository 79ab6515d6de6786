"""Anything answered that tells of ability: how hard it is, which topics it is about, and what it earned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dlprep.domain.ability.curves import Curve
from dlprep.domain.ability.estimates import Estimate
from dlprep.domain.questions import Level, OneKeyQuestionBase, Question, SpotBugQuestion, TfReasonQuestion

DISCRIMINATION = 1.3
"""Of every item: about the middle of what is found for written tests (Baker & Kim, 2004, call 0.65 to 1.34
moderate and up to 1.69 high). One learner's answers are too few to fit one for each."""
LEVEL_DIFFICULTY: Mapping[Level, float] = {Level.JUNIOR: -1.0, Level.MID: 0.0, Level.SENIOR: 1.0}
"""Where the difficulty of an item starts, logits."""
LEVEL_DEVIATION = 0.6
"""How far items of a level lie apart before any answer: levels overlap, and do not swap."""


@dataclass(frozen=True, slots=True)
class Item:
    """A question, the rubric of an interview question, or a challenge."""

    id: str
    topics: tuple[str, ...]
    """What it takes: the mean of the abilities in these."""
    difficulty: Estimate
    curve: Curve


@dataclass(frozen=True, slots=True)
class Response:
    """One answer to an item."""

    item: Item
    score: float
    """0 to 1."""
    at: datetime
    """Aware, UTC."""


def item_at(level: Level, item_id: str, topics: tuple[str, ...], *, floor: float = 0.0) -> Item:
    """An item of a level, before any answer."""
    difficulty = Estimate(LEVEL_DIFFICULTY[level], LEVEL_DEVIATION)
    return Item(item_id, topics, difficulty, Curve(DISCRIMINATION, floor))


def item_of(question: Question) -> Item:
    """The item of a question of the bank."""
    return item_at(question.level, question.id, (question.topic,), floor=guessing_floor(question))


def guessing_floor(question: Question) -> float:
    """The mean score of a blind guess where one option is right; 0 for what is typed, arranged or ticked.

    With several keys or pairs a guess rarely earns anything, and what it earns is partial credit already.
    """
    if not isinstance(question, OneKeyQuestionBase):
        return 0.0
    by_option = 1 / len(question.options)
    if isinstance(question, TfReasonQuestion):
        return (1 / 2 + by_option) / 2
    if isinstance(question, SpotBugQuestion):
        return by_option / 2
    return by_option
