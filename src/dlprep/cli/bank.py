"""`dlprep bank`: check, count, show, search, export and begin questions."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dlprep.bootstrap import bank_folder
from dlprep.cli.bank_packs import pack_objects, print_packs, print_sources, source_figures
from dlprep.cli.common import bank_in, command, current_parts, interface_language, print_json, say
from dlprep.domain.errors import BadInputError, ExitCode, StorageError
from dlprep.domain.language import Language
from dlprep.domain.messages import Message, Translate, message
from dlprep.i18n import translator

if TYPE_CHECKING:
    from dlprep.services.bank_check import BankReport
    from dlprep.services.gates import GateReferences, GateRow
    from dlprep.services.item_statistics import ItemStatistics
    from dlprep.services.mutant_record import Record

app = typer.Typer(
    help="The question bank: check, verify, stats, show, template, search, new, schema, import, export.",
    no_args_is_help=True,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
PackName = Annotated[str | None, typer.Option("--pack", metavar="NAME", help="A pack of your own.")]


@app.command()
@command
def check(
    as_json: AsJson = False,
    folder: Annotated[
        Path | None, typer.Option(help="Check this bank folder instead of the shipped one.")
    ] = None,
    pack: PackName = None,
) -> None:
    """Check every file and question; exits with 1 when there are errors.

    Without options the shipped bank is checked, and packs are listed with what a check of each would find.
    """
    from dlprep.cli.bank_gates import print_gates
    from dlprep.cli.bank_views import print_figures, print_findings, report_object

    if folder and pack:
        raise BadInputError(message("Name a folder or a pack, not both."))
    report = _report(folder, pack)
    packs = _pack_reports() if folder is None and pack is None else {}
    if as_json:
        print_json(report_object(report) | {"packs": pack_objects(packs)})
    else:
        print_figures(report, _translate())
        print_gates(report.gates, _translate())
        print_packs(packs, _translate())
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


def _report(folder: Path | None, pack: str | None) -> "BankReport":
    from dlprep.services.bank_check import check as check_bank
    from dlprep.services.pack_check import check_pack

    parts = current_parts()
    today = parts.clock.moment().local_day
    if pack is not None:
        return check_pack(parts.bank.pack(pack), parts.bank.without_packs, parts.references, today)
    bank = bank_in(folder)
    report = check_bank(bank, _references(folder), today, book=_mutants(folder) if bank.challenges else None)
    return report if folder else replace(report, gates=(*report.gates, *_item_rows()))


def _pack_reports() -> "dict[str, BankReport]":
    """What a check of each pack finds, by name."""
    from dlprep.services.pack_check import check_pack

    parts = current_parts()
    bank, today = parts.bank, parts.clock.moment().local_day
    return {pack.name: check_pack(pack, bank.without_packs, parts.references, today) for pack in bank.packs}


def _mutants(folder: Path | None) -> "Record | None":
    """What the bank says about mutants; a folder of questions alone says nothing."""
    from dlprep.bank.mutants import MUTANTS, MutantBook

    where = folder or bank_folder()
    return MutantBook(where) if (where / MUTANTS).exists() else None


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
    """Count the questions by topic, level and type, what they cover, and how they did in your answers.

    The figures are of the shipped bank; packs are counted apart.
    """
    from dlprep.cli.bank_gates import item_object, print_items
    from dlprep.cli.bank_views import figures_object, print_figures
    from dlprep.services.bank_check import check as check_bank

    report = check_bank(current_parts().bank.without_packs)
    items = _item_statistics()
    sources = source_figures(current_parts().bank)
    if as_json:
        print_json(
            figures_object(report) | {"items": [item_object(one) for one in items], "sources": sources}
        )
    else:
        print_figures(report, _translate())
        print_sources(sources, _translate())
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
