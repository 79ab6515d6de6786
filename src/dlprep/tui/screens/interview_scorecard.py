"""What an interview came to, with the words that earned each point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from dlprep.domain.messages import mark
from dlprep.domain.practice import QuizRequest
from dlprep.i18n import translator
from dlprep.tui.block import Block
from dlprep.tui.interview_work import InterviewWork
from dlprep.tui.messages import InterviewReady
from dlprep.tui.scorecard_words import scorecard_lines
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.words import LEVELS, clock_text

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult

    from dlprep.domain.interviewing.material import Material
    from dlprep.domain.interviewing.scorecard import Scorecard
    from dlprep.domain.interviewing.turns import Interview


class ScorecardScreen(BaseScreen):
    """Read with the arrows; exported as Markdown; leads to practising what was missed."""

    BINDINGS = [
        Binding("e", "export", mark("Export")),
        Binding("n", "practise", mark("Practise what was missed")),
        Binding("t", "transcript", mark("What was said")),
        Binding("m", "ratings", mark("How well recalled")),
        Binding("r", "resume", mark("Go on with it")),
        Binding("l", "flip", mark("zh/en")),
        Binding("escape,q", "back", mark("Back"), key_display="esc"),
    ]
    card_view = getters.query_one("#card", Static)

    class Loaded(Message):
        """The interview is read and summed up."""

        def __init__(self, interview: Interview, card: Scorecard, material: Material) -> None:
            super().__init__()
            self.interview, self.card, self.material = interview, card, material

    class Exported(Message):
        """The file is written."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    _card: Scorecard | None = None
    _material: Material | None = None

    def __init__(self, interview: Interview | int) -> None:
        """Takes an interview, or the number of one that is kept."""
        super().__init__(name="scorecard")
        self._is_kept = isinstance(interview, int)
        self._source = interview
        self.interview: Interview | None = None
        self.language = self.app.language

    def heading(self) -> str:
        if self.interview is None:
            return self.tr("Scorecard")
        level = self.tr(LEVELS[self.interview.plan.level.value])
        return f"{self.tr('Scorecard')} · {level}"

    def aside(self) -> str:
        return clock_text(self.interview.elapsed_seconds) if self.interview else ""

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="page", classes="page"):
            yield Static(id="card")

    def on_mount(self) -> None:
        """Sums up."""
        self.query_one("#page").focus()
        self.load()

    def relabel(self) -> None:
        """Words change in place."""
        self.language = self.app.language
        self._paint()

    @work(thread=True, exclusive=True, exit_on_error=False, group="load")
    def load(self) -> None:
        """Reads and sums up in the background."""
        talk = InterviewWork(self.app.core)
        interview = talk.kept(self._source) if isinstance(self._source, int) else self._source
        self.post_message(self.Loaded(interview, talk.scorecard(interview), talk.material()))

    @on(Loaded)
    def _fill(self, event: Loaded) -> None:
        self.interview, self._card, self._material = event.interview, event.card, event.material
        self._paint()

    def _paint(self) -> None:
        if self._card is not None and self._material is not None:
            lines = scorecard_lines(self._card, self._material, self.language, self.tr, self.app.say)
            self.card_view.update(Block(lines))
        self.refresh_title()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        match action:
            case "practise":
                return bool(self._card and self._card.studies)
            case "transcript":
                return self._is_kept and self.interview is not None
            case "resume":
                return self.interview is not None and self.interview.ended_at is None
            case "ratings":
                return self.interview is not None and self.interview.ended_at is not None
            case "export":
                return self._card is not None
        return True

    def action_flip(self) -> None:
        """Shows questions and points in the other language."""
        self.language = self.language.other
        self._paint()

    def action_transcript(self) -> None:
        """Shows every turn again."""
        from dlprep.tui.screens.interview import InterviewScreen

        if self.interview is not None:
            self.app.push_screen(InterviewScreen(self.interview))

    def action_ratings(self) -> None:
        """Shows how memory took each question, to be corrected."""
        from dlprep.tui.screens.interview_ratings import InterviewRatingsScreen

        if self.interview is not None:
            self.app.push_screen(InterviewRatingsScreen(self.interview))

    def action_resume(self) -> None:
        """Goes on with an interview that was left."""
        if self.interview is not None and self.interview.id is not None:
            self.resume(self.interview.id)

    @work(thread=True, exclusive=True, exit_on_error=False, group="resume")
    def resume(self, number: int) -> None:
        """Loads the grader and has the interviewer go on."""
        found = self.app.core.interviewing().resume(number)
        if found is not None:
            self.post_message(InterviewReady(found))

    def action_practise(self) -> None:
        """Starts a quiz on the questions to study next, which also brings them into the schedule."""
        if self._card is not None and self._card.studies:
            ids = tuple(study.question_id for study in self._card.studies)
            self.start_session(QuizRequest(question_ids=ids, count=len(ids)))

    def action_export(self) -> None:
        """Writes transcript and scorecard into a file."""
        if self.interview is not None and self._card is not None and self._material is not None:
            self.export(self.interview, self._card, self._material)

    @work(thread=True, exclusive=True, exit_on_error=False, group="export")
    def export(self, interview: Interview, card: Scorecard, material: Material) -> None:
        """Writes the file."""
        from dlprep.tui.interview_export import export_markdown

        path = export_markdown(
            interview,
            card,
            material,
            folder=self.app.core.paths.data_dir / "interviews",
            language=self.language,
            translate=translator(self.app.language),
        )
        self.post_message(self.Exported(path))

    @on(Exported)
    def _exported(self, event: Exported) -> None:
        self.notify(self.tr("Written to {path}", path=event.path), timeout=8, markup=False)
