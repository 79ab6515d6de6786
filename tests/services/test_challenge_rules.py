"""Rules of challenges that need no run: every one is broken once."""

from __future__ import annotations

from typing import Any

import pytest

from challenge_samples import SCRIPT, WEAK, folder, functions_sheet, sheet
from dlprep.services.calibrating import spread
from dlprep.services.challenge_rules import rule_flaws


def said(made: dict[str, Any] | None = None, **files: Any) -> list[str]:
    return [f"{flaw.key}: {flaw.what}" for flaw in rule_flaws(folder(made, **files))]


@pytest.mark.parametrize("made", [sheet(), functions_sheet()], ids=["predictions", "functions"])
def test_a_sound_challenge_breaks_no_rule(made: dict[str, Any]) -> None:
    assert said(made) == []


LOWER: dict[str, Any] = {
    "metric": "rmse",
    "classes": None,
    "outputs": [],
    "rules": {"thresholds": {"bronze": 0.5, "silver": 0.3, "gold": 0.1}},
}
GOOD = [0.2, 0.21, 0.2, 0.22, 0.2, 0.21, 0.2, 0.22, 0.21, 0.2]
POOR = [0.9, 0.92, 0.91, 0.9, 0.9, 0.91, 0.92, 0.9, 0.91, 0.9]


def falling(values: list[float], weak: list[float], trivial: float) -> dict[str, Any]:
    """A challenge whose errors are measured: lower is better."""
    made = sheet(**{name: value for name, value in LOWER.items() if name != "rules"})
    made["tiers"]["embedded"] |= LOWER["rules"]
    made["tiers"]["embedded"]["calibration"] |= {"values": values, "trivial": trivial, "weak": {"a.py": weak}}
    return made


def test_where_lower_is_better_every_bound_is_mirrored() -> None:
    assert said(falling(GOOD, POOR, 1.0)) == []
    unsteady = [0.2, 0.3, 0.2, 0.3, 0.1, 0.2, 0.3, 0.3, 0.2, 0.1]
    assert any("bronze is not safe" in one for one in said(falling(unsteady, POOR, 1.0)))
    near = [0.55, 0.6, 0.65, 0.6, 0.7, 0.6, 0.55, 0.6, 0.65, 0.6]
    assert any("`a.py` may earn bronze" in one for one in said(falling(GOOD, near, 1.0)))
    assert any("trivial answer" in one for one in said(falling(GOOD, POOR, 0.4)))


@pytest.mark.parametrize(
    ("calibration", "words"),
    [
        ({"seeds": [0] * 10}, "fewer than 10 seeds"),
        ({"values": [0.93, 0.99, 0.91, 0.93, 0.99, 0.91, 0.92, 0.93, 0.94, 0.93]}, "bronze is not safe"),
        ({"values": [0.93, 0.94, 0.92, 0.93, 0.94, 0.93, 0.92, 0.93, 0.94, 0.89]}, "not every seed"),
        ({"trivial": 0.86}, "a trivial answer earns bronze"),
        ({"weak": {}}, "no weak script"),
        ({"weak": {"wrong/b.py": WEAK}}, "`b.py` is no script with the verdict FAIL"),
        ({"weak": {"stub.py": WEAK[:9]}}, "`stub.py` has fewer than 10 values"),
        ({"weak": {"stub.py": [0.7, 0.8, 0.75, 0.7, 0.8, 0.75, 0.7, 0.8, 0.75, 0.7]}}, "may earn bronze"),
    ],
)
def test_thresholds_agree_with_the_calibration(calibration: dict[str, Any], words: str) -> None:
    [found] = said(sheet(calibration=calibration))
    assert words in found
    assert found.startswith("tiers.embedded.calibration")


def test_a_bound_lies_3_98_deviations_from_the_mean() -> None:
    found = spread([1.0, 2.0, 3.0])
    assert (found.low, found.high) == (2.0 - 3.98, 2.0 + 3.98)


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({"minutes": 1.5, "limits": {"wall_seconds": 720}}, "takes 1.5 minutes"),
        ({"minutes": 0.5}, "120 s leave slow machines too little"),
    ],
)
def test_time_is_short_and_the_limit_wide(rules: dict[str, Any], words: str) -> None:
    [found] = said(sheet(rules=rules))
    assert words in found


def wrongs(*changes: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        one | change for one, change in zip(functions_sheet()["wrong"], (*changes, {}, {}, {}), strict=False)
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"verdict": "PASS", "check": None}, "wrong[0].verdict: PASS is no way to be wrong"),
        ({"check": "slow"}, "wrong[0].check: there is no check “slow”"),
        ({"check": None}, "wrong[0].check: `a.py` names no check"),
    ],
)
def test_every_wrong_script_has_a_verdict_and_its_check(change: dict[str, Any], words: str) -> None:
    assert said(functions_sheet(wrong=wrongs(change))) == [words]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"stub": "x = 1\n"}, "stub.py: the script does not say what it is"),
        ({"solution": SCRIPT + "x = 1\n" * 120}, "solution.py: 121 lines, more than 120"),
        ({"stub": SCRIPT + "def\n"}, "stub.py: the script does not compile"),
        (
            {"brief": {"zh": "共 16 轮", "en": "15 passes"}},
            "brief: numbers differ: only zh has 16; only en has 15",
        ),
    ],
)
def test_scripts_and_briefs(files: dict[str, Any], words: str) -> None:
    assert said(**files) == [words]


def test_a_wrong_script_may_be_one_that_does_not_compile() -> None:
    assert said(wrong={"a.py": "def\n", "b.py": SCRIPT, "c.py": SCRIPT}) == []
