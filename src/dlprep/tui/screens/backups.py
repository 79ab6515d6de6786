"""Backups: every copy of the history, newest first; make one, or put one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from dlprep.domain.keeping.backup_words import KINDS, STATES, size_text
from dlprep.domain.messages import mark
from dlprep.tui.screens.ask import AskScreen
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.when import local_time
from dlprep.tui.widgets.record_list import Column, Record, RecordTable, RowsToRestore

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.keeping.backups import BackupReport, Restored
    from dlprep.tui.translating import Tr

_STYLES = {"sound": "$text-success", "unchecked": "", "damaged": "$text-error"}
_ENDED = mark("{name} is in place. What was there is kept as {kept}; restore that to undo.")


class BackupsScreen(BaseScreen):
    """Reads and copies in workers; only one change at a time."""

    BINDINGS = [
        Binding("n", "create", mark("Make one now")),
        Binding("r", "restore", mark("Put it back"), show=False),
        Binding("escape", "back", mark("Back")),
    ]
    CSS = "BackupsScreen #about { height: auto; padding: 1 1 1 1; }"
    AUTO_FOCUS = "#backups OptionList"

    class Listed(Message):
        """The backups were read."""

        def __init__(self, reports: tuple[BackupReport, ...], folder: str) -> None:
            super().__init__()
            self.reports, self.folder = reports, folder

    class Created(Message):
        """A backup was made."""

    class PutBack(Message):
        """A backup took the history's place."""

        def __init__(self, restored: Restored) -> None:
            super().__init__()
            self.restored = restored

    _reports: tuple[BackupReport, ...] = ()
    _is_busy = False

    def heading(self) -> str:
        return f"dlprep · {self.tr('Backups')}"

    def compose_body(self) -> ComposeResult:
        yield Static(self.tr("Reading the backups…"), id="about", markup=False)
        yield RecordTable(
            _columns(self.tr),
            self.tr("No backup yet. The first answer of a day makes one; n too."),
            rows=RowsToRestore,
            id="backups",
        )

    def on_mount(self) -> None:
        """Reads what there is."""
        self.read()

    def relabel(self) -> None:
        super().relabel()
        self.call_after_refresh(self.read)

    @work(thread=True, exclusive=True, exit_on_error=False, group="load")
    def read(self) -> None:
        """Lists the backups in the background."""
        keeper = self.app.core.backups()
        reports = tuple(keeper.report(backup) for backup in keeper.all())
        self.post_message(self.Listed(reports, str(keeper.folder)))

    @on(Listed)
    def _listed(self, event: Listed) -> None:
        self._reports = event.reports
        self.query_one("#about", Static).update(
            self.tr("Backups: {count}, in {folder}", count=len(event.reports), folder=event.folder)
        )
        table = self.query_one("#backups", RecordTable)
        table.show(_record(report, self.tr) for report in event.reports)
        table.take_focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Without a backup there is none to put back."""
        return action != "restore" or bool(self._reports)

    def action_create(self) -> None:
        """Makes a backup, unless one is being made or put back."""
        if not self._is_busy:
            self._go_about(self.tr("Copying the history… You may go on meanwhile."))
            self.create()

    def _go_about(self, words: str) -> None:
        self._is_busy = True
        self.query_one("#about", Static).update(words)

    @work(thread=True, exit_on_error=False, group="change")
    def create(self) -> None:
        """Copies the history in the background."""
        from dlprep.domain.keeping.backups import BackupKind

        core = self.app.core
        core.store()
        core.backups().create(BackupKind.MANUAL, core.clock.moment())
        self.post_message(self.Created())

    @on(Created)
    def _created(self) -> None:
        self._is_busy = False
        self.app.notify(self.tr("Backup made and checked."), markup=False)
        self.read()

    @on(RecordTable.Opened)
    def _chosen(self, event: RecordTable.Opened) -> None:
        self._ask_to_restore(event.record_id)

    def action_restore(self) -> None:
        """Asks whether to put the backup at the cursor back."""
        name = self.query_one("#backups", RecordTable).cursor_id
        if name is not None:
            self._ask_to_restore(name)

    def _ask_to_restore(self, name: str) -> None:
        if self._is_busy:
            return
        report = next(one for one in self._reports if one.backup.name == name)

        def answered(yes: bool | None) -> None:
            if yes:
                self._go_about(self.tr("Putting the backup in place… What you do meanwhile waits for it."))
                self.restore(report)

        question = self.tr(
            "Put the backup of {at} in place of the history? Answers in it: {answers}. "
            "What is there now is kept as a backup.",
            at=local_time(report.backup.at),
            answers="–" if report.answers is None else report.answers,
        )
        ask = lambda: self.app.push_screen(AskScreen(question), answered)  # noqa: E731
        self.app.leave_runs(self.tr("A run is under way. Stop it and go on?"), ask)

    @work(thread=True, exit_on_error=False, group="change")
    def restore(self, report: BackupReport) -> None:
        """Puts a backup back in the background."""
        core = self.app.core
        core.store()
        self.post_message(self.PutBack(core.backups().restore(report.backup.path, core.clock.moment())))

    @on(PutBack)
    def _put_back(self, event: PutBack) -> None:
        """Every place begins anew at Home, which reads the history that is there now."""
        self._is_busy = False
        app, restored = self.app, event.restored
        app.drafts.clear()
        app.go_home()
        words = app.tr(_ENDED, name=restored.source.stem, kept=restored.kept.name)
        app.notify(words, timeout=15, markup=False)

    def work_failed(self, group: str, error: BaseException) -> None:
        super().work_failed(group, error)
        if group == "change":
            self._is_busy = False
            self.read()


def _columns(tr: Tr) -> tuple[Column, ...]:
    return (
        Column(tr("Made"), 16),
        Column(tr("Why")),
        Column(tr("Answers"), 9, right=True),
        Column(tr("Size"), 9, right=True),
        Column(tr("State"), 10),
    )


def _record(report: BackupReport, tr: Tr) -> Record:
    state = report.state.value
    return Record(
        report.backup.name,
        (
            local_time(report.backup.at),
            tr(KINDS[report.backup.kind.value]),
            "–" if report.answers is None else str(report.answers),
            size_text(report.size_bytes),
            Content.styled(tr(STATES[state]), _STYLES.get(state, "$text-warning")),
        ),
    )
