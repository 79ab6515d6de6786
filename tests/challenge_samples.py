"""A challenge that keeps every rule, and changes to it."""

from __future__ import annotations

from typing import Any

from dlprep.domain.challenges import ChallengeFolder
from dlprep.domain.judging import Isolation, Medal, Report, Tier, Verdict
from dlprep.domain.messages import message

WORDS = {"zh": "词 7", "en": "words 7"}
SCRIPT = '"""A script."""\n'
SEEDS = list(range(10))
VALUES = [0.93, 0.94, 0.92, 0.93, 0.94, 0.93, 0.92, 0.93, 0.94, 0.93]
WEAK = [0.3, 0.32, 0.31, 0.3, 0.3, 0.31, 0.32, 0.3, 0.31, 0.3]
CHECKS = [
    {"id": name, "level": level, "title": WORDS, "hint": WORDS}
    for name, level in (("right", "bronze"), ("stable", "silver"), ("fast", "gold"))
]


def sheet(**changes: Any) -> dict[str, Any]:
    """The YAML of a challenge; `rules` and `calibration` change parts of its tier."""
    calibration = {
        "seeds": SEEDS,
        "values": VALUES,
        "trivial": 0.1,
        "weak": {"wrong/a.py": WEAK},
        "recipe": "test",
    }
    rules = {
        "thresholds": {"bronze": 0.85, "silver": 0.9, "gold": 0.97},
        "minutes": 0.2,
        "limits": {"wall_seconds": 120},
        "calibration": calibration | changes.pop("calibration", {}),
    }
    verdicts = zip("abc", ("FAIL", "ERR", "NO_MODEL"), strict=True)
    wrong = [{"file": f"{name}.py", "verdict": verdict, "teaches": WORDS} for name, verdict in verdicts]
    return {
        "format": 1,
        "id": "tiny",
        "title": WORDS,
        "summary": WORDS,
        "level": "junior",
        "topics": ["cnn"],
        "roots": ["S1"],
        "questions": ["some-question"],
        "group": "fix",
        "dataset": "cifar10",
        "metric": "accuracy",
        "classes": 10,
        "hints": [WORDS, WORDS, WORDS],
        "tiers": {"embedded": rules | changes.pop("rules", {})},
        "wrong": wrong,
    } | changes


def functions_sheet(**changes: Any) -> dict[str, Any]:
    """The same where functions are graded."""
    wrong = [
        {"file": f"{name}.py", "verdict": "FAIL", "check": check, "teaches": WORDS}
        for name, check in zip("abc", ("right", "right", "stable"), strict=True)
    ]
    made = sheet(grading="functions", metric="checks", framework="numpy", checks=CHECKS, wrong=wrong)
    calibration = {"values": [1.0] * 10, "trivial": 0.0, "weak": {"stub.py": [0.0] * 10}}
    made["tiers"]["embedded"]["calibration"] |= calibration
    for name in ("dataset", "classes"):
        del made[name]
    del made["tiers"]["embedded"]["thresholds"]
    return made | changes


def folder(made: dict[str, Any] | None = None, **files: Any) -> ChallengeFolder:
    """The folder of a sheet, with sound scripts unless `files` say otherwise."""
    made = made or sheet()
    wrong = {one["file"]: SCRIPT for one in made["wrong"]}
    scripts = {"brief": WORDS, "stub": SCRIPT + "stub = 1\n", "solution": SCRIPT, "wrong": wrong}
    return ChallengeFolder.model_validate({"challenge": made, **scripts, **files})


def report(verdict: Verdict, medal: Medal | None = None, **changes: Any) -> Report:
    """A report on `tiny`."""
    fields: dict[str, Any] = {
        "slug": "tiny",
        "tier": Tier.EMBEDDED,
        "verdict": verdict,
        "medal": medal,
        "metric": "accuracy",
        "value": 0.9 if verdict.is_graded else None,
        "thresholds": {},
        "epochs": 1,
        "wall_seconds": 3.0,
        "cpu_seconds": 4.0,
        "isolation": Isolation.NONE,
        "message": message("It went so."),
    }
    return Report(**(fields | changes))
