"""Find the bug: pointing at a line, naming the kind, mending; a new bug is run before it is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual.events import Key
from textual.widgets import Static, TabbedContent

from dlprep.domain.challenges import ChallengeFolder
from dlprep.domain.errors import StorageError
from dlprep.domain.judging import Submission, Tier, Verdict
from dlprep.domain.messages import message
from dlprep.domain.mutation_book import KindSheet, VerifiedMutant
from dlprep.domain.mutation_sites import BugKind
from dlprep.services import mutants
from dlprep.tui.screens.challenge import ChallengeScreen
from dlprep.tui.screens.challenges import ChallengesScreen
from dlprep.tui.screens.home import HomeScreen
from dlprep.tui.screens.mutant import MutantScreen
from dlprep.tui.screens.run_report import RunReportScreen
from dlprep.tui.widgets.chip_row import ChipRow
from dlprep.tui.widgets.code_editor import CodeEditor
from dlprep.tui.widgets.line_picker import LinePicker
from fakes_judge import passed
from tui.sample_bank import both, sample_bank
from tui.study_support import StudyParts, challenge_folder
from tui.support import make_app, words_of
from waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from dlprep.tui.app import DlprepApp

SLUG = "cifar10-cnn"
SCRIPT = """import keras
from keras import layers

(x_train, y_train), (x_val, y_val) = keras.datasets.cifar10.load_data()


def preprocess(images):
    return images.astype("float32") / 255.0


