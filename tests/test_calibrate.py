"""Calibration: rows and summaries, and whole calls of the program on challenges that need no TensorFlow."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from benchmarks.calibrate import challenge_in, summary

from challenge_samples import sheet

ROOT = Path(__file__).parents[1]


def calibrate(tmp_path: Path, *arguments: str) -> list[dict[str, Any]]:
    """The lines that a call prints; its cache lies in `tmp_path`."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.calibrate", *arguments],
        cwd=ROOT,
        env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_summary_tells_the_bounds_that_thresholds_keep_clear_of() -> None:
    rows = [
        {"seed": seed, "value": value, "wall_seconds": 6.0, "epochs": 3}
        for seed, value in ((1, 0.92), (0, 0.90), (2, None))
    ]

    told = summary(rows)

    assert (told["seeds"], told["values"], told["not_graded"]) == ([0, 1], [0.90, 0.92], 1)
    assert told["mean"] == 0.91
    assert told["mean_minus_3.98_sd"] == pytest.approx(0.91 - 3.98 * 0.0141421, abs=1e-4)
    assert told["mean_plus_3.98_sd"] == pytest.approx(0.91 + 3.98 * 0.0141421, abs=1e-4)
    assert (told["median_minutes"], told["most_epochs"]) == (0.1, 3)


def test_nothing_graded_is_said_and_no_figure_is_made_up() -> None:
    assert summary([{"seed": 0, "value": None}]) == {"runs": 1, "not_graded": 1}


def test_functions_are_tried_with_each_seed_and_kept_seeds_are_not_run_again(tmp_path: Path) -> None:
    keep = tmp_path / "kept.jsonl"
    keep.write_text('{"seed": 0, "value": 0.5, "wall_seconds": 1}\n')

    *rows, told = calibrate(tmp_path, "build-conv2d", "--seeds", "2", "--keep", str(keep))

    assert [(row["seed"], row["value"], row["medal"], row["failed"]) for row in rows] == [
        (1, 1.0, "gold", [])
    ]
    assert told["values"] == [0.5, 1.0]
    assert len(keep.read_text().splitlines()) == 2


def test_a_wrong_script_is_named_inside_the_folder(tmp_path: Path) -> None:
    row, _ = calibrate(tmp_path, "build-conv2d", "--seeds", "1", "--script", "wrong/flipped.py")

    assert (row["verdict"], row["value"], row["failed"][0]) == ("FAIL", 0.0, "forward")


def test_a_child_that_hangs_is_killed_and_one_that_ends_early_is_told(tmp_path: Path) -> None:
    hanging, leaving = tmp_path / "hanging.py", tmp_path / "leaving.py"
    hanging.write_text("import time\ntime.sleep(600)\n")
    leaving.write_text("import os\nos._exit(3)\n")
    common = ("build-conv2d", "--seeds", "1", "--limit", "1", "--script")

    row, told = calibrate(tmp_path, *common, str(hanging))
    assert (row["verdict"], row["value"], told["not_graded"]) == ("TIME", None, 1)
    row, _ = calibrate(tmp_path, *common, str(leaving))
    assert (row["verdict"], row["value"]) == ("NO_MODEL", None)


def test_a_sheet_is_enough_even_without_the_values_that_are_to_be_found(tmp_path: Path) -> None:
    made = sheet(calibration={"values": []}, wrong=[])
    (tmp_path / "challenge.yaml").write_text(json.dumps(made))

    assert challenge_in(tmp_path).id == "tiny"

    (tmp_path / "challenge.yaml").write_text(json.dumps(made | {"metric": "speed"}))
    with pytest.raises(SystemExit, match="metric"):
        challenge_in(tmp_path)
    with pytest.raises(SystemExit, match="is missing"):
        challenge_in(tmp_path / "nowhere")
