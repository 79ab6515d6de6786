"""A practice session from plan to summary. Sessions are values: each step returns the next one."""

import math
import random
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dlprep.domain.answers import Answer
from dlprep.domain.bank import SHIPPED, QuestionBank
from dlprep.domain.drawing import draw_values
from dlprep.domain.errors import BadInputError, unknown
from dlprep.domain.grade_answer import grade_answer
from dlprep.domain.grading import Grading
from dlprep.domain.language import Language
from dlprep.domain.messages import mark, message
from dlprep.domain.practice import (
    Attempt,
    Confidence,
    Drawn,
    Mode,
    PlannedQuestion,
    PracticeSession,
    QuizRequest,
)
from dlprep.domain.presenting import Presented, present
from dlprep.domain.questions import Level, Question, TemplateQuestion
from dlprep.services.ports import AttemptStore, Moment

SECONDS_A_QUESTION = 90
"""What an exam allows for each question when no time limit is asked for."""

SPRINT_SECONDS = 60
"""How long a sprint lasts."""
SPRINT_QUESTIONS = 60
"""What a sprint plans: more than anybody answers in its time."""

_SEED_SPAN = 2**31


def plan_session(
    bank: QuestionBank, request: QuizRequest, *, language: Language, seed: int, moment: Moment
) -> PracticeSession:
    """Chooses the questions of a session and all the chance in it from `seed`.

    The plan of an adaptive session is empty at first; see `dlprep.services.adaptive`.

    Raises:
        BadInputError: if a topic, level, type or question id is unknown, nothing matches, or a sprint is
            asked for with filters.
    """
    chance = random.Random(seed)  # noqa: S311 - which questions come, not a secret
    chosen = _choose(bank, request, chance)
    if not chosen:
        raise BadInputError(
            message("No question matches these topics, levels and types."), message("Choose more of them.")
        )
    grows = request.mode.is_adaptive  # each of its questions waits for the answer before it
    plan = () if grows else tuple(plan_one(bank, question, chance) for question in chosen)
    return PracticeSession(
        request=request,
        seed=seed,
        plan=plan,
        language=language,
        started_at=moment.at,
        local_day=moment.local_day,
        time_limit_seconds=_time_limit(request, len(plan)),
    )


def plan_one(bank: QuestionBank, question: Question, chance: random.Random) -> PlannedQuestion:
    """The question's place in a session, with all the chance in it."""
    planned = PlannedQuestion(question.id, bank.hashes[question.id], chance.randrange(_SEED_SPAN))
    if not isinstance(question, TemplateQuestion):
        return planned
    seed = chance.randrange(_SEED_SPAN)
    drawn = Drawn(question.version, draw_values(question, seed).parameters)
    return replace(planned, template_seed=seed, drawn=drawn)


def matching(bank: QuestionBank, request: QuizRequest) -> tuple[Question, ...]:
    """The questions that the topics, levels, types and sources of `request` admit, in bank order.

    Of questions asked for by id, those that left the bank are passed over.

    Raises:
        BadInputError: if a topic, level, type or source is unknown, or every question id.
    """
    if request.question_ids:
        held = [question_id for question_id in request.question_ids if question_id in bank.questions]
        return tuple(bank.question(question_id) for question_id in held or request.question_ids)
    types = {question.type for question in bank.questions.values()}
    _check_known(mark("topic"), request.topics, (topic.id for topic in bank.topics))
    _check_known(mark("level"), request.levels, (level.value for level in Level))
    _check_known(mark("question type"), request.types, types)
    _check_known(mark("source"), request.sources, (SHIPPED, *(pack.name for pack in bank.packs)))
    return tuple(
        question
        for question in bank.questions.values()
        if (not request.topics or question.topic in request.topics)
        and (not request.levels or question.level.value in request.levels)
        and (not request.types or question.type in request.types)
        and (not request.sources or bank.source(question.id) in request.sources)
    )


def _check_known(kind: str, names: Iterable[str], known: Iterable[str]) -> None:
    every = tuple(sorted(known))
    for name in names:
        if name not in every:
            raise unknown(kind, name, every)


def _choose(bank: QuestionBank, request: QuizRequest, chance: random.Random) -> list[Question]:
    if request.mode is Mode.SPRINT:
        return _sprint(bank, request, chance)
    found = list(matching(bank, request))
    if request.question_ids:
        return found
    if request.mode is Mode.ARTICLE:
        place = _article_places(bank)
        last = len(place)
        found.sort(key=lambda question: min(place.get(root, last) for root in question.roots))
        return found[: request.count]
    return chance.sample(found, min(request.count, len(found)))


