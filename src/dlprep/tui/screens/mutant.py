"""Find the bug: a script that was broken in one line. Point at it, name its kind, then mend it."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Static

from dlprep.domain.judging import EpochDone, Tier
from dlprep.domain.messages import mark
from dlprep.domain.mutation import Diagnosis
from dlprep.domain.mutation_sites import BugKind
from dlprep.services.puzzles import clue_text
from dlprep.tui.block import Block
from dlprep.tui.puzzle_words import grade_lines, line_marks, repair_line
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.verdict_words import verdict_words
from dlprep.tui.widgets.answer_pane import typed_character
from dlprep.tui.widgets.chip_row import ChipRow
from dlprep.tui.widgets.line_picker import LinePicker

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.app import ComposeResult

    from dlprep.domain.challenges import ChallengeFolder
    from dlprep.domain.judging import RunEvent
    from dlprep.domain.mutation import DiagnosisGrade
    from dlprep.domain.mutation_book import KindSheet
    from dlprep.domain.progress import RunRecord
    from dlprep.services.mutants import Puzzle

_LETTERS = "abcdef"


class MutantScreen(BaseScreen):
    """One puzzle after the other."""

    BINDINGS = [
        Binding("enter", "answer", mark("Answer"), key_display="enter", priority=True),
        Binding("tab", "app.focus_next", mark("Lines or kinds")),
        Binding("m", "mend", mark("Mend it")),
        Binding("n", "another", mark("Another one")),
        Binding("x,f9", "stop", mark("Stop")),
        Binding("escape", "back", mark("Back")),
    ]
    more_keys = (
        ("1-9", mark("Type the number of the line")),
        ("a-f", mark("Choose the kind of bug")),
    )
    CSS = """
    MutantScreen #clue { height: auto; padding: 0 2; color: $foreground 80%; }
    MutantScreen #kinds { height: auto; padding: 0 2; display: none; }
    MutantScreen #kinds Static { height: auto; color: $text-muted; }
    MutantScreen #told { height: auto; max-height: 40%; padding: 0 2; background: $surface; display: none; }
    MutantScreen #told Static { height: auto; }
    MutantScreen.-asking #kinds, MutantScreen.-graded #told { display: block; }
    """
    picker = getters.query_one(LinePicker)
    chips = getters.query_one(ChipRow)

    class Tried(Message):
        """A new bug is being run, to see that it fails; so many epochs are over."""

        def __init__(self, epochs: int) -> None:
            super().__init__()
            self.epochs = epochs

    class Found(Message):
        """A puzzle that fails, its challenge, and what there is to say about kinds; None when stopped."""

        def __init__(
            self, puzzle: Puzzle | None, folder: ChallengeFolder | None, kinds: Mapping[BugKind, KindSheet]
        ) -> None:
            super().__init__()
            self.puzzle, self.folder, self.kinds = puzzle, folder, kinds

    class Graded(Message):
        """The diagnosis is in the history."""

        def __init__(self, puzzle: Puzzle, said: Diagnosis, grade: DiagnosisGrade) -> None:
            super().__init__()
            self.puzzle, self.said, self.grade = puzzle, said, grade

    class RepairRead(Message):
        """The last run of the repair."""

        def __init__(self, run: RunRecord | None) -> None:
            super().__init__()
            self.run = run

    _found: Found | None = None
    _graded: Graded | None = None
    _repair: RunRecord | None = None
    _epochs: int | None = None
    """Of a new bug that is being run; None before any run."""
    _is_seeking = False
    _has_answered = False

    def __init__(self) -> None:
        super().__init__(name="mutants")
        self._cancel = Event()

    @property
    def puzzle(self) -> Puzzle | None:
        """What is asked now."""
        return self._found.puzzle if self._found else None

    def heading(self) -> str:
        return f"dlprep · {self.tr('Find the bug')}"

    def aside(self) -> str:
        if self._found is None or self._found.folder is None:
            return ""
        return self._found.folder.challenge.title.in_language(self.app.language)

    def compose_body(self) -> ComposeResult:
        yield Static(id="clue", markup=False)
        yield LinePicker(id="lines")
        with Vertical(id="kinds"):
            yield Static(self.tr("What kind of bug? A letter chooses, enter answers."), markup=False)
            yield ChipRow((), id="chips")
        with VerticalScroll(id="told"):
            yield Static(id="lesson")

    def on_mount(self) -> None:
        """Asks for the first one."""
        self.picker.focus()
        self.action_another()

    def on_unmount(self) -> None:
        """Nothing runs on."""
        self._cancel.set()

    def relabel(self) -> None:
        super().relabel()
        self.call_after_refresh(self._paint)

    @work(thread=True, exclusive=True, exit_on_error=False, group="seek")
    def seek(self, seed: int, cancel: Event) -> None:
        """Takes the next puzzle; one that is not known to fail is run first."""
        from dlprep.services.puzzles import fresh_puzzle

        core = self.app.core
        bank, book = core.bank(), core.mutants()
        epochs = 0

        def watch(event: RunEvent) -> None:
            nonlocal epochs
            epochs += isinstance(event, EpochDone)
            self.post_message(self.Tried(epochs))

        store, judge = core.store(), core.judge()
        found = fresh_puzzle(bank, book, store, judge, seed=seed, watch=watch, cancel=cancel)
        if found is None:
            self.post_message(self.Found(None, None, {}))
            return
        kinds = {kind: book.kinds[kind] for kind in found.mutant.choices}
        self.post_message(self.Found(found, bank.challenge(found.base), kinds))

    @work(thread=True, exit_on_error=False, group="diagnose")
    def diagnose(self, puzzle: Puzzle, said: Diagnosis) -> None:
        """Grades and keeps what the learner says."""
        from dlprep.services import mutants

        core = self.app.core
        grade = mutants.diagnose(core.store(), puzzle, said, clock=core.clock)
        self.post_message(self.Graded(puzzle, said, grade))

    @work(thread=True, exclusive=True, exit_on_error=False, group="repair")
    def read_repair(self, puzzle: Puzzle) -> None:
        """Looks how the last run of the repair ended."""
        runs = self.app.core.store().runs(limit=1, slug=puzzle.id)
        self.post_message(self.RepairRead(next(iter(runs), None)))

    def on_screen_resume(self) -> None:
        """The repair may have been run."""
        if self.puzzle is not None and self._graded is not None:
            self.read_repair(self.puzzle)

    def work_failed(self, group: str, error: BaseException) -> None:
        if group == "seek":
            self._is_seeking = False
            self.query_one("#clue", Static).update(self.app.failure_text(error))
        self._has_answered = self._graded is not None
        self.refresh_bindings()
        super().work_failed(group, error)

    @on(Tried)
    def _tried(self, event: Tried) -> None:
        self._epochs = event.epochs
        self._paint_clue()

    @on(Found)
    def _show_found(self, event: Found) -> None:
        self._is_seeking = False
        self._found, self._graded, self._repair = event, None, None
        self._has_answered = False
        self.picker.highlighted = None
        self.chips.value = frozenset()
        self._paint()
        self.picker.focus()

    @on(Graded)
    def _show_grade(self, event: Graded) -> None:
        if event.puzzle is self.puzzle:
            self._graded = event
            self._paint()
            self.picker.go_to(event.puzzle.mutant.line)

    @on(RepairRead)
    def _show_repair(self, event: RepairRead) -> None:
        self._repair = event.run
        self._paint()

    def _paint(self) -> None:
        """Writes everything that depends on the puzzle, the grade and the language."""
        puzzle = self.puzzle
        self.set_class(puzzle is not None and self._graded is None, "-asking")
        self.set_class(puzzle is not None and self._graded is not None, "-graded")
        self._paint_clue()
        if puzzle is not None and self._found is not None:
            said = self._graded.said if self._graded else None
            self.picker.show(puzzle.mutant.code, line_marks(puzzle.mutant, said) if said else None)
            titles = [self._found.kinds[kind].title for kind in puzzle.mutant.choices]
            words = [title.in_language(self.app.language) for title in titles]
            chosen = self.chips.value
            self.chips.set_choices(
                (kind.value, f"{letter} {title}")
                for kind, letter, title in zip(puzzle.mutant.choices, _LETTERS, words, strict=True)
            )
            self.chips.value = chosen & {kind.value for kind in puzzle.mutant.choices}
            self._paint_grade(puzzle, self._found)
        self.refresh_title()
        self.refresh_bindings()

    def _paint_clue(self) -> None:
        if self._is_seeking:
            words = self.tr("Looking for a bug…")
            if self._epochs is not None:
                words = self.tr(
                    "Trying out a new bug, since it has to fail before you see it: epoch {count}…",
                    count=self._epochs,
                )
        elif self._found is None or self._found.folder is None or self._found.puzzle is None:
            words = self.tr("Stopped. Press n for a puzzle.")
        else:
            challenge = self._found.folder.challenge
            words = clue_text(challenge, self._found.puzzle.clue).in_language(self.app.language)
            words = self.tr("One line of this working script was changed or added. {clue}", clue=words)
        self.query_one("#clue", Static).update(words)

    def _paint_grade(self, puzzle: Puzzle, found: Found) -> None:
        if self._graded is None:
            return
        sheet = found.kinds[puzzle.mutant.kind]
        lines = list(grade_lines(puzzle.mutant, self._graded.grade, sheet, self.app.language, self.tr))
        if self._repair is not None:
            verdict = verdict_words(self._repair, self.tr)
            lines.append(repair_line(self.tr("Your repair: {verdict}", verdict=verdict)))
        self.query_one("#lesson", Static).update(Block(lines))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "answer":
                return self.puzzle is not None and not self._has_answered and not self._is_seeking
            case "mend":
                return self._graded is not None
            case "another":
                return not self._is_seeking
            case "stop":
                return self._is_seeking
        return super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """A letter chooses a kind, wherever the cursor is."""
        super().on_key(event)
        place = _LETTERS.find(typed_character(event) or " ")
        if self.has_class("-asking") and 0 <= place < len(self.chips.choices):
            event.stop()
            self.chips.action_pick(place)

    def action_answer(self) -> None:
        """Takes the line at the cursor and the kind that is marked; goes to the kinds when none is."""
        self.in_turn(self._answer)

    def _answer(self) -> None:
        kind, line = next(iter(self.chips.value), None), self.picker.line
        if self.puzzle is None or line is None or self._has_answered:
            return
        if kind is None:
            self.chips.focus()
            self.notify(self.tr("Choose the kind of bug too: a letter."), timeout=4, markup=False)
            return
        self._has_answered = True
        self.refresh_bindings()
        self.diagnose(self.puzzle, Diagnosis(line, BugKind(kind)))

    def action_mend(self) -> None:
        """Opens the script in the editor of a challenge of its own."""
        from dlprep.tui.screens.challenge import open_challenge

        if self.puzzle is not None:
            open_challenge(self.app, self.puzzle.id, Tier.EMBEDDED)

    def action_another(self) -> None:
        """Asks for another puzzle."""
        self._cancel = Event()
        self._is_seeking, self._epochs = True, None
        self._paint_clue()
        self.refresh_bindings()
        self.seek(self.app.new_seed(), self._cancel)

    def action_stop(self) -> None:
        """Ends the run of a new bug."""
        self._cancel.set()
