"""A sprint on the screen: numbers one after the other, the minute, the best rounds."""

from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input, Static

from dlprep.domain.grading import Grade
from dlprep.domain.practice import Mode
from dlprep.domain.questions import NumericQuestion
from dlprep.settings import Settings
from dlprep.tui.screens.home import HomeScreen
from dlprep.tui.screens.setup import SetupScreen
from dlprep.tui.screens.sprint import SprintScreen
from dlprep.tui.screens.sprint_round import SprintRoundScreen
from dlprep.tui.screens.summary import SummaryScreen
from dlprep.tui.widgets.chip_row import ChipRow
from dlprep.tui.widgets.title_bar import TitleBar
from factory import bank, question
from tui.support import FakeParts, make_app, words_of
from waiting import wait_for


class Round:
    """An app whose bank has two quick templates."""

    def __init__(self) -> None:
        held = bank(*(question("template", id=name, sprint=True) for name in ("quick-a", "quick-b")))
        self.parts = FakeParts(Settings(tour_seen=True), bank=held)
        self.app = make_app(self.parts)

    def run(self) -> Any:
        return self.app.run_test(size=(80, 24), notifications=True)

    async def start(self, pilot: Pilot[None]) -> None:
        await wait_for(pilot, lambda: isinstance(self.app.screen, HomeScreen), "Home")
        await pilot.press("x")
        await wait_for(pilot, lambda: isinstance(self.app.screen, SprintScreen), "the sprint's place")
        await pilot.press("enter")
        await self.asked(pilot, 0)

    async def asked(self, pilot: Pilot[None], position: int) -> None:
        await wait_for(pilot, lambda: self.is_asking(position), f"question {position}")

    def is_asking(self, position: int) -> bool:
        return (
            isinstance(self.app.screen, SprintRoundScreen)
            and self.screen.takes_answer
            and self.screen.session.position == position
        )

    @property
    def screen(self) -> SprintRoundScreen:
        assert isinstance(self.app.screen, SprintRoundScreen)
        return self.app.screen

    @property
    def key(self) -> str:
        presented = self.screen._presented
        assert presented is not None
        assert isinstance(presented.question, NumericQuestion)
        return str(int(presented.question.answer))

    async def answer(self, pilot: Pilot[None], text: str) -> None:
        position = self.screen.session.position
        self.screen.query_one(Input).value = text
        await pilot.press("enter")
        await self.asked(pilot, position + 1)

    async def let_time_run_out(self, pilot: Pilot[None]) -> None:
        self.parts.fake_clock.advance(61)
        await wait_for(pilot, lambda: isinstance(self.app.screen, SummaryScreen), "the summary")
        await self.summed_up(pilot)

    async def summed_up(self, pilot: Pilot[None]) -> None:
        await wait_for(pilot, lambda: self.app.screen._summary is not None, "the figures")  # type: ignore[attr-defined]

    def words(self, selector: str) -> str:
        return words_of(self.app.screen.query_one(selector, Static))


async def test_numbers_come_one_after_the_other_and_the_last_is_judged_in_passing() -> None:
    course = Round()
    async with course.run() as pilot:
        await course.start(pilot)
        await course.answer(pilot, course.key)
        assert course.words("#last").startswith("✓")
        right = course.key
        await course.answer(pilot, "1000000")
        assert course.words("#last") == f"✗ It was {right}"
        assert "1 right of 2" in words_of(course.screen.query_one(TitleBar))
        kept = course.parts.fake_store.attempts(limit=9)
        assert [attempt.grade for attempt in kept] == [Grade.INCORRECT, Grade.CORRECT]


async def test_the_minute_ends_it_and_the_best_round_is_named() -> None:
    course = Round()
    async with course.run() as pilot:
        await course.start(pilot)
        await course.answer(pilot, course.key)
        await course.let_time_run_out(pilot)
        assert "★" in course.words("#overview")
        await pilot.press("n")
        await course.asked(pilot, 0)
        await course.answer(pilot, "1000000")
        await course.let_time_run_out(pilot)
        assert "1 right of 1" in course.words("#overview")
        assert "★" not in course.words("#overview")
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(course.app.screen, HomeScreen), "Home")
        await pilot.press("x")
        await wait_for(pilot, lambda: "1 right of 1" in course.words("#scores"), "the best rounds")
        assert "0 right of 1" in course.words("#scores")


async def test_leaving_ends_the_round_and_what_was_answered_counts() -> None:
    course = Round()
    async with course.run() as pilot:
        await course.start(pilot)
        await course.answer(pilot, course.key)
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(course.app.screen, SummaryScreen), "the summary")
        assert course.parts.fake_store.unfinished_session() is None
        assert [best.correct for best in course.parts.fake_store.best_sprints(limit=3)] == [1]


async def test_a_sprint_has_no_hints_confidence_or_undo() -> None:
    course = Round()
    async with course.run() as pilot:
        await course.start(pilot)
        await course.answer(pilot, course.key)
        assert not course.screen.confidence.display
        await pilot.press("f2", "f6", "f8")
        await course.asked(pilot, 1)
        assert course.screen.session.hints_shown == 0
        assert len(course.parts.fake_store.attempts(limit=9)) == 1


async def test_looking_elsewhere_does_not_stop_the_minute() -> None:
    course = Round()
    async with course.run() as pilot:
        await course.start(pilot)
        await pilot.press("f1")
        await wait_for(pilot, lambda: not isinstance(course.app.screen, SprintRoundScreen), "the keys")
        course.parts.fake_clock.advance(61)
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(course.app.screen, SummaryScreen), "the summary")


async def test_setup_offers_only_what_takes_a_choice_of_questions() -> None:
    course = Round()
    async with course.run() as pilot:
        await wait_for(pilot, lambda: isinstance(course.app.screen, HomeScreen), "Home")
        await pilot.press("q")
        await wait_for(pilot, lambda: isinstance(course.app.screen, SetupScreen), "Setup")
        names = [name for name, _ in course.app.screen.query_one("#mode", ChipRow).choices]
        assert Mode.SPRINT.value not in names
        assert Mode.PRACTICE.value in names
