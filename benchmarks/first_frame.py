"""How long until the first useful frame, beside a bare Textual app in the same run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Figure

ROUNDS = 11

_BARE = """
import os, sys, time
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("hello")

    def on_mount(self):
        self.screen.call_after_refresh(self.shown)

    def shown(self):
        sys.stdout.write(f"FRAME {time.time()}\\n")
        sys.stdout.flush()
        os._exit(0)

Bare().run(headless=True)
"""

_OURS = """
import os, sys, time
from dlprep.bootstrap import Parts
from dlprep.tui.app import DlprepApp

mounted = DlprepApp.on_mount

def on_mount(app):
    mounted(app)
    app.screen.call_after_refresh(shown)

def shown():
    sys.__stdout__.write(f"FRAME {time.time()}\\n")
    sys.__stdout__.flush()
    os._exit(0)

DlprepApp.on_mount = on_mount
DlprepApp(Parts()).run(headless=True)
"""


def _frame_seconds(code: str, home: Path) -> float:
    """Seconds from before the interpreter starts until the first frame is painted."""
    environment = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")}
    start = time.time()
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment
    )
    frames = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith("FRAME ")]
    if not frames:
        raise RuntimeError(f"no frame was painted: {done.stderr}")
    return float(frames[0].split()[1]) - start


def measure() -> list[Figure]:
    """Medians; the two apps take turns, so that a busy machine slows both."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        settings = home / "config" / "dlprep" / "settings.toml"
        settings.parent.mkdir(parents=True)
        settings.write_text("tour_seen = true\n", encoding="utf-8")
        pairs = [(_frame_seconds(_BARE, home), _frame_seconds(_OURS, home)) for _ in range(ROUNDS)]
    bare, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(own / other for other, own in pairs)
    return [
        Figure("first useful frame over a bare Textual app", ratio, "x", 1.3),
        Figure("  first useful frame", 1000 * ours, "ms"),
        Figure("  bare Textual app", 1000 * bare, "ms"),
    ]


if __name__ == "__main__":
    for figure in measure():
        print(figure)
