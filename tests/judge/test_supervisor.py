"""The judge from submission to report, over a tiny dataset and a Keras that starts at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dlprep.domain.judging import EpochDone, Isolation, LossNotFinite, Medal, PhaseChanged, RunPhase, Verdict
from judge_bench import HONEST, TEST, Bench, new_bench

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    made = new_bench(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "packages"))
    yield made
    made.judge.close()
    assert made.processes == []
    assert made.folders == []


def test_a_right_model_passes_with_its_medal_and_its_curve(bench: Bench) -> None:
    report = bench.run(HONEST)

    assert (report.verdict, report.medal, report.value) == (Verdict.PASS, Medal.GOLD, 1.0)
    assert report.isolation is not Isolation.NONE
    assert [epoch.number for epoch in report.curve] == [1, 2]
    assert report.curve[0].metrics == {"loss": 0.5, "accuracy": 0.9}
    assert [sum(row) for row in report.confusion] == [TEST // 10] * 10
    phases = [event.phase for event in bench.events if isinstance(event, PhaseChanged)]
    assert phases == list(RunPhase)
    assert sum(isinstance(event, EpochDone) for event in bench.events) == 2


def test_a_weak_model_fails_and_is_told_what_to_do(bench: Bench) -> None:
    code = HONEST + "model.predict = lambda x, **_: __import__('numpy').eye(10)[[0] * len(x)]\n"

    report = bench.run(code)

    assert (report.verdict, report.medal, report.value) == (Verdict.FAIL, None, 0.1)
    assert "bronze starts at 0.300" in str(report.message)
    assert "hidden inputs come raw" in str(report.next_step)


def test_preprocess_is_applied_to_the_hidden_inputs(bench: Bench) -> None:
    code = "def preprocess(x):\n    return (x + 1) % 10\n" + HONEST

    report = bench.run(code)

    assert (report.verdict, report.value) == (Verdict.FAIL, 0.0)
    assert "preprocess(x) does to the hidden inputs" in str(report.next_step)


@pytest.mark.parametrize(
    ("code", "verdict", "line", "words"),
    [
        ("x = 1\nraise ValueError('no such layer')\n", Verdict.ERR, 2, "Line 2: ValueError: no such layer"),
        ("def f(:\n", Verdict.ERR, 1, "Line 1 is not valid Python"),
        ("x = 1\n!pip install x\n", Verdict.ERR, 2, "not valid Python: a notebook command."),
        ("print 'x'\n", Verdict.ERR, 1, "Did you mean print(...)."),
        ("import sys\nsys.exit('text')\n", Verdict.ERR, 2, "sys.exit(text)"),
        ("import sys\nsys.exit(3)\n", Verdict.ERR, 2, "sys.exit(3)"),
        ("raise KeyboardInterrupt\n", Verdict.ERR, 1, "KeyboardInterrupt"),
        ("def f(): f()\nf()\n", Verdict.ERR, 1, "RecursionError"),
        ("input('name? ')\n", Verdict.ERR, 1, "no keyboard"),
        ("import nosuchmodule\n", Verdict.ERR, 1, "nosuchmodule"),
        ("raise MemoryError\n", Verdict.MEM, None, "4096 MiB"),
        ("raise OSError(28, 'No space left on device')\n", Verdict.DISK, None, "512 MiB"),
        ("x = 1\n\0\n", Verdict.ERR, 2, "Line 2 is not valid Python: source code string cannot contain null"),
        ("", Verdict.NO_MODEL, None, "without a trained model"),
        ("model = 3\n", Verdict.NO_MODEL, None, "of type int"),
        ("import os\nos._exit(0)\n", Verdict.NO_MODEL, None, "ended its own process"),
        ("import os\nos.closerange(0, 100)\n", Verdict.NO_MODEL, None, "ended its own process"),
        ("import os\nos.kill(os.getpid(), 11)\n", Verdict.CRASH, None, "SIGSEGV"),
        ("import os\nos.kill(os.getpid(), 9)\n", Verdict.CRASH, None, "SIGKILL"),
        ("import keras\nmodel = keras.Model(3)\n", Verdict.BAD_SHAPE, None, "has 3 units, the task has 10"),
        ("import keras\nmodel = keras.Model(1)\n", Verdict.BAD_SHAPE, None, "has 1 unit, the task has 10"),
    ],
)
def test_what_stopped_the_script_is_said(
    bench: Bench, code: str, verdict: Verdict, line: int | None, words: str
) -> None:
    report = bench.run(code)

    assert (report.verdict, report.error_line) == (verdict, line)
    assert words in str(report.message)
    assert report.value is None
    assert report.medal is None


@pytest.mark.parametrize(
    ("answer", "verdict", "words"),
    [
        ("np.full((len(x), 10), np.nan)", Verdict.NAN, "NaN or infinite"),
        ("np.zeros((len(x), 5, 10))", Verdict.BAD_SHAPE, "(200, 5, 10)"),
        ("np.zeros((len(x) - 1, 10))", Verdict.BAD_SHAPE, "(199, 10)"),
        ("[np.zeros((len(x), 10)), np.zeros(3)]", Verdict.BAD_SHAPE, "one array of scores"),
        ("{}['missing']", Verdict.ERR, "cannot predict the hidden inputs: KeyError"),
        ("exit_now()", Verdict.NO_MODEL, "ended by itself while"),
    ],
)
def test_predictions_that_cannot_be_graded(bench: Bench, answer: str, verdict: Verdict, words: str) -> None:
    code = (
        f"import keras, os, numpy as np\ndef exit_now(): os._exit(0)\n"
        f"class Mine(keras.Model):\n    def predict(self, x, **_): return {answer}\n"
        f"model = Mine()\nmodel.fit()\n"
    )

    report = bench.run(code)

    assert (report.verdict, report.value) == (verdict, None)
    assert words in str(report.message)


def test_nan_in_the_curve_is_named_with_its_epoch(bench: Bench) -> None:
    code = (
        "import keras, numpy as np\n"
        "class Mine(keras.Model):\n    def predict(self, x, **_): return np.full((len(x), 10), np.inf)\n"
        "model = Mine()\nmodel.fit(epochs=2)\nmodel.fit(logs={'loss': float('nan'), 'accuracy': 0.1})\n"
    )

    report = bench.run(code)

    assert report.verdict is Verdict.NAN
    assert "NaN from epoch 3 on" in str(report.message)
    assert "learning rate" in str(report.next_step)
    assert [epoch.number for epoch in report.curve] == [1, 2, 3]
    assert report.curve[2].metrics["loss"] != report.curve[2].metrics["loss"]


def test_the_step_at_which_the_loss_was_lost_is_named(bench: Bench) -> None:
    code = (
        "import keras\nmodel = keras.Model()\n"
        "model.fit(epochs=2, losses={(1, 1): float('nan'), (1, 2): float('nan')})\n"
        "import numpy as np\nmodel.predict = lambda x, **_: np.full((len(x), 10), np.nan)\n"
    )

    report = bench.run(code)

    assert report.verdict is Verdict.NAN
    assert "NaN from step 2 of epoch 2 on" in str(report.message)
    assert [event for event in bench.events if isinstance(event, LossNotFinite)] == [LossNotFinite(2, 2)]


def test_time_says_which_epoch_was_reached(bench: Bench) -> None:
    code = "import keras, time\nkeras.Model().fit(epochs=5, each=lambda epoch: time.sleep(60 * epoch))\n"

    report = bench.run(code, wall_seconds=1)

    assert report.verdict is Verdict.TIME
    assert "1 s was reached in epoch 2 of 5" in str(report.message)
    assert 1.0 <= report.wall_seconds < 5
    assert len(report.curve) == 1


@pytest.mark.parametrize(
    "ending",
    [
        "import os\nif os.fork() == 0:\n    print('child')\n",
        "import os\nos.makedirs('out')\nos.chdir('out')\n",
        "import sys\nsys.stdout.close()\nsys.stderr = None\n",
        "ask = model.predict\nmodel.predict = lambda *a, **k: {'scores': [ask(*a, **k)]}\n",
        "ask = model.predict\nmodel.predict = lambda x: ask(x)\n",
    ],
    ids=["forked", "elsewhere", "silent", "single output", "own predict"],
)
def test_a_right_model_is_graded_however_the_script_ends(bench: Bench, ending: str) -> None:
    report = bench.run(HONEST + ending)

    assert (report.verdict, report.value) == (Verdict.PASS, 1.0)


@pytest.mark.parametrize(
    "changed",
    [
        lambda code: "\ufeff" + code,
        lambda code: code.replace("\n", "\r\n"),
        lambda code: "# -*- coding: latin-1 -*-\nassert ord('层') == 0x5c42\n" + code,
        lambda code: "# -*- coding: nonsense -*-\n" + code,
    ],
    ids=["mark", "crlf", "declared", "unknown"],
)
def test_how_a_script_is_encoded_does_not_matter(bench: Bench, changed: Callable[[str], str]) -> None:
    assert bench.run(changed(HONEST)).verdict is Verdict.PASS


def test_a_preprocess_that_returns_nothing_is_named(bench: Bench) -> None:
    report = bench.run("def preprocess(x):\n    x = x / 255\n" + HONEST)

    assert report.verdict is Verdict.ERR
    assert "preprocess returned None" in str(report.message)
    assert "return of the array" in str(report.next_step)


def test_the_last_fitted_model_serves_when_none_is_named_model(bench: Bench) -> None:
    report = bench.run(
        "import keras\nkeras.Model(3).fit()\nnet = keras.Model()\nnet.fit()\nmodel = 'not a model'\n"
    )

    assert (report.verdict, report.value) == (Verdict.PASS, 1.0)


def test_thousands_of_epochs_are_no_flood(bench: Bench) -> None:
    logs = {f"{part}{name}": 0.123456789012 for part in ("", "val_") for name in ("loss", "accuracy", "auc")}

    report = bench.run(f"import keras\nmodel = keras.Model()\nmodel.fit(epochs=6000, logs={logs})\n")

    assert (report.verdict, report.epochs) == (Verdict.PASS, 6000)


def test_sys_exit_zero_is_success(bench: Bench) -> None:
    report = bench.run(HONEST + "raise SystemExit(0)\n")

    assert report.verdict is Verdict.PASS


def test_threads_alive_at_the_end_do_not_hold_up_the_grade(bench: Bench) -> None:
    report = bench.run(
        HONEST + "import threading, time\nthreading.Thread(target=time.sleep, args=(600,)).start()\n"
    )

    assert report.verdict is Verdict.PASS


def test_a_script_cannot_change_what_counts(bench: Bench) -> None:
    """It forges events, predictions and our modules; what is graded is still what it answers when asked."""
    code = (
        "import os, sys, json, glob\n"
        "import dlprep.wire, dlprep.sandbox.predictions as ours\n"
        "ours.find_model = lambda *a: (Liar(), 'global')\n"
        "class Liar:\n    def predict(self, x, **_):\n"
        "        import numpy as np\n"
        "        open(glob.glob('io-*')[0] + '/outputs', 'wb').write(b'1' * 8000)\n"
        "        return np.eye(10)[[0] * len(x)]\n"
        "for fd in range(3, 64):\n"
        "    for t in ({'t': 'Predicted', 'shape': [200, 10], 'source': 'global', 'preprocessed': True},\n"
        "              {'t': 'Finished', 'reason': 'done', 'returncode': 0, 'wall_seconds': 0,\n"
        "               'cpu_seconds': 0, 'peak_bytes': 0}, {'t': 'PASS'}):\n"
        "        try: os.write(fd, (json.dumps(t) + '\\n').encode())\n"
        "        except OSError: pass\n"
    )

    report = bench.run(code)

    assert (report.verdict, report.value) == (Verdict.FAIL, 0.1)


@pytest.mark.parametrize(
    "change",
    [
        "file = open(path, 'r+b'); file.seek(-200, 2); file.write(bytes(200)); file.close()",
        "os.utime(path, ns=(0, 0)); file = open(path, 'r+b'); file.truncate(100); file.close()",
        "os.remove(path)",
        "os.rename(path, path + '.old'); open(path, 'wb').write(open(path + '.old', 'rb').read())",
    ],
    ids=["written", "cut", "removed", "replaced"],
)
@pytest.mark.parametrize("name", ["x_test", "y_test"])
def test_hidden_data_that_a_script_changed_grades_nothing_and_is_made_anew(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, name: str, change: str
) -> None:
    """Where nothing keeps a script away from the data, it is sealed all the same."""
    monkeypatch.setenv("DLPREP_SANDBOX", "none")
    code = (
        f"import glob, os\n[path] = glob.glob('../../../datasets/**/{name}.npy', recursive=True)\n{change}\n"
    )

    report = bench.run(code + HONEST)

    assert (report.verdict, report.value) == (Verdict.INTERNAL, None)
    assert "hidden data was changed" in str(report.message)
    assert list(bench.cache_dir.rglob("manifest.json")) == []


def test_labels_are_in_no_file_the_worker_was_given(bench: Bench) -> None:
    code = "import os\nfor found in os.walk('.'):\n    print(found)\nprint(sorted(os.environ))\n"

    report = bench.run(code)

    assert "y_test" not in report.output
    assert "HOME" in report.output


def test_output_is_clean_and_names_the_script_alone(bench: Bench) -> None:
    report = bench.run("print('\\x1b[31mred\\x1b[0m \\u202e\\x07ok')\nprint('1/2\\b\\b\\b\\r2/2')\n1/0\n")

    assert report.output.startswith("red ok\n2/2\nTraceback")
    assert 'File "tiny.py", line 3' in report.output
    assert "dlprep" not in report.output


def test_output_beyond_the_limit_keeps_both_ends(bench: Bench) -> None:
    report = bench.run("print('first')\nprint('x' * 100_000)\nprint('last')\n", output_kib=16)

    assert report.output.startswith("first\n")
    assert report.output.rstrip().endswith("last")
    assert "bytes …]" in report.output
    assert len(report.output) < 20_000
