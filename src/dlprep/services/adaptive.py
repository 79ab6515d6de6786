"""Sessions whose plan grows: each question is chosen after the answer before it, from all known by then."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from dlprep.domain.ability import placement
from dlprep.domain.ability.choosing import Wanted, best, need, next_topic
from dlprep.domain.ability.items import Item, item_of
from dlprep.domain.practice import Mode, QuizRequest
from dlprep.services.abilities import learned
from dlprep.services.quiz import matching, next_place, plan_one

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlprep.domain.ability.abilities import Abilities
    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.practice import PracticeSession
    from dlprep.services.ports import Moment, Store

_RECENT_DAYS = 7
"""Questions answered so lately come only when no other is left: they would tell of memory, not of ability."""
_RECENT_ANSWERS = 200


def grown(store: Store, bank: QuestionBank, session: PracticeSession, moment: Moment) -> PracticeSession:
    """The session with its next question chosen and kept; as it is where one waits, or none is to come.

    Where two processes go on with one session, the one that is first chooses for both.

    Raises:
        StorageError: if it cannot be kept.
    """
    is_waiting = next_place(bank, session) is not None
    if not session.request.mode.is_adaptive or session.id is None or session.ended_at or is_waiting:
        return session
    items = candidates(bank, session)
    model = learned(bank, store, moment)
    chance = random.Random(f"{session.seed}:{len(session.plan)}")  # noqa: S311 - which comes, not a secret
    if session.request.mode is Mode.PLACEMENT:
        chosen = _placing(model, items, session, chance)
    else:
        chosen = _practising(model, items, session, _recent(store, moment), chance)
    if chosen is None:
        return session
    planned = plan_one(bank, bank.question(chosen.id), chance)
    return replace(session, plan=store.extend_plan(session.id, (*session.plan, planned)))


def candidates(bank: QuestionBank, session: PracticeSession) -> Mapping[str, Item]:
    """What can be asked, by id: all that was asked for, but open answers only where they were named."""
    found = matching(bank, session.request)
    quick = [question for question in found if question.type != "open"]
    asked = found if "open" in session.request.types else quick or found
    return {question.id: item_of(question) for question in asked}


def placement_request() -> QuizRequest:
    """Asks for the placement test: all topics, and no more than its most items."""
    return QuizRequest(mode=Mode.PLACEMENT, count=placement.MOST_ITEMS)


def _placing(
    model: Abilities, items: Mapping[str, Item], session: PracticeSession, chance: random.Random
) -> Item | None:
    asked = [planned.question_id for planned in session.plan]
    topics = placement.topics_of(items)
    if placement.is_enough(model, topics, len(asked)) or len(asked) >= session.request.count:
        return None
    return placement.next_item(model, items, asked, chance)


def _practising(
    model: Abilities,
    items: Mapping[str, Item],
    session: PracticeSession,
    recent: frozenset[str],
    chance: random.Random,
) -> Item | None:
    asked = [planned.question_id for planned in session.plan]
    if len(asked) >= session.request.count:
        return None
    left = {name: item for name, item in items.items() if name not in asked}
    fresh = {name: item for name, item in left.items() if name not in recent} or left
    counts = Counter(topic for name in asked if name in items for topic in items[name].topics)
    held = {topic for item in fresh.values() for topic in item.topics}
    topic = next_topic({name: need(one) for name, one in model.estimates().items()}, counts, held)
    if topic is None:
        return None
    of_topic = [item for item in fresh.values() if topic in item.topics]
    return best(model, of_topic, Wanted([topic], session.request.success), chance)


def _recent(store: Store, moment: Moment) -> frozenset[str]:
    since = moment.at - timedelta(days=_RECENT_DAYS)
    answers = store.recent_answers(limit=_RECENT_ANSWERS)
    return frozenset(answer.question_id for answer in answers if answer.answered_at >= since)
