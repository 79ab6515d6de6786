"""What is graded besides a model in the process that trained it: files, functions, budgets, second tries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dlprep.domain.judging import Medal, RunPhase, TrainedAgain, Verdict
from dlprep.judge.functions import grading
from dlprep.judge.functions.task import Call, Trial
from judge_bench import HONEST, Bench, challenge_folder, new_bench

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RULES = challenge_folder().challenge.model_dump(mode="json")["tiers"]["embedded"]
SAVED = HONEST + "model.save('model.keras')\n"
FILE = {"grading": "file", "artefact": "model.keras"}
WORDS = {"zh": "词", "en": "words"}


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    made = new_bench(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "packages"))
    yield made
    made.judge.close()
    assert made.processes == []
    assert made.folders == []


def scattered() -> dict[str, Any]:
    """Rules whose solution varies so much that a miss by 0.05 is a near one."""
    calibration = RULES["calibration"] | {"seeds": [0, 1, 2], "values": [0.9, 0.95, 0.92]}
    return {"tiers": {"embedded": RULES | {"calibration": calibration}}}


def of_share(script: str) -> str:
    """A model that is right about the share of hidden examples that `script` sets as `share`."""
    return f"""
{script}
import keras, numpy as np
class Partly(keras.Model):
    def predict(self, x, **_):
        scores = super().predict(x)
        scores[round(share * len(x)):] = np.roll(scores[round(share * len(x)):], 1, axis=1)
        return scores
model = Partly()
model.fit()
"""


@pytest.mark.parametrize(("again", "verdict"), [(0.7, Verdict.PASS), (0.28, Verdict.FAIL)])
def test_a_near_miss_is_trained_once_more_with_another_seed(
    bench: Bench, again: float, verdict: Verdict
) -> None:
    script = f"import random\nrandom.seed(5)\nshare = 0.27 if random.random() < 0.63 else {again}"

    report = bench.run(of_share(script), changes=scattered())

    assert report.verdict is verdict
    assert report.value == again
    assert report.seed_values == (0.27, again)
    assert [event.value for event in bench.events if isinstance(event, TrainedAgain)] == [0.27]


def test_a_far_miss_is_not_tried_again(bench: Bench) -> None:
    report = bench.run(of_share("share = 0.1"), changes=scattered())

    assert (report.verdict, report.value, report.seed_values) == (Verdict.FAIL, 0.1, ())
    assert not any(isinstance(event, TrainedAgain) for event in bench.events)


def test_a_saved_file_is_graded_in_a_process_without_the_script(bench: Bench) -> None:
    forged = SAVED + "model.predict = None\ndef preprocess(x): raise ValueError('not this one')\n"

    report = bench.run(forged, changes=FILE)

    assert (report.verdict, report.value) == (Verdict.PASS, 1.0)
    assert report.epochs == 2
    assert "fit" not in report.output


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (HONEST, "no usable model.keras"),
        (HONEST + "open('model.keras', 'w').write('no number')\n", "ValueError"),
        (HONEST + "import os\nos.mkdir('model.keras')\n", "no usable model.keras"),
    ],
    ids=["absent", "no model", "folder"],
)
def test_a_file_that_is_no_model_is_said_so(bench: Bench, code: str, words: str) -> None:
    report = bench.run(code, changes=FILE)

    assert report.verdict is Verdict.NO_MODEL
    assert words in str(report.message)


def test_a_budget_that_is_not_kept_fails_and_is_told(bench: Bench) -> None:
    report = bench.run(HONEST, changes={"budgets": {"parameters": 999, "epochs": 2}})

    assert (report.verdict, report.medal, report.value) == (Verdict.FAIL, None, 1.0)
    assert "would be gold, but the model has 1000 parameters, and 999 are allowed" in str(report.message)
    assert [(use.name, use.used, use.most, use.is_kept) for use in report.budgets] == [
        ("parameters", 1000, 999, False),
        ("epochs", 2, 2, True),
    ]


def test_the_size_of_the_file_is_a_budget(bench: Bench) -> None:
    kept = bench.run(SAVED, changes=FILE | {"budgets": {"model_bytes": 2}})
    broken = bench.run(SAVED, changes=FILE | {"budgets": {"model_bytes": 1}})

    assert (kept.verdict, broken.verdict) == (Verdict.PASS, Verdict.FAIL)
    assert "2 bytes" in str(broken.message)


def test_the_worst_mistakes_are_shown(bench: Bench) -> None:
    report = bench.run(of_share("share = 0.95"))

    assert len(report.samples) == 8
    sample = report.samples[0]
    assert sample.picture is not None
    assert (sample.picture.width, sample.picture.height, sample.picture.channels) == (32, 32, 3)
    assert sample.truth != sample.predicted
    assert sample.picture.pixels[0] == int(sample.truth)


def functions(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A challenge with three checks of a function `double`."""

    def trials(slug: str, seed: int) -> dict[str, Trial]:
        assert slug == "tiny"
        assert seed >= 0

        def gives(wanted: float) -> Trial:
            from dlprep.judge.functions.comparing import exactly

            return Trial(
                (Call("double", (wanted / 2,)),),
                lambda found: exactly(found[0].values[0], wanted, what="double(x)"),
            )

        return {"small": gives(2.0), "large": gives(2.0**60), "odd": gives(3.0)}

    monkeypatch.setattr(grading, "trials", trials)
    levels = {"small": "bronze", "large": "silver", "odd": "gold"}
    return {
        "grading": "functions",
        "metric": "checks",
        "framework": "numpy",
        "dataset": None,
        "classes": None,
        "checks": [
            {"id": name, "level": level, "title": WORDS, "hint": {"zh": "提示", "en": f"hint for {name}"}}
            for name, level in levels.items()
        ],
        "tiers": {"embedded": {name: value for name, value in RULES.items() if name != "thresholds"}},
    }


