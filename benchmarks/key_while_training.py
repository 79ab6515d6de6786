"""From a key to its paint in the cockpit and the editor, while a model trains on two cores.

The training is played: a judge that sends events as a run does, and two processes that do nothing but
compute, so that the figure is about the screen and not about one model. The app is the real one, without a
terminal; each update is still rendered to the bytes a terminal would get.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.widgets import TabbedContent

from benchmarks.figures import Figure
from benchmarks.waiting import until
from dlprep.bootstrap import Parts
from dlprep.domain.judging import (
    Epoch,
    EpochDone,
    Isolation,
    OutputWritten,
    PhaseChanged,
    Report,
    RunPhase,
    StepDone,
    Tier,
    TrainingStarted,
    Verdict,
)
from dlprep.domain.messages import message
from dlprep.settings import Paths, Settings
from dlprep.tui.app import DlprepApp
from dlprep.tui.screens.challenge import ChallengeScreen
from dlprep.tui.widgets.brief_view import BriefView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from threading import Event

    from textual.screen import Screen

    from dlprep.domain.judging import Submission
    from dlprep.services.ports import Watcher

TRAINING_PROCESSES = 2
NICENESS = 5
"""As that of the worker (`sandbox.worker.NICENESS`), which cannot be imported here."""
KEYS = 240
GAP_SECONDS, TURN_SECONDS = 0.1, 0.3
"""Between a paint and the next key: a quick typist, and one who looks at each tab."""
STEPS_A_SECOND, STEPS_AN_EPOCH, EPOCHS = 4, 8, 200
BAR_MILLISECONDS = 33.0
PATIENCE_SECONDS = 10.0
"""A key that shows nothing by then never will."""
SLUG = "cifar10-cnn"
_NAMES = {
    " ": "space",
    "=": "equals_sign",
    ".": "full_stop",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "\n": "enter",
}


class _PlayedJudge:
    """Sends what a run sends, at its pace, until it is cancelled."""

    def warm(self, *_: object) -> None:
        """Needs no worker."""

    def judge(self, _: object, submission: Submission, *, watch: Watcher, cancel: Event) -> Report:
        """Trains without end."""
        watch(PhaseChanged(RunPhase.TRAINING, Isolation.FULL))
        watch(TrainingStarted(EPOCHS, STEPS_AN_EPOCH))
        step = 0
        while not cancel.wait(1 / STEPS_A_SECOND):
            step += 1
            epoch, place = divmod(step, STEPS_AN_EPOCH)
            loss = 2.3 * math.exp(-step / 400)
            watch(StepDone(epoch + 1, place + 1, loss))
            watch(OutputWritten(f"step {step} loss {loss:.4f}\n"))
            if place == 0:
                figures = {"loss": loss, "accuracy": 1 - loss / 2.5, "val_loss": loss + 0.1}
                watch(EpochDone(Epoch(epoch, figures, STEPS_AN_EPOCH / STEPS_A_SECOND)))
        return _cancelled(submission)

    def close(self) -> None:
        """Holds nothing."""


def _cancelled(submission: Submission) -> Report:
    return Report(
        slug=submission.slug,
        tier=submission.tier,
        verdict=Verdict.CANCELLED,
        medal=None,
        metric="accuracy",
        value=None,
        thresholds={},
        epochs=0,
        wall_seconds=0.0,
        cpu_seconds=0.0,
        isolation=Isolation.FULL,
        message=message("The run was cancelled."),
    )


class _Watched(DlprepApp):
    """Notes when the first update that shows what a key did is rendered."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts, new_seed=lambda: 7)
        self._shows: Callable[[], bool] = lambda: False
        self._painted: asyncio.Future[float] | None = None

    def watch_for(self, shows: Callable[[], bool]) -> asyncio.Future[float]:
        """When an update was painted after `shows` has become true."""
        self._shows = shows
        self._painted = asyncio.get_running_loop().create_future()
        return self._painted

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        is_shown = self._painted is not None and not self._painted.done() and self._shows()
        super()._display(screen, renderable)
        if hasattr(renderable, "render_segments"):
            renderable.render_segments(self.console)
        if is_shown and self._painted is not None:
            self._painted.set_result(time.perf_counter())


