"""A challenge in a real terminal: code from the learner's editor, real training, and no process left."""

import os
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dlprep.bootstrap import bank_folder
from e2e.terminal import Terminal, wait_until_gone

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.tensorflow,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]

SOLUTION = bank_folder() / "challenges" / "cifar10-cnn" / "solution.py"


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal whose learner has seen the tour, and whose editor puts the solution in place of any code."""
    settings = tmp_path / "config" / "dlprep" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(
        f'language = "en"\ntour_seen = true\neditor = "cp \'{SOLUTION}\'"\n', encoding="utf-8"
    )
    terminal = Terminal(tmp_path)
    try:
        yield terminal
    finally:
        terminal.close()


def descendants(process: int) -> set[int]:
    """Every process below `process`."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                status = (entry / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            parents[int(entry.name)] = int(status.rpartition(")")[2].split()[1])
    found = {process}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {process}


def verdicts(home: Path) -> list[str | None]:
    """The verdicts of all runs, oldest first."""
    database = next((home / "data").rglob("history.db"))
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return [row[0] for row in connection.execute("select verdict from runs order by id")]


def train(terminal: Terminal) -> int:
    """Goes from Home to a challenge that trains; returns the process of the app."""
    terminal.start()
    terminal.wait_for("Networks & activations")
    terminal.press("c")
    terminal.wait_for("Ten classes of small images", "embedded")
    terminal.press("Enter")
    terminal.wait_for("F2 Brief", "returns two pairs")
    terminal.press("C-g")
    terminal.wait_for("Image classes with a small convolutional network")
    terminal.press("C-r")
    terminal.wait_for("Training · epoch", "val_acc", "1/16")
    return terminal.app_process()


def test_a_run_is_stopped_by_key_and_by_quitting_and_leaves_nothing_behind(
    terminal: Terminal, tmp_path: Path
) -> None:
    app = train(terminal)
    started = descendants(app)
    assert started
    terminal.press("F9")
    terminal.wait_for("Cancelled", "Run")
    assert verdicts(tmp_path) == ["CANCELLED"]
    terminal.press("C-r")
    terminal.wait_for("Training · epoch", "1/16")
    started |= descendants(app)
    terminal.press("C-q")
    terminal.wait_for("Stop it and quit?")
    terminal.press("C-q")
    terminal.wait_for("rc=0")
    assert verdicts(tmp_path) == ["CANCELLED", "CANCELLED"]
    for process in started:
        wait_until_gone(process)


def test_killing_the_app_ends_the_training_and_the_next_start_has_the_code(
    terminal: Terminal, tmp_path: Path
) -> None:
    app = train(terminal)
    started = descendants(app)
    os.kill(app, signal.SIGKILL)
    for process in started:
        wait_until_gone(process)
    terminal.close()
    terminal.start()
    terminal.wait_for("Networks & activations")
    terminal.press("c")
    terminal.wait_for("Ten classes of small images", "embedded")
    terminal.press("Enter")
    terminal.wait_for("returns two pairs")
    terminal.press("F3")
    terminal.wait_for("Image classes with a small convolutional network")
    terminal.press("C-q")
    terminal.wait_for("rc=0")
