"""`dlprep bank`: check, count, show, search, export and begin questions."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dlprep.bootstrap import bank_folder
from dlprep.cli.common import bank_in, command, current_parts, interface_language, print_data, print_json, say
from dlprep.cli.streams import speaks_unicode
from dlprep.domain.errors import BadInputError, EnvironmentFaultError, ExitCode, StorageError
from dlprep.domain.language import Language
from dlprep.domain.messages import Message, Translate, message
from dlprep.i18n import translator

if TYPE_CHECKING:
    from dlprep.domain.bank import QuestionBank
    from dlprep.services.gates import GateReferences, GateRow
    from dlprep.services.item_statistics import ItemStatistics

app = typer.Typer(
    help="The question bank: check, verify, stats, show, template, search, export, new.", no_args_is_help=True
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Output = Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")]


class ExportFormat(StrEnum):
    """Forms the questions can be exported in."""

    JSONL = "jsonl"


@app.command()
@command
def check(
    as_json: AsJson = False,
    folder: Annotated[
        Path | None, typer.Option(help="Check this bank folder instead of the shipped one.")
    ] = None,
) -> None:
    """Check every file and question; exits with 1 when there are errors."""
    from dlprep.cli.bank_gates import print_gates
    from dlprep.cli.bank_views import print_figures, print_findings, report_object
    from dlprep.services.bank_check import check as check_bank

    today = current_parts().clock.moment().local_day
    report = check_bank(bank_in(folder), _references(folder), today)
    if folder is None:
        report = replace(report, gates=(*report.gates, *_item_rows()))
    if as_json:
        print_json(report_object(report))
    else:
        print_figures(report, _translate())
        print_gates(report.gates, _translate())
        print_findings(report)
        _say(
            message(
                "Errors: {errors}. Warnings: {warnings}.",
                errors=len(report.errors),
                warnings=len(report.warnings),
            )
        )
    if report.errors:
        raise typer.Exit(ExitCode.FAULTS_FOUND)


def _references(folder: Path | None) -> "GateReferences":
    if folder is None:
        return current_parts().references
    from dlprep.bank.references import load_references

    return load_references(folder, bank_folder())


def _item_rows() -> "tuple[GateRow, ...]":
    from dlprep.services.item_statistics import item_row

    found = _item_statistics()
    return (item_row(found),) if found else ()


def _item_statistics() -> "tuple[ItemStatistics, ...]":
    """How the questions did in the history; nothing when there is none, or none that can be read."""
    from dlprep.services.item_statistics import every_attempt, item_statistics

    parts = current_parts()
    if not parts.paths.database.exists():
        return ()
    try:
        return item_statistics(parts.bank, every_attempt(parts.store))
    except StorageError as error:
        _say(error.what)
        return ()


def _translate() -> Translate:
    return translator(interface_language(current_parts()))


def _say(what: Message) -> None:
    say(what, _translate())


@app.command()
@command
def stats(as_json: AsJson = False) -> None:
    """Count the questions by topic, level and type, what they cover, and how they did in your answers."""
    from dlprep.cli.bank_gates import item_object, print_items
    from dlprep.cli.bank_views import figures_object, print_figures
    from dlprep.services.bank_check import check as check_bank

    report = check_bank(current_parts().bank)
    items = _item_statistics()
    if as_json:
        print_json(figures_object(report) | {"items": [item_object(one) for one in items]})
    else:
        print_figures(report, _translate())
        print_items(items, _translate())


@app.command()
@command
def show(
    question_id: Annotated[str, typer.Argument(metavar="ID", help="Id of a question.")],
    lang: Annotated[
        Language | None, typer.Option(help="Language of the words; default: the interface's.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show one question with its key and explanation."""
    from dlprep.cli.bank_question import print_question
    from dlprep.cli.bank_views import question_object

    parts = current_parts()
    question = parts.bank.question(question_id)
    if as_json:
        print_json(question_object(question))
    else:
        print_question(question, lang or interface_language(parts))


@app.command()
@command
def search(
    words: Annotated[list[str], typer.Argument(help="Words that must all occur, in either language.")],
    as_json: AsJson = False,
    limit: Annotated[int, typer.Option(min=1, help="At most this many questions.")] = 50,
) -> None:
    """Find questions by id, topic, claim or any word of either language, the closest first."""
    from dlprep.cli.bank_views import print_hits
    from dlprep.services.search import SearchIndex

    parts = current_parts()
    hits = SearchIndex(parts.bank).find(" ".join(words), limit)
    print_hits(parts.bank, hits, interface_language(parts), as_json=as_json)
    if not hits:
        _say(message("No question holds all of these words."))


@app.command()
@command
def export(
    form: Annotated[
        ExportFormat, typer.Option("--format", help="One JSON object a line.")
    ] = ExportFormat.JSONL,
    output: Output = None,
) -> None:
    """Print every question, templates included, as authored: one JSON object a line."""
    from dlprep.cli.bank_views import export_rows

    bank = current_parts().bank
    ascii_only = output is None and not speaks_unicode()
    rows = {ExportFormat.JSONL: export_rows}[form](bank, ascii_only=ascii_only)
    if output is None:
        for row in rows:
            print_data(row)
        return
    _write(output, "".join(f"{row}\n" for row in rows), "w")
    _say(message("{count} questions written to {path}.", count=len(bank.questions), path=output))


@app.command()
@command
def new(
    topic: Annotated[str, typer.Option(help="Topic of the question.")],
    kind: Annotated[str, typer.Option("--type", help="Type of the question, such as single.")],
    question_id: Annotated[
        str, typer.Option("--id", help="Id; default: a free one made of topic and type.")
    ] = "",
    output: Output = None,
) -> None:
    """Begin a question: a commented YAML file to fill in. An existing file is never overwritten."""
    from dlprep.bank.skeletons import skeleton

    parts = current_parts()
    chosen = parts.bank.topic(topic).id
    name = _new_id(parts.bank, question_id, f"{chosen}-{kind}")
    text = skeleton(name, chosen, kind, parts.clock.moment().local_day)
    if output is None:
        print_data(text.rstrip("\n"))
        return
    _write(output, text, "x")
    _say(message("Fill in {path}, then run: dlprep bank check", path=output))


def _new_id(bank: "QuestionBank", wanted: str, stem: str) -> str:
    """The wanted id if it can be used, or the first free one that starts with `stem`.

    Raises:
        BadInputError: if the wanted id is taken or is not an id.
    """
    if not wanted:
        return next(name for name in (f"{stem}-{n}" for n in range(1, 10_000)) if name not in bank.questions)
    from pydantic import TypeAdapter, ValidationError

    from dlprep.domain.text import Slug

    try:
        TypeAdapter(Slug).validate_python(wanted)
    except ValidationError as error:
        raise BadInputError(
            message("“{name}” is not an id.", name=wanted),
            message("Use lower-case letters, digits and single hyphens."),
        ) from error
    if wanted in bank.questions:
        raise BadInputError(message("The id “{name}” is already used.", name=wanted))
    return wanted


def _write(path: Path, text: str, mode: str) -> None:
    try:
        with path.open(mode, encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise BadInputError(
            message("{path} exists already.", path=path), message("Choose another name; nothing was changed.")
        ) from error
    except OSError as error:
        raise EnvironmentFaultError(
            message("{path} cannot be written: {error}.", path=path, error=error.strerror)
        ) from error