async def _pressed(
    app: _Watched, key: str, character: str | None, shows: Callable[[], bool], gap: float = GAP_SECONDS
) -> float:
    painted = app.watch_for(shows)
    began = time.perf_counter()
    app.post_message(events.Key(key, character))
    milliseconds = 1000 * (await asyncio.wait_for(painted, PATIENCE_SECONDS) - began)
    await asyncio.sleep(gap)
    return milliseconds


async def _typing(app: _Watched, screen: ChallengeScreen, count: int) -> list[float]:
    """Letters into the code, while the run goes on behind it."""
    taken = []
    for letter in islice(cycle("model = keras.Sequential()\n"), count):
        before = len(screen.editor.text)
        typed = lambda before=before: len(screen.editor.text) > before  # noqa: E731
        taken.append(await _pressed(app, _NAMES.get(letter, letter), letter, typed))
    return taken


async def _turning(app: _Watched, screen: ChallengeScreen, count: int) -> list[float]:
    """From tab to tab; the cockpit, with its curves, is one of them."""
    tabs = screen.query_one(TabbedContent)
    keys = {"f4": "run", "f2": "brief"}
    return [
        await _pressed(app, key, None, lambda name=keys[key]: tabs.active == name, TURN_SECONDS)  # type: ignore[misc]
        for key in islice(cycle(keys), count)
    ]


async def _scrolling(app: _Watched, screen: ChallengeScreen, count: int) -> list[float]:
    """To the end of the brief and back."""
    view, taken = screen.query_one(BriefView), []
    for key in islice(cycle(("end", "home")), count):
        before = view.scroll_offset.y
        taken.append(await _pressed(app, key, None, lambda before=before: view.scroll_offset.y != before))  # type: ignore[misc]
    return taken


async def _play(parts: Parts) -> dict[str, list[float]]:
    app = _Watched(parts)
    app.animation_level = "none"
    async with app.run_test(size=(80, 24)) as pilot:
        screen = ChallengeScreen(SLUG, Tier.EMBEDDED)
        await app.push_screen(screen)
        await until(pilot, lambda: screen.folder, "the challenge")
        await pilot.press("ctrl+r")
        await until(
            pilot,
            lambda: screen.work_state.cockpit and len(screen.work_state.cockpit.curve) > 1,
            "the second epoch",
        )
        await pilot.press("f2")
        await until(pilot, lambda: screen.query_one(BriefView).has_focus, "the brief")
        taken = {"scrolling": await _scrolling(app, screen, KEYS // 4)}
        await pilot.press("f3")
        await until(pilot, lambda: screen.editor.has_focus, "the editor")
        taken["typing"] = await _typing(app, screen, KEYS // 2)
        taken["turning to another tab"] = await _turning(app, screen, KEYS // 4)
        screen.work_state.cancel()
        await until(pilot, lambda: not screen.work_state.is_running, "the end of the run")
    return taken


@contextlib.contextmanager
def _two_busy_cores() -> Iterator[None]:
    command = [sys.executable, "-c", f"import os; os.nice({NICENESS})\nwhile True: pass"]
    busy = [subprocess.Popen(command) for _ in range(TRAINING_PROCESSES)]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.wait()


def _figures(what: str, taken: list[float]) -> list[Figure]:
    ranked = sorted(taken)
    worst = ranked[min(len(ranked) - 1, int(0.99 * len(ranked)))]
    return [
        Figure(f"{what} while a model trains on both cores, p99", worst, "ms", BAR_MILLISECONDS),
        Figure("  p50", statistics.median(ranked), "ms"),
    ]


def measure() -> list[Figure]:
    """Median and 99th percentile by what the keys do."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        parts = Parts(Paths(home, home / "cache", home))
        parts.__dict__["settings"] = Settings(tour_seen=True)
        parts.__dict__["judge"] = _PlayedJudge()
        with _two_busy_cores():
            taken = asyncio.run(_play(parts))
        parts.close()
    return [figure for what, each in taken.items() for figure in _figures(what, each)]


if __name__ == "__main__":
    for figure in measure():
        print(figure)
