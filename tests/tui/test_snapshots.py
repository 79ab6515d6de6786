"""Pictures of the states that matter, in both languages. Look at a picture before accepting it."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from dlprep.domain.language import Language
from dlprep.domain.practice import Mode, QuizRequest
from dlprep.services.quiz import plan_session
from dlprep.settings import Settings
from dlprep.tui.screens.claims import ClaimsScreen
from dlprep.tui.screens.home import HomeScreen
from dlprep.tui.screens.quiz import QuizScreen
from dlprep.tui.screens.summary import SummaryScreen
from dlprep.tui.screens.tour import TourScreen
from dlprep.tui.widgets.feedback_view import FeedbackView
from tui.support import FakeParts, finished_session, make_app
from waiting import wait_for

Snap = Callable[..., bool]
EN, ZH = Language.EN, Language.ZH


def parts_for(language: Language, theme: str = "dark", *names: str, mode: Mode = Mode.PRACTICE) -> FakeParts:
    """Parts with an open session over the questions named."""
    parts = FakeParts(Settings(language=language, theme=theme, tour_seen=True, placement_skipped=True))
    if names:
        request = QuizRequest(mode=mode, question_ids=names)
        planned = plan_session(parts.bank, request, language=language, seed=1, moment=parts.clock.moment())
        parts.fake_store.add_session(planned)
    return parts


async def home_filled(pilot: Pilot[None]) -> None:
    home = pilot.app.screen
    await wait_for(pilot, lambda: isinstance(home, HomeScreen) and home._today, "Home filled")


async def asked(pilot: Pilot[None]) -> None:
    await home_filled(pilot)
    await pilot.press("r")
    await wait_for(pilot, lambda: is_ready(pilot.app.screen), "the question")


def is_ready(screen: Any) -> bool:
    return isinstance(screen, QuizScreen) and screen.is_mounted and screen.takes_answer


def explained(screen: Any) -> bool:
    return isinstance(screen, QuizScreen) and bool(screen.query_one(FeedbackView).plain)


@pytest.mark.parametrize(("language", "size"), [(EN, (80, 24)), (ZH, (80, 24)), (EN, (120, 40))], ids=str)
def test_home(snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    parts = parts_for(language)
    finished_session(parts)
    assert snap_compare(make_app(parts), terminal_size=size, run_before=home_filled)


@pytest.mark.parametrize("language", [EN, ZH], ids=str)
def test_setup(snap_compare: Snap, language: Language) -> None:
    async def open_it(pilot: Pilot[None]) -> None:
        await pilot.press("q")
        await wait_for(
            pilot, lambda: "11" in str(pilot.app.screen.query_one("#matches").render()), "the count"
        )

    assert snap_compare(make_app(parts_for(language)), terminal_size=(80, 24), run_before=open_it)


@pytest.mark.parametrize(
    ("language", "theme", "name", "keys"),
    [
        (ZH, "dark", "relu-dead", ["1", "plus"]),
        (EN, "light", "overfit-signs", ["1", "3"]),
        (EN, "dark", "adam-decay", ["f", "2"]),
        (EN, "high-contrast", "softmax-logits", ["7", "b", "h"]),
        (ZH, "dark", "train-step", ["J", "J"]),
        (EN, "dark", "loss-heads", ["a", "b"]),
        (ZH, "light", "clip-norm", ["a"]),
        (EN, "dark", "batchnorm-modes", ["a", "enter", "b"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_question(snap_compare: Snap, language: Language, theme: str, name: str, keys: list[str]) -> None:
    async def answer(pilot: Pilot[None]) -> None:
        await asked(pilot)
        await pilot.press(*keys)

    assert snap_compare(make_app(parts_for(language, theme, name)), terminal_size=(80, 24), run_before=answer)


@pytest.mark.parametrize(
    ("language", "name", "keys", "size"),
    [
        (EN, "relu-dead", ["2", "enter"], (80, 24)),
        (ZH, "relu-dead", ["2", "enter"], (120, 40)),
        (ZH, "softmax-logits", ["7", "b", "enter"], (80, 24)),
        (EN, "conv-parameters", ["9", "enter"], (80, 24)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_feedback(
    snap_compare: Snap, language: Language, name: str, keys: list[str], size: tuple[int, int]
) -> None:
    async def answer(pilot: Pilot[None]) -> None:
        await asked(pilot)
        await pilot.press(*keys)
        await wait_for(pilot, lambda: explained(pilot.app.screen), "feedback")

    assert snap_compare(make_app(parts_for(language, "dark", name)), terminal_size=size, run_before=answer)


def test_exam(snap_compare: Snap) -> None:
    parts = parts_for(EN, "dark", "relu-dead", "loss-heads", mode=Mode.EXAM)
    assert snap_compare(make_app(parts), terminal_size=(80, 24), run_before=asked)


def test_claims(snap_compare: Snap) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await asked(pilot)
        await pilot.press("1", "enter")
        await wait_for(pilot, lambda: explained(pilot.app.screen), "feedback")
        await pilot.press("v")
        await wait_for(
            pilot,
            lambda: isinstance(pilot.app.screen, ClaimsScreen) and pilot.app.screen.query("#claims"),
            "the claims",
        )

    assert snap_compare(make_app(parts_for(EN, "dark", "relu-dead")), terminal_size=(80, 24), run_before=look)


@pytest.mark.parametrize("language", [EN, ZH], ids=str)
def test_summary(snap_compare: Snap, language: Language) -> None:
    parts = parts_for(language)

    async def open_it(pilot: Pilot[None]) -> None:
        pilot.app.push_screen(SummaryScreen(finished_session(parts)))
        await wait_for(
            pilot,
            lambda: isinstance(pilot.app.screen, SummaryScreen) and pilot.app.screen._summary,
            "the summary",
        )

    assert snap_compare(make_app(parts), terminal_size=(80, 24), run_before=open_it)


def test_settings(snap_compare: Snap) -> None:
    assert snap_compare(make_app(parts_for(ZH, "light")), terminal_size=(80, 24), press=["s"])


def test_tour(snap_compare: Snap) -> None:
    parts = FakeParts(Settings(language=ZH, tour_seen=False, placement_skipped=True))

    async def read(pilot: Pilot[None]) -> None:
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, TourScreen), "the tour")
        await pilot.press("enter")

    assert snap_compare(make_app(parts), terminal_size=(80, 24), run_before=read)


def test_keys(snap_compare: Snap) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await asked(pilot)
        await pilot.press("question_mark")

    assert snap_compare(
        make_app(parts_for(EN, "dark", "loss-heads")), terminal_size=(80, 24), run_before=look
    )


def test_too_small(snap_compare: Snap) -> None:
    assert snap_compare(make_app(parts_for(ZH)), terminal_size=(20, 5))
