"""The shell: the palette knows every action, and no failure shows a traceback."""

import os
from pathlib import Path
from typing import Any

import pytest
from textual import work
from textual.app import App
from textual.command import CommandPalette

from dlprep.domain.errors import DlprepError
from dlprep.domain.language import Language
from dlprep.domain.messages import message
from dlprep.failures import LOG_NAME, write_log
from dlprep.settings import Paths
from dlprep.tui.commands import DlprepCommands
from dlprep.tui.registry import PLACES, place
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.screens.home import HomeScreen
from dlprep.tui.widgets.topic_list import TopicList
from fakes import NOON
from tui.support import FakeParts, make_app
from waiting import wait_for


async def test_the_palette_offers_every_place_and_every_action_of_the_screen() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: app.screen.query_one(TopicList).option_count, "Home filled")
        names = {command.name for command in DlprepCommands(app.screen)._commands()}
        assert {"Go to: Quiz", "Go to: Settings", "Go to: Tour", "Change the language", "Quit"} <= names
        assert "Next step" in names
        assert not any("Scroll" in name for name in names)


async def test_a_command_runs_from_the_palette() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        assert isinstance(app.screen, CommandPalette)
        await pilot.press(*"settings")
        await wait_for(pilot, lambda: app.screen.query_one("#--results").display, "a hit")
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen.name == "settings", "Settings")


def test_places_have_different_names_and_keys() -> None:
    assert len({each.name for each in PLACES}) == len(PLACES)
    assert len({each.key for each in PLACES}) == len(PLACES)
    assert place("quiz").key == "q"


def test_no_place_takes_a_key_that_terminals_send_for_another() -> None:
    assert not {"ctrl+h", "ctrl+i", "ctrl+m"} & {each.key for each in PLACES}


class FailingScreen(BaseScreen):
    """Fails in a worker as it is told to."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    def on_mount(self) -> None:
        self.fail()

    @work(thread=True, exit_on_error=False)
    def fail(self) -> None:
        raise self._error


async def shown_for(error: Exception, home: Path) -> tuple[str, Path]:
    parts = FakeParts()
    parts.paths = Paths(home, home, home)
    app = make_app(parts)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.push_screen(FailingScreen(error))
        await wait_for(pilot, lambda: len(app._notifications) == 1, "a sentence")
        shown = next(iter(app._notifications)).message
        await app.workers.wait_for_complete([worker for worker in app.workers if worker.group == "log"])
        assert isinstance(app.screen, FailingScreen)
    return shown, home / LOG_NAME


async def test_an_expected_failure_is_a_sentence_with_the_way_out(tmp_path: Path) -> None:
    error = DlprepError(message("The data set is missing."), message("Run: dlprep data fetch."))
    shown, log = await shown_for(error, tmp_path)
    assert shown == "The data set is missing.\nRun: dlprep data fetch."
    assert not log.exists()


async def test_an_unexpected_failure_is_our_fault_and_logged(tmp_path: Path) -> None:
    shown, log = await shown_for(ZeroDivisionError("secret detail"), tmp_path)
    assert "a fault in dlprep, not yours (ZeroDivisionError)" in shown
    assert str(log) in shown
    assert "secret detail" not in shown
    assert "secret detail" in log.read_text(encoding="utf-8")


def test_a_log_that_grew_too_large_starts_again(tmp_path: Path) -> None:
    log = tmp_path / LOG_NAME
    log.write_text("x" * 1_100_000, encoding="utf-8")
    write_log(log, ValueError("new"), NOON.at)
    assert "new" in log.read_text(encoding="utf-8")
    assert log.stat().st_size < 10_000


def test_a_log_that_cannot_be_written_hides_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    write_log(tmp_path / "file" / LOG_NAME, ValueError("new"), NOON.at)
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


async def test_home_stays_when_going_back_from_it() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_ctrl_q_quits_from_anywhere() -> None:
    app = make_app()
    done: list[Any] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q", "ctrl+q")
        await wait_for(pilot, lambda: app._exit, "the end")
        done.append(app.return_code)
    assert done == [0]


async def test_ctrl_c_says_in_the_learners_language_how_to_quit() -> None:
    app = make_app(language=Language.ZH)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("ctrl+c")
        assert [note.message for note in app._notifications] == ["按 ctrl+q 退出。"]


async def test_suspending_without_a_shell_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getsid", lambda _: os.getpgrp())
    stopped: list[int] = []
    monkeypatch.setattr(App, "action_suspend_process", lambda _: stopped.append(1))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+z")
        assert stopped == []
        monkeypatch.setattr(os, "getsid", lambda _: os.getpgrp() + 1)
        await pilot.press("ctrl+z")
        assert stopped == [1]
