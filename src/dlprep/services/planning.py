"""The plan towards an interview from what was really done: bank, history and settings in, a plan out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from dlprep.domain.ability.abilities import Abilities
from dlprep.domain.ability.expectations import expected
from dlprep.domain.errors import BadInputError
from dlprep.domain.memory.cards import CardKey, CardKind
from dlprep.domain.messages import message
from dlprep.domain.planning.asked import Asked, asked
from dlprep.domain.planning.course import chance_on, state_of
from dlprep.domain.planning.items import Item, Memory
from dlprep.domain.planning.likely import UNKNOWN, Likely, likely
from dlprep.domain.planning.plans import Plan, make_plan
from dlprep.services.abilities import learned
from dlprep.services.aims import target_of
from dlprep.services.remembering import SOME_BATCHES, catch_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from dlprep.domain.ability.estimates import Estimate
    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.memory.schedule import Remembered
    from dlprep.services.ports import Moment, Store
    from dlprep.settings import Settings


@dataclass(frozen=True, slots=True)
class Met:
    """What is remembered of something that was answered."""

    memory: Memory
    lapses: int


@dataclass(frozen=True, slots=True)
class Stand:
    """How it stands today with what an interview asks, whenever that is."""

    items: tuple[Item, ...]
    likely: Likely

    @property
    def now(self) -> float:
        """Expected success today."""
        return sum(item.weight * chance_on(state_of(item), item.prior, 0) for item in self.items)

    @property
    def coverage(self) -> float:
        """Share, by weight, of what was met."""
        return sum(item.weight for item in self.items if item.memory is not None)


_planned = lru_cache(maxsize=2)(make_plan)
"""Home asks again whenever it is come back to, mostly with nothing changed."""


def plan(bank: QuestionBank, store: Store, settings: Settings, moment: Moment) -> Plan:
    """The plan for the interview that the settings name.

    Raises:
        BadInputError: if they name none, or it is over.
        StorageError: if the history cannot be read.
    """
    interview = settings.interview_date
    if interview is None:
        raise BadInputError(
            message("No interview date is set."),
            message("Set it in Settings (s on Home), or try one: dlprep plan --date YYYY-MM-DD."),
        )
    if interview < moment.local_day:
        raise BadInputError(
            message("The interview of {day} is over.", day=interview),
            message("Set the next one in Settings (s on Home), or try one: dlprep plan --date YYYY-MM-DD."),
        )
    found = stand(bank, store, settings, moment)
    made = _planned(found.items, moment.local_day, interview, settings.minutes_a_day)
    return replace(made, likely=found.likely)


def stand(bank: QuestionBank, store: Store, settings: Settings, moment: Moment) -> Stand:
    """How it stands with what the job in the settings asks; no day need be set.

    Raises:
        StorageError: if the history cannot be read.
    """
    catch_up(store, batches=SOME_BATCHES)
    held = asked(bank, target_of(settings))
    model = learned(bank, store, moment)
    items = items_of(held, met_by(store.cards(), moment.local_day), model.estimates())
    return Stand(items, likely(held, items, model, Abilities(model.needs)))


def met_by(cards: Iterable[Remembered], today: date) -> dict[CardKey, Met]:
    """What is remembered of everything that was answered; ages are in the learner's own days."""
    return {
        one.key: Met(
            Memory(one.card.stability, one.card.difficulty, max(0, (today - one.last_day).days)),
            one.card.lapses,
        )
        for one in cards
    }


def items_of(
    held: Iterable[Asked], met: Mapping[CardKey, Met], able: Mapping[str, Estimate]
) -> tuple[Item, ...]:
    """What is asked, with what is remembered of it, and what ability alone would do."""
    return tuple(_item(one, _met(one.key, met), able) for one in held)


def _item(one: Asked, known: Met | None, able: Mapping[str, Estimate]) -> Item:
    ability = able.get(one.topic, UNKNOWN)
    return Item(
        key=one.key,
        topic=one.topic,
        weight=one.weight,
        minutes=one.minutes,
        prior=expected(ability, one.level).success,
        memory=known.memory if known else None,
        lapses=known.lapses if known else 0,
    )


def _met(key: CardKey, met: Mapping[CardKey, Met]) -> Met | None:
    """What is remembered of a thing; open questions come in quizzes too, and the later time counts."""
    found = [met[name] for name in (key, _in_a_quiz(key)) if name in met]
    return min(found, key=lambda one: one.memory.age, default=None)


def _in_a_quiz(key: CardKey) -> CardKey:
    return CardKey(CardKind.QUESTION, key.id) if key.kind is CardKind.INTERVIEW else key
