"""`dlprep challenge verify`: the scripts and the thresholds of challenges, tried for real."""

from threading import Event
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dlprep.cli.challenge_run import cancelling
from dlprep.cli.common import command, current_parts, interface_language, print_data, print_json, say
from dlprep.domain.errors import ExitCode
from dlprep.domain.messages import Message, message
from dlprep.i18n import translator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlprep.domain.bank import QuestionBank
    from dlprep.services.challenge_check import Checked
    from dlprep.services.flaws import Flaw

    Found = tuple[str, Flaw]


@command
def verify(
    slugs: Annotated[
        list[str] | None, typer.Argument(metavar="[SLUG]...", help="Challenges; all when left out.")
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Rehearse instead of training; leave out what tells nothing then.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Try stub, solution and wrong scripts, and hold the thresholds to their calibration.

    Exits with 1 when a challenge is not what it says. Without --quick every script trains, which takes long.
    """
    bank = current_parts().bank.without_packs
    chosen = list(dict.fromkeys(slugs or _every_slug(bank)))
    for slug in chosen:
        if not _problems(bank, slug):
            bank.challenge(slug)
    found = [flaw for slug in chosen for flaw in _static(bank, slug)]
    with cancelling() as cancel:
        checked = list(_tried(bank, chosen, cancel, quick=quick))
    found += [(one.case.slug, one.flaw) for one in checked if one.flaw]
    if as_json:
        print_json(_object(chosen, checked, found))
    else:
        for slug, flaw in found:
            print_data(f"{slug}: {flaw.key}: {flaw.what}. {flaw.way_out}".rstrip())
    if cancel.is_set():
        raise typer.Exit(ExitCode.INTERRUPTED)
    _say(
        message(
            "Challenges: {challenges}. Scripts run: {scripts}. Faults: {faults}.",
            challenges=len(chosen),
            scripts=len(checked),
            faults=len(found),
        )
    )
    if found:
        raise typer.Exit(ExitCode.FAULTS_FOUND)


def _every_slug(bank: "QuestionBank") -> list[str]:
    broken = {one.file.split("/")[1] for one in bank.problems if one.file.startswith("challenges/")}
    return sorted({*bank.challenges, *broken})


def _problems(bank: "QuestionBank", slug: str) -> "list[Found]":
    """Why the challenge could not be read."""
    from dlprep.services.flaws import Flaw

    mine = [one for one in bank.problems if one.file.startswith(f"challenges/{slug}/")]
    return [
        (slug, Flaw(f"{one.file.split('/', 2)[2]}:{one.line} {one.key}".rstrip(), one.what, one.way_out))
        for one in mine
    ]


def _static(bank: "QuestionBank", slug: str) -> "Iterator[Found]":
    from dlprep.services.bank_references import challenge_flaws
    from dlprep.services.challenge_rules import rule_flaws

    if slug not in bank.challenges:
        yield from _problems(bank, slug)
        return
    yield from (found for found in challenge_flaws(bank) if found[0] == slug)
    yield from ((slug, flaw) for flaw in rule_flaws(bank.challenges[slug]))


def _tried(bank: "QuestionBank", slugs: list[str], cancel: Event, *, quick: bool) -> "Iterator[Checked]":
    """Every script that was run; how far it is goes to standard error."""
    from dlprep.services.challenge_check import cases_of, verify

    held = [bank.challenges[slug] for slug in slugs if slug in bank.challenges]
    cases = [case for folder in held for case in cases_of(folder, quick=quick)]
    for done, checked in enumerate(verify(cases, current_parts().judge, cancel=cancel), start=1):
        report = checked.report
        told = message(
            "{done} of {total}: {name}, {verdict}, {seconds:.0f} s",
            done=done,
            total=len(cases),
            name=f"{checked.case.slug}/{checked.case.script}",
            verdict=report.verdict.value if report else "-",
            seconds=report.wall_seconds if report else 0.0,
        )
        _say(told)
        yield checked


def _object(slugs: list[str], checked: "list[Checked]", found: "list[Found]") -> dict[str, Any]:
    return {
        "challenges": slugs,
        "scripts": [_script(one) for one in checked],
        "faults": [
            {"challenge": slug, "key": flaw.key, "what": flaw.what, "way_out": flaw.way_out}
            for slug, flaw in found
        ],
    }


def _script(one: "Checked") -> dict[str, Any]:
    report = one.report
    return {
        "challenge": one.case.slug,
        "script": one.case.script,
        "rehearsed": one.case.is_rehearsal,
        "verdict": report.verdict.value if report else None,
        "grade": report.medal.value if report and report.medal else None,
        "value": report.value if report else None,
        "seconds": report.wall_seconds if report else None,
        "is_right": one.flaw is None,
    }


def _say(what: Message) -> None:
    say(what, translator(interface_language(current_parts())))
