"""The quiz: what its keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding

from dlprep.domain.answers import SkippedAnswer
from dlprep.domain.errors import AnswerError
from dlprep.domain.memory.ratings import Rating
from dlprep.domain.messages import mark
from dlprep.domain.practice import Confidence
from dlprep.services.rating import rate
from dlprep.tui.block import Block
from dlprep.tui.prose import prose
from dlprep.tui.screens.keys import KeyLine
from dlprep.tui.screens.quiz_course import QuizCourse
from dlprep.tui.widgets.answer_pane import AnswerPane
from dlprep.tui.widgets.confidence_bar import ConfidenceBar
from dlprep.tui.widgets.rating_bar import RATING_KEYS, RatingBar

if TYPE_CHECKING:
    from dlprep.domain.answers import Answer


class QuizScreen(QuizCourse):
    """One question at a time until the learner leaves; leaving loses nothing."""

    BINDINGS = [
        Binding("enter,ctrl+s", "submit", mark("Submit")),
        Binding("enter,space,n", "go_on", mark("Next")),
        Binding("h,f2", "hint", mark("Hint")),
        Binding("l,f3", "flip", mark("zh/en")),
        Binding("m,f4", "flag", mark("Flag")),
        Binding("s,f5", "skip", mark("Skip")),
        Binding("u,f6", "undo", mark("Undo")),
        Binding("v,f7", "claims", mark("Article")),
        Binding("w,f11", "why", mark("Why here")),
        *RATING_KEYS,
        Binding("plus,f8", "confidence('sure')", mark("I am sure"), show=False),
        Binding("equals_sign,f9", "confidence('think-so')", mark("I think so"), show=False),
        Binding("minus,f10", "confidence('guess')", mark("I am guessing"), show=False),
        Binding("escape", "leave", mark("Leave")),
        Binding("pagedown,down", "scroll_page(1)", mark("Page down"), show=False),
        Binding("pageup,up", "scroll_page(-1)", mark("Page up"), show=False),
    ]

    @property
    def more_keys(self) -> tuple[KeyLine, ...]:
        """Keys that the answering widget takes without a binding."""
        pane = self.page.pane if self._answered is None else None
        return tuple(KeyLine(*line) for line in pane.more_keys) if pane is not None else ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Keys that have nothing to act on are not shown."""
        is_asking = self._answered is None and self._presented is not None and self.page.has_pane
        match action:
            case "hint":
                return is_asking and bool(self._presented and self._presented.question.hints)
            case "flag" | "flip" | "why":
                return self._presented is not None
            case "skip" | "confidence" | "submit":
                return is_asking
            case "rate":
                return self._answered is not None and bool(self.rating.value)
            case "claims" | "go_on":
                return self._answered is not None
            case "undo":
                return bool(self.session.attempts)
        return True

    def action_go_on(self) -> None:
        """Leaves the feedback for the next question."""
        if not self._is_busy and self._answered is not None:
            self._is_busy = True
            self.ask()

    @on(AnswerPane.Submitted)
    def action_submit(self) -> None:
        """Submits the answer."""
        if self._is_busy or self._answered is not None:
            return
        try:
            answer = self.page.answer()
        except AnswerError as error:
            self.page.say_trouble(self.app.failure_text(error))
        else:
            self._submit(answer)

    def action_skip(self) -> None:
        """Says “don't know”."""
        if not self._is_busy and self._answered is None and self._presented is not None:
            self._submit(SkippedAnswer())

    def _submit(self, answer: Answer | None) -> None:
        if answer is None:
            return
        self._is_busy = True
        self._keep_draft()
        self.keep(
            answer, self._language, Confidence(self.confidence.value) if self.confidence.value else None
        )

    def action_hint(self) -> None:
        """Shows the next hint."""
        if self._presented is not None:
            self.quiz.show_hint(len(self._presented.question.hints))
            self.page.show_hints(self._presented, self._language, self.session.hints_shown)
            self.save()

    def action_flip(self) -> None:
        """Shows the same question in the other language and keeps what was chosen or typed."""
        if not self._is_busy:
            self._keep_draft()
            self._language = self._language.other
            self._paint(self.app.drafts.get(self._draft_key, ()))

    def action_flag(self) -> None:
        """Flags the question to come back to, or takes the flag off."""
        if self._presented is not None:
            name = self._presented.question.id
            self._flagged = self._flagged ^ {name}
            self.keep_flag(name, name in self._flagged)
            self.refresh_title()

    def action_undo(self) -> None:
        """Takes the last answer back; its question comes again."""
        if not self._is_busy:
            self._is_busy = True
            self.take_back()

    def action_claims(self) -> None:
        """Shows what the article says behind this question."""
        from dlprep.tui.screens.claims import ClaimsScreen

        if self._presented is not None:
            self.app.push_screen(ClaimsScreen(self._presented.question, self._language))

    def action_why(self) -> None:
        """Says why this question is here."""
        if self._presented is not None:
            self.find_why(self._presented.question.id)

    @on(QuizCourse.WhyFound)
    def _say_why(self, event: QuizCourse.WhyFound) -> None:
        from dlprep.tui.screens.overlay import Overlay

        words = [prose(self.app.say(reason)) for reason in event.reasons]
        self.app.push_screen(Overlay(self.tr("Why this is here"), Block(words)))

    @on(RatingBar.Rated)
    def _rating_clicked(self, event: RatingBar.Rated) -> None:
        self.action_rate(event.name)

    def action_rate(self, name: str) -> None:
        """Rates the answer as the learner sees it; the rating that follows from it takes that back."""
        if self._answered is not None and self.rating.value:
            rating, rated = Rating(name), rate(self._answered.attempt)
            self._own_rating = None if rated is not None and rated.rating is rating else rating
            self.keep_rating(self._answered.attempt, rating)
            self._paint_rating()

    @on(ConfidenceBar.Marked)
    def _confidence_clicked(self, event: ConfidenceBar.Marked) -> None:
        self.action_confidence(event.name)

    def action_confidence(self, name: str) -> None:
        """Marks how sure the learner is; the same again takes the mark back."""
        self.confidence.value = "" if self.confidence.value == name else name

    def action_scroll_page(self, direction: int) -> None:
        """Scrolls by half a screen."""
        self.page.scroll_relative(y=direction * max(1, self.page.size.height // 2), animate=False)

    def action_leave(self) -> None:
        """Leaves the text field, so that letters are keys again; then goes Home, to be resumed there."""
        if self.page.is_typing:
            self.set_focus(None)
            return
        self.save()
        self._keep_draft()
        self.app.pop_screen()
        self.notify(self.tr("Kept. Resume it from Home."), timeout=3)
