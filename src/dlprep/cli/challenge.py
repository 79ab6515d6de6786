"""`dlprep challenge`: train for real and be graded, without the full-screen app."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dlprep.cli.challenge_report import print_report
from dlprep.cli.challenge_run import Runner, cancelling, exit_code
from dlprep.cli.challenge_script import chosen_tier, script_code
from dlprep.cli.common import (
    command,
    current_parts,
    interface_language,
    jsonable,
    print_data,
    print_json,
    say,
)
from dlprep.domain.errors import BadInputError
from dlprep.domain.judging import Submission, Tier
from dlprep.domain.language import Language
from dlprep.domain.messages import Translate, message
from dlprep.i18n import translator

if TYPE_CHECKING:
    from dlprep.domain.challenges import ChallengeFolder

app = typer.Typer(
    help="Challenges: list, show, start, check, watch, run, mutant, reset, solution, verify.",
    no_args_is_help=True,
)

Slug = Annotated[str, typer.Argument(help="Name of a challenge; see `dlprep challenge list`.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("list")
@command
def list_(as_json: AsJson = False) -> None:
    """Show every challenge with your best run."""
    from dlprep.cli.challenge_views import list_lines, print_lines, row
    from dlprep.services.coding import list_challenges

    parts = current_parts()
    language = interface_language(parts)
    entries = list_challenges(parts.bank, parts.store)
    if as_json:
        print_json([row(entry, language) for entry in entries])
    else:
        print_lines(list_lines(entries, language, translator(language)))


@app.command()
@command
def show(
    slug: Slug,
    lang: Annotated[Language | None, typer.Option(help="zh or en.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show what a challenge asks: brief, thresholds, budgets, checks, limits, related questions."""
    from dlprep.cli.challenge_views import print_lines, show_lines

    parts = current_parts()
    language = lang or interface_language(parts)
    folder = parts.bank.challenge(slug)
    challenge = folder.challenge
    if as_json:
        brief = {"brief": folder.brief.in_language(language), "stub": folder.stub}
        print_json({"slug": slug, **jsonable(challenge), **brief})
        return
    print_lines(show_lines(challenge, language, translator(language)))
    print_data()
    print_data(folder.brief.in_language(language).rstrip())


@app.command()
@command
def start(
    slug: Slug,
    directory: Annotated[Path, typer.Option("--dir", help="Where the folder is made.")] = Path(),
) -> None:
    """Write a folder SLUG with your script, the brief and a README; never overwrites."""
    from dlprep.services.work_folder import write_work_folder

    parts = current_parts()
    language = interface_language(parts)
    folder = parts.bank.challenge(slug)
    path = write_work_folder(parts.store, folder, directory, language, _translate())
    print_data(str(path))
    say(
        message("Edit it, then: dlprep challenge run {slug} --file {path}", slug=slug, path=path),
        _translate(),
    )


@app.command()
@command
def run(
    slug: Slug,
    file: Annotated[
        Path | None,
        typer.Option(help="Your script; SLUG.py here or in the folder SLUG, or your draft, when left out."),
    ] = None,
    stub: Annotated[
        bool, typer.Option("--stub", help="Run the starting point; not kept in your history.")
    ] = False,
    solution: Annotated[
        bool, typer.Option("--solution", help="Run our solution; not kept in your history.")
    ] = False,
    tier: Annotated[
        Tier | None, typer.Option(help="embedded (always there) or full (see `dlprep data`).")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Train and be graded on hidden data; Ctrl-C cancels."""
    folder = current_parts().bank.challenge(slug)
    chosen = chosen_tier(folder, tier)
    ours = _ours(folder, file=file, stub=stub, solution=solution)
    submission = Submission(slug, chosen, script_code(folder, file) if ours is None else ours)
    runner = Runner(folder, is_silent=as_json)
    with cancelling() as cancel:
        report = (runner.kept if ours is None else runner.judged)(submission, cancel)
    print_report(report, folder, as_json=as_json)
    raise typer.Exit(exit_code(report.verdict))


def _ours(folder: "ChallengeFolder", *, file: Path | None, stub: bool, solution: bool) -> str | None:
    if sum((file is not None, stub, solution)) > 1:
        raise BadInputError(message("Give only one of --file, --stub and --solution."))
    if stub:
        return folder.stub
    return folder.solution if solution else None


@app.command()
@command
def reset(slug: Slug) -> None:
    """Forget your draft in dlprep; files of yours are left alone."""
    from dlprep.services.work_folder import find_script

    parts = current_parts()
    parts.bank.challenge(slug)
    parts.store.discard_draft(slug)
    say(message("The draft of {slug} is gone; you start again from the stub.", slug=slug), _translate())
    if here := find_script(slug, Path()):
        say(message("{path} was left as it is.", path=here), _translate())


@app.command()
@command
def solution(slug: Slug) -> None:
    """Print our solution."""
    print_data(current_parts().bank.challenge(slug).solution.rstrip())


def _translate() -> Translate:
    return translator(interface_language(current_parts()))