model = keras.Sequential(
    [
        keras.Input((32, 32, 3)),
        layers.Conv2D(32, 3, activation="relu"),
        layers.BatchNormalization(),
        layers.GlobalAveragePooling2D(),
        layers.Dropout(0.3),
        layers.Dense(10),
    ]
)
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=1e-3),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(preprocess(x_train), y_train, epochs=9, batch_size=32, validation_data=(preprocess(x_val), y_val))
"""
KINDS = {
    kind: KindSheet(
        title=both(f"种类 {kind}", f"Title of {kind}"),
        lesson=both(f"讲解 {kind}。", f"What `{kind}` teaches, and how an interviewer asks about it."),
    )
    for kind in BugKind
}


class PuzzleParts(StudyParts):
    """Parts whose one challenge can be broken; `seeds` are of mutants that are known to fail."""

    def __init__(self, *seeds: int) -> None:
        super().__init__()
        fields = challenge_folder(full=False).model_dump(mode="json", exclude_none=True)
        fields["challenge"]["tiers"]["embedded"]["minutes"] = 0.4
        folder = ChallengeFolder.model_validate(fields | {"solution": SCRIPT})
        self._bank = replace(sample_bank(), challenges={SLUG: folder})
        self.fake_book.kinds = dict(KINDS)
        for seed in seeds:
            digest = self.puzzle(seed).mutant.digest
            self.fake_book.verified[digest] = VerifiedMutant(
                base=SLUG, seed=seed, digest=digest, verdict=Verdict.FAIL, value=0.1123
            )

    def puzzle(self, seed: int) -> mutants.Puzzle:
        return mutants.puzzle(self._bank, self.fake_book, SLUG, seed)


async def asked(pilot: Pilot[None], app: DlprepApp) -> MutantScreen:
    """The screen with its first puzzle."""
    app.open_place("mutants")
    await wait_for(pilot, lambda: isinstance(app.screen, MutantScreen), "the place")
    screen = app.screen
    assert isinstance(screen, MutantScreen)
    await wait_for(pilot, lambda: screen.has_class("-asking"), "a puzzle")
    return screen


def letter_of(puzzle: mutants.Puzzle, kind: BugKind) -> str:
    return "abcdef"[puzzle.mutant.choices.index(kind)]


def clue(app: DlprepApp) -> str:
    return words_of(app.screen.query_one("#clue", Static))


def lesson(app: DlprepApp) -> str:
    return words_of(app.screen.query_one("#lesson", Static))


async def test_a_puzzle_comes_with_its_clue_from_the_list_of_challenges() -> None:
    app = make_app(PuzzleParts(3))
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_place("challenges")
        await wait_for(pilot, lambda: isinstance(app.screen, ChallengesScreen), "the challenges")
        await pilot.press("f6")
        await wait_for(pilot, lambda: app.screen.has_class("-asking"), "a puzzle")
        assert "0.112" in clue(app)
        assert "0.895" in clue(app)
        assert app.screen.query_one(LinePicker).option_count == len(SCRIPT.splitlines())
        assert len(app.screen.query_one(ChipRow).choices) == 6


async def test_line_and_kind_are_graded_kept_and_explained() -> None:
    parts = PuzzleParts(3)
    puzzle = parts.puzzle(3)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await asked(pilot, app)
        await pilot.press(*str(puzzle.mutant.line), letter_of(puzzle, puzzle.mutant.kind), "enter")
        await wait_for(pilot, lambda: screen.has_class("-graded"), "the grade")
        assert f"✓ Line {puzzle.mutant.line} it is." in lesson(app)
        assert f"✓ Kind: Title of {puzzle.mutant.kind}" in lesson(app)
        assert "an interviewer asks" in lesson(app)
        [kept] = parts.fake_store.diagnoses()
        assert (kept.puzzle_id, kept.grade.is_right) == (puzzle.id, True)


async def test_enter_right_behind_number_and_letter_answers_with_both() -> None:
    parts = PuzzleParts(3)
    puzzle = parts.puzzle(3)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await asked(pilot, app)
        typed = f"{puzzle.mutant.line}{letter_of(puzzle, puzzle.mutant.kind)}"
        for character in typed:
            app.post_message(Key(character, character))
        app.post_message(Key("enter", "\r"))
        await wait_for(pilot, lambda: screen.has_class("-graded"), "the grade")
        [kept] = parts.fake_store.diagnoses()
        assert kept.grade.is_right


async def test_what_is_wrong_is_shown_beside_what_is_right() -> None:
    parts = PuzzleParts(3)
    puzzle = parts.puzzle(3)
    wrong = next(kind for kind in puzzle.mutant.choices if kind is not puzzle.mutant.kind)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await asked(pilot, app)
        await pilot.press("1", letter_of(puzzle, wrong), "enter", "enter")
        await wait_for(pilot, lambda: screen.has_class("-graded"), "the grade")
        assert f"✗ The bug is in line {puzzle.mutant.line}." in lesson(app)
        assert f"✗ Kind: Title of {puzzle.mutant.kind}" in lesson(app)
        assert screen.picker.line == puzzle.mutant.line
        assert len(parts.fake_store.diagnoses()) == 1


async def test_enter_without_a_kind_asks_for_it() -> None:
    parts = PuzzleParts(3)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await asked(pilot, app)
        await pilot.press("down", "down", "enter")
        await wait_for(pilot, lambda: screen.chips.has_focus, "the kinds")
        assert screen.picker.line == 3
        assert parts.fake_store.diagnoses() == ()


async def test_the_mouse_points_chooses_and_answers() -> None:
    parts = PuzzleParts(3)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await asked(pilot, app)
        await pilot.click(LinePicker, offset=(10, 3))
        await wait_for(pilot, lambda: screen.picker.line == 4, "the fourth line")
        await pilot.click(ChipRow, offset=(1, 0))
        await wait_for(pilot, lambda: screen.chips.value, "a kind")
        assert screen.picker.line == 4
        assert parts.fake_store.diagnoses() == ()


async def test_a_diagnosis_that_cannot_be_kept_can_be_given_again() -> None:
    parts = PuzzleParts(3)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await asked(pilot, app)
        parts.fake_store.fault = StorageError(message("The disk is full."))
        await pilot.press("2", "a", "enter")
        await wait_for(
            pilot, lambda: any("disk is full" in note.message for note in app._notifications), "the failure"
        )
        parts.fake_store.fault = None
        await pilot.press("enter")
        await wait_for(pilot, lambda: screen.has_class("-graded"), "the grade")


async def test_the_repair_has_a_draft_and_runs_of_its_own() -> None:
    parts = PuzzleParts(3)
    puzzle = parts.puzzle(3)
    parts.fake_store.save_draft(SLUG, "# mine\n", parts.clock.moment().at)
    parts.fake_judge.report = passed(slug=puzzle.id)
    parts.fake_judge.go_on.set()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await asked(pilot, app)
        await pilot.press("1", "a", "enter")
        await wait_for(pilot, lambda: screen.has_class("-graded"), "the grade")
        await pilot.press("m")
        await wait_for(pilot, lambda: isinstance(app.screen, ChallengeScreen), "the editor")
        repair = app.screen
        assert isinstance(repair, ChallengeScreen)
        await wait_for(pilot, lambda: repair.folder is not None, "the script")
        assert repair.query_one(CodeEditor).text == puzzle.mutant.code
        assert "one line" in words_of(repair.query_one("#text", Static))
        repair.query_one(CodeEditor).insert("# mended\n", (0, 0))
        await pilot.press("ctrl+r")
        await wait_for(pilot, lambda: repair.outcome is not None, "the verdict")
        assert repair.query_one(TabbedContent).active == "run"
        await pilot.press("escape")
        await wait_for(pilot, lambda: "Your repair: Passed" in lesson(app), "how the repair went")

    assert [run.slug for run in parts.fake_store.runs(limit=5)] == [puzzle.id]
    assert (parts.fake_store.draft(puzzle.id) or "").startswith("# mended")
    assert parts.fake_store.draft(SLUG) == "# mine\n"


async def test_a_run_of_a_puzzle_in_the_history_leads_back_to_it() -> None:
    parts = PuzzleParts(3)
    moment = parts.clock.moment()
    number = parts.fake_store.start_run(Submission(f"{SLUG}~3", Tier.EMBEDDED, "x = 1"), moment)
    parts.fake_store.finish_run(number, passed(slug=f"{SLUG}~3"), moment.at)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(RunReportScreen(number))
        report = app.screen
        assert isinstance(report, RunReportScreen)
        await wait_for(pilot, lambda: "Find the bug: CNN for digits" in report.heading(), "the run")
        assert report.check_action("open", ())
        report.action_open()
        await wait_for(pilot, lambda: isinstance(app.screen, ChallengeScreen), "the puzzle")
        puzzle = app.screen
        assert isinstance(puzzle, ChallengeScreen)
        await wait_for(pilot, lambda: puzzle.folder is not None, "its script")
        assert puzzle.query_one(CodeEditor).text == parts.puzzle(3).mutant.code


async def test_another_puzzle_is_one_not_met() -> None:
    parts = PuzzleParts(3, 9)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await asked(pilot, app)
        first = screen.puzzle
        await pilot.press("1", "a", "enter")
        await wait_for(pilot, lambda: screen.has_class("-graded"), "the grade")
        await pilot.press("n")
        await wait_for(pilot, lambda: screen.puzzle not in (None, first), "another")
        await wait_for(pilot, lambda: screen.has_class("-asking"), "the question")
        assert {first and first.id, screen.puzzle and screen.puzzle.id} == {f"{SLUG}~3", f"{SLUG}~9"}
        assert screen.chips.value == frozenset()


async def test_a_new_bug_is_run_before_it_is_shown() -> None:
    parts = PuzzleParts()
    parts.fake_judge.report = passed(verdict=Verdict.NAN, value=None)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_place("mutants")
        await wait_for(pilot, lambda: "epoch 3" in clue(app), "the run")
        assert not app.screen.has_class("-asking")
        parts.fake_judge.go_on.set()
        await wait_for(pilot, lambda: app.screen.has_class("-asking"), "the puzzle")
        assert "NAN" in clue(app)


@pytest.mark.parametrize("key", ["x", "escape"])
async def test_that_run_can_be_stopped_and_does_not_outlive_the_place(key: str) -> None:
    parts = PuzzleParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_place("mutants")
        await wait_for(pilot, lambda: "epoch 3" in clue(app), "the run")
        await pilot.press(key)
        await wait_for(pilot, lambda: parts.fake_judge.was_cancelled, "the end of the run")
        if key == "x":
            await wait_for(pilot, lambda: "Stopped" in clue(app), "the way on")
        else:
            assert isinstance(app.screen, HomeScreen)


async def test_the_language_changes_in_place() -> None:
    parts = PuzzleParts(3)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await asked(pilot, app)
        await pilot.press("2", "b")
        app.action_switch_language()
        await wait_for(pilot, lambda: "通常" in clue(app), "Chinese")
        await wait_for(pilot, lambda: "种类" in screen.chips.choices[0][1], "the kinds")


def test_a_puzzle_asked(snap_compare: Callable[..., bool]) -> None:
    app = make_app(PuzzleParts(3))

    async def ask(pilot: Pilot[None]) -> None:
        await asked(pilot, app)
        await pilot.press("2", "2")

    assert snap_compare(app, run_before=ask, terminal_size=(80, 24))


def test_a_puzzle_graded(snap_compare: Callable[..., bool]) -> None:
    parts = PuzzleParts(3)
    app = make_app(parts)

    async def grade(pilot: Pilot[None]) -> None:
        screen = await asked(pilot, app)
        await pilot.press("2", "2", letter_of(parts.puzzle(3), parts.puzzle(3).mutant.kind), "enter")
        await wait_for(pilot, lambda: screen.has_class("-graded"), "the grade")

    assert snap_compare(app, run_before=grade, terminal_size=(80, 24))
