"""How long until the first useful frame, beside a bare Textual app in the same run; and --version and --help."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 9

_BARE = """
import time, sys
start = float(sys.argv[1])
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("hello")

    def on_mount(self):
        self.call_after_refresh(self.shown)

    def shown(self):
        self.exit(message=str(time.time() - start))

app = Bare()
app.run(headless=True)
print(time.time() - start if app._exit_renderables is None else app._exit_renderables[0])
"""

_OURS = """
import time, sys
start = float(sys.argv[1])
from dlprep.bootstrap import Parts
from dlprep.tui.app import DlprepApp

class Timed(DlprepApp):
    def on_mount(self):
        self.screen.call_after_refresh(self.shown)

    def shown(self):
        self.exit(message=str(time.time() - start))

app = Timed(Parts())
app.run(headless=True)
print(app._exit_renderables[0])
"""


def _seconds(code: str, home: Path) -> float:
    """Wall time from before the interpreter starts to the frame after the first paint."""
    environment = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")}
    done = subprocess.run(
        [sys.executable, "-c", code, str(time.time())],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    return float(done.stdout.split()[-1])


def _command_seconds(*arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
    return time.perf_counter() - start


def measure() -> dict[str, float]:
    """Medians in seconds, and the ratio of ours to the bare app; runs alternate so that noise hits both."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        settings = home / "config" / "dlprep" / "settings.toml"
        settings.parent.mkdir(parents=True)
        settings.write_text("tour_seen = true\n", encoding="utf-8")
        pairs = [(_seconds(_BARE, home), _seconds(_OURS, home)) for _ in range(ROUNDS)]
    bare, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    commands = [
        (
            _command_seconds("-c", "pass"),
            _command_seconds("-m", "dlprep", "--version"),
            _command_seconds("-m", "dlprep", "--help"),
        )
        for _ in range(ROUNDS)
    ]
    nothing, version, help_text = (statistics.median(column) for column in zip(*commands, strict=True))
    return {
        "bare first frame seconds": bare,
        "first frame seconds": ours,
        "first frame ratio": ours / bare,
        "version over python -c pass seconds": version - nothing,
        "help over python -c pass seconds": help_text - nothing,
    }


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name}: {value:.3f}")
