"""Home and Progress with a million attempts in the history, and how SQLite goes about what they read."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events

from benchmarks.figures import Figure
from benchmarks.histories import ATTEMPTS, copy_of
from benchmarks.query_plans import asked, plans, reads_whole_table
from benchmarks.waiting import until
from benchmarks.while_copying import while_copying
from dlprep.bootstrap import Parts
from dlprep.domain.practice import PracticeSession, QuizRequest
from dlprep.services.abilities import abilities
from dlprep.services.ports import Moment
from dlprep.services.remembering import catch_up, due_today
from dlprep.services.review import streak_on, today
from dlprep.settings import Paths, Settings
from dlprep.tui.app import DlprepApp
from dlprep.tui.screens.home import HomeScreen
from dlprep.tui.screens.progress import ProgressScreen
from dlprep.tui.screens.progress_pages import KINDS, WEEKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from dlprep.domain.practice import Attempt

ROUNDS = 7
ANSWERS = 20
_TICK = 0.005
SCREEN_BAR = 300.0
"""Milliseconds: what product.md sets for Progress. It names none for the queue, which is held to the same."""


class Still:
    """A clock that stands where the made-up history ends."""

    def __init__(self, last: Attempt) -> None:
        self._moment = Moment(last.answered_at, last.local_day)

    def moment(self) -> Moment:
        """When the last answer was given."""
        return self._moment

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        return time.monotonic()


class _Watched(DlprepApp):
    """Notes when each update of a screen was rendered to what a terminal would get."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts, new_seed=lambda: 7)
        self.painted: list[tuple[float, type[Screen[Any]]]] = []

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        super()._display(screen, renderable)
        if hasattr(renderable, "render_segments"):
            renderable.render_segments(self.console)
        self.painted.append((time.perf_counter(), type(screen)))


def measure(attempts: int = ATTEMPTS) -> list[Figure]:
    """First paint of Progress, what Home, Progress and the queue wait for, and the plans of all of it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        parts = Parts(Paths(home, home / "cache", home))
        parts.__dict__["settings"] = Settings(tour_seen=True)
        copy_of(attempts, parts.paths.database)
        _ = parts.bank
        try:
            parts.clock = Still(parts.store.attempts(limit=1)[0])
            remembering = _remembering(parts, attempts)
            screens = asyncio.run(_screens(parts, attempts))
            with asked() as statements:
                reading = [_reading(name, call) for name, call in _read_at_start(parts).items()]
            path = parts.paths.database
            beside = while_copying(parts.store, path, parts.clock.moment())
            return [*screens, *remembering, *reading, *beside, _plans(path, statements)]
        finally:
            parts.close()


def _remembering(parts: Parts, attempts: int) -> list[Figure]:
    """The first time all of the history is taken into cards, one answer more, and the queue of a day."""
    bank, store, moment = parts.bank, parts.store, parts.clock.moment()
    first = _milliseconds(lambda: catch_up(store))
    newest = store.attempts(limit=1)[0]
    plan = (newest.planned,) * ANSWERS
    session = store.add_session(
        PracticeSession(QuizRequest(), 1, plan, newest.language, moment.at, moment.local_day)
    )
    one_more = []
    for position in range(ANSWERS):
        store.add_attempt(
            replace(newest, session_id=session.id or 0, position=position, id=None, undone_at=None)
        )
        one_more.append(_milliseconds(lambda: catch_up(store)))
    store.end_session(session.id or 0, moment.at)
    queue = statistics.median(
        _milliseconds(lambda: due_today(bank, store, Settings(), moment)) for _ in range(ROUNDS)
    )
    return [
        Figure(f"the queue of a day, median of {ROUNDS}, {attempts:,} attempts", queue, "ms", SCREEN_BAR),
        Figure("  one new answer taken into its card, median", statistics.median(one_more), "ms"),
        Figure("  the whole history taken into cards, once, in the background", first / 1000, "s"),
    ]


def _milliseconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - began)


async def _screens(parts: Parts, attempts: int) -> list[Figure]:
    app = _Watched(parts)
    first: list[float] = []
    pages: dict[str, list[float]] = {kind.name: [] for kind in KINDS}
    async with app.run_test(size=(80, 24)) as pilot:
        began = time.perf_counter()
        await until(pilot, lambda: _has_numbers(app.screen), "Home", tick=_TICK)
        home_filled = time.perf_counter() - began
        for _ in range(ROUNDS):
            app.painted.clear()
            began = time.perf_counter()
            app.push_screen(ProgressScreen())
            for kind in KINDS:
                if kind is not KINDS[0]:
                    began = time.perf_counter()
                    app.post_message(events.Key("right_square_bracket", "]"))
                await until(pilot, partial(_is_filled, app, kind.name), kind.name, tick=_TICK)
                await pilot.pause()
                pages[kind.name].append(app.painted[-1][0] - began)
                if kind is KINDS[0]:
                    first.append(next(at for at, screen in app.painted if screen is ProgressScreen) - began)
            await pilot.press("escape")
            await pilot.pause(10 * _TICK)
    return [
        Figure(
            f"Progress: first paint, median of {ROUNDS}, {attempts:,} attempts",
            1000 * statistics.median(first),
            "ms",
            SCREEN_BAR,
        ),
        *(
            Figure(f"  Progress, {name}: from key to its numbers", 1000 * statistics.median(taken), "ms")
            for name, taken in pages.items()
        ),
        Figure("  Home: from its first frame to its numbers", 1000 * home_filled, "ms"),
    ]


def _has_numbers(screen: Screen[Any]) -> bool:
    return isinstance(screen, HomeScreen) and screen._today is not None


def _is_filled(app: DlprepApp, name: str) -> bool:
    screen = app.screen
    if not isinstance(screen, ProgressScreen) or screen.active != name or not screen.query(f"#{name}-table"):
        return False
    return bool(screen.table(name).records)


def _read_at_start(parts: Parts) -> dict[str, Callable[[], object]]:
    bank, store, moment = parts.bank, parts.store, parts.clock.moment()
    return {
        "what Home shows": lambda: (today(bank, store, moment), store.open_interview()),
        "records of all questions": store.question_records,
        "records of all days": store.days,
        "the calendar of Progress": lambda: store.days(since=moment.local_day - timedelta(weeks=WEEKS)),
        "the days in a row": lambda: streak_on(store, moment),
        "marks of confidence": store.confidence_shares,
        "abilities": lambda: abilities(bank, store, moment),
        "the queue of a day": lambda: due_today(bank, store, Settings(), moment),
        "an answer's card, nothing new": lambda: catch_up(store),
    }


def _reading(name: str, call: Callable[[], object]) -> Figure:
    taken = statistics.median(_milliseconds(call) for _ in range(ROUNDS))
    return Figure(f"  read: {name}, median of {ROUNDS}", taken, "ms")


def _plans(path: Path, statements: dict[str, object]) -> Figure:
    """Prints the plans; the figure is how many of them leave the indices aside."""
    by_row = 0
    for statement, steps in plans(path, statements):
        by_row += reads_whole_table(steps)
        print(f"    {statement}")
        for step in steps:
            print(f"      {step}")
    return Figure("statements at start that read a whole table without an index", float(by_row), "", 0.0)


if __name__ == "__main__":
    for figure in measure():
        print(figure)
