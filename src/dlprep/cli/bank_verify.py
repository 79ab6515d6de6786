"""`dlprep bank verify`: the scripts that check keys, run in worker processes."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dlprep.bootstrap import bank_folder
from dlprep.cli.bank import AsJson, PackName
from dlprep.cli.common import bank_in, command, current_parts, interface_language, print_data, print_json, say
from dlprep.domain.errors import BadInputError, EnvironmentFaultError, ExitCode
from dlprep.domain.messages import message
from dlprep.i18n import translator

if TYPE_CHECKING:
    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.messages import Message
    from dlprep.domain.questions import Question
    from dlprep.services.bank_verify import Verified


@command
def verify(
    question_id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Only this question or template.")
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="Keep the results of templates in recorded/templates.json.")
    ] = False,
    folder: Annotated[
        Path | None, typer.Option(help="Verify this bank folder instead of the shipped one.")
    ] = None,
    pack: PackName = None,
    as_json: AsJson = False,
) -> None:
    """Run every script that checks a key, templates on 200 draws; exits with 1 when one disagrees."""
    from dlprep.services.bank_verify import verify as verify_questions

    if folder and pack:
        raise BadInputError(message("Name a folder or a pack, not both."))
    held = current_parts().bank.pack(pack) if pack else None
    bank = held.bank if held else bank_in(folder)
    chosen = _chosen(bank, question_id)
    _say(message("Scripts to run: {count}.", count=len(chosen)))
    outcomes = []
    for outcome in verify_questions(chosen, current_parts().scripts):
        outcomes.append(outcome)
        _tell(outcome, len(outcomes), len(chosen))
        if not as_json and not outcome.is_right:
            print_data(_line(outcome))
    if record:
        _record(held.folder if held else folder or bank_folder(), bank, outcomes)
    _finish(outcomes, as_json=as_json)


def _chosen(bank: "QuestionBank", question_id: str | None) -> "list[Question]":
    """The questions to verify.

    Raises:
        BadInputError: if the one asked for is not there or carries no script.
    """
    from dlprep.services.bank_verify import has_script

    if question_id is None:
        return [question for question in bank.questions.values() if has_script(question)]
    question = bank.question(question_id)
    if not has_script(question):
        raise BadInputError(message("The question “{name}” has no `verify`.", name=question_id))
    return [question]


def _tell(outcome: "Verified", done: int, total: int) -> None:
    """Progress, so that a long run shows that it goes on."""
    if not outcome.is_right or done % 10 == 0 or done == total:
        _say(message("{done} of {total}: {name}", done=done, total=total, name=outcome.id))


def _line(outcome: "Verified") -> str:
    if outcome.missing:
        needs = message("needs the package {name}", name=outcome.missing)
        return f"{outcome.id}: {_rendered(needs)}. {outcome.way_out}"
    parts = [f"{outcome.id}: {outcome.what}."]
    if outcome.expected or outcome.got:
        words = message(
            "expected {expected}, got {got}", expected=_flat(outcome.expected), got=_flat(outcome.got)
        )
        parts.append(f"{_rendered(words)}.")
    return " ".join((*parts, outcome.way_out)).strip()


def _flat(words: str) -> str:
    return repr(words)[1:-1]


def _record(folder: Path, bank: "QuestionBank", outcomes: "list[Verified]") -> None:
    from dlprep.bank.recorded import RECORDED, write_recorded

    fresh = {one.id: one.recorded for one in outcomes if one.recorded}
    # Of a bank that does not load whole nothing is forgotten: a template may be missing for a moment only.
    forgotten = frozenset() if bank.problems else frozenset(bank.recorded) - frozenset(bank.questions)
    try:
        count = write_recorded(folder, fresh, forgotten)
    except OSError as error:
        raise EnvironmentFaultError(
            message("{path} cannot be written: {error}.", path=folder / RECORDED, error=error.strerror)
        ) from error
    _say(message("Recorded: {fresh} templates. The file now holds {count}.", fresh=len(fresh), count=count))


def _finish(outcomes: "list[Verified]", *, as_json: bool) -> None:
    wrong = [one for one in outcomes if not one.is_right and not one.missing]
    missing = sorted({one.missing for one in outcomes if one.missing})
    right = len([one for one in outcomes if one.is_right])
    if as_json:
        rows = [_row(one) for one in outcomes]
        counts = {"run": len(outcomes), "right": right, "wrong": len(wrong), "missing_packages": missing}
        print_json(counts | {"results": rows})
    _say(message("Right: {right}. Wrong: {wrong}.", right=right, wrong=len(wrong)))
    if wrong:
        raise typer.Exit(ExitCode.FAULTS_FOUND)
    if missing:
        raise EnvironmentFaultError(
            message("Not everything could be verified: {names} is missing.", names=", ".join(missing)),
            message("Install it and run the same command again."),
        )


def _row(outcome: "Verified") -> dict[str, Any]:
    fields = asdict(outcome)
    fields.pop("recorded")
    return fields


def _rendered(what: "Message") -> str:
    return what.render(translator(interface_language(current_parts())))


def _say(what: "Message") -> None:
    say(what, translator(interface_language(current_parts())))
