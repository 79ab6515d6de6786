"""The interview: what its keys do, and what is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import Binding
from textual.message import Message

from dlprep.domain.interviewing.typed import LONGEST
from dlprep.domain.messages import mark
from dlprep.tui.screens.ask import AskScreen
from dlprep.tui.screens.interview_frame import InterviewFrame
from dlprep.tui.widgets.reply_box import ReplyBox
from dlprep.tui.widgets.rubric_panel import RubricPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlprep.domain.interviewing.turns import Interview, Outcome
    from dlprep.services.interviewing import Interviewing


class InterviewScreen(InterviewFrame):
    """A chat that can be left at any time; the interviewer waits."""

    BINDINGS = [
        Binding("h,f2", "command('/hint')", mark("Hint")),
        Binding("l,f3", "flip", mark("zh/en")),
        Binding("s,f5", "command('/skip')", mark("Skip"), show=False),
        Binding("p,f4", "points", mark("Points")),
        Binding("o,f6", "challenge", mark("Challenge")),
        Binding("b,f7", "hand_back", mark("Back from it")),
        Binding("f8", "end", mark("End"), show=False),
        Binding("enter,c", "scorecard", mark("Scorecard"), key_display="enter"),
        Binding("m", "ratings", mark("How well recalled")),
        Binding("escape", "leave", mark("Leave")),
        Binding("pagedown", "scroll_page(1)", mark("Page down"), show=False, priority=True),
        Binding("pageup", "scroll_page(-1)", mark("Page up"), show=False, priority=True),
    ]

    class Stepped(Message):
        """A turn was taken and the interviewer has spoken."""

        def __init__(self, interview: Interview, *, typed: bool) -> None:
            super().__init__()
            self.interview, self.typed = interview, typed

    class CodeLooked(Message):
        """It is known what came of the challenge so far."""

        def __init__(self, outcome: Outcome | None, *, is_asked: bool) -> None:
            super().__init__()
            self.outcome, self.is_asked = outcome, is_asked

    _sent = ""
    """What is being read, to be given back when it cannot be taken."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that have nothing to act on are not shown."""
        has_ended = self.interview.ended_at is not None
        if action == "command" and "/hint" in parameters and self.is_mounted and self.panel.is_settling:
            return False
        if action in ("command", "flip", "end"):
            return not has_ended
        if action in ("challenge", "hand_back"):
            return self.is_at_code
        return has_ended if action in ("scorecard", "ratings") else True

    @on(ReplyBox.Sent)
    async def _send(self, event: ReplyBox.Sent) -> None:
        if self.is_waiting or self.interview.ended_at is not None:
            return
        self._sent = event.text
        self.box.put("")
        await self._wait(event.text)
        self.send(event.text, self.talk.number_draft())

    @on(ReplyBox.Cut)
    def _say_cut(self) -> None:
        words = self.tr("An answer holds {count} characters; the rest was left out.", count=LONGEST)
        self.notify(words, severity="warning", timeout=6, markup=False)

    async def _wait(self, text: str) -> None:
        """From now on until the interviewer has spoken nothing can be typed or sent."""
        self.is_waiting = self.box.read_only = True
        await self.transcript.wait_for(text)

    @work(thread=True, exit_on_error=False, group="turn")
    def send(self, text: str, number: int) -> None:
        """Grades and keeps what was typed."""
        self.post_message(self.Stepped(self.talk.say(self.interview, text, number), typed=True))

    @work(thread=True, exit_on_error=False, group="turn")
    def step(self, take: Callable[[Interviewing], Interview], draft: str, number: int) -> None:
        """Takes a turn that was not typed."""
        self.post_message(self.Stepped(self.talk.step(take, draft, number), typed=False))

    async def _step(self, take: Callable[[Interviewing], Interview]) -> None:
        if not self.is_waiting and self.interview.ended_at is None:
            await self._wait("")
            self.step(take, self.box.text, self.talk.number_draft())

    @on(Stepped)
    async def _stepped(self, event: Stepped) -> None:
        self._sent = ""
        if not event.typed:
            self.box.was_kept(event.interview.draft)
        before = len(self.interview.turns)
        await self.show_turns(event.interview)
        self.ask_opinion(before)

    def work_failed(self, group: str, error: BaseException) -> None:
        if group == "turn":
            self.call_later(self._give_back)
        super().work_failed(group, error)

    async def _give_back(self) -> None:
        """What could not be taken stands in the box again; nothing was said."""
        self.is_waiting = self.box.read_only = False
        if self._sent:
            self.box.put(self._sent)
            self.box.was_kept("")  # the disk may be what refused
            self._sent = ""
        await self.transcript.stop_waiting()

    async def action_command(self, typed: str) -> None:
        """Carries out a slash command by key; what is half typed stays."""
        interview = self.interview
        await self._step(lambda leads: leads.command(interview, typed))

    async def action_flip(self) -> None:
        """Has the interviewer go on in the other language."""
        await self.action_command(f"/lang {self.state.language.other.value}")

    @on(RubricPanel.Settled)
    async def _settle(self, event: RubricPanel.Settled) -> None:
        interview, ticked = self.interview, event.ticked
        await self._step(lambda leads: leads.settle(interview, ticked))

    @on(RubricPanel.Claimed)
    async def _claim(self, event: RubricPanel.Claimed) -> None:
        interview, question_id, point_id = self.interview, event.question_id, event.point_id
        await self._step(lambda leads: leads.claim(interview, question_id, point_id))

    def action_challenge(self) -> None:
        """Opens the challenge above the interview; the clock of the interview runs on."""
        from dlprep.domain.judging import Tier
        from dlprep.tui.screens.challenge import open_challenge

        slug = self.interview.plan.challenge
        if slug is not None and not self.is_waiting:
            open_challenge(self.app, slug, Tier.EMBEDDED)

    def on_screen_resume(self) -> None:
        """Back from the challenge with a pass, the interviewer goes on."""
        if self.is_at_code and not self.is_waiting:
            self.look_at_code(is_asked=False)

    def action_hand_back(self) -> None:
        """Tells the interviewer that the code is done, passed or not."""
        self.look_at_code(is_asked=True)

    @work(thread=True, exclusive=True, exit_on_error=False, group="code")
    def look_at_code(self, *, is_asked: bool) -> None:
        """Reads what came of the challenge."""
        self.post_message(self.CodeLooked(self.talk.outcome(self.interview), is_asked=is_asked))

    @on(CodeLooked)
    async def _code_looked(self, event: CodeLooked) -> None:
        interview, outcome = self.interview, event.outcome
        if self.is_at_code and (event.is_asked or (outcome is not None and outcome.passed)):
            await self._step(lambda leads: leads.hand_back(interview, outcome))

    def action_points(self) -> None:
        """Goes to the points, or back to the text field."""
        if self.panel.has_focus and self.box.display:
            self.box.focus()
        else:
            self.panel.focus()

    def action_end(self) -> None:
        """Ends the interview after asking."""

        def answered(yes: bool | None) -> None:
            if yes:
                self.call_later(self.action_command, "/end")

        self.app.push_screen(AskScreen(self.tr("End the interview now and see the scorecard?")), answered)

    def action_scorecard(self) -> None:
        """Shows what the interview came to."""
        from dlprep.tui.screens.interview_scorecard import ScorecardScreen

        if self.interview.ended_at is not None:
            self.app.push_screen(ScorecardScreen(self.interview))

    def action_ratings(self) -> None:
        """Shows how memory took each question, to be corrected."""
        from dlprep.tui.screens.interview_ratings import InterviewRatingsScreen

        self.app.push_screen(InterviewRatingsScreen(self.interview))

    def action_scroll_page(self, direction: int) -> None:
        """Scrolls what was said by half a page."""
        step = max(1, self.transcript.size.height // 2)
        self.transcript.scroll_relative(y=direction * step, animate=False)

    def action_leave(self) -> None:
        """Leaves the text field, so that letters are keys; then goes Home, where it can be resumed."""
        if self.box.has_focus:
            self.transcript.focus()
            return
        self.app.pop_screen()
        if self.interview.ended_at is None:
            self.notify(self.tr("Kept. Resume it from Home."), timeout=3)
