"""Makes the pictures of the README and docs from the real app and bank: `python -m scripts.pictures`."""

import asyncio
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks.at_scale import Still
from benchmarks.histories import copy_of
from textual.pilot import Pilot

from dlprep.bootstrap import Parts
from dlprep.domain.language import Language
from dlprep.domain.practice import Attempt, QuizRequest
from dlprep.services.ports import Moment
from dlprep.services.readiness_history import planned
from dlprep.services.remembering import catch_up
from dlprep.settings import Paths, Settings
from dlprep.tui.app import DlprepApp
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.screens.quiz import QuizScreen

IMAGES = Path(__file__).parents[1] / "docs" / "images"
SIZE = (96, 30)
_POLLS = 600
_QUESTION = "regularization-dropout-when-serving"
_ATTEMPTS = 1_500
_DAYS_BEFORE, _DAYS_AHEAD = 40, 21
_PLACES = {"plan": ("a", "%"), "progress": ("p", "100%┤"), "readiness": ("-", "●─")}
"""By the name of its picture: the key that leads to a place, and what is there once it is filled."""


async def _until(pilot: Pilot[None], what: str, text: str) -> None:
    """Waits until `text` is on the screen."""
    for _ in range(_POLLS):
        await pilot.pause(0.05)
        shown = "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())
        if text in shown:
            return
    raise TimeoutError(f"{what}: “{text}” never came")


async def _quiz(folder: Path, language: Language, question: str, keys: list[str], shows: str) -> None:
    parts = _parts(folder)
    parts.change_settings(Settings(language=language, tour_seen=True))
    app = DlprepApp(parts, new_seed=lambda: 5)
    async with app.run_test(size=SIZE) as pilot:
        await _until(pilot, "Home", "0/3")
        home = app.screen
        if not isinstance(home, BaseScreen):
            raise TypeError(type(home).__name__)
        home.start_session(QuizRequest(question_ids=(question,)))
        for _ in range(_POLLS):
            await pilot.pause(0.05)
            if isinstance(app.screen, QuizScreen) and app.screen.takes_answer:
                break
        await pilot.press(*keys)
        await _until(pilot, "feedback", shows)
        app.save_screenshot(f"quiz.{language}.svg", str(IMAGES))
    parts.close()


def _parts(folder: Path) -> Parts:
    return Parts(Paths(folder / "data", folder / "cache", folder / "config"))


def _with_a_history(folder: Path, language: Language) -> Parts:
    """Two months of a made-up learner, with what dlprep would have said of readiness day by day."""
    parts = _parts(folder)
    copy_of(_ATTEMPTS, parts.paths.database)
    last = parts.store.attempts(limit=1)[0]
    parts.clock = Still(_a_day_later(last))
    interview = last.local_day + timedelta(days=_DAYS_AHEAD)
    aims = Settings(language=language, tour_seen=True, interview_date=interview, minutes_a_day=25)
    parts.change_settings(aims)
    for ago in range(_DAYS_BEFORE, 0, -1):
        day = timedelta(days=ago)
        _say(parts, folder / f"{ago}", Moment(last.answered_at - day, last.local_day - day))
    catch_up(parts.store)
    return parts


def _a_day_later(attempt: Attempt) -> Attempt:
    """The same at a time when nothing of the day is done yet."""
    day = timedelta(days=1)
    return replace(attempt, answered_at=attempt.answered_at + day, local_day=attempt.local_day + day)


def _say(parts: Parts, folder: Path, moment: Moment) -> None:
    """Keeps what is said on a day of the history: by the answers given until then, if there are any on it."""
    if moment.local_day not in {one.day for one in parts.store.days()}:
        return
    then = _parts(folder)
    then.paths.database.parent.mkdir(parents=True)
    shutil.copyfile(parts.paths.database, then.paths.database)
    with closing(sqlite3.connect(then.paths.database)) as rows, rows:
        rows.execute("DELETE FROM attempts WHERE local_day > ?", (moment.local_day.isoformat(),))
    planned(parts.bank, then.store, parts.settings, moment)
    for saying in then.store.sayings():
        parts.store.keep_saying(saying)
    then.close()


async def _places(folder: Path, language: Language) -> None:
    parts = _with_a_history(folder, language)
    app = DlprepApp(parts, new_seed=lambda: 5)
    async with app.run_test(size=SIZE) as pilot:
        await _until(pilot, "Home", "%")
        for name, (key, shows) in _PLACES.items():
            await pilot.press(key)
            await _until(pilot, name, shows)
            await pilot.pause(1)
            app.save_screenshot(f"{name}.{language}.svg", str(IMAGES))
            if name == "plan":
                await pilot.press("escape")
    parts.close()


async def main() -> None:
    """Draws every picture into docs/images."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for language, shows in ((Language.EN, "Explanation"), (Language.ZH, "解析")):
        with tempfile.TemporaryDirectory() as folder:
            await _quiz(Path(folder), language, _QUESTION, ["1", "plus", "enter"], shows)
        with tempfile.TemporaryDirectory() as folder:
            await _places(Path(folder), language)


if __name__ == "__main__":
    asyncio.run(main())
