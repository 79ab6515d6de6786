"""What else than the calendar makes questions come: a scorecard, a failed challenge, a fumbled answer.

The rule: a failed challenge brings the questions its sheet names; an interview answer that was rated AGAIN,
or held a wrong belief to the end, brings questions of its topic that share a claim of the article with it.
Each brings at most three, for two weeks, and no longer than until they are answered: what fails where it is
used moves its concept as a wrong quiz answer does.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dlprep.domain.interviewing.material import Material
from dlprep.domain.interviewing.scorecard import scorecard
from dlprep.domain.memory.cards import CardKey, CardKind
from dlprep.domain.memory.due import Signals
from dlprep.domain.memory.ratings import Rating
from dlprep.domain.messages import Message, authored, message
from dlprep.domain.questions import OpenQuestion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.interviewing.turns import Interview
    from dlprep.domain.memory.schedule import Remembered
    from dlprep.services.ports import InterviewStore, Moment

MOST_PULLED = 3
"""Questions that one failure brings."""
_FRESH = timedelta(days=14)
"""How long a failure or a scorecard brings anything."""
_RECENT_INTERVIEWS = 5


def signals(
    bank: QuestionBank, store: InterviewStore, cards: Collection[Remembered], moment: Moment
) -> Signals:
    """What brings questions today, besides what is due."""
    known = {one.key: one for one in cards}
    return Signals(
        studies=_studies(bank, store, known, moment),
        pulled=_pulled(bank, known, moment),
    )


def _studies(
    bank: QuestionBank, store: InterviewStore, known: Mapping[CardKey, Remembered], moment: Moment
) -> dict[CardKey, Message]:
    """What the newest ended interview says to study next, until it has been answered since."""
    interview = _last_interview(store)
    if interview is None or moment.local_day - interview.local_day > _FRESH:
        return {}
    asked = {turn.question_id for turn in interview.turns if turn.question_id in bank.questions}
    found = {name: bank.questions[name] for name in sorted(filter(None, asked))}
    material = Material({name: one for name, one in found.items() if isinstance(one, OpenQuestion)})
    why = message("Your interview of {day} says to study this next.", day=interview.local_day.isoformat())
    keys = [CardKey(CardKind.QUESTION, study.question_id) for study in scorecard(interview, material).studies]
    since = interview.ended_at or interview.started_at
    return {key: why for key in keys if key not in known or known[key].card.last_review < since}


def _last_interview(store: InterviewStore) -> Interview | None:
    ended = (one for one in store.interviews(limit=_RECENT_INTERVIEWS) if one.ended_at is not None)
    last = next(ended, None)
    return None if last is None else store.interview(last.id)


def _pulled(
    bank: QuestionBank, known: Mapping[CardKey, Remembered], moment: Moment
) -> dict[CardKey, Message]:
    """Questions about what was failed elsewhere, until they have been answered since."""
    pulled: dict[CardKey, Message] = {}
    for failed in sorted(known.values(), key=lambda one: (one.card.last_review, str(one.key)), reverse=True):
        if moment.local_day - failed.last_day > _FRESH or not _is_failed(failed):
            continue
        why = _why(bank, failed.key)
        for name in [*_same_concept(bank, failed.key)][:MOST_PULLED]:
            key = CardKey(CardKind.QUESTION, name)
            state = known.get(key)
            if state is None or state.card.last_review < failed.card.last_review:
                pulled.setdefault(key, why)
    return pulled


def _is_failed(one: Remembered) -> bool:
    if one.key.kind is CardKind.QUESTION:
        return False
    return one.last_rating is Rating.AGAIN or one.is_confidently_wrong


def _same_concept(bank: QuestionBank, key: CardKey) -> Iterator[str]:
    if key.kind is CardKind.CHALLENGE:
        yield from (name for name in bank.challenge(key.id).challenge.questions if name in bank.questions)
        return
    asked = bank.questions[key.id]
    roots = set(asked.roots)
    for name, question in bank.questions.items():
        if name != key.id and question.topic == asked.topic and roots & set(question.roots):
            yield name


def _why(bank: QuestionBank, key: CardKey) -> Message:
    if key.kind is CardKind.CHALLENGE:
        title = bank.challenge(key.id).challenge.title
        name = authored(zh=title.zh, en=title.en)
        return message("Your last run of “{challenge}” failed on the same concept.", challenge=name)
    return message("An interview answer on the same concept went wrong.")
