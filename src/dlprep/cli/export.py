"""`dlprep export` and `dlprep import`: the whole history as JSON, answers as a spreadsheet, an Anki deck."""

from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dlprep.cli.common import command, current_parts, print_data, print_json
from dlprep.cli.streams import speaks_unicode
from dlprep.cli.writing import tell, write_lines, write_over
from dlprep.domain.errors import BadInputError
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlprep.bootstrap import Parts


class HistoryFormat(StrEnum):
    """Forms the history can be exported in."""

    JSON = "json"
    """All of it; `dlprep import` reads it back."""
    CSV = "csv"
    """Answers, one a row."""
    APKG = "apkg"
    """What went wrong, as an Anki deck."""


@command
def export(
    form: Annotated[
        HistoryFormat,
        typer.Option("--format", help="All as JSON, answers as CSV, or weak questions as an Anki package."),
    ] = HistoryFormat.JSON,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file instead of standard output.")
    ] = None,
) -> None:
    """Write your history; docs/export.md describes the forms.

    JSON holds everything that cannot be made again, and is read back by “dlprep import”. The Anki package
    holds the questions you got wrong or are weak in, each in Chinese and English.
    """
    parts = current_parts()
    parts.store  # noqa: B018 - a history that is damaged or older is dealt with first
    if form is HistoryFormat.APKG:
        _export_anki(parts, output)
        return
    ascii_only = output is None and not speaks_unicode()
    with _lines(parts, form, ascii_only=ascii_only) as lines:
        if output is None:
            for line in lines:
                print_data(line)
            return
        count = write_lines(output, lines, mark=form is HistoryFormat.CSV)
    tell(message("{count} lines written to {path}.", count=count, path=output))


@contextmanager
def _lines(parts: "Parts", form: HistoryFormat, *, ascii_only: bool) -> "Iterator[Iterator[str]]":
    if form is HistoryFormat.JSON:
        with parts.archive.document(ascii_only=ascii_only) as lines:
            yield lines
        return
    from dlprep.services.flat_attempts import csv_lines

    with parts.archive.attempts() as attempts:
        yield csv_lines(attempts, parts.bank)


def _export_anki(parts: "Parts", output: Path | None) -> None:
    from dlprep.bank.anki_export import anki_package, as_asked
    from dlprep.domain.language import Language
    from dlprep.services.weak_questions import weak_questions

    if output is None:
        raise BadInputError(
            message("An Anki package is a file."), message("Say where to write it: --output NAME.apkg")
        )
    weak = weak_questions(parts.bank, parts.store.question_records())
    if not weak:
        raise BadInputError(message("There is no question you got wrong: nothing to export."))
    asked = as_asked(weak)
    package = anki_package(asked.notes, parts.bank.topics, tuple(Language), at=parts.clock.moment().at)
    write_over(output, package)
    tell(message("{count} notes written to {path}.", count=len(asked.notes), path=output))


@command
def import_history(
    file: Annotated[Path, typer.Argument(help="An exported history, JSON.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Read an exported history into an empty one: all of it, or nothing."""
    parts = current_parts()
    parts.store  # noqa: B018 - the history must be there to be filled
    try:
        with file.open(encoding="utf-8") as stream:
            counts = parts.archive.read(stream, str(file), parts.clock.moment())
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(
            message("{path} cannot be read: {error}.", path=file, error=getattr(error, "strerror", error))
        ) from error
    if as_json:
        print_json(counts)
        return
    tell(
        message(
            "Imported {sessions} sessions, {answers} answers, {runs} runs and {interviews} interviews.",
            sessions=counts["sessions"],
            answers=counts["attempts"],
            runs=counts["runs"],
            interviews=counts["interviews"],
        )
    )
