"""The frame of an interview: what is painted after each turn, the clock, and the draft that is kept."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static, TextArea

from dlprep.domain.errors import DlprepError
from dlprep.domain.interviewing.commands import fitting, is_command
from dlprep.domain.interviewing.opinions import takes_opinion, with_opinions
from dlprep.domain.interviewing.standing import standing
from dlprep.domain.interviewing.turns import Speaker, TurnKind
from dlprep.domain.messages import mark
from dlprep.tui.interview_work import InterviewWork
from dlprep.tui.opinion_work import OpinionWork
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.widgets.reply_box import ReplyBox
from dlprep.tui.widgets.rubric_panel import RubricPanel
from dlprep.tui.widgets.transcript_view import TranscriptView
from dlprep.tui.words import LEVELS, STYLES, clock_text

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.interviewing.material import Material
    from dlprep.domain.interviewing.standing import Standing
    from dlprep.domain.interviewing.turns import Interview
    from dlprep.domain.opinion.opinions import SecondOpinion

_TYPED = (TurnKind.ANSWER, TurnKind.COMMAND, TurnKind.FREE_QUESTION)
"""Turns that up brings back."""


class InterviewFrame(BaseScreen):
    """What is there while nobody speaks."""

    transcript = getters.query_one(TranscriptView)
    panel = getters.query_one(RubricPanel)

    class MaterialRead(Message):
        """It is known what the points say."""

        def __init__(self, material: Material) -> None:
            super().__init__()
            self.material = material

    class Kept(Message):
        """Half-typed words are on disk."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class OpinionCame(Message):
        """A language model has read an answer."""

        def __init__(self, number: int, opinion: SecondOpinion) -> None:
            super().__init__()
            self.number, self.opinion = number, opinion

    class OpinionFailed(Message):
        """No opinion can be had."""

        def __init__(self, error: BaseException) -> None:
            super().__init__()
            self.error = error

    _material: Material | None = None
    _has_spoken = False
    """False until what was said before is shown; from then on words stream in."""

    def __init__(self, interview: Interview) -> None:
        super().__init__(name="interview-chat")
        self.interview = interview
        self.state: Standing = standing(interview)
        self.box = ReplyBox(id="reply")
        self.talk = InterviewWork(self.app.core)
        self.model = OpinionWork(
            self.app.core,
            lambda number, opinion: self.post_message(self.OpinionCame(number, opinion)),
            lambda error: self.post_message(self.OpinionFailed(error)),
        )
        self._opinions: dict[int, SecondOpinion] = {}
        """Those that came while the interview is open, by the number of the turn."""
        self._since = self.app.core.clock.monotonic()
        self.is_waiting = False
        """True while the interviewer reads what was sent."""

    def heading(self) -> str:
        level = self.tr(LEVELS[self.interview.plan.level.value])
        style = self.tr(STYLES[self.state.style.value])
        return f"{self.tr('Interview')} · {level} · {style}"

    def aside(self) -> str:
        elapsed = self.interview.elapsed_seconds
        if self.interview.ended_at is None:
            elapsed += max(0.0, self.app.core.clock.monotonic() - self._since)
        return f"{clock_text(elapsed)} / {clock_text(60 * self.interview.plan.minutes)}"

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="room"):
            with Vertical(id="talk"):
                yield TranscriptView(self.tr, id="transcript")
                yield Static(id="commands", markup=False)
                yield self.box
            yield RubricPanel(self.tr, id="points")

    async def on_mount(self) -> None:
        """Shows what was said, and what was half typed."""
        self.box.put(self.interview.draft)
        self.query_one("#commands").display = False
        self.set_interval(1, self.refresh_title)
        await self.show_turns(self.interview)
        self.read_material()
        if self.interview.ended_at is None:
            self.warm()

    @work(thread=True, exclusive=True, exit_on_error=False, group="material")
    def read_material(self) -> None:
        """Reads what the points say."""
        self.post_message(self.MaterialRead(self.talk.material()))

    @work(thread=True, exclusive=True, exit_on_error=False, group="warm")
    def warm(self) -> None:
        """Makes the grader ready while the first answer is typed."""
        self.talk.warm()

    @on(MaterialRead)
    def _material_read(self, event: MaterialRead) -> None:
        self._material = event.material
        self._paint_points()

    async def show_turns(self, interview: Interview) -> None:
        """Paints what is new; the candidate's clock starts now."""
        self._take(interview)
        self._since = self.app.core.clock.monotonic()
        self.is_waiting = self.box.read_only = False
        turns = [replace(turn, text=self.model.shown(turn)) for turn in interview.turns]
        await self.transcript.show(turns, streams=self._has_spoken)
        self._has_spoken = True
        self.box.remember(turn.text for turn in interview.turns if turn.kind in _TYPED)
        self._paint_points()
        self._give_focus()
        self.refresh_title()
        self.refresh_bindings()

    def _take(self, interview: Interview) -> None:
        """Goes on from here, with the opinions that came meanwhile."""
        self.interview = with_opinions(interview, self._opinions)
        self.state = standing(self.interview)

    def ask_opinion(self, since: int) -> None:
        """Has the answer read that was given after so many turns, if there is one."""
        asked = [turn.number for turn in self.interview.turns[since:] if takes_opinion(turn)]
        for number in asked:
            self.model.ask(self.interview, number, self.state)

    @on(OpinionCame)
    def _opinion_came(self, event: OpinionCame) -> None:
        self._opinions[event.number] = event.opinion
        self._take(self.interview)
        self._paint_points()

    @on(OpinionFailed)
    def _opinion_failed(self, event: OpinionFailed) -> None:
        self.panel.note(self.app.told_quietly(event.error))

    def _give_focus(self) -> None:
        """Ticking is done in the panel, all else in the box; what was said is all there is at the end."""
        if self.interview.ended_at is not None:
            self.box.display = False
            self.transcript.focus()
        elif self.panel.is_settling:
            self.panel.focus()
        elif self.is_at_code:
            self.transcript.focus()
        elif self.interview.turns[-1].speaker is Speaker.INTERVIEWER:
            self.box.focus()

    @property
    def is_at_code(self) -> bool:
        """True while the candidate is to write code."""
        opened = self.state.open
        return opened is not None and opened.kind is TurnKind.HANDOVER

    def _paint_points(self) -> None:
        exchanges = self.state.exchanges
        material, language = self._material, self.state.language
        asked = [one.question_id for one in exchanges]
        texts = {
            name: {point.id: point.text.in_language(language) for point in material.questions[name].points}
            for name in asked
            if material is not None and name in material.questions
        }
        opened = self.state.open
        is_over = opened is None or not asked or opened.question_id != asked[-1]
        self.panel.show(exchanges, texts, is_over=is_over)

    def relabel(self) -> None:
        """Words change in place, so that what is half typed stays."""
        self.transcript.relabel()
        self.panel.relabel()
        self.refresh_title()
        self.refresh_bindings()

    @on(TextArea.Changed, "#reply")
    def _show_commands(self) -> None:
        """Lists the commands that go on as it was typed."""
        typed = self.box.text
        line = self.query_one("#commands", Static)
        line.display = is_command(typed)
        if line.display:
            names = fitting(typed.split(" ", 1)[0])
            line.update(" ".join(f"/{name}" for name in names) or self.tr(mark("no such command")))

    @work(thread=True, exit_on_error=False, group="draft")
    def keep_draft(self, text: str, number: int) -> None:
        """Keeps half-typed words on disk."""
        self.talk.save_draft(self.interview, text, number)
        self.post_message(self.Kept(text))

    @on(ReplyBox.Paused)
    def _paused(self, event: ReplyBox.Paused) -> None:
        if not self.is_waiting and self.interview.ended_at is None:
            self.keep_draft(event.text, self.talk.number_draft())

    @on(Kept)
    def _draft_kept(self, event: Kept) -> None:
        self.box.was_kept(event.text)

    async def on_unmount(self) -> None:
        """Keeps the last words typed, also when the whole app quits; a model is not waited for."""
        self.model.leave()
        text = self.box.unkept_text
        if text is None or self.is_waiting or self.interview.ended_at is not None:
            return
        try:
            await asyncio.to_thread(self.talk.save_draft, self.interview, text, self.talk.number_draft())
        except DlprepError as error:
            self.app.show_failure(error)