def test_functions_are_called_and_checked(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    challenge = functions(monkeypatch)

    right = bench.run("def double(x): return 2 * x", changes=challenge)
    partly = bench.run("def double(x): return 2 * x if x < 1.2 or x > 9 else 0", changes=challenge)
    wrong = bench.run("def double(x):\n    return 1 / 0", changes=challenge)
    none = bench.run("print('hello')", changes=challenge)

    assert (right.verdict, right.medal, right.value) == (Verdict.PASS, Medal.GOLD, 1.0)
    assert (partly.verdict, partly.medal) == (Verdict.PASS, Medal.SILVER)
    assert [one.passed for one in partly.checks] == [True, True, False]
    assert "double(x) is 0 at [], not 3" in str(partly.message)
    assert str(partly.next_step) == "hint for odd"
    assert (wrong.verdict, wrong.value) == (Verdict.FAIL, 0.0)
    assert "fails in line 2: ZeroDivisionError" in str(wrong.message)
    assert "defines no function double" in str(none.message)
    assert all(report.tier == "embedded" for report in (right, wrong))


def test_functions_are_never_called_with_the_answers_in_reach(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "import sys\ndef double(x): return float('dlprep.judge' in ' '.join(sys.modules))"

    report = bench.run(code, changes=functions(monkeypatch))

    assert "is 0 at []" in str(report.message)


def test_a_rehearsal_grades_nothing_and_finds_what_would_fail(bench: Bench) -> None:
    fine = bench.run(HONEST, rehearse=True)
    broken = bench.run(HONEST + "def preprocess(x): return x[:1]\n", rehearse=True)

    assert (fine.verdict, fine.medal, fine.value) == (Verdict.PASS, None, None)
    assert "in small" in str(fine.message)
    assert broken.verdict is Verdict.BAD_SHAPE


def test_cancelling_while_the_file_is_loaded_leaves_nothing(bench: Bench) -> None:
    seen = []

    def watch(event: object) -> None:
        seen.append(event)

    report = bench.run(SAVED, changes=FILE, cancel_at=RunPhase.PREDICTING, watch=watch)

    assert report.verdict is Verdict.CANCELLED
