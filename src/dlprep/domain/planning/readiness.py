"""How ready one is: the expected share of what the interview asks that one would get right, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dlprep.domain.planning import course
from dlprep.domain.planning.items import Item


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with the whole, or with one topic. All are shares, 0 to 1."""

    weight: float
    """Of what is asked."""
    items: int
    met: int
    """Items answered at least once."""
    coverage: float
    """Share, by weight, of what was met."""
    now: float
    """Expected success today."""
    stopping: float
    """On the day of the interview, if nothing more is done."""
    following: float
    """On the day, if the plan is followed."""
    recall: float
    """Expected recall today of what was met; 0 where nothing was."""
    recall_stopping: float
    """The same on the day, if nothing more is done."""
    guess: float
    """Expected success with what was not met, by the ability in its topic; 0 where all was."""


@dataclass(frozen=True, slots=True)
class TopicStanding:
    """How it stands with one topic."""

    topic: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Readiness:
    """The whole and its topics; `now` is `coverage * recall + (1 - coverage) * guess` for each."""

    whole: Standing
    topics: tuple[TopicStanding, ...]
    """What counts most first."""

    @property
    def now(self) -> float:
        """Expected success today, 0 to 1."""
        return self.whole.now


def readiness(items: Sequence[Item], plan: Sequence[Sequence[int]], days: int) -> Readiness:
    """Readiness for an interview in `days` days, with the days on which each item is planned."""
    rows: dict[str, list[tuple[Item, Sequence[int]]]] = {}
    for item, planned in zip(items, plan, strict=True):
        rows.setdefault(item.topic, []).append((item, planned))
    topics = [TopicStanding(topic, _standing(held, days)) for topic, held in rows.items()]
    topics.sort(key=lambda one: (-one.standing.weight, one.topic))
    return Readiness(_standing(list(zip(items, plan, strict=True)), days), tuple(topics))


def _standing(rows: Sequence[tuple[Item, Sequence[int]]], days: int) -> Standing:
    met = [item for item, _ in rows if item.memory is not None]
    new = [item for item, _ in rows if item.memory is None]
    items = [item for item, _ in rows]
    weight = sum(item.weight for item in items)
    now, stopping = _mean(items, 0), _mean(items, days)
    planned = sum(item.weight * course.chance_after(item, one, days) for item, one in rows)
    return Standing(
        weight=weight,
        items=len(items),
        met=len(met),
        coverage=sum(item.weight for item in met) / weight if weight else 0.0,
        now=now,
        stopping=stopping,
        following=planned / weight if weight else 0.0,
        recall=_mean(met, 0),
        recall_stopping=_mean(met, days),
        guess=_mean(new, 0),
    )


def _mean(items: Iterable[Item], day: int) -> float:
    """Mean chance on a day, by weight, with nothing done before."""
    held = list(items)
    weight = sum(item.weight for item in held)
    if not weight:
        return 0.0
    chances = (item.weight * course.chance_on(course.state_of(item), item.prior, day) for item in held)
    return sum(chances) / weight


def trajectory(
    items: Sequence[Item], plan: Sequence[Sequence[int]], days: int
) -> tuple[tuple[float, float], ...]:
    """For every morning up to the day: readiness when the plan is followed, and when nothing is done."""
    following, stopping = [0.0] * (days + 1), [0.0] * (days + 1)
    for item, planned in zip(items, plan, strict=True):
        first = course.state_of(item)
        state, ahead = first, list(planned)
        for day in range(days + 1):
            while ahead and ahead[0] < day:
                state = course.reviewed(state, item.prior, ahead.pop(0), days)
            alone = item.weight * course.chance_on(first, item.prior, day)
            stopping[day] += alone
            same = state is first
            following[day] += alone if same else item.weight * course.chance_on(state, item.prior, day)
    return tuple(zip(following, stopping, strict=True))
