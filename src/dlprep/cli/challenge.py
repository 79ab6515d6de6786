"""`dlprep challenge`: train for real and be graded, without the full-screen app."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dlprep.cli.challenge_run import exit_code, judged, print_report
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
    from dlprep.services.coding import ChallengeEntry

app = typer.Typer(
    help="TensorFlow challenges: list, show, start, run, reset, solution.", no_args_is_help=True
)

Slug = Annotated[str, typer.Argument(help="Name of a challenge; see `dlprep challenge list`.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("list")
@command
def list_(as_json: AsJson = False) -> None:
    """Show every challenge with your best run."""
    from dlprep.services.coding import list_challenges

    parts = current_parts()
    language = interface_language(parts)
    rows = [_row(entry, language) for entry in list_challenges(parts.bank, parts.store)]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        print_data(_row_line(row))


def _row(entry: "ChallengeEntry", language: Language) -> dict[str, object]:
    challenge = entry.challenge
    return {
        "slug": challenge.id,
        "title": challenge.title.in_language(language),
        "level": challenge.level.value,
        "dataset": challenge.dataset,
        "topics": list(challenge.topics),
        "tiers": [tier.value for tier in challenge.tiers],
        "minutes": {tier.value: rules.minutes for tier, rules in challenge.tiers.items()},
        "best": {
            tier.value: {"medal": run.medal.value if run.medal else None, "value": run.value}
            for tier, run in entry.best.items()
        },
    }


def _row_line(row: dict[str, object]) -> str:
    minutes, best = row["minutes"], row["best"]
    assert isinstance(minutes, dict)  # noqa: S101 - made by _row
    assert isinstance(best, dict)  # noqa: S101 - made by _row
    tiers = ", ".join(
        f"{tier} {minutes[tier]:g} min"
        + (f" {best[tier]['value']:.4f} {best[tier]['medal'] or '-'}" if tier in best else "")
        for tier in minutes
    )
    return f"{row['slug']:<24} {row['level']:<8} {row['title']}  [{tiers}]"


@app.command()
@command
def show(
    slug: Slug,
    lang: Annotated[Language | None, typer.Option(help="zh or en.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show what a challenge asks, its thresholds and its limits."""
    parts = current_parts()
    language = lang or interface_language(parts)
    folder = parts.bank.challenge(slug)
    challenge = folder.challenge
    if as_json:
        brief = {"brief": folder.brief.in_language(language), "stub": folder.stub}
        print_json({"slug": slug, **jsonable(challenge), **brief})
        return
    translate = translator(language)
    print_data(f"{challenge.title.in_language(language)} ({challenge.id}, {challenge.level.value})")
    print_data(challenge.summary.in_language(language))
    for tier, rules in challenge.tiers.items():
        needed = rules.thresholds
        told = message(
            "{tier}: {metric} bronze {bronze:.3f}, silver {silver:.3f}, gold {gold:.3f}; "
            "about {minutes:g} min, at most {limit} s",
            tier=tier.value,
            metric=challenge.metric.value,
            bronze=needed.bronze,
            silver=needed.silver,
            gold=needed.gold,
            minutes=rules.minutes,
            limit=rules.limits.wall_seconds,
        )
        print_data(told.render(translate))
    print_data()
    print_data(folder.brief.in_language(language).rstrip())


@app.command()
@command
def start(
    slug: Slug,
    directory: Annotated[Path, typer.Option("--dir", help="Folder for the file.")] = Path(),
) -> None:
    """Write the starting point to SLUG.py, for your own editor; never overwrites."""
    from dlprep.services.coding import write_work_file

    parts = current_parts()
    path = write_work_file(parts.store, parts.bank.challenge(slug), directory)
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
        Path | None, typer.Option(help="Your script; SLUG.py here, or your draft, when left out.")
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
    from dlprep.services.coding import default_tier, rules_of

    parts = current_parts()
    folder = parts.bank.challenge(slug)
    chosen = tier or default_tier(folder.challenge)
    rules_of(folder.challenge, chosen)
    ours = _ours(folder, file=file, stub=stub, solution=solution)
    code = _code(folder, file) if ours is None else ours
    report = judged(folder, Submission(slug, chosen, code), is_kept=ours is None, is_silent=as_json)
    print_report(report, as_json=as_json)
    raise typer.Exit(exit_code(report.verdict))


def _ours(folder: "ChallengeFolder", *, file: Path | None, stub: bool, solution: bool) -> str | None:
    if sum((file is not None, stub, solution)) > 1:
        raise BadInputError(message("Give only one of --file, --stub and --solution."))
    if stub:
        return folder.stub
    return folder.solution if solution else None


def _code(folder: "ChallengeFolder", file: Path | None) -> str:
    from dlprep.services.coding import read_script, work_file

    slug = folder.challenge.id
    here = work_file(slug, Path())
    if file is not None or here.is_file():
        return read_script(file or here)
    draft = current_parts().store.draft(slug)
    if draft is None:
        raise BadInputError(
            message("There is nothing of yours to run for {slug} yet.", slug=slug),
            message("Write a script with: dlprep challenge start {slug}", slug=slug),
        )
    return draft


@app.command()
@command
def reset(slug: Slug) -> None:
    """Forget your draft in dlprep; files of yours are left alone."""
    from dlprep.services.coding import work_file

    parts = current_parts()
    parts.bank.challenge(slug)
    parts.store.discard_draft(slug)
    say(message("The draft of {slug} is gone; you start again from the stub.", slug=slug), _translate())
    if (here := work_file(slug, Path())).is_file():
        say(message("{path} was left as it is.", path=here), _translate())


@app.command()
@command
def solution(slug: Slug) -> None:
    """Print our solution."""
    print_data(current_parts().bank.challenge(slug).solution.rstrip())


def _translate() -> Translate:
    return translator(interface_language(current_parts()))
