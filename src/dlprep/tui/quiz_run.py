"""A session while it is being answered: what the quiz screen knows, and what its workers do."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from dlprep.services.quiz import (
    Answered,
    answer_current,
    current,
    finish,
    left_out,
    remaining_seconds,
    undo_last,
)
from dlprep.tui.stopwatch import Stopwatch

if TYPE_CHECKING:
    from dlprep.domain.answers import Answer
    from dlprep.domain.language import Language
    from dlprep.domain.memory.ratings import Rating
    from dlprep.domain.messages import Message
    from dlprep.domain.practice import Attempt, Confidence, PracticeSession
    from dlprep.domain.presenting import Presented
    from dlprep.settings import Settings
    from dlprep.tui.core import Core


class QuizRun:
    """One session and its two clocks. Methods that say so touch the disk and belong into a worker."""

    def __init__(self, core: Core, session: PracticeSession) -> None:
        self._core = core
        self.session = session
        monotonic = core.clock.monotonic
        self.session_watch = Stopwatch(monotonic, start_seconds=session.elapsed_seconds)
        self.question_watch = Stopwatch(monotonic)
        self._choosing = Lock()
        self._plan = session.plan

    def start_clocks(self) -> None:
        """Time counts."""
        self.session_watch.start()
        self.question_watch.start()

    def pause_clocks(self) -> None:
        """Time stands still."""
        self.session_watch.pause()
        self.question_watch.pause()

    @property
    def remaining_seconds(self) -> float | None:
        """What is left of an exam; None without a limit."""
        return remaining_seconds(self.session, self.session_watch.seconds)

    def current(self) -> Presented | None:
        """The question to answer now; the bank is read when it was not yet, so this belongs into a worker.

        An adaptive session is first given its next question, unless that was done ahead.
        """
        self.session = self.grown(self.session)
        return current(self._core.bank(), self.session)

    def grown(self, session: PracticeSession) -> PracticeSession:
        """`session` with its next question chosen and kept on disk; two workers choose only once."""
        if not session.request.mode.is_adaptive:
            return session
        from dlprep.services.adaptive import grown

        with self._choosing:
            if session.plan == self._plan[: len(session.plan)]:
                session = replace(session, plan=self._plan)
            session = grown(self._core.store(), self._core.bank(), session, self._core.clock.moment())
            self._plan = session.plan
            return session

    def left_out(self) -> tuple[str, ...]:
        """Ids of questions ahead that left the bank; they are passed over."""
        return left_out(self._core.bank(), self.session)

    def flagged(self) -> frozenset[str]:
        """The flagged questions, from disk."""
        return self._core.store().flagged()

    def set_flagged(self, question_id: str, *, flagged: bool) -> None:
        """Flags a question on disk."""
        self._core.store().set_flagged(question_id, flagged=flagged, at=self._core.clock.moment().at)

    def answer(self, answer: Answer, *, language: Language, confidence: Confidence | None) -> Answered:
        """Grades and keeps an answer on disk.

        Raises:
            AnswerError: if it cannot be read; nothing is kept.
            StorageError: if it cannot be written.
        """
        return answer_current(
            self._core.store(),
            self._core.bank(),
            self.session,
            answer,
            language=language,
            confidence=confidence,
            hints_used=self.session.hints_shown,
            duration_seconds=self.question_watch.seconds,
            moment=self._core.clock.moment(),
        )

    def why_here(self, question_id: str, settings: Settings) -> tuple[Message, ...]:
        """Why a question is in this session, and what is remembered of it; reads the disk."""
        from dlprep.services.remembering import why_here

        core = self._core
        moment = core.clock.moment()
        return why_here(core.bank(), core.store(), settings, self.session, question_id, moment)

    def rate(self, attempt: Attempt, rating: Rating) -> None:
        """Keeps the learner's own rating of an answer on disk."""
        from dlprep.services.rating import corrected, of_attempt

        rated = of_attempt(attempt)
        if rated is not None:
            corrected(self._core.store(), rated, rating, self._core.clock.moment())

    def undone(self) -> PracticeSession:
        """The session with its last answer taken back on disk."""
        return undo_last(self._core.store(), self.session, self._core.clock.moment())

    def finished(self) -> PracticeSession:
        """The session ended on disk, with the time it took."""
        self.save()
        return finish(self._core.store(), self.with_elapsed(), self._core.clock.moment())

    def save(self) -> None:
        """Keeps the elapsed time and the hints on disk."""
        if self.session.id is not None:
            self._core.store().save_progress(
                self.session.id,
                elapsed_seconds=self.session_watch.seconds,
                hints_shown=self.session.hints_shown,
            )

    def with_elapsed(self) -> PracticeSession:
        """The session as a value that knows how long it has been open."""
        return replace(self.session, elapsed_seconds=self.session_watch.seconds)

    def show_hint(self, available: int) -> None:
        """Goes one rung up the hint ladder."""
        self.session = replace(self.session, hints_shown=min(available, self.session.hints_shown + 1))