def _sprint(bank: QuestionBank, request: QuizRequest, chance: random.Random) -> list[Question]:
    """Every template that is made for sprints, shuffled, again and again: all rounds can be compared."""
    if request.topics or request.levels or request.types or request.question_ids or request.sources:
        raise BadInputError(
            message("A sprint asks all its questions, so that rounds can be compared."),
            message("Leave out topics, levels and types."),
        )
    made_for_it = sprint_templates(bank)
    rounds = math.ceil(SPRINT_QUESTIONS / len(made_for_it)) if made_for_it else 0
    asked = [template for _ in range(rounds) for template in chance.sample(made_for_it, len(made_for_it))]
    return list(asked[:SPRINT_QUESTIONS])


def sprint_templates(bank: QuestionBank) -> list[TemplateQuestion]:
    """The shipped templates that can be answered in passing, in bank order.

    Templates of packs are left out, so that the rounds of different learners and days can be compared.
    """
    return [
        question
        for question in bank.without_packs.questions.values()
        if isinstance(question, TemplateQuestion) and question.sprint
    ]


def _article_places(bank: QuestionBank) -> dict[str, int]:
    claims = bank.article.claims if bank.article else ()
    return {claim.id: place for place, claim in enumerate(claims)}


def _time_limit(request: QuizRequest, questions: int) -> float | None:
    if request.mode is Mode.SPRINT:
        return float(SPRINT_SECONDS)
    if request.mode is not Mode.EXAM:
        return None
    return request.minutes * 60 if request.minutes else float(SECONDS_A_QUESTION * questions)


def left_out(bank: QuestionBank, session: PracticeSession) -> tuple[str, ...]:
    """Ids of questions still to answer that the bank no longer holds; they are passed over."""
    ahead = session.plan[session.position :]
    return tuple(planned.question_id for planned in ahead if planned.question_id not in bank.questions)


def next_place(bank: QuestionBank, session: PracticeSession) -> int | None:
    """The place in the plan to answer now; None when nothing is left that the bank holds."""
    places = range(session.position, len(session.plan))
    return next((place for place in places if session.plan[place].question_id in bank.questions), None)


def current(bank: QuestionBank, session: PracticeSession) -> Presented | None:
    """The question to answer now, or None when nothing is left that the bank holds."""
    place = next_place(bank, session)
    return None if place is None else present(bank, session.plan[place])


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that is on disk, with its grading and the session after it."""

    session: PracticeSession
    attempt: Attempt
    presented: Presented
    grading: Grading


def answer_current(
    store: AttemptStore,
    bank: QuestionBank,
    session: PracticeSession,
    answer: Answer,
    *,
    language: Language,
    confidence: Confidence | None,
    hints_used: int,
    duration_seconds: float,
    moment: Moment,
) -> Answered:
    """Grades an answer to the current question and keeps it; when this returns, it is on disk.

    Raises:
        AnswerError: if the answer cannot be read as one to this question; nothing is kept.
        StorageError: if it cannot be written; the session is as before.
    """
    place = next_place(bank, session)
    if place is None or session.id is None:
        raise BadInputError(message("This session has no question left to answer."))
    presented = present(bank, session.plan[place])
    grading = grade_answer(presented.question, answer)
    attempt = store.add_attempt(
        Attempt(
            session_id=session.id,
            position=place,
            planned=replace(presented.planned, content_hash=bank.hashes[presented.planned.question_id]),
            answer=answer,
            grade=grading.grade,
            score=grading.score,
            language=language,
            confidence=confidence,
            hints_used=hints_used,
            duration_seconds=max(0.0, duration_seconds),
            answered_at=moment.at,
            local_day=moment.local_day,
        )
    )
    after = replace(session, attempts=(*session.attempts, attempt), hints_shown=0)
    return Answered(after, attempt, presented, grading)


def undo_last(store: AttemptStore, session: PracticeSession, moment: Moment) -> PracticeSession:
    """Takes the last answer back; its question comes again. A session without answers stays as it is."""
    if not session.attempts or session.attempts[-1].id is None:
        return session
    store.undo_attempt(session.attempts[-1].id, moment.at)
    return replace(session, attempts=session.attempts[:-1], hints_shown=0)


def finish(store: AttemptStore, session: PracticeSession, moment: Moment) -> PracticeSession:
    """Ends a session, complete or not."""
    if session.id is not None and session.ended_at is None:
        store.end_session(session.id, moment.at)
    return replace(session, ended_at=session.ended_at or moment.at)


def remaining_seconds(session: PracticeSession, elapsed_seconds: float) -> float | None:
    """What is left of the time limit, never below 0; None without a limit."""
    if session.time_limit_seconds is None:
        return None
    return max(0.0, session.time_limit_seconds - elapsed_seconds)
