"""A real terminal through tmux: own socket, fixed size, gone afterwards with everything it started."""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

_DEADLINE_SECONDS = 60.0
_POLL_SECONDS = 0.05
_SHIFTED = Path(__file__).with_name("shifted.py")


class Terminal:
    """One tmux session that runs dlprep with a home folder of its own."""

    def __init__(self, home: Path, width: int = 80, height: int = 24) -> None:
        self._home, self._size = home, (width, height)
        self._starts = 0

    def start(self, language: str = "en_US.UTF-8", *, days_ahead: int = 0) -> None:
        """Runs `python -m dlprep` and then waits, so that the last screen can be read."""
        self._starts += 1
        program = ["-m", "dlprep"] if not days_ahead else [str(_SHIFTED), str(days_ahead)]
        variables = {
            "HOME": str(self._home),
            "XDG_DATA_HOME": str(self._home / "data"),
            "XDG_CONFIG_HOME": str(self._home / "config"),
            "XDG_CACHE_HOME": str(self._home / "cache"),
            "LANG": language,
            "LC_ALL": "",
            "PYTHONUTF8": "1",
        }
        setting = " ".join(f"{name}={shlex.quote(value)}" for name, value in variables.items())
        # A parallel run of pytest names its own size there, which the app would believe.
        run = f"env -u COLUMNS -u LINES {setting} {shlex.join([sys.executable, *program])}"
        command = f"{run}; echo rc=$?; exec sleep 600"
        width, height = self._size
        self._tmux("new-session", "-d", "-s", "dl", "-x", str(width), "-y", str(height), command)

    @property
    def _socket(self) -> str:
        """One for each start, because a server that was told to end may take a moment."""
        return f"dlprep-{os.getpid()}-{self._home.name}-{self._starts}"

    def screen(self) -> str:
        """What is on the screen; spaces that do not break read as spaces."""
        return self._tmux("capture-pane", "-p", "-t", "dl").replace("\u00a0", " ")

    def wait_for(self, *texts: str) -> str:
        """Waits until all of `texts` are on the screen; when they never are, fails showing the screen."""
        return self._wait_for(texts, all)

    def wait_for_any(self, *texts: str) -> str:
        """The same until one of them is."""
        return self._wait_for(texts, any)

    def _wait_for(self, texts: tuple[str, ...], enough: Callable[[Iterable[bool]], bool]) -> str:
        deadline = time.monotonic() + _DEADLINE_SECONDS
        while time.monotonic() < deadline:
            shown = self.screen()
            if enough(text in shown for text in texts):
                return shown
            time.sleep(_POLL_SECONDS)
        raise AssertionError(f"{texts} never came; the screen was:\n{self.screen()}")

    def press(self, *keys: str) -> None:
        """Sends keys by tmux name."""
        self._tmux("send-keys", "-t", "dl", *keys)

    def type(self, text: str) -> None:
        """Sends text as it is."""
        self._tmux("send-keys", "-t", "dl", "-l", text)

    def app_process(self) -> int:
        """The process id of dlprep."""
        shell = int(self._tmux("list-panes", "-t", "dl", "-F", "#{pane_pid}").strip())
        children = subprocess.run(["pgrep", "-P", str(shell)], capture_output=True, text=True, check=False)
        return int(children.stdout.split()[0])

    def close(self) -> None:
        """Ends tmux and everything in it."""
        subprocess.run(["tmux", "-L", self._socket, "kill-server"], capture_output=True, check=False)

    def _tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._socket, "-f", "/dev/null", *arguments],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        return done.stdout


def is_running(process: int) -> bool:
    """True while the process lives."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until_gone(process: int) -> None:
    """Waits until a process has ended."""
    deadline = time.monotonic() + _DEADLINE_SECONDS
    while is_running(process):
        if time.monotonic() > deadline:
            raise AssertionError(f"process {process} never ended")
        time.sleep(_POLL_SECONDS)
