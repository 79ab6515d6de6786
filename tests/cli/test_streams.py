"""The command line in a process of its own: pipes, closed streams, narrow encodings, faulty files."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dlprep import __main__ as entry
from dlprep.domain.errors import ExitCode

FULL = Path("/dev/full")


class Shell:
    """Runs `dlprep` through `sh` in a home of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.config = home / "config" / "dlprep"

    def run(self, line: str, **environment: str) -> subprocess.CompletedProcess[str]:
        folders = {f"XDG_{name}_HOME": str(self.home / name.lower()) for name in ("DATA", "CACHE", "CONFIG")}
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "PYTHON"))}
        return subprocess.run(
            ["sh", "-c", line.replace("dlprep", f"'{sys.executable}' -m dlprep", 1)],
            env=inherited | folders | {"HOME": str(self.home), "LANG": "C.UTF-8"} | environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_json_in_a_narrow_encoding_is_the_same_json(shell: Shell) -> None:
    narrow = shell.run("dlprep bank search relu --json", PYTHONIOENCODING="ascii")
    assert narrow.stdout.isascii()
    assert json.loads(narrow.stdout) == json.loads(shell.run("dlprep bank search relu --json").stdout)
    rows = shell.run("dlprep bank export", PYTHONIOENCODING="ascii").stdout.splitlines()
    assert all("zh" in json.loads(row)["stem"] for row in rows)


def test_chinese_in_a_narrow_encoding_is_marked_and_no_failure(shell: Shell) -> None:
    result = shell.run("dlprep quiz --lang zh -n 1 </dev/null", PYTHONIOENCODING="ascii")
    assert (result.returncode, "?" in result.stdout) == (0, True)


def test_typed_bytes_that_are_no_text_are_an_answer_of_the_wrong_form(shell: Shell) -> None:
    result = shell.run("printf '\\377\\n' | dlprep quiz -n 1 --type single")
    assert result.returncode == 0
    assert "is not a list of numbers" in result.stderr


@pytest.mark.skipif(not FULL.exists(), reason="the system has no full device")
@pytest.mark.parametrize("command", ["stats --json", "bank export"])
def test_a_full_output_is_a_fault_of_the_machine(shell: Shell, command: str) -> None:
    result = shell.run(f"dlprep {command} > {FULL}")
    assert result.returncode == 5
    assert result.stderr.startswith("Standard output cannot be written: No space left on device.")
    assert "Exception" not in result.stderr


def test_a_reader_that_goes_away_is_no_failure(shell: Shell) -> None:
    result = shell.run("{ dlprep bank export; echo code=$? >&2; } | head -n 1")
    assert (result.stdout.count("\n"), result.stderr) == (1, "code=0\n")


def test_closed_streams_are_read_and_written_as_nothing(shell: Shell) -> None:
    result = shell.run("dlprep quiz -n 1 <&- >&-")
    assert (result.returncode, result.stdout) == (0, "")
    assert "dlprep quiz --resume" in result.stderr
    assert shell.run("dlprep history <&- 2>&-").stdout.count("Practice") == 1


def test_ctrl_c_before_a_command_runs_is_an_interruption_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys, "argv", ["dlprep", "stats"])
    monkeypatch.setattr(entry, "_run_command", interrupted)
    assert entry.main() == ExitCode.INTERRUPTED


def test_without_a_terminal_the_app_says_so_in_the_language_of_the_environment(shell: Shell) -> None:
    result = shell.run("dlprep </dev/null", LANG="zh_CN.UTF-8")
    assert (result.returncode, result.stdout) == (2, "")
    assert "终端" in result.stderr


@pytest.mark.parametrize(
    "written",
    [
        b'language = "fr"',
        b"nope = 1",
        b"language =",
        b"\xff\xfe",
        pytest.param(b"a = " + b"[" * 100_000, id="deep"),
        pytest.param(b"a = " + b"9" * 5000, id="long"),
    ],
)
def test_settings_with_a_fault_are_told_and_stop_nothing(shell: Shell, written: bytes) -> None:
    shell.config.mkdir(parents=True)
    (shell.config / "settings.toml").write_bytes(written)
    result = shell.run("dlprep stats")
    assert (result.returncode, "Answers: 0" in result.stdout) == (0, True)
    assert "settings.toml" in result.stderr
    assert "Traceback" not in result.stderr
    assert (shell.config / "settings.toml").read_bytes() == written


def test_a_history_set_aside_is_told_once(shell: Shell) -> None:
    history = shell.home / "data" / "dlprep" / "history.db"
    history.parent.mkdir(parents=True)
    history.write_bytes(b"not a database" * 100)
    first = shell.run("dlprep stats --json")
    assert "history.db.damaged-" in first.stderr
    assert json.loads(first.stdout)["attempts"] == 0
    assert shell.run("dlprep stats --json").stderr == ""


@pytest.mark.skipif(shutil.which("script") is None, reason="nothing here makes a terminal")
@pytest.mark.parametrize("command", ["stats", "plan --date 2099-01-01", "due", "--help", "doctor"])
def test_on_a_terminal_without_colours_words_alone_tell_everything(shell: Shell, command: str) -> None:
    """A terminal of its own, as a pipe would turn colours off by itself."""
    line = f'script -qe /dev/null -c "dlprep {command}" </dev/null'
    result = shell.run(line, NO_COLOR="1", TERM="xterm-256color")
    assert len(result.stdout) > 20
    assert "\x1b[" not in result.stdout
