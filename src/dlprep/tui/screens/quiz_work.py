"""What the quiz does away from the event loop, and the messages it comes back with."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from dlprep.domain.errors import DlprepError
from dlprep.services.flaws import text_parts
from dlprep.tui.draft_file import DraftFile, DraftPlace
from dlprep.tui.prose import prepare
from dlprep.tui.quiz_run import QuizRun
from dlprep.tui.screens.base import BaseScreen

if TYPE_CHECKING:
    from dlprep.domain.answers import Answer
    from dlprep.domain.language import Language
    from dlprep.domain.memory.ratings import Rating
    from dlprep.domain.messages import Message as DomainMessage
    from dlprep.domain.practice import Attempt, Confidence, PracticeSession
    from dlprep.domain.presenting import Presented
    from dlprep.services.quiz import Answered
    from dlprep.tui.widgets.answer_pane import Draft


class QuizWork(BaseScreen):
    """Workers of the quiz screen. They compute and post; they touch no widget."""

    class Asked(Message):
        """The next question is known; None when there is no more."""

        def __init__(
            self,
            presented: Presented | None,
            flagged: frozenset[str],
            left_out: tuple[str, ...],
            draft: Draft = (),
        ) -> None:
            super().__init__()
            self.presented, self.flagged = presented, flagged
            self.draft = draft
            """What a process that was killed had kept of an answer."""
            self.left_out = left_out
            """Ids of questions ahead that the bank no longer holds."""

    class Kept(Message):
        """An answer is on disk."""

        def __init__(self, answered: Answered) -> None:
            super().__init__()
            self.answered = answered

    class Changed(Message):
        """The session was changed on disk: an answer was taken back, or it ended."""

        def __init__(self, session: PracticeSession) -> None:
            super().__init__()
            self.session = session

    class WhyFound(Message):
        """It is known why a question is here."""

        def __init__(self, reasons: tuple[DomainMessage, ...]) -> None:
            super().__init__()
            self.reasons = reasons

    def __init__(self, session: PracticeSession) -> None:
        super().__init__(name="running-quiz")
        self.quiz = QuizRun(self.app.core, session)
        self._draft_file = DraftFile(self.app.core.paths.data_dir)

    @work(thread=True, exclusive=True, exit_on_error=False, group="ask")
    def ask(self) -> None:
        """Finds the question to answer now."""
        presented, flagged = self.quiz.current(), self.quiz.flagged()
        if presented is not None:
            prepare(part for _, part in text_parts(presented.question) if isinstance(part, str))
        place = self._draft_place(presented)
        draft = self._draft_file.load(place) if place else ()
        self.post_message(self.Asked(presented, flagged, self.quiz.left_out(), draft))

    @work(thread=True, exclusive=True, exit_on_error=False, group="draft")
    def keep_draft(self, presented: Presented, draft: Draft) -> None:
        """Keeps what is chosen or typed, in case the process is killed."""
        if place := self._draft_place(presented):
            self._draft_file.save(place, draft)

    def _draft_place(self, presented: Presented | None) -> DraftPlace | None:
        session = self.quiz.session
        if presented is None or session.id is None:
            return None
        shown = " ".join(presented.order)
        return DraftPlace(session.id, session.position, presented.planned.question_id, shown)

    @work(thread=True, exit_on_error=False, group="answer")
    def keep(self, answer: Answer, language: Language, confidence: Confidence | None) -> None:
        """Grades and keeps an answer."""
        answered = self.quiz.answer(answer, language=language, confidence=confidence)
        self.post_message(self.Kept(answered))
        with suppress(DlprepError):  # what fails here fails again when the question is asked for, and is told
            self.quiz.grown(answered.session)  # while the feedback is read

    @work(thread=True, exit_on_error=False, group="change")
    def take_back(self) -> None:
        """Takes the last answer back."""
        self.post_message(self.Changed(self.quiz.undone()))

    @work(thread=True, exit_on_error=False, group="change")
    def end(self) -> None:
        """Ends the session."""
        self.post_message(self.Changed(self.quiz.finished()))

    @work(thread=True, exit_on_error=False, group="save")
    def save(self) -> None:
        """Keeps the elapsed time and the hints."""
        self.quiz.save()

    @work(thread=True, exclusive=True, exit_on_error=False, group="why")
    def find_why(self, question_id: str) -> None:
        """Finds out why a question is here."""
        self.post_message(self.WhyFound(self.quiz.why_here(question_id, self.app.settings)))

    @work(thread=True, exit_on_error=False, group="rate")
    def keep_rating(self, attempt: Attempt, rating: Rating) -> None:
        """Keeps the learner's own rating."""
        self.quiz.rate(attempt, rating)

    @work(thread=True, exit_on_error=False, group="flag")
    def keep_flag(self, question_id: str, flagged: bool) -> None:
        """Keeps a flag."""
        self.quiz.set_flagged(question_id, flagged=flagged)
