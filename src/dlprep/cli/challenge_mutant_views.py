"""A puzzle, and what became of a diagnosis, as lines or as one JSON object."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dlprep.cli.common import padded
from dlprep.domain.messages import message
from dlprep.i18n import translator

if TYPE_CHECKING:
    from dlprep.domain.challenges import Challenge
    from dlprep.domain.language import Language
    from dlprep.domain.mutation import DiagnosisGrade
    from dlprep.domain.mutation_book import KindSheet
    from dlprep.domain.mutation_sites import BugKind
    from dlprep.services.mutants import Puzzle

    Kinds = Mapping[BugKind, KindSheet]

_STATES = {True: message("right"), False: message("wrong")}


def puzzle_lines(
    puzzle: "Puzzle", challenge: "Challenge", kinds: "Kinds", language: "Language", path: Path | None
) -> Iterator[str]:
    """What is known, the script with numbers unless it was written to `path`, and kinds to choose from."""
    from dlprep.services.puzzles import clue_text

    translate = translator(language)
    yield f"{puzzle.id}: {challenge.title.in_language(language)}"
    yield clue_text(challenge, puzzle.clue).in_language(language)
    yield ""
    if path is None:
        lines = puzzle.mutant.code.splitlines()
        width = len(str(len(lines)))
        yield from (f"{number:>{width}} | {line}".rstrip() for number, line in enumerate(lines, start=1))
    else:
        yield str(path)
    yield ""
    yield message("One of these:").render(translate)
    longest = max(len(kind.value) for kind in puzzle.mutant.choices)
    for kind in puzzle.mutant.choices:
        yield f"  {padded(kind.value, longest)}  {kinds[kind].title.in_language(language)}"


def puzzle_object(
    puzzle: "Puzzle", challenge: "Challenge", kinds: "Kinds", language: "Language", path: Path | None
) -> dict[str, Any]:
    """The puzzle without its answer."""
    from dlprep.services.puzzles import usual_value

    clue = puzzle.clue
    return {
        "name": puzzle.id,
        "challenge": puzzle.base,
        "seed": puzzle.mutant.seed,
        "clue": {"verdict": clue.verdict.value, "value": clue.value} if clue else None,
        "metric": challenge.metric.value,
        "usual_value": usual_value(challenge),
        "code": puzzle.mutant.code,
        "choices": [
            {"kind": kind.value, "title": kinds[kind].title.in_language(language)}
            for kind in puzzle.mutant.choices
        ],
        "file": str(path) if path else None,
    }


def diagnosis_lines(
    puzzle: "Puzzle", grade: "DiagnosisGrade", sheet: "KindSheet", language: "Language"
) -> Iterator[str]:
    """Both halves of the grade, the line as it is, and what the kind teaches."""
    translate = translator(language)
    yield message(
        "Line: {state}. It is line {line}: {code}",
        state=_STATES[grade.line_is_right],
        line=puzzle.mutant.line,
        code=puzzle.mutant.code.splitlines()[puzzle.mutant.line - 1].strip(),
    ).render(translate)
    yield message(
        "Kind: {state}. It is {kind}: {title}",
        state=_STATES[grade.kind_is_right],
        kind=puzzle.mutant.kind.value,
        title=sheet.title.in_language(language),
    ).render(translate)
    yield sheet.lesson.in_language(language)


def diagnosis_object(
    puzzle: "Puzzle", grade: "DiagnosisGrade", sheet: "KindSheet", language: "Language"
) -> dict[str, Any]:
    """The grade beside what is true."""
    return {
        "name": puzzle.id,
        "line_is_right": grade.line_is_right,
        "kind_is_right": grade.kind_is_right,
        "line": puzzle.mutant.line,
        "kind": puzzle.mutant.kind.value,
        "title": sheet.title.in_language(language),
        "lesson": sheet.lesson.in_language(language),
    }
