"""What a challenge must keep that can be told without running it: thresholds, limits, scripts and words."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from dlprep.domain.challenges import Grading
from dlprep.domain.judging import Medal, Tier, Verdict
from dlprep.services.calibrating import FEWEST_SEEDS, spread
from dlprep.services.flaws import Flaw
from dlprep.services.parity import number_differences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dlprep.domain.challenges import Challenge, ChallengeFolder, TierRules
    from dlprep.domain.measuring import Thresholds

MOST_MINUTES = 1.0
"""A solution takes at most this long on two quiet cores."""
ROOM = 8
"""The wall limit is at least so many times the solution's time: machines differ."""
MOST_LINES = 120
"""Of a script: nobody reads more beside a terminal."""
_ENDINGS = frozenset(Verdict) - {Verdict.PASS, Verdict.INTERNAL, Verdict.CANCELLED}


def rule_flaws(folder: ChallengeFolder) -> Iterator[Flaw]:
    """Every rule that the folder breaks."""
    challenge = folder.challenge
    for tier, rules in challenge.tiers.items():
        yield from _tier_flaws(challenge, tier, rules)
    yield from _wrong_flaws(challenge)
    for name, code in scripts_of(folder).items():
        yield from _script_flaws(name, code)
    for difference in number_differences(folder.brief.zh, folder.brief.en):
        yield Flaw("brief", difference, "Tell both languages the same numbers.")


def scripts_of(folder: ChallengeFolder) -> Mapping[str, str]:
    """Every script of the folder by its path in it."""
    wrong = {f"wrong/{name}": code for name, code in folder.wrong.items()}
    return {"stub.py": folder.stub, "solution.py": folder.solution, **wrong}


def _tier_flaws(challenge: Challenge, tier: Tier, rules: TierRules) -> Iterator[Flaw]:
    key = f"tiers.{tier.value}"
    yield from _calibration_flaws(challenge, rules, f"{key}.calibration")
    if tier is Tier.EMBEDDED and not rules.calibration.weak and challenge.grading is not Grading.FUNCTIONS:
        yield Flaw(f"{key}.calibration.weak", "no weak script was calibrated", "Measure a trivial one.")
    if rules.minutes > MOST_MINUTES:
        what = f"the solution takes {rules.minutes:g} minutes, more than {MOST_MINUTES:g}"
        yield Flaw(f"{key}.minutes", what, "Take less data or a smaller network.")
    least = ROOM * 60 * rules.minutes
    if rules.limits.wall_seconds < least:
        what = f"{rules.limits.wall_seconds} s leave slow machines too little"
        yield Flaw(f"{key}.limits.wall_seconds", what, f"Give at least {least:.0f} s.")


def _calibration_flaws(challenge: Challenge, rules: TierRules, key: str) -> Iterator[Flaw]:
    found, thresholds = rules.calibration, rules.thresholds
    if len(set(found.seeds)) < FEWEST_SEEDS:
        yield Flaw(f"{key}.seeds", f"fewer than {FEWEST_SEEDS} seeds", "Run benchmarks.calibrate.")
        return
    worst = _edge(found.values, thresholds, is_worst=True)
    if not thresholds.reached(Medal.BRONZE, worst):
        what = f"bronze is not safe for the solution: mean and 3.98 deviations make {worst:.4g}"
        yield Flaw(f"{key}.values", what, "Lower bronze, or make the solution steadier.")
    if not all(thresholds.reached(challenge.reaches, value) for value in found.values):
        what = f"not every seed of the solution earns {challenge.reaches.value}"
        yield Flaw(f"{key}.values", what, "Lower the threshold, or say what it `reaches`.")
    if thresholds.reached(Medal.BRONZE, found.trivial):
        yield Flaw(f"{key}.trivial", "a trivial answer earns bronze", "Raise bronze.")
    weak = {f"{name.removeprefix('wrong/')}" for name in found.weak}
    known = {"stub.py", *(one.file for one in challenge.wrong if one.verdict is Verdict.FAIL)}
    for name in sorted(weak - known):
        yield Flaw(f"{key}.weak", f"`{name}` is no script with the verdict FAIL", "Name one that is.")
    for name, values in found.weak.items():
        yield from _weak_flaws(name, values, thresholds, f"{key}.weak")


def _weak_flaws(name: str, values: Sequence[float], thresholds: Thresholds, key: str) -> Iterator[Flaw]:
    if len(values) < FEWEST_SEEDS:
        yield Flaw(key, f"`{name}` has fewer than {FEWEST_SEEDS} values", "Run benchmarks.calibrate.")
        return
    best = _edge(values, thresholds, is_worst=False)
    if thresholds.reached(Medal.BRONZE, best):
        what = f"`{name}` may earn bronze: mean and 3.98 deviations make {best:.4g}"
        yield Flaw(key, what, "Widen the gap between the broken and the mended run.")


def _edge(values: Sequence[float], thresholds: Thresholds, *, is_worst: bool) -> float:
    """The value that hardly any run is worse than, or better than."""
    found = spread(values)
    return found.high if thresholds.are_falling == is_worst else found.low


def _wrong_flaws(challenge: Challenge) -> Iterator[Flaw]:
    checks = {check.id for check in challenge.checks}
    for place, one in enumerate(challenge.wrong):
        key = f"wrong[{place}]"
        if one.verdict not in _ENDINGS:
            yield Flaw(
                f"{key}.verdict", f"{one.verdict.value} is no way to be wrong", "Say what it must get."
            )
        if one.check is not None and one.check not in checks:
            yield Flaw(f"{key}.check", f"there is no check “{one.check}”", "Name one of `checks`.")
        if checks and one.verdict is Verdict.FAIL and one.check is None:
            yield Flaw(f"{key}.check", f"`{one.file}` names no check", "Name the first that must fail.")


def _script_flaws(name: str, code: str) -> Iterator[Flaw]:
    lines = len(code.splitlines())
    if lines > MOST_LINES:
        yield Flaw(name, f"{lines} lines, more than {MOST_LINES}", "Shorten it.")
    try:
        says = ast.get_docstring(ast.parse(code))
    except (SyntaxError, ValueError):
        if not name.startswith("wrong/"):
            yield Flaw(name, "the script does not compile", "Mend it.")
        return
    if not says:
        yield Flaw(name, "the script does not say what it is", "Begin it with a docstring.")
