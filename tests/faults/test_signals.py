"""A terminal that closes, keys that stop or suspend, and a reader that leaves, while a script runs: row 3."""

from __future__ import annotations

import os
import pty
import select
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dlprep.judge.strays import processes_of
from e2e.terminal import Terminal, is_running, wait_until_gone
from judge_bench import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them"),
]
ENDLESS = "print('here', flush=True)\nimport time\nwhile True: time.sleep(9)\n"
COMMAND = "-m dlprep challenge run build-nms --file endless.py"
DEADLINE_SECONDS = 30.0


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose learner has seen the tour and whose editor puts an endless script in place of any code."""
    script = tmp_path / "endless.py"
    script.write_text(ENDLESS)
    settings = tmp_path / "config" / "dlprep" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'language = "en"\ntour_seen = true\neditor = "cp \'{script}\'"\n', encoding="utf-8")
    return tmp_path


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "LC_"))}
    places = {f"XDG_{name.upper()}_HOME": str(home / name) for name in ("data", "config", "cache")}
    return kept | places | {"HOME": str(home), "LANG": "en_US.UTF-8", "PYTHONUTF8": "1", "PS1": "$ "}


class Shell:
    """A shell with job control in a terminal of its own."""

    def __init__(self, home: Path) -> None:
        self.master, slave = pty.openpty()
        self.shown = ""
        self.process = subprocess.Popen(
            ["setsid", "--ctty", "bash", "--norc", "--noprofile", "-i"],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=home,
            env=environment(home),
        )
        os.close(slave)

    def send(self, text: str) -> None:
        os.write(self.master, text.encode())

    def wait_for(self, text: str) -> None:
        """Waits until `text` is printed after what was waited for before."""
        deadline = time.monotonic() + DEADLINE_SECONDS
        while text not in self.shown:
            assert time.monotonic() < deadline, f"{text!r} never came: {self.shown[-2000:]}"
            if select.select([self.master], [], [], 0.1)[0]:
                self.shown += os.read(self.master, 65536).decode(errors="replace")
        self.shown = self.shown.partition(text)[2]

    def wait_for_foreground(self) -> None:
        """Waits until keys go to a job; the shell prints its name before it lets go of the terminal."""
        wait_for(lambda: os.tcgetpgrp(self.master) != self.process.pid, "a job has the terminal")

    def close(self) -> None:
        """As when the window is closed."""
        with suppress(OSError):
            os.close(self.master)


@pytest.fixture
def shell(home: Path) -> Iterator[Shell]:
    made = Shell(home)
    yield made
    made.close()
    made.process.kill()
    made.process.wait()


def rows(home: Path) -> list[str | None]:
    """The verdicts of all runs; the file must be whole."""
    with closing(sqlite3.connect(next((home / "data").rglob("history.db")))) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        return [verdict for (verdict,) in connection.execute("select verdict from runs order by id")]


def runs(home: Path) -> list[str]:
    """The folders of runs that are left; each has the name of its mark."""
    return [path.name for path in (home / "cache").glob("*/runs/*")]


def started(shell: Shell, home: Path) -> list[str]:
    shell.send(f"{shlex.quote(sys.executable)} {COMMAND}\n")
    shell.wait_for("isolation:")
    marks = runs(home)
    assert marks
    return marks


def assert_nothing_is_left(home: Path, marks: list[str]) -> None:
    for mark in marks:
        wait_for(lambda mark=mark: processes_of(mark) == [], "its processes are gone")  # type: ignore[misc]
    wait_for(lambda: runs(home) == [], "its folder was removed")


def test_one_key_cancels_and_says_so(shell: Shell, home: Path) -> None:
    marks = started(shell, home)

    shell.send("\x03")
    shell.wait_for("CANCELLED")
    shell.wait_for("$ ")

    assert rows(home) == ["CANCELLED"]
    assert_nothing_is_left(home, marks)


def test_two_keys_at_once_end_it_as_well(shell: Shell, home: Path) -> None:
    marks = started(shell, home)

    shell.send("\x03\x03\x03")
    shell.wait_for("$ ")
    shell.send("echo status=$?\n")
    shell.wait_for("status=1")

    assert rows(home) in ([None], ["CANCELLED"])
    for mark in marks:
        wait_for(lambda mark=mark: processes_of(mark) == [], "its processes are gone")  # type: ignore[misc]


def test_a_suspended_run_goes_on_and_can_be_cancelled(shell: Shell, home: Path) -> None:
    marks = started(shell, home)

    shell.send("\x1a")
    shell.wait_for("Stopped")
    shell.wait_for("$ ")
    shell.send("fg\n")
    shell.wait_for("fg")
    shell.wait_for("endless.py")
    shell.wait_for_foreground()
    shell.send("\x03")
    shell.wait_for("CANCELLED")

    assert rows(home) == ["CANCELLED"]
    assert_nothing_is_left(home, marks)


def test_a_terminal_that_closes_cancels(shell: Shell, home: Path) -> None:
    marks = started(shell, home)

    shell.close()

    assert_nothing_is_left(home, marks)
    wait_for(lambda: rows(home) == ["CANCELLED"], "the history says so")


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_polite_signal_cancels(home: Path, number: signal.Signals, times: int) -> None:
    """However often it is said: a terminal that closes tells its shell's jobs more than once."""
    with subprocess.Popen(
        [sys.executable, *shlex.split(COMMAND)],
        cwd=home,
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        assert any("isolation:" in line for line in process.stderr)
        marks = runs(home)
        for _ in range(times):
            process.send_signal(number)
            time.sleep(0.01)  # two signals of a kind at once are one
        said, complaint = process.communicate(timeout=DEADLINE_SECONDS)

    assert "CANCELLED" in said
    assert "Traceback" not in complaint
    assert rows(home) == ["CANCELLED"]
    assert_nothing_is_left(home, marks)


def test_a_reader_that_leaves_is_no_reason_to_fail_loudly(home: Path) -> None:
    (home / "endless.py").write_text("print('a line')\n" * 50)
    with subprocess.Popen(
        [sys.executable, *shlex.split(COMMAND)],
        cwd=home,
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        complaint = process.stderr.read()
        process.wait(DEADLINE_SECONDS)

    assert "Traceback" not in complaint
    assert [verdict is not None for verdict in rows(home)] == [True]
    assert runs(home) == []


@pytest.fixture
def terminal(home: Path) -> Iterator[Terminal]:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    made = Terminal(home)
    yield made
    made.close()


def training(terminal: Terminal, home: Path) -> tuple[int, list[str]]:
    """Starts the endless script in the interface; its process and the marks of the run."""
    terminal.start()
    terminal.wait_for("Challenges", "Quiz")
    terminal.press("c")
    terminal.wait_for("Type to search", "? Keys")
    terminal.press("/")
    terminal.wait_for("F1 Keys")
    for typed in ("n", "nm", "nms"):
        terminal.type(typed[-1])
        terminal.wait_for(f"  {typed} ")
    terminal.wait_for("IoU and non-maximum", "F1 Keys")
    terminal.press("Enter")
    # In the list, where every letter is a key.
    terminal.wait_for("? Keys")
    terminal.press("Enter")
    terminal.wait_for("F2 Brief", "iou_matrix")
    terminal.press("C-g")
    terminal.wait_for("while True")
    terminal.press("C-r")
    terminal.wait_for("here", "x Stop")
    return terminal.app_process(), runs(home)


def test_closing_the_window_of_the_interface_ends_the_run(terminal: Terminal, home: Path) -> None:
    app, marks = training(terminal, home)

    terminal.close()

    wait_until_gone(app)
    for mark in marks:
        wait_for(lambda mark=mark: processes_of(mark) == [], "its processes are gone")  # type: ignore[misc]
    assert len(rows(home)) == 1


def test_ending_the_interface_politely_ends_the_run(terminal: Terminal, home: Path) -> None:
    app, marks = training(terminal, home)

    os.kill(app, signal.SIGTERM)

    wait_until_gone(app)
    for mark in marks:
        wait_for(lambda mark=mark: processes_of(mark) == [], "its processes are gone")  # type: ignore[misc]
    assert len(rows(home)) == 1


def test_the_interface_survives_keys_that_interrupt_and_being_suspended(
    terminal: Terminal, home: Path
) -> None:
    app, marks = training(terminal, home)

    terminal.press("C-c")
    terminal.press("C-c")
    os.kill(app, signal.SIGTSTP)
    wait_for(lambda: Path(f"/proc/{app}/stat").read_text().rpartition(")")[2].split()[0] == "T", "it stands")
    os.kill(app, signal.SIGCONT)
    terminal.wait_for("x Stop")
    assert is_running(app)
    terminal.press("x")
    terminal.wait_for("Cancelled")

    assert rows(home) == ["CANCELLED"]
    terminal.press("C-q")
    terminal.wait_for("rc=0")
    assert_nothing_is_left(home, marks)
