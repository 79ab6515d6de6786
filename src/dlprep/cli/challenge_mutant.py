"""`dlprep challenge mutant`: a working script with one bug, to be found, named and mended."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dlprep.cli.challenge_mutant_views import diagnosis_lines, diagnosis_object, puzzle_lines, puzzle_object
from dlprep.cli.challenge_report import print_report
from dlprep.cli.challenge_run import Runner, cancelling, exit_code
from dlprep.cli.common import command, current_parts, interface_language, print_data, print_json
from dlprep.cli.writing import make_folder, tell, write_new
from dlprep.domain.errors import BadInputError, ExitCode
from dlprep.domain.judging import Submission, Tier
from dlprep.domain.messages import message
from dlprep.domain.mutation_sites import BugKind

if TYPE_CHECKING:
    from dlprep.services.mutants import Puzzle


@command
def mutant(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A puzzle shown before, such as cifar10-cnn~7.")
    ] = None,
    base: Annotated[
        str | None, typer.Option(metavar="SLUG", help="Put the bug into the solution of this challenge.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, help="The same puzzle for the same seed and history.")
    ] = None,
    directory: Annotated[
        Path | None, typer.Option("--dir", help="Write the script NAME.py there; never overwrites.")
    ] = None,
    line: Annotated[int | None, typer.Option(min=1, help="Your diagnosis: the line.")] = None,
    kind: Annotated[BugKind | None, typer.Option(help="Your diagnosis: the kind of bug.")] = None,
    repair: Annotated[Path | None, typer.Option(metavar="FILE", help="Run the mended script.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Find the bug: show a script that was broken in one line, grade your diagnosis, run your repair.

    Without NAME comes a puzzle that you have not met. One that is not known to fail is run first.
    """
    if name is not None and (base is not None or seed is not None):
        raise BadInputError(message("Give the name of a puzzle, or --base and --seed for another one."))
    if line is None and kind is None and repair is None:
        _show(_puzzle(name, base, seed), directory, as_json=as_json)
        return
    if name is None or (line is None) != (kind is None) or (line is not None and repair is not None):
        raise BadInputError(
            message("Give the name of a puzzle with both --line and --kind, or with --repair."),
            message("Show a puzzle first: dlprep challenge mutant"),
        )
    found = _named(name)
    if repair is not None:
        _repair(found, repair, as_json=as_json)
    elif line is not None and kind is not None:
        _diagnose(found, line, kind, as_json=as_json)


def _named(name: str) -> "Puzzle":
    from dlprep.services.mutants import named

    parts = current_parts()
    return named(parts.bank, parts.mutants, name)


def _puzzle(name: str | None, base: str | None, seed: int | None) -> "Puzzle":
    """The puzzle that was asked for, or the next one.

    Raises:
        Exit: if Ctrl-C ended the search.
    """
    from random import SystemRandom

    from dlprep.services.puzzles import fresh_puzzle

    if name is not None:
        return _named(name)
    parts = current_parts()
    if seed is None:
        seed = SystemRandom().randrange(2**31)
    told = False

    def watch(_event: object) -> None:
        nonlocal told
        if not told:
            told = True
            tell(message("Trying out a bug before it is shown …"))

    with cancelling() as cancel:
        found = fresh_puzzle(
            parts.bank,
            parts.mutants,
            parts.store,
            parts.judge,
            base=base,
            seed=seed,
            watch=watch,
            cancel=cancel,
        )
    if found is None:
        raise typer.Exit(ExitCode.INTERRUPTED)
    return found


def _show(puzzle: "Puzzle", directory: Path | None, *, as_json: bool) -> None:
    parts = current_parts()
    path = None
    if directory is not None:
        make_folder(directory)
        path = directory / f"{puzzle.id}.py"
        write_new(path, puzzle.mutant.code)
    challenge = parts.bank.challenge(puzzle.base).challenge
    language = interface_language(parts)
    if as_json:
        print_json(puzzle_object(puzzle, challenge, parts.mutants.kinds, language, path))
        return
    for text in puzzle_lines(puzzle, challenge, parts.mutants.kinds, language, path):
        print_data(text)
    tell(
        message(
            "Say which line and which kind: dlprep challenge mutant {name} --line N --kind KIND",
            name=puzzle.id,
        )
    )


def _diagnose(puzzle: "Puzzle", line: int, kind: BugKind, *, as_json: bool) -> None:
    from dlprep.domain.mutation import Diagnosis
    from dlprep.services.mutants import diagnose

    parts = current_parts()
    grade = diagnose(parts.store, puzzle, Diagnosis(line, kind), clock=parts.clock)
    sheet = parts.mutants.kinds[puzzle.mutant.kind]
    language = interface_language(parts)
    if as_json:
        print_json(diagnosis_object(puzzle, grade, sheet, language))
        return
    for text in diagnosis_lines(puzzle, grade, sheet, language):
        print_data(text)
    tell(
        message(
            "Mend it: dlprep challenge mutant {name} --dir . writes it, "
            "dlprep challenge mutant {name} --repair {name}.py runs it.",
            name=puzzle.id,
        )
    )


def _repair(puzzle: "Puzzle", file: Path, *, as_json: bool) -> None:
    from dlprep.services.coding import read_script
    from dlprep.services.puzzles import as_challenge

    folder = as_challenge(current_parts().bank.challenge(puzzle.base), puzzle)
    submission = Submission(puzzle.id, Tier.EMBEDDED, read_script(file))
    with cancelling() as cancel:
        report = Runner(folder, is_silent=as_json).kept(submission, cancel)
    print_report(report, folder, as_json=as_json)
    raise typer.Exit(exit_code(report.verdict))
