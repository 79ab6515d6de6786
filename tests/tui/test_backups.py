"""Backups on the screen: listed newest first, made, put back after a question, and the app goes on."""

from __future__ import annotations

from contextlib import closing
from functools import cached_property
from threading import Event
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from dlprep.domain.errors import StorageError
from dlprep.domain.keeping.backups import BackupKind
from dlprep.domain.language import Language
from dlprep.domain.messages import message
from dlprep.domain.practice import QuizRequest
from dlprep.services.quiz import plan_session
from dlprep.settings import Paths, Settings
from dlprep.storage.backups import Backups
from dlprep.storage.store import SqliteStore, open_store
from dlprep.tui.screens.ask import AskScreen
from dlprep.tui.screens.backups import BackupsScreen
from dlprep.tui.screens.home import HomeScreen
from dlprep.tui.screens.progress import ProgressScreen
from dlprep.tui.screens.progress_pages import KINDS
from dlprep.tui.widgets.record_list import RecordTable
from storage.samples import attempt
from tui.support import FakeParts, make_app, words_of
from waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.pilot import Pilot

    from dlprep.domain.keeping.backups import Restored
    from dlprep.services.ports import Moment
    from dlprep.tui.app import DlprepApp


class RealParts(FakeParts):
    """Parts with a history on disk."""

    def __init__(self, folder: Path, language: Language) -> None:
        super().__init__(Settings(language=language, tour_seen=True, placement_skipped=True))
        self.paths = Paths(folder, folder, folder)

    @cached_property
    def store(self) -> SqliteStore:
        return open_store(self.paths.database, moment=self.fake_clock.moment())

    @cached_property
    def backups(self) -> Backups:
        return Backups(self.paths.database)

    def answer(self, count: int) -> None:
        """Keeps `count` answers."""
        moment = self.fake_clock.moment()
        names = tuple(self.bank.questions)[:1] * count
        session = self.store.add_session(
            plan_session(
                self.bank, QuizRequest(question_ids=names), language=Language.EN, seed=1, moment=moment
            )
        )
        for position, planned in enumerate(session.plan):
            self.store.add_attempt(attempt(session.id or 0, position, planned=planned))

    def answers(self) -> int:
        """How many answers count."""
        return sum(record.attempts for record in self.store.question_records().values())


@pytest.fixture(params=[Language.EN, Language.ZH])
def parts(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RealParts]:
    made = RealParts(tmp_path, request.param)
    with closing(made.store):
        yield made


def _table(app: DlprepApp) -> RecordTable:
    return app.screen.query_one("#backups", RecordTable)


async def _opened(pilot: Pilot[None], app: DlprepApp) -> None:
    app.open_place("settings")
    await pilot.press("f4")
    await wait_for(pilot, lambda: isinstance(app.screen, BackupsScreen), "Backups")
    about = app.screen.query_one("#about", Static)
    await wait_for(pilot, lambda: str(app.core.paths.data_dir) in words_of(about), "the list read")


async def test_one_is_made_and_listed(parts: RealParts) -> None:
    parts.answer(2)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await _opened(pilot, app)
        assert _table(app).records == ()
        await pilot.press("n")
        await wait_for(pilot, lambda: _table(app).records, "a backup")
        (record,) = _table(app).records
        assert record.id == parts.backups.all()[0].name
        assert record.cells[2] == "2"
        assert "✓" in str(record.cells[4])


async def test_it_is_said_what_is_under_way_and_a_failure_ends_that(
    parts: RealParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts.answer(2)
    made = parts.backups.create(BackupKind.MANUAL, parts.fake_clock.moment())
    begun, let_go = Event(), Event()

    def restore(source: Path, moment: Moment) -> Restored:
        begun.set()
        assert let_go.wait(10)
        raise StorageError(message("It is held."))

    monkeypatch.setattr(parts.backups, "restore", restore)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await _opened(pilot, app)
        await wait_for(pilot, lambda: _table(app).records, "the backup")
        await pilot.press("r")
        await wait_for(pilot, lambda: isinstance(app.screen, AskScreen), "the question")
        await pilot.press("y")
        await wait_for(pilot, begun.is_set, "the restore")
        about = app.screen.query_one("#about", Static)
        await wait_for(pilot, lambda: "…" in words_of(about), "what is under way")
        let_go.set()
        await wait_for(pilot, lambda: str(app.core.paths.data_dir) in words_of(about), "the list again")
        assert parts.backups.all() == (made,)


async def test_one_is_put_back_after_a_question_and_the_app_goes_on(parts: RealParts) -> None:
    parts.answer(2)
    parts.backups.create(BackupKind.MANUAL, parts.fake_clock.moment())
    parts.answer(3)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await _opened(pilot, app)
        await wait_for(pilot, lambda: _table(app).records, "the backup")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, AskScreen), "the question")
        await pilot.press("n")
        assert parts.answers() == 5
        await pilot.press("r")
        await wait_for(pilot, lambda: isinstance(app.screen, AskScreen), "the question")
        await pilot.press("y")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "Home")
        assert parts.answers() == 2
        assert {one.kind for one in parts.backups.all()} == {BackupKind.MANUAL, BackupKind.RESTORE}


async def test_a_damaged_one_is_shown_as_such_and_refused(parts: RealParts) -> None:
    parts.answer(2)
    made = parts.backups.create(BackupKind.MANUAL, parts.fake_clock.moment())
    made.path.write_bytes(b"scratched" * 1000)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await _opened(pilot, app)
        await wait_for(pilot, lambda: _table(app).records, "the backup")
        assert "✗" in str(_table(app).records[0].cells[4])
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, AskScreen), "the question")
        await pilot.press("y")
        await wait_for(pilot, lambda: app._notifications, "what is wrong")
        assert isinstance(app.screen, BackupsScreen)
        assert parts.answers() == 2


async def test_a_topic_is_begun_anew_from_progress(parts: RealParts) -> None:
    parts.answer(2)
    topic = next(iter(parts.bank.questions.values())).topic
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_place("progress")
        await wait_for(pilot, lambda: isinstance(app.screen, ProgressScreen), "Progress")
        screen = app.screen
        assert isinstance(screen, ProgressScreen)
        await wait_for(pilot, lambda: screen.page, "its first page")
        await pilot.press(next(str(n) for n, kind in enumerate(KINDS, start=1) if kind.name == "topics"))
        await wait_for(pilot, lambda: screen.table("topics").records, "the topics")
        screen.table("topics").take_focus()
        place = next(n for n, one in enumerate(screen.table("topics").records) if one.id == topic)
        screen.table("topics").rows.highlighted = place
        await pilot.press("delete")
        await wait_for(pilot, lambda: isinstance(app.screen, AskScreen), "the question")
        await pilot.press("y")
        await wait_for(pilot, lambda: parts.answers() == 0, "the topic begun anew")
        assert parts.store.resets()[0].topic == topic
        await wait_for(pilot, lambda: isinstance(app.screen, ProgressScreen), "Progress again")
        await pilot.press("u")
        await wait_for(pilot, lambda: parts.answers() == 2, "the reset undone")
        assert [one.kind for one in parts.backups.all()] == [BackupKind.RESET] * 2
