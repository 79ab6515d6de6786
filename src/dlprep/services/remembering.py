"""What the learner remembers: cards kept up with the history, today's queue, and the forecast."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dlprep.domain.errors import BadInputError
from dlprep.domain.memory.cards import CardKey, CardKind
from dlprep.domain.memory.due import DueItem, DueQueue, Limits, Reason, due_queue
from dlprep.domain.memory.forecast import Forecast
from dlprep.domain.memory.forecast import forecast as forecast_of
from dlprep.domain.memory.schedule import retrievability
from dlprep.domain.messages import Message, message
from dlprep.domain.practice import Mode, QuizRequest
from dlprep.services.aims import worth_of
from dlprep.services.quiz import matching
from dlprep.services.review import NextStep
from dlprep.services.signals import signals

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.memory.schedule import Remembered
    from dlprep.domain.practice import PracticeSession
    from dlprep.services.ports import MemoryStore, Moment, Store
    from dlprep.settings import Settings

BATCH = 500
"""Entries taken in at once: few enough that an answer given meanwhile does not wait."""
SOME_BATCHES = 10
"""What is taken in before a queue is shown; the rest of a long history follows in the background."""
_EVERYTHING = Limits(reviews=10**9, new=10**9, leeches=10**9)


def catch_up(
    store: MemoryStore, *, batches: int | None = None, go_on: Callable[[], bool] = lambda: True
) -> bool:
    """Takes the history into the cards, batch by batch; returns whether it got to the end.

    The first time over a long history takes minutes: call it in the background, or for some `batches`.
    `go_on` is asked between batches; being stopped or killed at any moment loses nothing.
    """
    left = batches
    while left != 0 and go_on():
        if store.fold_reviews(limit=BATCH) == 0:
            return True
        left = None if left is None else left - 1
    return False


def cards(bank: QuestionBank, store: MemoryStore) -> tuple[Remembered, ...]:
    """The cards of what the bank still holds."""
    return tuple(one for one in store.cards() if is_held(bank, one.key))


def is_held(bank: QuestionBank, key: CardKey) -> bool:
    """True when what a card stands for can still be asked."""
    return key.id in (bank.challenges if key.kind is CardKind.CHALLENGE else bank.questions)


def limits_of(settings: Settings) -> Limits:
    """The most that a day asks for, as the learner wants it."""
    return Limits(settings.reviews_a_day, settings.new_a_day, settings.leeches_a_day)


def due_today(
    bank: QuestionBank, store: Store, settings: Settings, moment: Moment, *, limits: Limits | None = None
) -> DueQueue:
    """Today's queue, as far as the history was taken in; `catch_up` first.

    `limits` take the place of those in the settings. When more is due than a day takes, what the settings
    prepare for decides what is worth most; what is new comes as the plan has it, or as one is ready for it.
    """
    # Not above: a plan takes the history in, too.
    from dlprep.services.newcomers import newcomers

    known = cards(bank, store)
    found = signals(bank, store, known, moment)
    return due_queue(
        known,
        found,
        at=moment.at,
        today=moment.local_day,
        limits=limits or limits_of(settings),
        newcomers=newcomers(bank, store, settings, {one.key for one in known}, moment),
        weight=worth_of(bank, settings),
    )


def forecast(bank: QuestionBank, store: MemoryStore, moment: Moment) -> Forecast:
    """Due load and recall of the next 30 days."""
    return forecast_of(cards(bank, store), at=moment.at, today=moment.local_day)


def with_due_questions(
    bank: QuestionBank, store: Store, settings: Settings, request: QuizRequest, moment: Moment
) -> QuizRequest:
    """A request for what is due with the questions that are; any other request as it is.

    Topics, levels, types and sources narrow it; the count cuts it.

    Raises:
        BadInputError: if nothing is due, or nothing of what was asked for.
    """
    if request.mode is not Mode.DUE or request.question_ids:
        return request
    catch_up(store, batches=SOME_BATCHES)
    queue = due_today(bank, store, settings, moment)
    asked = due_matching(bank, queue, request)[: request.count]
    if asked:
        return replace(request, question_ids=asked)
    if ids := due_matching(bank, queue, QuizRequest(Mode.DUE)):
        raise BadInputError(
            message("Nothing of what you chose is due; {count} other questions are.", count=len(ids)),
            message("Choose more topics, levels or types."),
        )
    raise nothing_due(queue)


def due_matching(bank: QuestionBank, queue: DueQueue, request: QuizRequest) -> tuple[str, ...]:
    """The questions of a queue that the topics, levels, types and sources of a request admit.

    Raises:
        BadInputError: if one of these is unknown.
    """
    admitted = {question.id for question in matching(bank, request)}
    ids = (item.key.id for item in queue.items if item.key.kind is CardKind.QUESTION)
    return tuple(name for name in ids if name in admitted)


def next_step(queue: DueQueue) -> NextStep | None:
    """Repeating what is due as the step to recommend; None when no question has to be repeated."""
    first = next(
        (one for one in queue.items if one.reason is not Reason.NEW and one.key.kind is CardKind.QUESTION),
        None,
    )
    return None if first is None else NextStep(first.why, mode=Mode.DUE)


def nothing_due(queue: DueQueue) -> BadInputError:
    """Says that no question is due, and what to do instead."""
    others = [item for item in queue.items if item.key.kind is not CardKind.QUESTION]
    if others:
        return BadInputError(
            message(
                "No question is due, but {count} interview questions or challenges are.", count=len(others)
            ),
            message("See them with “dlprep due”, or press d on Home."),
        )
    return BadInputError(
        message("Nothing is due today."), message("Practise a topic: what you answer comes back in time.")
    )


def why_here(
    bank: QuestionBank,
    store: Store,
    settings: Settings,
    session: PracticeSession,
    question_id: str,
    moment: Moment,
) -> tuple[Message, ...]:
    """Why a session asks a question: how it came into the session, and what is remembered of it."""
    key = CardKey(CardKind.QUESTION, question_id)
    state = store.card(key)
    is_due = session.request.mode is Mode.DUE
    in_queue = _queued(bank, store, settings, key, moment) if is_due else None
    chosen = in_queue.why if in_queue is not None else _chosen(session)
    return (chosen, _memory_of(state, moment))


def _queued(
    bank: QuestionBank, store: Store, settings: Settings, key: CardKey, moment: Moment
) -> DueItem | None:
    queue = due_today(bank, store, settings, moment, limits=_EVERYTHING)
    return next((item for item in queue.items if item.key == key), None)


def _chosen(session: PracticeSession) -> Message:
    request = session.request
    match request.mode:
        case Mode.DUE:
            return message("It was due when this session began.")
        case Mode.SPRINT:
            return message("A sprint asks all questions that can be answered in passing.")
        case Mode.WEAK:
            return message("It was chosen where you are weakest, to be neither too easy nor too hard.")
        case Mode.PLACEMENT:
            return message("It was chosen because its answer tells most about what you can do.")
        case Mode.ARTICLE:
            return message("It comes next in the order of the article.")
        case _ if request.question_ids:
            return message("This session was begun for exactly these questions.")
        case _ if request.topics or request.levels or request.types or request.sources:
            return message("It was drawn from the topics, levels and types you chose.")
    return message("It was drawn from the whole bank.")


def _memory_of(state: Remembered | None, moment: Moment) -> Message:
    if state is None:
        return message("New: you have not answered it yet.")
    return message(
        "Last answered {day}; you would recall it with {percent}% now. Due {due}.",
        day=state.last_day.isoformat(),
        percent=round(100 * retrievability(state.card, moment.at)),
        due=state.due_day.isoformat(),
    )
