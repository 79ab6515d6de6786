"""Every place of the app by name. A screen's module is imported when it is first opened.

To add a place: write a function that imports its screen and names it, and list it in PLACES. Home, the
command palette and `DlprepApp.open_place` take it from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlprep.domain.messages import mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlprep.tui.screens.base import BaseScreen


@dataclass(frozen=True)
class Place:
    """A screen that can be opened from anywhere."""

    name: str
    key: str
    """The key on Home."""
    title: str
    """English, marked for the catalogs."""
    about: str
    """One line for Home and the command palette, marked for the catalogs."""
    make: Callable[[], BaseScreen]
    on_home: bool = True
    """False keeps it in the command palette only."""
    in_key_line: bool = True
    """False leaves it to the words on Home: a line of 80 cells holds no more keys."""


def _setup() -> BaseScreen:
    from dlprep.tui.screens.setup import SetupScreen

    return SetupScreen(name="quiz")


def _sprint() -> BaseScreen:
    from dlprep.tui.screens.sprint import SprintScreen

    return SprintScreen(name="sprint")


def _interview() -> BaseScreen:
    from dlprep.tui.screens.interview_setup import InterviewSetupScreen

    return InterviewSetupScreen(name="interview")


def _challenges() -> BaseScreen:
    from dlprep.tui.screens.challenges import ChallengesScreen

    return ChallengesScreen(name="challenges")


def _mutants() -> BaseScreen:
    from dlprep.tui.screens.mutant import MutantScreen

    return MutantScreen()


def _due() -> BaseScreen:
    from dlprep.tui.screens.due import DueScreen

    return DueScreen(name="due")


def _progress() -> BaseScreen:
    from dlprep.tui.screens.progress import ProgressScreen

    return ProgressScreen(name="progress")


def _library() -> BaseScreen:
    from dlprep.tui.screens.library import LibraryScreen

    return LibraryScreen(name="library")


def _plan() -> BaseScreen:
    from dlprep.tui.screens.plan import PlanScreen

    return PlanScreen(name="plan")


def _settings() -> BaseScreen:
    from dlprep.tui.screens.settings import SettingsScreen

    return SettingsScreen(name="settings")


def _backups() -> BaseScreen:
    from dlprep.tui.screens.backups import BackupsScreen

    return BackupsScreen(name="backups")


def _tour() -> BaseScreen:
    from dlprep.tui.screens.tour import TourScreen

    return TourScreen(name="tour")


PLACES = (
    Place("quiz", "q", mark("Quiz"), mark("Questions with a reason for every option"), _setup),
    Place(
        "sprint", "x", mark("Sprint"), mark("Shapes and sizes against the clock"), _sprint, in_key_line=False
    ),
    Place("interview", "i", mark("Interview"), mark("Talk it through, graded point by point"), _interview),
    Place("challenges", "c", mark("Challenges"), mark("Train for real, graded on hidden data"), _challenges),
    Place(
        "mutants",
        "b",
        mark("Find the bug"),
        mark("A working script with one bug: find it, name it, mend it"),
        _mutants,
        on_home=False,
    ),
    Place("due", "d", mark("Due today"), mark("What to repeat now, and why"), _due, in_key_line=False),
    Place(
        "plan",
        "a",
        mark("Plan"),
        mark("How ready you will be on the day, and what to do until then"),
        _plan,
        in_key_line=False,
    ),
    Place("progress", "p", mark("Progress"), mark("Topics, sessions, answers and runs"), _progress),
    Place(
        "library",
        "l",
        mark("Library"),
        mark("Search the questions, read the article"),
        _library,
        in_key_line=False,
    ),
    Place("settings", "s", mark("Settings"), mark("Language, theme, editor"), _settings, in_key_line=False),
    Place(
        "backups",
        "k",
        mark("Backups"),
        mark("Copies of your history: make one, put one back"),
        _backups,
        on_home=False,
    ),
    Place("tour", "t", mark("Tour"), mark("dlprep in one minute"), _tour, on_home=False),
)
"""In the order of Home."""


def place(name: str) -> Place:
    """The place with this name.

    Raises:
        KeyError: if there is none.
    """
    return {each.name: each for each in PLACES}[name]
