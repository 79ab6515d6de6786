"""Reviews of the past by their names: the newest of them, and the one that is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from dlprep.domain.errors import BadInputError
from dlprep.domain.memory.sources import ReviewKey, Source
from dlprep.domain.messages import message
from dlprep.services.rating import as_corrected, of_attempt, of_interview, of_run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.interviewing.turns import Interview
    from dlprep.domain.practice import Attempt
    from dlprep.domain.progress import RunRecord
    from dlprep.services.ports import Store
    from dlprep.services.rating import RatedReview

    Found = tuple[RatedReview, datetime]

_WORDS = {Source.ATTEMPT: "answer", Source.RUN: "run", Source.INTERVIEW: "interview"}
_INTERVIEWS = 20
"""Those that are looked into: each takes its time to read."""
_NAME = re.compile(r"(answer|run|interview)-(\d{1,18})(?:/(.+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review and when it was made."""

    rated: RatedReview
    at: datetime

    @property
    def name(self) -> str:
        """What it is called on the command line."""
        return name_of(self.rated.review)


def name_of(review: ReviewKey) -> str:
    """`answer-12`, `run-3`, or `interview-4/question-id`."""
    whole = f"{_WORDS[review.source]}-{review.id}"
    return f"{whole}/{review.question_id}" if review.question_id else whole


def newest_reviews(bank: QuestionBank, store: Store, *, limit: int) -> tuple[Reviewed, ...]:
    """What was rated last, in quizzes, interviews and runs, the newest first.

    Raises:
        StorageError: if the history cannot be read.
    """
    records = store.interviews(limit=min(limit, _INTERVIEWS))
    talks = [interview for one in records if (interview := store.interview(one.id)) is not None]
    found = [
        *islice(_of_attempts(store.attempts(limit=2 * limit)), limit),
        *_of_runs(bank, store.runs(limit=limit)),
        *(one for interview in talks for one in _of_interview(interview)),
    ]
    newest = sorted(found, key=lambda one: one[1], reverse=True)[:limit]
    rated = as_corrected(store, (one for one, _ in newest))
    return tuple(Reviewed(one, at) for one, (_, at) in zip(rated, newest, strict=True))


def named_review(bank: QuestionBank, store: Store, name: str) -> Reviewed:
    """The review with this name; of an interview with one question its own name is enough.

    Raises:
        BadInputError: if there is none, or it has no rating.
        StorageError: if the history cannot be read.
    """
    parts = _NAME.fullmatch(name)
    if parts is None:
        raise BadInputError(
            message("“{name}” is not the name of a review.", name=name), message("See them: dlprep rate")
        )
    word, number, question_id = parts[1], int(parts[2]), parts[3] or ""
    named = [
        one for one in _called(bank, store, word, number) if question_id in ("", one[0].review.question_id)
    ]
    if len(named) > 1:
        raise BadInputError(
            message("{name} has {count} questions.", name=name, count=len(named)),
            message("Name one of them: {names}", names=", ".join(name_of(one.review) for one, _ in named)),
        )
    if not named:
        raise BadInputError(
            message("There is nothing to rate under “{name}”.", name=name), message("See them: dlprep rate")
        )
    ((rated, at),) = named
    return Reviewed(as_corrected(store, [rated])[0], at)


def _called(bank: QuestionBank, store: Store, word: str, number: int) -> list[Found]:
    """What was rated in the answer, run or interview with a number."""
    if word == "answer":
        attempt = store.attempt(number)
        return [] if attempt is None else [*_of_attempts([attempt])]
    if word == "run":
        return [
            *_of_runs(bank, (one for one in store.runs(limit=1, before_id=number + 1) if one.id == number))
        ]
    interview = store.interview(number)
    return [] if interview is None else [*_of_interview(interview)]


def _of_attempts(attempts: Iterable[Attempt]) -> Iterator[Found]:
    for attempt in attempts:
        if (rated := of_attempt(attempt)) is not None:
            yield rated, attempt.answered_at


def _of_runs(bank: QuestionBank, runs: Iterable[RunRecord]) -> Iterator[Found]:
    """A puzzle has no card, and nothing of it is rated."""
    for run in runs:
        if run.slug in bank.challenges and (rated := of_run(run)) is not None:
            yield rated, run.started_at


def _of_interview(interview: Interview) -> Iterator[Found]:
    return ((one, interview.started_at) for one in of_interview(interview))
