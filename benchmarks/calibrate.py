"""Where a challenge's thresholds come from: the hidden metric of a script over many seeds.

    python -m benchmarks.calibrate SLUG [--script stub.py|wrong/x.py|FILE] [--seeds 10] [--keep FILE.jsonl]

Every seed trains in a child of its own, directly on the arrays of the tier, without the sandbox; seeds that
the script sets are ignored. Prints one JSON object a seed, and a summary with the mean ± 3.98 deviations that
thresholds must keep clear of. With --keep, seeds already in the file are not run again, so that a long
calibration can go on.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from benchmarks.seed_runs import SeedRun, Task, import_frameworks, run_seed
from dlprep.bank.documents import read_document
from dlprep.bootstrap import bank_folder, paths
from dlprep.domain.challenges import Challenge
from dlprep.domain.judging import Tier
from dlprep.judge.datasets.service import prepare
from dlprep.services.calibrating import spread

if TYPE_CHECKING:
    from collections.abc import Iterator

_LAST_LINES = 15


def main() -> None:
    """Runs what the arguments ask for."""
    arguments = parse()
    task = task_of(arguments)
    rows = kept(arguments.keep)
    done = {row["seed"] for row in rows}
    import_frameworks(task.challenge)
    for seed in range(arguments.first, arguments.first + arguments.seeds):
        if seed in done:
            continue
        run = run_seed(task, seed)
        row = row_of(seed, run)
        print(json.dumps(row, ensure_ascii=False), flush=True)
        if run.report.value is None:
            _tell_output(run)
        elif arguments.keep:
            with arguments.keep.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        rows.append(row)
    print(json.dumps(summary(rows)))


def task_of(arguments: argparse.Namespace) -> Task:
    """The challenge, its tier made ready, and the script that is meant."""
    folder = bank_folder() / "challenges" / arguments.slug
    challenge, tier = challenge_in(folder), Tier(arguments.tier)
    if tier not in challenge.tiers:
        sys.exit(f"{arguments.slug} has no tier {tier.value}")
    ready = prepare(challenge.dataset, tier, cache_dir=paths().cache_dir) if challenge.dataset else None
    script = folder / arguments.script
    script = script if script.is_file() else Path(arguments.script)
    limit = arguments.limit or challenge.tiers[tier].limits.wall_seconds
    return Task(challenge, tier, ready, script, float(limit))


def challenge_in(folder: Path) -> Challenge:
    """The challenge by its sheet alone, or the end of the program with what is wrong with that.

    The rest of the folder may still be missing, and so may the values that are to be found.
    """
    sheet = folder / "challenge.yaml"
    if not sheet.is_file():
        sys.exit(f"{sheet} is missing")
    data = read_document(sheet.read_text(encoding="utf-8")).data
    try:
        return Challenge.model_validate(_without_findings(data) if isinstance(data, dict) else data)
    except ValidationError as error:
        sys.exit(f"{sheet}: {error}")


def _without_findings(data: dict[str, Any]) -> dict[str, Any]:
    tiers = {}
    for name, rules in data.get("tiers", {}).items():
        trivial = rules.get("calibration", {}).get("trivial", 0.0)
        found = {"seeds": [0], "values": [0.0], "trivial": trivial, "recipe": "to be found"}
        tiers[name] = rules | {"calibration": found}
    unknown = {"file": "wrong.py", "verdict": "FAIL", "teaches": {"zh": "?", "en": "?"}}
    return data | {"tiers": tiers, "wrong": [unknown] * 3}


def row_of(seed: int, run: SeedRun) -> dict[str, Any]:
    """One line of the output."""
    report = run.report
    row: dict[str, Any] = {
        "seed": seed,
        "value": None if report.value is None else round(report.value, 5),
        "verdict": report.verdict.value,
        "medal": report.medal.value if report.medal else None,
        "wall_seconds": run.seconds,
        "cpu_seconds": run.cpu_seconds,
        "epochs": report.epochs,
        "parameters": run.parameters,
        "file_bytes": run.file_bytes,
    }
    row |= {use.name: round(use.used, 4) for use in report.budgets if use.name not in row}
    failed = [one.id for one in report.checks if not one.passed]
    if report.checks:
        row["failed"] = failed
    if failed or not report.verdict.is_graded:
        row["message"] = str(report.message)
    return {name: value for name, value in row.items() if value is not None or name == "value"}


def _tell_output(run: SeedRun) -> None:
    for line in run.report.output.rstrip().splitlines()[-_LAST_LINES:]:
        print(f"| {line}", file=sys.stderr)


def kept(keep: Path | None) -> list[dict[str, Any]]:
    """What earlier calls have written."""
    lines = keep.read_text(encoding="utf-8").splitlines() if keep and keep.exists() else []
    return [json.loads(line) for line in lines]


def summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What the sheet wants to know: values by seed, mean, deviation and bounds, and how long it takes."""
    measured = sorted((row for row in rows if row["value"] is not None), key=lambda row: row["seed"])
    told: dict[str, Any] = {"runs": len(rows), "not_graded": len(rows) - len(measured)}
    if not measured:
        return told
    values = [row["value"] for row in measured]
    found = spread(values)
    return told | {
        "seeds": [row["seed"] for row in measured],
        "values": values,
        "mean": round(found.mean, 5),
        "sd": round(found.deviation, 5),
        "mean_minus_3.98_sd": round(found.low, 5),
        "mean_plus_3.98_sd": round(found.high, 5),
        "min": min(values),
        "max": max(values),
        "median_minutes": round(statistics.median(row["wall_seconds"] for row in measured) / 60, 3),
        **dict(_largest(measured)),
    }


def _largest(measured: list[dict[str, Any]]) -> Iterator[tuple[str, float]]:
    for name in ("epochs", "parameters", "file_bytes", "inference_ratio", "cost"):
        if used := [row[name] for row in measured if name in row]:
            yield f"most_{name}", max(used)


def parse() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("slug", help="folder name under question_bank/challenges")
    parser.add_argument("--tier", choices=[tier.value for tier in Tier], default=Tier.EMBEDDED.value)
    parser.add_argument("--seeds", type=int, default=10, help="how many")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--script", default="solution.py", help="inside the folder, or any file")
    parser.add_argument("--keep", type=Path, help="JSON-lines file to continue from")
    parser.add_argument("--limit", type=float, help="seconds after which a seed is given up")
    return parser.parse_args()


if __name__ == "__main__":
    main()
