"""The learner's abilities in all topics at once, and how answers and time change what is believed of them."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from dlprep.domain.ability.curves import moments_after
from dlprep.domain.ability.estimates import Estimate
from dlprep.domain.ability.items import Item, Response
from dlprep.domain.ability.prior import prior_covariance

FADING_DAYS = 365.0
"""After so many days without an answer, evidence has lost 1 - exp(-2) = 86 percent of what it told."""
_DAY_SECONDS = 86_400.0


@dataclass
class Abilities:
    """A joint normal belief over the topics, and one over the difficulty of each item that was answered.

    The prior is `prior_covariance`, and the level of an item. An answer is taken in by assumed-density
    filtering (`moments_after`) of the one number it depends on, ability less difficulty; the joint belief
    follows by the rule of conditioning in normal distributions (Bishop, Pattern Recognition and Machine
    Learning, 2006, 2.3.1), so that topics which go together move together. That difficulty and ability are
    correlated after an answer is left out, as in TrueSkill (Herbrich, Minka & Graepel, 2007).
    """

    needs: Mapping[str, Sequence[str]]
    """Every topic with those to know first."""
    difficulties: dict[str, Estimate] = field(default_factory=dict)
    """Of the items answered so far, by id."""
    answers: Counter[str] = field(default_factory=Counter)
    """Answers so far, by topic."""
    _means: list[float] = field(init=False)
    _covariance: list[list[float]] = field(init=False)
    _place: dict[str, int] = field(init=False)
    _times: Counter[str] = field(default_factory=Counter, init=False)
    _at: datetime | None = None

    def __post_init__(self) -> None:
        """Starts from the prior."""
        self._place = {topic: place for place, topic in enumerate(self.needs)}
        self._means = [0.0] * len(self._place)
        self._covariance = [list(row) for row in prior_covariance(self.needs)]

    def learn(self, responses: Iterable[Response]) -> None:
        """Takes in answers, within a week topic by topic: their order hardly matters, and that is cheaper."""
        in_time = sorted(responses, key=lambda response: response.at)
        for _, week in groupby(in_time, key=_week):
            of_week = sorted(week, key=lambda response: response.item.topics)
            self.pass_time(min(response.at for response in of_week))
            for topics, of_topics in groupby(of_week, key=lambda response: response.item.topics):
                self._take(topics, of_topics)

    def pass_time(self, at: datetime) -> None:
        """Lets evidence fade up to `at`, by whole days: variances go back towards the prior, means stay.

        The covariance is that of a stationary Ornstein-Uhlenbeck process: r^2 C + (1 - r^2) prior, where r is
        exp(-days / FADING_DAYS). A clock set back changes nothing.
        """
        if self._at is None:
            self._at = at
            return
        days = math.floor((at - self._at).total_seconds() / _DAY_SECONDS)
        if days < 1:
            return
        self._at = at
        kept = math.exp(-2 * days / FADING_DAYS)
        prior = prior_covariance(self.needs)
        self._covariance = [
            [kept * now + (1 - kept) * then for now, then in zip(row, first, strict=True)]
            for row, first in zip(self._covariance, prior, strict=True)
        ]

    def _take(self, topics: tuple[str, ...], responses: Iterable[Response]) -> None:
        """Takes in answers about the same topics, which change the joint belief as one."""
        places = self._places(topics)
        if not places:
            return
        column = self._column(places)
        prior = ability = self._ability(places, column)
        for response in responses:
            ability = self._answered(ability, response)
            self.answers.update(topics)
        variance = max(1e-12, prior.deviation**2)
        pull = (ability.mean - prior.mean) / variance
        cut = (variance - ability.deviation**2) / variance**2
        self._means = [mean + pull * by for mean, by in zip(self._means, column, strict=True)]
        self._covariance = [
            [value - factor * by for value, by in zip(row, column, strict=True)]
            for row, factor in zip(self._covariance, [cut * by for by in column], strict=True)
        ]

    def _answered(self, ability: Estimate, response: Response) -> Estimate:
        """The ability that an item takes, after an answer to it; what is believed of the item changes too."""
        item, difficulty = response.item, self.difficulty(response.item)
        self._times[item.id] += 1
        # An item that comes again tells of itself more than of its topic: its k-th answer counts 1 / k.
        weight = 1 / self._times[item.id]
        before = _less(ability, difficulty)
        after = moments_after(before, item.curve, min(1.0, max(0.0, response.score)), weight)
        variance = before.deviation**2
        pull = (after.mean - before.mean) / variance
        cut = max(0.0, (variance - after.deviation**2) / variance**2)
        self.difficulties[item.id] = _moved(difficulty, -pull, cut)
        return _moved(ability, pull, cut)

    def estimate(self, topic: str) -> Estimate:
        """What is believed of the ability in a topic.

        Raises:
            KeyError: if there is no such topic.
        """
        place = self._place[topic]
        return Estimate(self._means[place], math.sqrt(max(0.0, self._covariance[place][place])))

    def estimates(self) -> dict[str, Estimate]:
        """What is believed of every topic."""
        return {topic: self.estimate(topic) for topic in self._place}

    def overall(self, topics: Iterable[str]) -> Estimate:
        """What is believed of the mean ability over topics; those that are unknown are left out."""
        places = self._places(topics)
        if not places:
            return Estimate(0.0, 1.0)
        return self._ability(places, self._column(places))

    def shifts(self, slopes: Mapping[str, float]) -> dict[str, float]:
        """How much higher each ability is where the sum of slopes times abilities is one deviation higher.

        Slopes are by topic; those of unknown topics are left out. All shifts are 0 when the sum is certain.
        """
        places = [(self._place[topic], slope) for topic, slope in slopes.items() if topic in self._place]
        along = [sum(row[place] * slope for place, slope in places) for row in self._covariance]
        deviation = math.sqrt(max(0.0, sum(along[place] * slope for place, slope in places)))
        return {topic: along[place] / deviation if deviation else 0.0 for topic, place in self._place.items()}

    def difficulty(self, item: Item) -> Estimate:
        """What is believed of an item's difficulty."""
        return self.difficulties.get(item.id, item.difficulty)

    def distance(self, item: Item) -> Estimate:
        """What is believed of ability less difficulty; without a known topic, of difficulty alone."""
        places = self._places(item.topics)
        return _less(self._ability(places, self._column(places)), self.difficulty(item))

    def reach(self, item: Item, topics: Iterable[str]) -> float:
        """The squared covariance of what an item takes with the ability in each of `topics`, added up."""
        column = self._column(self._places(item.topics))
        return sum(column[place] ** 2 for place in self._places(topics))

    def _places(self, topics: Iterable[str]) -> list[int]:
        return [self._place[topic] for topic in topics if topic in self._place]

    def _column(self, places: list[int]) -> list[float]:
        """The covariance of every topic with the mean of some."""
        if len(places) == 1:
            return self._covariance[places[0]]
        rows = [self._covariance[place] for place in places]
        return [sum(values) / len(places) for values in zip(*rows, strict=True)] or [0.0] * len(self._means)

    def _ability(self, places: list[int], column: list[float]) -> Estimate:
        """What is believed of the mean ability over some topics; nothing is known of none."""
        count = len(places) or 1
        mean = sum(self._means[place] for place in places) / count
        return Estimate(mean, math.sqrt(max(0.0, sum(column[place] for place in places) / count)))


def _less(ability: Estimate, difficulty: Estimate) -> Estimate:
    """The distance of an ability above a difficulty."""
    deviation = math.hypot(ability.deviation, difficulty.deviation)
    return Estimate(ability.mean - difficulty.mean, max(1e-6, deviation))


def _moved(estimate: Estimate, pull: float, cut: float) -> Estimate:
    """One of the two that a distance is made of, conditioned on what was learned of the distance."""
    variance = estimate.deviation**2
    left = max(0.0, variance - cut * variance**2)
    return Estimate(estimate.mean + pull * variance, math.sqrt(left))


def _week(response: Response) -> int:
    """From Monday on: day 1 of the calendar was one."""
    return (response.at.toordinal() - 1) // 7
