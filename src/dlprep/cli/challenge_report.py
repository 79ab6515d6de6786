"""The report of a run as lines, or as one JSON object."""

import math
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from dlprep.cli.common import columns_of, current_parts, interface_language, padded, print_data, print_json
from dlprep.domain.judging import CheckOutcome, Report, Verdict
from dlprep.domain.messages import Message, Translate, message
from dlprep.i18n import translator

if TYPE_CHECKING:
    from dlprep.domain.challenges import ChallengeFolder
    from dlprep.domain.language import Language

_SHOWN_OUTPUT_LINES = 20
_STATES = {True: message("passed"), False: message("failed"), None: message("not reached")}


def tell_line(line: str) -> None:
    """Writes a line to standard error."""
    with suppress(OSError):  # nobody listens, which is no reason to stop
        sys.stderr.write(line + "\n")
        sys.stderr.flush()


def print_report(report: Report, folder: "ChallengeFolder", *, as_json: bool) -> None:
    """Prints the verdict, what it rests on and the next step, or everything as JSON.

    The end of the script's output goes to standard error.
    """
    language = interface_language(current_parts())
    translate = translator(language)
    if as_json:
        print_json(report_object(report, translate))
        return
    if report.verdict not in (Verdict.PASS, Verdict.FAIL, Verdict.CANCELLED) and report.output:
        for line in report.output.rstrip().splitlines()[-_SHOWN_OUTPUT_LINES:]:
            tell_line(f"| {line}")
    print_data(f"{report.verdict.value}: {report.message.render(translate)}")
    for line in _details(report, folder, language, translate):
        print_data(line)
    if report.next_step:
        print_data(report.next_step.render(translate))


def _details(
    report: Report, folder: "ChallengeFolder", language: "Language", translate: Translate
) -> list[str]:
    """Checks, budgets and the values of both trainings, a line each."""
    from dlprep.cli.challenge_views import filled
    from dlprep.domain.budget_words import used

    titles = {sheet.id: sheet.title.in_language(language) for sheet in folder.challenge.checks}
    lines = [_check(one, titles.get(one.id, one.id), translate) for one in report.checks]
    lines += [f"  {used(use, filled(translate))}" for use in report.budgets]
    if len(report.seed_values) > 1:
        first, second = report.seed_values[:2]
        told = message(
            "A near miss was trained twice: {first:.4f}, then {second:.4f}, which counts.",
            first=first,
            second=second,
        )
        lines.append(f"  {told.render(translate)}")
    return lines


def _check(outcome: CheckOutcome, title: str, translate: Translate) -> str:
    states = {state: words.render(translate) for state, words in _STATES.items()}
    width = max(columns_of(words) for words in states.values())
    return f"  {padded(states[outcome.passed], width)}  {title}"


def report_object(report: Report, translate: Translate) -> dict[str, Any]:
    """The report as JSON holds it."""

    def words(said: Message | None) -> str | None:
        return said.render(translate) if said else None

    return {
        "challenge": report.slug,
        "verdict": report.verdict.value,
        "tier": report.tier.value,
        "metric": report.metric,
        "value": report.value,
        "grade": report.medal.value if report.medal else None,
        "thresholds": dict(report.thresholds),
        "checks": [
            {"id": one.id, "passed": one.passed, "detail": words(one.detail)} for one in report.checks
        ],
        "budgets": [
            {
                "name": use.name,
                # A budget that cannot be told counts as broken, and JSON has no infinity.
                "used": use.used if math.isfinite(use.used) else None,
                "most": use.most,
                "is_kept": use.is_kept,
            }
            for use in report.budgets
        ],
        "seed_values": list(report.seed_values),
        "epochs": report.epochs,
        "wall_seconds": report.wall_seconds,
        "cpu_seconds": report.cpu_seconds,
        "isolation": report.isolation.value,
        "message": words(report.message),
        "next_step": words(report.next_step),
        "error_line": report.error_line,
    }
