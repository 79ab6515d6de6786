"""From the run key to the first training step, and the CPU a judged run costs, against `python script.py`.

Both sides train the same small network on the same arrays and predict the same hidden inputs. They take
turns, and each figure is a ratio of medians, so that a busy machine slows both.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from benchmarks.figures import Figure
from dlprep.bootstrap import SystemClock
from dlprep.domain.challenges import ChallengeFolder
from dlprep.domain.judging import StepDone, Submission, Tier
from dlprep.judge.datasets.service import prepare
from dlprep.judge.supervisor import ProcessJudge

if TYPE_CHECKING:
    from dlprep.domain.judging import RunEvent
    from dlprep.judge.datasets.prepared import Prepared

ROUNDS = 5
_WARM_UP_SECONDS = 120.0
_TRAINING = """
import keras
from keras import layers

class FirstStep(keras.callbacks.Callback):
    told = False

    def on_train_batch_end(self, batch, logs=None):
        if not self.told:
            self.told = True
            print("first step", flush=True)

def preprocess(images):
    return images.astype("float32") / 255.0

model = keras.Sequential([
    keras.Input((32, 32, 3)),
    layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(),
    layers.Conv2D(64, 3, activation="relu"), layers.MaxPooling2D(),
    layers.Flatten(), layers.Dense(64, activation="relu"), layers.Dense(10),
])
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
model.fit(preprocess(x_train), y_train, batch_size=64, epochs=4, verbose=2, callbacks=[FirstStep()])
"""
_JUDGED = "from keras.datasets import cifar10\n(x_train, y_train), _ = cifar10.load_data()\n" + _TRAINING
_BARE = (
    "import sys\nimport numpy as np\n"
    "x_train, y_train, x_test = (np.load(path) for path in sys.argv[1:])\n"
    + _TRAINING
    + "model.predict(preprocess(x_test), batch_size=256, verbose=0).astype('<f4').tofile('predictions')\n"
)


def measure(rounds: int = ROUNDS) -> list[Figure]:
    """Ratios, and the medians behind them in seconds."""
    bare: list[tuple[float, float]] = []
    judged: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        prepared = prepare("cifar10", Tier.EMBEDDED, cache_dir=cache)
        for _ in range(rounds):
            bare.append(_bare(prepared, cache))
            judged.append((_judged(cache)[0], _counted(cache)))
    cold, cold_cpu = (statistics.median(values) for values in zip(*bare, strict=True))
    warm, warm_cpu = (statistics.median(values) for values in zip(*judged, strict=True))
    return [
        Figure("run key to first training step, warm over cold script", warm / cold, "x", 0.2),
        Figure("  warm worker", warm, "s"),
        Figure("  cold python script.py", cold, "s"),
        Figure("CPU of a whole judged run over the bare script", warm_cpu / cold_cpu, "x", 1.05),
        Figure("  judged run", warm_cpu, "s"),
        Figure("  bare script", cold_cpu, "s"),
    ]


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _bare(prepared: Prepared, folder: Path) -> tuple[float, float]:
    """Seconds to the first step, and CPU seconds in all, of a plain Python process."""
    script = folder / "bare.py"
    script.write_text(_BARE, encoding="utf-8")
    arrays = (prepared.visible / "x_train.npy", prepared.visible / "y_train.npy", prepared.hidden_inputs)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    cpu, began = _cpu(), time.monotonic()
    first = None
    with subprocess.Popen(
        [sys.executable, str(script), *map(str, arrays)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment,
        text=True,
    ) as process:
        for line in process.stdout or ():
            if first is None and "first step" in line:
                first = time.monotonic() - began
    if first is None or process.returncode != 0:
        raise RuntimeError("the bare script failed")
    return first, _cpu() - cpu


def _counted(cache: Path) -> float:
    """CPU seconds of a judged run in base isolation.

    In full isolation the run is an ended namespace's, whose CPU the system adds to nobody's children.
    """
    before = os.environ.get("DLPREP_SANDBOX")
    os.environ["DLPREP_SANDBOX"] = "base"
    try:
        return _judged(cache)[1]
    finally:
        if before is None:
            del os.environ["DLPREP_SANDBOX"]
        else:
            os.environ["DLPREP_SANDBOX"] = before


def _judged(cache: Path) -> tuple[float, float]:
    """The same of a run with a warm worker: warming, warden and our own side count as CPU, not as waiting."""
    cpu = _cpu()
    judge = ProcessJudge(cache, SystemClock())
    challenge = _challenge()
    try:
        judge.warm(challenge, Tier.EMBEDDED)
        deadline = time.monotonic() + _WARM_UP_SECONDS
        while not judge.is_warm:
            if time.monotonic() > deadline:
                raise RuntimeError("no warm worker")
            time.sleep(0.05)
        first: list[float] = []

        def watch(event: RunEvent) -> None:
            if isinstance(event, StepDone) and not first:
                first.append(time.monotonic() - began)

        began = time.monotonic()
        submission = Submission(challenge.challenge.id, Tier.EMBEDDED, _JUDGED)
        report = judge.judge(challenge, submission, watch=watch, cancel=Event())
    finally:
        judge.close()
    if not report.verdict.is_graded or not first:
        raise RuntimeError(f"{report.verdict}: {report.message}")
    return first[0], _cpu() - cpu


def _challenge() -> ChallengeFolder:
    words = {"zh": "词", "en": "words"}
    rules = {
        "thresholds": {"bronze": 0.2, "silver": 0.5, "gold": 0.8},
        "minutes": 1,
        "limits": {"wall_seconds": 600},
        "calibration": {"seeds": [0], "values": [0.5], "trivial": 0.1, "recipe": "none"},
    }
    challenge = {
        "format": 1,
        "id": "benchmark",
        "title": words,
        "summary": words,
        "level": "junior",
        "topics": ["cnn"],
        "roots": ["S1"],
        "questions": ["none"],
        "group": "fix",
        "dataset": "cifar10",
        "metric": "accuracy",
        "classes": 10,
        "hints": [words] * 3,
        "tiers": {"embedded": rules},
        "wrong": [{"file": "none.py", "verdict": "FAIL", "teaches": words}] * 3,
    }
    return ChallengeFolder.model_validate(
        {"challenge": challenge, "brief": words, "stub": "pass", "solution": "pass", "wrong": {}}
    )
