"""`dlprep bank import`: questions from spreadsheets and from Anki, into a pack of one's own."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dlprep.cli.bank_new import check_command, schema_for
from dlprep.cli.common import command, current_parts
from dlprep.cli.writing import make_folder, tell, write_new
from dlprep.domain.errors import BadInputError, ExitCode
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from dlprep.bank.importing import Imported

_SHOWN = 20
"""Bad rows told one by one."""


class ImportFormat(StrEnum):
    """Forms that questions can be imported from."""

    CSV = "csv"
    """A table with a header row."""
    ANKI = "anki"
    """Notes exported from Anki as plain text."""


@command
def import_questions(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table, or notes in plain text.")],
    form: Annotated[
        ImportFormat | None,
        typer.Option("--format", help="Default: csv for files that end in .csv or .tsv, otherwise anki."),
    ] = None,
    topic: Annotated[str, typer.Option(help="Topic of questions that name none.")] = "",
    output: Annotated[
        Path | None, typer.Option(help="Write to this file instead of a pack named after FILE.")
    ] = None,
) -> None:
    """Take questions into a pack of your own; no file is ever overwritten.

    What the bank wants and FILE lacks is written as TODO, which “bank check --pack” names with file and line.
    Rows that cannot be read are told by line, and the others are kept; the exit code is then 1.
    """
    from dlprep.bank.importing import slug
    from dlprep.bank.question_files import question_files

    parts = current_parts()
    chosen = parts.bank.topic(topic).id if topic else ""
    name = slug(file.stem)
    target = output or parts.paths.packs / name / "questions" / f"{name}.yaml"
    imported = _read(file, form or _form_of(file), chosen, name)
    _tell_bad_rows(file, imported)
    if not imported.questions:
        raise BadInputError(message("{path} holds no question that can be imported.", path=file))
    texts = list(question_files(imported.questions, schema_for(target)))
    paths = [target, *(target.with_stem(f"{target.stem}-{n}") for n in range(2, len(texts) + 1))]
    _write_all(dict(zip(paths, texts, strict=True)), makes_folder=output is None)
    _tell_done(imported, target)
    if imported.bad_rows:
        raise typer.Exit(ExitCode.FAULTS_FOUND)


def _form_of(file: Path) -> ImportFormat:
    return ImportFormat.CSV if file.suffix.lower() in (".csv", ".tsv") else ImportFormat.ANKI


def _read(file: Path, form: ImportFormat, topic: str, name: str) -> "Imported":
    from dlprep.bank.text_files import read_text

    text, encoding = read_text(file)
    if form is ImportFormat.CSV:
        from dlprep.bank.csv_import import import_csv

        return import_csv(text, encoding, topic=topic, name=name)
    from dlprep.bank.anki_import import import_anki

    topics = frozenset(one.id for one in current_parts().bank.topics)
    return import_anki(text, encoding, topic=topic, name=name, topics=topics)


def _write_all(texts: dict[Path, str], *, makes_folder: bool) -> None:
    """Writes the files, or none when one is there already."""
    for path in texts:
        if path.exists():
            raise BadInputError(
                message("{path} exists already.", path=path),
                message("Choose another name; nothing was changed."),
            )
    if makes_folder:
        make_folder(next(iter(texts)).parent)
    for path, text in texts.items():
        write_new(path, text)


def _tell_bad_rows(file: Path, imported: "Imported") -> None:
    for row in imported.bad_rows[:_SHOWN]:
        words = message(
            "{path}:{line}: {what} {way_out}", path=file, line=row.line, what=row.what, way_out=row.way_out
        )
        tell(words)
    if len(imported.bad_rows) > _SHOWN:
        tell(message("{count} more rows are like this.", count=len(imported.bad_rows) - _SHOWN))


def _tell_done(imported: "Imported", target: Path) -> None:
    tell(
        message(
            "{count} questions written to {path} (read as {encoding}).",
            count=len(imported.questions),
            path=target,
            encoding=imported.encoding,
        )
    )
    if imported.incomplete:
        tell(
            message(
                "{count} of them still hold TODO and are not asked until it is written out: {command}",
                count=imported.incomplete,
                command=check_command(target),
            )
        )
