"""`dlprep bank export`: the questions as JSON lines, as a spreadsheet, or as an Anki package."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dlprep.cli.common import command, current_parts, interface_language, print_data
from dlprep.cli.streams import speaks_unicode
from dlprep.cli.writing import Output, tell, write_over
from dlprep.domain.errors import BadInputError
from dlprep.domain.language import Language
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.questions import Question


class ExportFormat(StrEnum):
    """Forms the questions can be exported in."""

    JSONL = "jsonl"
    """Everything, templates included, one JSON object a line."""
    CSV = "csv"
    """For spreadsheets: one question a row."""
    APKG = "apkg"
    """For Anki: one note a question."""


class CardLanguage(StrEnum):
    """Languages of Anki cards."""

    ZH = "zh"
    EN = "en"
    BOTH = "both"


@command
def export(
    form: Annotated[
        ExportFormat, typer.Option("--format", help="JSON lines, a spreadsheet, or an Anki package.")
    ] = ExportFormat.JSONL,
    topic: Annotated[
        list[str] | None, typer.Option("--topic", help="Only this topic; may be given more than once.")
    ] = None,
    pack: Annotated[
        str | None, typer.Option("--pack", metavar="NAME", help="A pack of your own instead.")
    ] = None,
    lang: Annotated[
        CardLanguage | None, typer.Option(help="Language of Anki cards; default: the interface's.")
    ] = None,
    output: Output = None,
) -> None:
    """Write the shipped questions, templates included, or those of a pack.

    An Anki package holds three draws of each template. A spreadsheet starts with a byte-order mark, by which
    Excel knows UTF-8; columns are described in docs/authoring.md.
    """
    questions = list(_chosen(topic or [], pack))
    if form is ExportFormat.APKG:
        _export_anki(questions, output, lang)
        return
    from dlprep.cli.bank_views import export_rows

    ascii_only = output is None and form is ExportFormat.JSONL and not speaks_unicode()
    lines = export_rows(questions, ascii_only=ascii_only) if form is ExportFormat.JSONL else _csv(questions)
    if output is None:
        for line in lines:
            print_data(line)
        return
    mark = "\ufeff" if form is ExportFormat.CSV else ""
    write_over(output, (mark + "".join(f"{line}\n" for line in lines)).encode("utf-8"))
    _tell_written(len(questions), output)


def _chosen(topics: list[str], pack: str | None) -> "Iterator[Question]":
    """The questions to export, in the order of the bank.

    Raises:
        BadInputError: if a topic or the pack is unknown, or nothing is left.
    """
    bank: QuestionBank = current_parts().bank
    wanted = {bank.topic(name).id for name in topics}
    held = bank.pack(pack).bank if pack else bank.without_packs
    found = [one for one in held.questions.values() if not wanted or one.topic in wanted]
    if not found:
        raise BadInputError(message("There is no question to export."))
    return iter(found)


def _csv(questions: "list[Question]") -> "Iterator[str]":
    from dlprep.bank.spreadsheet import csv_rows

    return csv_rows(questions)


def _export_anki(questions: "list[Question]", output: Path | None, lang: CardLanguage | None) -> None:
    from dlprep.bank.anki_export import anki_package, as_asked

    if output is None:
        raise BadInputError(
            message("An Anki package is a file."), message("Say where to write it: --output NAME.apkg")
        )
    parts = current_parts()
    chosen = lang.value if lang else interface_language(parts).value
    languages = tuple(Language) if chosen == CardLanguage.BOTH else (Language(chosen),)
    asked = as_asked(questions)
    if asked.undrawn:
        tell(message("Left out, because they make no question: {names}", names=", ".join(asked.undrawn)))
    package = anki_package(asked.notes, parts.bank.topics, languages, at=parts.clock.moment().at)
    write_over(output, package)
    tell(message("{count} notes written to {path}.", count=len(asked.notes), path=output))


def _tell_written(count: int, output: Path) -> None:
    tell(message("{count} questions written to {path}.", count=count, path=output))
