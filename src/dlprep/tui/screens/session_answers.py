"""The answers of one session, in the order they were given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import Binding
from textual.message import Message

from dlprep.domain.messages import mark
from dlprep.tui.screens import progress_rows as rows
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.when import local_time
from dlprep.tui.widgets.record_list import Record, RecordTable
from dlprep.tui.words import MODES

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.practice import PracticeSession


class SessionAnswersScreen(BaseScreen):
    """A list from which each answer is opened; a session that is open can go on."""

    BINDINGS = [
        Binding("r", "resume", mark("Resume")),
        Binding("w", "retry", mark("Retry the wrong ones")),
        Binding("escape", "back", mark("Back")),
    ]

    class Loaded(Message):
        """The session and a row for each answer."""

        def __init__(self, session: PracticeSession, records: tuple[Record, ...]) -> None:
            super().__init__()
            self.session, self.records = session, records

    _session: PracticeSession | None = None

    def __init__(self, session_id: int) -> None:
        super().__init__(name="session-answers")
        self._session_id = session_id

    def heading(self) -> str:
        if self._session is None:
            return self.tr("Session")
        return f"{self.tr('Session')} · {self.tr(MODES[self._session.request.mode.value])}"

    def aside(self) -> str:
        return local_time(self._session.started_at) if self._session else ""

    def compose_body(self) -> ComposeResult:
        yield RecordTable(
            rows.attempt_columns(self.tr), self.tr("Nothing was answered in this session."), id="answers"
        )

    def on_mount(self) -> None:
        """Asks for the session."""
        self.load()

    def relabel(self) -> None:
        super().relabel()
        self.call_after_refresh(self.load)

    @work(thread=True, exclusive=True, exit_on_error=False, group="load")
    def load(self) -> None:
        """Reads the session."""
        from dlprep.domain.errors import BadInputError
        from dlprep.domain.messages import message

        core, language = self.app.core, self.app.language
        session, bank = core.store().session(self._session_id), core.bank()
        if session is None:
            raise BadInputError(message("This session is not in the history any more."))
        records = tuple(rows.attempt_record(attempt, bank, language, self.tr) for attempt in session.attempts)
        self.post_message(self.Loaded(session, records))

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        self._session = event.session
        table = self.query_one(RecordTable)
        table.show(event.records)
        table.take_focus()
        self.refresh_title()
        self.refresh_bindings()

    @on(RecordTable.Opened)
    def _open(self, event: RecordTable.Opened) -> None:
        from dlprep.tui.screens.attempt import AttemptScreen

        self.app.push_screen(AttemptScreen(int(event.record_id)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        if action == "resume":
            return self._session is not None and self._session.ended_at is None
        if action == "retry":
            return bool(self._wrong())
        return True

    def _wrong(self) -> tuple[str, ...]:
        attempts = self._session.attempts if self._session else ()
        return tuple(each.planned.question_id for each in attempts if each.grade in ("partial", "incorrect"))

    def action_resume(self) -> None:
        """Goes on where the session stopped."""
        if self._session is not None:
            self.show_session(self._session)

    def action_retry(self) -> None:
        """Asks again what was not fully right."""
        from dlprep.domain.practice import QuizRequest

        self.start_session(QuizRequest(question_ids=self._wrong()))
