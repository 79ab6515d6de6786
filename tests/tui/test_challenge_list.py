"""The list of challenges: groups, search, filters, estimates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input, Select, Static

from dlprep.domain.challenges import Group
from dlprep.domain.judging import Tier, Verdict
from dlprep.domain.language import Language
from dlprep.services.coding import ChallengeEntry
from dlprep.tui.challenge_list import Told, Wanted, minutes_text, rows
from dlprep.tui.screens.challenge import ChallengeScreen
from dlprep.tui.screens.challenges import ChallengesScreen
from dlprep.tui.widgets.record_list import RecordTable
from fakes_judge import passed
from tui.sample_bank import both
from tui.study_support import SOLUTION, StudyParts, challenge_folder, keep_run
from tui.support import make_app, words_of
from waiting import wait_for

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from dlprep.tui.app import DlprepApp

CHALLENGE = challenge_folder().challenge


def english(template: str, **parameters: object) -> str:
    return template.format(**parameters) if parameters else template


def many(count: int = 30) -> StudyParts:
    """Parts with `count` challenges, a third of each of three groups."""
    parts = StudyParts()
    folder = challenge_folder(full=False)
    groups = (Group.FIX, Group.ARTICLE, Group.FIELD)
    challenges = {}
    for number in range(count):
        name = f"task-{number:02}"
        title = type(folder.challenge.title)(**both(f"任务 {number:02}", f"Task {number:02}"))
        changes = {"id": name, "title": title, "group": groups[number % 3]}
        challenges[name] = folder.model_copy(
            update={"challenge": folder.challenge.model_copy(update=changes)}
        )
    parts._bank = replace(parts.bank, challenges=challenges)
    return parts


async def listed(pilot: Pilot[None], app: DlprepApp, count: int) -> RecordTable:
    app.open_place("challenges")
    await wait_for(
        pilot, lambda: isinstance(app.screen, ChallengesScreen) and app.screen.query(RecordTable), "it"
    )
    table = app.screen.query_one(RecordTable)
    await wait_for(pilot, lambda: len(table.records) == count, "the challenges")
    return table


@pytest.mark.parametrize(
    ("wanted", "is_taken"),
    [
        (Wanted(), True),
        (Wanted("digits CNN"), True),
        (Wanted("照片"), True),
        (Wanted("cifar10 junior"), True),
        (Wanted("digits lstm"), False),
        (Wanted(group="article"), True),
        (Wanted(group="build"), False),
        (Wanted(level="senior"), False),
        (Wanted("digits", "article", "junior"), True),
    ],
)
def test_every_word_and_every_filter_must_fit(wanted: Wanted, is_taken: bool) -> None:
    assert wanted.takes(CHALLENGE) == is_taken


def test_rows_stand_under_the_heading_of_their_group_in_the_order_of_groups() -> None:
    built = CHALLENGE.model_copy(update={"group": Group.BUILD, "id": "build-it"})
    entries = [ChallengeEntry(built, {}), ChallengeEntry(CHALLENGE, {})]
    found = rows(entries, Told({}, {}), Language.EN, english)
    assert [record.id for record in found] == [
        "group/article",
        "cifar10-cnn/embedded",
        "cifar10-cnn/full",
        "group/build",
        "build-it/embedded",
        "build-it/full",
    ]
    assert [record.is_heading for record in found] == [True, False, False, True, False, False]


def test_minutes_are_short_and_never_nothing() -> None:
    assert [minutes_text(value) for value in (0.001, 0.05, 0.44, 3.0, 9.96, 12.4)] == [
        "<0.1",
        "0.1",
        "0.4",
        "3",
        "10",
        "12",
    ]


async def test_what_is_typed_over_thirty_rows_finds_one() -> None:
    app = make_app(many())
    async with app.run_test(size=(80, 24)) as pilot:
        table = await listed(pilot, app, 33)
        await wait_for(pilot, lambda: table.rows.has_focus, "the cursor in the list")
        assert table.cursor_id == "task-01/embedded"
        await pilot.press("1", "7")
        assert app.screen.query_one("#search", Input).value == "17"
        await wait_for(
            pilot, lambda: [one.id for one in table.records] == ["group/field", "task-17/embedded"], "one"
        )
        await pilot.press("enter")
        await wait_for(pilot, lambda: table.rows.has_focus, "the cursor back in the list")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, ChallengeScreen), "the challenge")
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, ChallengesScreen), "the list again")
        await wait_for(pilot, lambda: len(table.records) == 2, "still filtered")
        await pilot.press("f7")
        await wait_for(pilot, lambda: len(table.records) == 33, "all of them")


async def test_the_cursor_never_rests_on_a_heading() -> None:
    app = make_app(many(6))
    async with app.run_test(size=(80, 24)) as pilot:
        table = await listed(pilot, app, 9)
        seen = []
        for _ in range(6):
            seen.append(table.cursor_id)
            await pilot.press("down")
        assert seen == [f"task-{number:02}/embedded" for number in (1, 4, 0, 3, 2, 5)]


async def test_a_group_is_chosen_by_its_filter() -> None:
    app = make_app(many(6))
    async with app.run_test(size=(80, 24)) as pilot:
        table = await listed(pilot, app, 9)
        app.screen.query_one("#group", Select).value = Group.FIX.value
        await wait_for(pilot, lambda: len(table.records) == 3, "one group")
        app.screen.query_one("#level", Select).value = "senior"
        await wait_for(pilot, lambda: table.has_class("-empty"), "none")
        assert "Press F7" in words_of(table.query_one(".nothing", Static))


async def test_own_runs_say_how_long_it_takes_on_this_machine() -> None:
    parts = StudyParts()
    keep_run(parts.fake_store, parts, SOLUTION, passed(wall_seconds=150.0))
    keep_run(parts.fake_store, parts, SOLUTION, passed(verdict=Verdict.ERR, value=None, medal=None))
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        table = await listed(pilot, app, 3)
        assert [str(cell) for cell in table.records[1].cells][3:6] == ["2.5", "0.8732 ★★", "✗ Script failed"]
        about = app.screen.query_one("#words", Static)
        await wait_for(pilot, lambda: "About 2.5 min on this machine." in words_of(about), "the estimate")
        assert Tier.FULL.value in str(table.records[2].id)
