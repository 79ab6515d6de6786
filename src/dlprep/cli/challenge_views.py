"""Challenges as lines and as objects: the list with best runs, and what one of them asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dlprep.cli.common import padded, print_data
from dlprep.domain.challenges import Grading, Group
from dlprep.domain.grade_words import MEDALS
from dlprep.domain.messages import message
from dlprep.services.calibrating import spread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dlprep.domain.challenges import Calibration, Challenge, CheckSheet, TierRules
    from dlprep.domain.language import Language
    from dlprep.domain.messages import Translate
    from dlprep.domain.progress import RunRecord
    from dlprep.services.coding import ChallengeEntry

GROUPS = {
    Group.ARTICLE: message("From the article"),
    Group.FIX: message("Fix the run"),
    Group.BUILD: message("Build it"),
    Group.FIELD: message("By field"),
}
"""Headings of the list, in its order."""

_GRADINGS = {
    Grading.PREDICTIONS: message("Your model predicts hidden data in the process that trained it."),
    Grading.FUNCTIONS: message("Your functions are called with hidden arguments, check by check."),
    Grading.FILE: message(
        "The file your script saves is loaded in a fresh process, without the script, and predicts."
    ),
}


def row(entry: ChallengeEntry, language: Language) -> dict[str, Any]:
    """A challenge as `list --json` tells it; `thresholds`, `minutes`, `calibration`, `best` go by tier."""
    challenge = entry.challenge
    tiers = {tier.value: rules for tier, rules in challenge.tiers.items()}
    return {
        "slug": challenge.id,
        "title": challenge.title.in_language(language),
        "level": challenge.level.value,
        "group": challenge.group.value,
        "grading": challenge.grading.value,
        "framework": challenge.framework.value,
        "dataset": challenge.dataset,
        "metric": challenge.metric.value,
        "lower_is_better": challenge.metric.is_lower_better,
        "topics": list(challenge.topics),
        "questions": list(challenge.questions),
        "budgets": challenge.budgets.model_dump(exclude_none=True),
        "reaches": challenge.reaches.value,
        "tiers": list(tiers),
        "minutes": {name: rules.minutes for name, rules in tiers.items()},
        "thresholds": {name: rules.thresholds.model_dump() for name, rules in tiers.items()},
        "calibration": {name: _calibration(rules.calibration) for name, rules in tiers.items()},
        "best": {tier.value: _best(run) for tier, run in entry.best.items()},
    }


def _calibration(found: Calibration) -> dict[str, Any]:
    values = spread(found.values)
    return {
        "seeds": list(found.seeds),
        "values": list(found.values),
        "mean": round(values.mean, 6),
        "sd": round(values.deviation, 6),
        "trivial": found.trivial,
        "weak": {name: list(measured) for name, measured in found.weak.items()},
    }


def _best(run: RunRecord) -> dict[str, Any]:
    return {"medal": run.medal.value if run.medal else None, "value": run.value}


def list_lines(entries: Sequence[ChallengeEntry], language: Language, translate: Translate) -> Iterator[str]:
    """The challenges below the headings of their groups, with the best run on each tier."""
    width = max((len(entry.challenge.id) for entry in entries), default=0)
    is_first = True
    for group, heading in GROUPS.items():
        mine = [entry for entry in entries if entry.challenge.group is group]
        if mine:
            yield from () if is_first else ("",)
            yield heading.render(translate)
            yield from (_line(entry, width, language, translate) for entry in mine)
            is_first = False


def _line(entry: ChallengeEntry, width: int, language: Language, translate: Translate) -> str:
    challenge = entry.challenge
    tiers = ", ".join(
        f"{tier.value} {rules.minutes:g} min{_best_words(entry.best.get(tier), translate)}"
        for tier, rules in challenge.tiers.items()
    )
    title = challenge.title.in_language(language)
    return f"  {challenge.id:<{width}}  {challenge.level.value:<6}  {title}  [{tiers}]"


def _best_words(run: RunRecord | None, translate: Translate) -> str:
    if run is None or run.value is None:
        return ""
    return f" {run.value:.4f} {MEDALS[run.medal].render(translate) if run.medal else '-'}"


def show_lines(challenge: Challenge, language: Language, translate: Translate) -> Iterator[str]:
    """What a challenge asks: grading, thresholds, budgets, checks, and the questions it goes with."""
    yield f"{challenge.title.in_language(language)} ({challenge.id}, {challenge.level.value})"
    yield challenge.summary.in_language(language)
    yield _GRADINGS[challenge.grading].render(translate)
    for tier, rules in challenge.tiers.items():
        yield _tier_words(challenge, tier.value, rules, translate)
    if budgets := _budgets(challenge, translate):
        yield message("Budgets: {budgets}.", budgets="; ".join(budgets)).render(translate)
    if challenge.checks:
        yield ""
        yield message("Checks, in their order:").render(translate)
        yield from (_check(sheet, language, translate) for sheet in challenge.checks)
    yield ""
    told = message("Questions on the same concepts: {ids}", ids=", ".join(challenge.questions))
    yield told.render(translate)


def _tier_words(challenge: Challenge, tier: str, rules: TierRules, translate: Translate) -> str:
    needed = rules.thresholds
    words = {
        "tier": tier,
        "metric": challenge.metric.value,
        "bronze": needed.bronze,
        "silver": needed.silver,
        "gold": needed.gold,
        "minutes": rules.minutes,
        "limit": rules.limits.wall_seconds,
    }
    if needed.are_falling:
        return message(
            "{tier}: {metric} at most {bronze:.3f} for bronze, {silver:.3f} for silver, {gold:.3f} for gold; "
            "about {minutes:g} min, at most {limit} s",
            **words,
        ).render(translate)
    return message(
        "{tier}: {metric} bronze {bronze:.3f}, silver {silver:.3f}, gold {gold:.3f}; "
        "about {minutes:g} min, at most {limit} s",
        **words,
    ).render(translate)


def _budgets(challenge: Challenge, translate: Translate) -> list[str]:
    from dlprep.domain.budget_words import allowed

    return allowed(challenge.budgets, filled(translate))


def filled(translate: Translate) -> Callable[..., str]:
    """A function that translates a template and fills its places."""
    return lambda template, **words: translate(template).format(**words)


def _check(sheet: CheckSheet, language: Language, translate: Translate) -> str:
    return f"  {padded(MEDALS[sheet.level].render(translate), 6)}  {sheet.title.in_language(language)}"


def print_lines(lines: Iterator[str]) -> None:
    """Prints each line as data."""
    for line in lines:
        print_data(line)
