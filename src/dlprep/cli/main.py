"""The command tree. Sub-commands import what they need when they run, so that `--help` stays quick."""

import sys
from typing import Annotated

import typer

from dlprep import __version__
from dlprep.cli import (
    backup,
    bank,
    bank_export,
    bank_import,
    bank_new,
    bank_template,
    bank_verify,
    challenge,
    challenge_mutant,
    challenge_verify,
    challenge_watch,
    data,
    doctor,
    due,
    export,
    history,
    interview,
    plan,
    quiz,
    rate,
    report,
    reset,
)
from dlprep.domain.errors import ExitCode

app = typer.Typer(
    name="dlprep",
    help="Get ready for a deep-learning interview in the terminal, in Chinese or English, offline.\n\n"
    "Without a command, dlprep opens the full-screen app.",
    epilog="Exit codes: 0 done, 1 a check found faults, 2 wrong arguments, 3 bad input, 4 a run ended "
    "without a grade, 5 this machine lacks or refuses something, 70 our own fault, 130 interrupted.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)
bank.app.command("verify")(bank_verify.verify)
bank.app.command("template")(bank_template.template)
bank.app.command("new")(bank_new.new)
bank.app.command("schema")(bank_new.schema)
bank.app.command("import")(bank_import.import_questions)
bank.app.command("export")(bank_export.export)
challenge.app.command("check")(challenge_watch.check)
challenge.app.command("watch")(challenge_watch.watch)
challenge.app.command("mutant")(challenge_mutant.mutant)
challenge.app.command("verify")(challenge_verify.verify)
app.add_typer(backup.app, name="backup")
app.add_typer(bank.app, name="bank")
app.add_typer(challenge.app, name="challenge")
app.add_typer(data.app, name="data")
app.add_typer(interview.app, name="interview")
app.command("quiz")(quiz.quiz)
app.command("plan")(plan.plan)
app.command("due")(due.due)
app.command("rate")(rate.rate)
app.command("stats")(history.stats)
app.command("history")(history.history)
app.command("export")(export.export)
app.command("import")(export.import_history)
app.command("report")(report.report)
app.command("reset")(reset.reset)
app.command("doctor")(doctor.doctor)


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"dlprep {__version__}\n")
        raise typer.Exit(ExitCode.OK)


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of dlprep itself."""
