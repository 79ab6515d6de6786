"""From the key that submits an answer to its painted feedback, with a million attempts in the history.

The app runs without a terminal; each update is still rendered to the bytes a terminal would get.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from textual import events

from benchmarks.figures import Figure
from benchmarks.histories import ATTEMPTS, copy_of
from benchmarks.waiting import until
from dlprep.bootstrap import Parts
from dlprep.domain.practice import QuizRequest
from dlprep.settings import Paths, Settings
from dlprep.tui.app import DlprepApp
from dlprep.tui.quiz_run import QuizRun
from dlprep.tui.screens.quiz import QuizScreen
from dlprep.tui.widgets.feedback_view import FeedbackView

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from textual.screen import Screen

ANSWERS = 120
BAR_MILLISECONDS = 33.0


class _Watched(DlprepApp):
    """Notes when the first update after the feedback was shown is rendered."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts, new_seed=lambda: 7)
        self._painted: asyncio.Future[float] | None = None

    def watch_for_feedback(self) -> asyncio.Future[float]:
        """When the feedback will have been painted. Nothing spins meanwhile: the worker needs the GIL."""
        self._painted = asyncio.get_running_loop().create_future()
        return self._painted

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        super()._display(screen, renderable)
        if hasattr(renderable, "render_segments"):
            renderable.render_segments(self.console)
        if self._painted is not None and not self._painted.done() and _has_feedback(screen):
            self._painted.set_result(time.perf_counter())


def _has_feedback(screen: Screen[Any]) -> bool:
    return isinstance(screen, QuizScreen) and screen.is_mounted and bool(screen.query_one(FeedbackView).plain)


def _is_asking(app: DlprepApp) -> bool:
    screen = app.screen
    return isinstance(screen, QuizScreen) and screen.is_mounted and screen.takes_answer


class _Disk:
    """Notes how long grading and keeping an answer took: the part that is the disk's."""

    def __init__(self) -> None:
        self.milliseconds: list[float] = []
        self._answer = QuizRun.answer

    def answer(self, run: QuizRun, *arguments: Any, **named: Any) -> Any:
        """Stands in for `QuizRun.answer`."""
        began = time.perf_counter()
        answered = self._answer(run, *arguments, **named)
        self.milliseconds.append(1000 * (time.perf_counter() - began))
        return answered


async def _one_answer(app: _Watched, pilot: Pilot[None]) -> float:
    await until(pilot, lambda: _is_asking(app), "the next question")
    await pilot.press("1")
    painted = app.watch_for_feedback()
    pressed_at = time.perf_counter()
    app.post_message(events.Key("enter", "\r"))
    painted_at = await painted
    await pilot.press("enter")
    return painted_at - pressed_at


async def _answer_all(parts: Parts) -> list[float]:
    app = _Watched(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        home: Any = app.screen
        singles = [each.id for each in parts.bank.questions.values() if each.type == "single"]
        asked = tuple(islice(cycle(singles), ANSWERS))
        home.start_session(QuizRequest(question_ids=asked, count=ANSWERS))
        return [await _one_answer(app, pilot) for _ in range(ANSWERS)]


def measure(attempts: int = ATTEMPTS) -> list[Figure]:
    """Median and 99th percentile of the time from key to paint."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        parts = Parts(Paths(home, home / "cache", home))
        parts.__dict__["settings"] = Settings(tour_seen=True)
        copy_of(attempts, parts.paths.database, folded=True)
        disk = _Disk()
        # A lambda, because a bound method as a class attribute would not be given the run.
        timed = lambda run, *given, **named: disk.answer(run, *given, **named)  # noqa: E731, PLW0108
        with mock.patch.object(QuizRun, "answer", timed):
            taken = sorted(1000 * seconds for seconds in asyncio.run(_answer_all(parts)))
        parts.close()
    worst = taken[min(len(taken) - 1, int(0.99 * len(taken)))]
    return [
        Figure(f"key to painted feedback, p99, {attempts:,} attempts", worst, "ms", BAR_MILLISECONDS),
        Figure("  p50", statistics.median(taken), "ms"),
        Figure(
            "  of which grading and keeping the answer on disk, p50",
            statistics.median(disk.milliseconds),
            "ms",
        ),
    ]


if __name__ == "__main__":
    for figure in measure():
        print(figure)
