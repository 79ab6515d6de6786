"""The whole app in a real terminal: answer, be killed, resume; every acknowledged answer is there."""

import os
import re
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from e2e.terminal import Terminal, is_running, wait_until_gone

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]

VERDICT = re.compile(r"[✓◐✗] (Right|Partly right|Wrong)|You skipped it")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path)
    try:
        yield terminal
    finally:
        terminal.close()


def kept_answers(home: Path) -> int:
    database = next((home / "data").rglob("history.db"))
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        tables = {name for (name,) in connection.execute("select name from sqlite_master where type='table'")}
        table = next(name for name in tables if name.startswith("attempt"))
        return int(connection.execute(f"select count(*) from {table}").fetchone()[0])  # noqa: S608


def start_at_home(terminal: Terminal) -> None:
    terminal.start()
    terminal.wait_for("Tour 1/4")
    terminal.press("Escape")
    terminal.wait_for("Networks & activations", "placement test")
    terminal.press("k")
    terminal.wait_for("Practise ")


def test_a_placement_test_goes_on_after_a_kill(terminal: Terminal, tmp_path: Path) -> None:
    terminal.start()
    terminal.wait_for("Tour 1/4")
    terminal.press("Escape")
    terminal.wait_for("Take the placement test.")
    terminal.press("n")
    terminal.wait_for("Placement test 1/≤20", "Skip")
    for answered in (1, 2):
        terminal.press("F5")
        terminal.wait_for("You skipped it")
        assert kept_answers(tmp_path) == answered
        terminal.press("Enter")
        terminal.wait_for(f"Placement test {answered + 1}/≤20", "Skip")
    process = terminal.app_process()
    os.kill(process, signal.SIGKILL)
    terminal.wait_for("rc=137")
    wait_until_gone(process)
    terminal.close()

    terminal.start()
    terminal.wait_for("Resume", "2 of 20")
    terminal.press("r")
    terminal.wait_for("Placement test 3/≤20", "Skip")
    terminal.press("C-q")
    terminal.wait_for("rc=0")


def test_answers_survive_a_kill_and_the_session_goes_on_where_it_stopped(
    terminal: Terminal, tmp_path: Path
) -> None:
    start_at_home(terminal)
    terminal.press("n")
    terminal.wait_for("Practice 1/", "Skip")
    for answered in (1, 2):
        terminal.press("F5")
        terminal.wait_for("You skipped it")
        assert kept_answers(tmp_path) == answered
        terminal.press("Enter")
        terminal.wait_for(f"Practice {answered + 1}/", "Skip")
    process = terminal.app_process()
    os.kill(process, signal.SIGKILL)
    terminal.wait_for("rc=137")
    wait_until_gone(process)
    assert kept_answers(tmp_path) == 2
    terminal.close()

    terminal.start()
    terminal.wait_for("Resume", "2 of")
    terminal.press("r")
    terminal.wait_for("Practice 3/", "Skip")
    process = terminal.app_process()
    terminal.press("C-q")
    terminal.wait_for("rc=0")
    wait_until_gone(process)
    assert not is_running(process)


def test_an_answer_by_keys_is_explained_and_the_tour_never_comes_again(
    terminal: Terminal, tmp_path: Path
) -> None:
    start_at_home(terminal)
    terminal.press("q")
    terminal.wait_for("matching; enter starts")
    terminal.press("Tab", "Tab", "Space")
    terminal.wait_for("[x] Single choice")
    terminal.press("Enter")
    terminal.wait_for("Practice 1/", "Single choice", "Skip", " 2 ")
    terminal.type("2")
    terminal.wait_for("2 (●)")
    terminal.type("+")
    terminal.wait_for("(●) sure")
    terminal.press("Enter")
    terminal.wait_for("right")
    assert VERDICT.search(terminal.screen())
    assert kept_answers(tmp_path) == 1
    terminal.press("C-q")
    terminal.wait_for("rc=0")
    terminal.close()

    terminal.start()
    terminal.wait_for("Resume", "1 of")
    assert "Tour" not in terminal.screen()
    terminal.press("C-q")
    terminal.wait_for("rc=0")


def test_the_app_speaks_chinese_where_the_machine_does(terminal: Terminal) -> None:
    terminal.start(language="zh_CN.UTF-8")
    terminal.wait_for("欢迎", "导览 1/4")
    terminal.press("Escape")
    terminal.wait_for("主页", "神经网络与激活")
    terminal.press("C-q")
    terminal.wait_for("rc=0")
