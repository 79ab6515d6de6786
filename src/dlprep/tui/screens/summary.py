"""What a session amounts to, answer by answer, and the way to repair it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from dlprep.domain.ability.expectations import expected
from dlprep.domain.messages import mark
from dlprep.domain.practice import Mode, QuizRequest
from dlprep.tui.ability_words import certainty_words, percent_words
from dlprep.tui.block import Block, Line
from dlprep.tui.browsing import asked_line
from dlprep.tui.cells import bar, fit
from dlprep.tui.prose import MUTED
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.words import CONFIDENCES, GRADE_MARKS, GRADE_STYLES, MODES, TYPES, clock_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from dlprep.domain.ability.estimates import Estimate
    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.messages import Message as DomainMessage
    from dlprep.domain.practice import Attempt, PracticeSession
    from dlprep.services.abilities import AbilityReport
    from dlprep.services.summary import SessionSummary, Tally

_BAR_WIDTH = 10
_NAME_WIDTH = 22
_TOPICS_SHOWN = 7


class _Answers(OptionList):
    """The answers; names the key that the list takes before the screen could."""

    BINDINGS = [Binding("enter", "select", mark("Look at it"))]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Without an answer there is none to look at."""
        return action != "select" or bool(self.option_count)


class SummaryScreen(BaseScreen):
    """Score and time, weak spots first; every answer can be looked at again."""

    BINDINGS = [
        Binding("r", "retry", mark("Retry the wrong ones")),
        Binding("n", "another", mark("Another round")),
        Binding("escape,q", "back", mark("Home"), key_display="esc"),
    ]
    overview = getters.query_one("#overview", Static)
    answers = getters.query_one(_Answers)

    class Loaded(Message):
        """The session is summed up."""

        def __init__(
            self,
            bank: QuestionBank,
            summary: SessionSummary,
            best: DomainMessage | None,
            report: AbilityReport | None,
        ) -> None:
            super().__init__()
            self.bank, self.summary, self.best, self.report = bank, summary, best, report

    _bank: QuestionBank | None = None
    _summary: SessionSummary | None = None
    _best: DomainMessage | None = None
    """How a sprint stands to the best one; None after any other session."""
    _report: AbilityReport | None = None
    """Where the learner stands; after a placement test only."""

    def __init__(self, session: PracticeSession) -> None:
        super().__init__(name="summary")
        self.session = session

    @property
    def _is_sprint(self) -> bool:
        return self.session.request.mode is Mode.SPRINT

    def heading(self) -> str:
        mode = self.tr(MODES[self.session.request.mode.value])
        return self.tr("Summary · {mode}", mode=mode)

    def aside(self) -> str:
        return clock_text(self.session.elapsed_seconds)

    def compose_body(self) -> ComposeResult:
        yield Static(id="overview")
        words = mark("Your answers, those to look at first")
        if not self.session.attempts:
            words = mark("No answer was given. Home says what comes next.")
        yield Static(self.tr(words), id="heads", markup=False)
        yield _Answers(id="answers", markup=False)

    def on_mount(self) -> None:
        """Sums up."""
        self.load()

    def relabel(self) -> None:
        super().relabel()
        self.call_after_refresh(self._paint)

    @work(thread=True, exclusive=True, exit_on_error=False, group="load")
    def load(self) -> None:
        """Sums up in the background."""
        from dlprep.services.abilities import ability_report
        from dlprep.services.summary import best_round, summarise

        core = self.app.core
        bank = core.bank()
        ranked = core.store().best_sprints(limit=1) if self._is_sprint else ()
        best = best_round(ranked[0], self.session) if ranked else None
        report = None
        if self.session.request.mode is Mode.PLACEMENT:
            report = ability_report(bank, core.store(), core.clock.moment())
        self.post_message(self.Loaded(bank, summarise(bank, self.session), best, report))

    @on(Loaded)
    def _fill(self, event: Loaded) -> None:
        self._bank, self._summary, self._best = event.bank, event.summary, event.best
        self._report = event.report
        self._paint()
        self.answers.focus()

    def _paint(self) -> None:
        if self._summary is None or self._bank is None:
            return
        self.overview.update(Block(self._overview(self._summary)))
        self.answers.clear_options()
        self.answers.add_options(
            Option(Block([self._answer_line(attempt, self._bank)]), id=str(attempt.position))
            for attempt in self.ordered()
        )
        self.answers.highlighted = 0 if self.session.attempts else None
        self.refresh_bindings()

    def ordered(self) -> list[Attempt]:
        """Confidently wrong answers, then what earned least, then as asked."""
        sure = {attempt.position for attempt in self._summary.confidently_wrong} if self._summary else set()
        return sorted(
            self.session.attempts,
            key=lambda attempt: (attempt.position not in sure, attempt.score, attempt.position),
        )

    def _overview(self, summary: SessionSummary) -> Iterator[Line | Content]:
        percent = round(100 * summary.score)
        yield Content.assemble(
            (f"{percent}%  ", "bold $primary"),
            (bar(summary.score, 24), "$primary"),
            "  ",
            self.tr(
                "{correct} right, {partial} partly, {answered} of {planned} answered",
                correct=summary.correct,
                partial=summary.partial,
                answered=summary.answered,
                planned=summary.planned,
            ),
        )
        if self._best:
            yield Content.styled(self.app.say(self._best), "bold $text-primary")
        if summary.confidently_wrong:
            words = self.tr(
                "Sure and wrong: {count}. Begin with these.", count=len(summary.confidently_wrong)
            )
            yield Content.styled(f"✗ {words}", "bold $text-error")
        yield Content("")
        if self._report is not None:
            yield from self._standing(self._report)
            return
        yield from self._tallies(self.tr("By topic, weakest first"), summary.by_topic, self._topic_name)
        yield from self._tallies(self.tr("By type, weakest first"), summary.by_type, self._type_name)

    def _standing(self, report: AbilityReport) -> Iterator[Content]:
        """What placement found: the share expected right at the middle level, and how well that is known."""
        title = self.tr("Where you stand: expected right at mid level, weakest first")
        yield Content.styled(title, MUTED)
        yield self._ability_line(self.tr("All topics"), report.overall)
        for topic in report.weakest_first[:_TOPICS_SHOWN]:
            yield self._ability_line(self._topic_name(topic), report.by_topic[topic])

    def _ability_line(self, name: str, estimate: Estimate) -> Content:
        percent, _, give_or_take = percent_words(estimate).partition(" ")
        return Content.assemble(
            f"  {fit(name, _NAME_WIDTH)} ",
            (bar(expected(estimate).success, _BAR_WIDTH), "$primary"),
            f" {percent:>4} {give_or_take:<3}  {certainty_words(estimate, self.tr)}",
        )

    def _tallies(self, title: str, tallies: tuple[Tally, ...], name_of: object) -> Iterator[Content]:
        yield Content.styled(title, MUTED)
        for tally in tallies[:4]:
            name = name_of(tally.name) if callable(name_of) else tally.name
            yield Content.assemble(
                f"  {fit(name, _NAME_WIDTH)} ",
                (bar(tally.mean_score, _BAR_WIDTH), "$primary"),
                f" {round(100 * tally.mean_score):>3}%  {tally.correct}/{tally.answered}",
            )

    def _topic_name(self, name: str) -> str:
        topics = self._bank.topics if self._bank else ()
        return next((topic.name.in_language(self.app.language) for topic in topics if topic.id == name), name)

    def _type_name(self, name: str) -> str:
        return self.tr(TYPES.get(name, name))

    def _answer_line(self, attempt: Attempt, bank: QuestionBank) -> Line:
        grade = attempt.grade.value
        words = asked_line(attempt, bank, self.app.language)
        if attempt.confidence is not None:
            words = words.append(
                Content.styled(f"  ({self.tr(CONFIDENCES[attempt.confidence.value])})", MUTED)
            )
        return Line(
            words, Content.styled(f"{GRADE_MARKS[grade]} {attempt.position + 1:>3}  ", GRADE_STYLES[grade])
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        if action == "retry":
            return bool(self._summary and self._summary.to_retry)
        if action == "another":
            return self._is_sprint
        return True

    def action_another(self) -> None:
        """Starts the next round."""
        self.start_session(QuizRequest(mode=Mode.SPRINT))

    def action_retry(self) -> None:
        """Asks the wrong ones again at once."""
        if self._summary is not None and self._summary.to_retry:
            self.start_session(
                QuizRequest(
                    mode=Mode.PRACTICE,
                    question_ids=self._summary.to_retry,
                    count=len(self._summary.to_retry),
                )
            )

    @on(OptionList.OptionSelected)
    def _review(self) -> None:
        """Shows the feedback on the answer at the cursor."""
        from dlprep.tui.screens.answer_review import AnswerReviewScreen

        place = self.answers.highlighted
        if place is not None:
            self.app.push_screen(AnswerReviewScreen(tuple(self.ordered()), place))
