"""Three days of a candidate by keys: placement, what is due, a day missed, the plan, and a new home."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from e2e.terminal import Terminal

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]
SHIFTED = Path(__file__).with_name("shifted.py")
MOST_PLACED = 20
SETTLED_SECONDS = 0.5
DAYS_FOR_A_FREEZE = 7
LATER = 60
"""Days to the interview, by the first day."""


class Home:
    """A home folder, and dlprep in it on any day: in a terminal, and as commands."""

    def __init__(self, folder: Path) -> None:
        self.terminal = Terminal(folder, 80, 24)
        self._folder = folder
        config = folder / "config" / "dlprep"
        config.mkdir(parents=True)
        day = date.today() + timedelta(days=LATER)  # noqa: DTZ011 - the learner's own day
        lines = ['language = "en"', "tour_seen = true", f'interview_date = "{day}"', "minutes_a_day = 20"]
        (config / "settings.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def open(self, days_ahead: int) -> Terminal:
        """The app, once Home has read the history."""
        self.terminal.start(days_ahead=days_ahead)
        self.terminal.wait_for("dlprep · Home", "Next")
        return self.terminal

    def leave(self) -> None:
        """Quits the app."""
        self.terminal.press("C-q")
        self.terminal.wait_for("rc=0")
        self.terminal.close()

    def run(self, days_ahead: int, *arguments: str, typed: str = "") -> str:
        """What a command prints on that day."""
        folders = {
            f"XDG_{name.upper()}_HOME": str(self._folder / name) for name in ("data", "config", "cache")
        }
        done = subprocess.run(
            [sys.executable, str(SHIFTED), str(days_ahead), *arguments],
            input=typed,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "HOME": str(self._folder), "PYTHONUTF8": "1", **folders},
        )
        return done.stdout


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    made = Home(tmp_path / "first")
    yield made
    made.terminal.close()


def test_placement_reviews_a_missed_day_the_plan_and_a_new_home(home: Home, tmp_path: Path) -> None:
    _place(home)
    for day in range(1, DAYS_FOR_A_FREEZE):
        home.run(day, "quiz", "-n", "1", "--type", "numeric", typed="0\n")
    before = _plan(home, DAYS_FOR_A_FREEZE)
    _review(home, DAYS_FOR_A_FREEZE)
    assert json.loads(home.run(DAYS_FOR_A_FREEZE, "stats", "--json"))["streak"]["freezes"] == 1

    after_a_missed_day = DAYS_FOR_A_FREEZE + 2
    _look_back(home, after_a_missed_day)
    replanned = _plan(home, after_a_missed_day)
    assert replanned["days_left"] == before["days_left"] - 2
    assert not replanned["likely"]["is_guess"]
    days = [date.fromisoformat(one["day"]) for one in replanned["history"][-2:]]
    assert days[1] - days[0] == timedelta(days=2)
    _draw_readiness(home, after_a_missed_day)
    _move(home, after_a_missed_day, tmp_path)


def _place(home: Home) -> None:
    """The first start recommends the placement test; it ends by itself and says where the learner stands."""
    terminal = home.open(0)
    terminal.wait_for("lacement")
    terminal.press("n")
    for number in range(1, MOST_PLACED + 1):
        shown = terminal.wait_for_any(f"Placement test {number}/", "Summary · Placement test")
        if "Summary" in shown:
            break
        _skip(terminal)
        terminal.press("Enter")
    terminal.wait_for("Summary · Placement test", "Where you stand", "All topics")
    home.leave()


def _review(home: Home, day: int) -> None:
    """What is due says why, is asked, and moves on."""
    terminal = home.open(day)
    terminal.press("d")
    terminal.wait_for("dlprep · Due today", "you would recall it with")
    terminal.press("s")
    terminal.wait_for("Due today 1/")
    _skip(terminal)
    home.leave()


def _skip(terminal: Terminal) -> None:
    """By the key that the line of keys names once it rests; where one types, letters are text."""
    terminal.wait_for("How sure?", "Skip")
    keys = ""
    while keys != (keys := terminal.screen().rstrip().rpartition("\n")[2]) or " Skip" not in keys:
        time.sleep(SETTLED_SECONDS)
    terminal.press("F5" if "F5 Skip" in keys else "s")
    terminal.wait_for("You skipped it.")


def _look_back(home: Home, day: int) -> None:
    """The freeze bridged the missed day, and a new answer goes on with the streak."""
    terminal = home.open(day)
    terminal.press("p")
    terminal.wait_for("Progress", f"days in a row: {DAYS_FOR_A_FREEZE + 1}", "Freezes kept: 0 of 2")
    home.leave()


def _draw_readiness(home: Home, day: int) -> None:
    """From the plan to the line of what was said, and the two ways to the interview."""
    terminal = home.open(day)
    terminal.press("a")
    terminal.wait_for("dlprep · Plan", " days ago: ", "h History")
    terminal.press("h")
    terminal.wait_for("Readiness by day", "●", "today", "interview ", "+ by the plan", "x if you stop")
    home.leave()


def _plan(home: Home, day: int) -> dict[str, Any]:
    """The plan by keys and as data."""
    terminal = home.open(day)
    terminal.press("a")
    terminal.wait_for("dlprep · Plan", f"days left: {LATER - day}", "By the plan")
    home.leave()
    found: dict[str, Any] = json.loads(home.run(day, "plan", "--json"))
    return found


def _move(home: Home, day: int, folder: Path) -> None:
    """The exported history comes to a new home whole, and a backup there brings back what was before."""
    exported = folder / "history.json"
    home.run(day, "export", "--output", str(exported))
    new = Home(folder / "second")
    new.run(day, "import", str(exported))
    again = folder / "again.json"
    new.run(day, "export", "--output", str(again))
    assert again.read_bytes() == exported.read_bytes()

    new.run(day, "backup", "create")
    answered = json.loads(new.run(day, "stats", "--json"))["attempts"]
    new.run(day, "quiz", "-n", "1", "--type", "numeric", typed="0\n")
    assert json.loads(new.run(day, "stats", "--json"))["attempts"] == answered + 1
    new.run(day, "backup", "restore", "newest", "--yes")
    assert json.loads(new.run(day, "stats", "--json"))["attempts"] == answered
