"""The judge with the real TensorFlow and Keras, on which the hook, the model search and the traps rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dlprep.domain.judging import EpochDone, Medal, StepDone, TrainingStarted, Verdict
from judge_bench import Bench, new_bench

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.tensorflow

DATA = """
import keras, numpy as np
from keras.datasets import cifar10
(x, y), (x_val, y_val) = cifar10.load_data()
def preprocess(images):
    return np.eye(10, dtype="float32")[images[:, 0, 0, 0]]
"""
FIT = """
model.compile(OPTIMIZER, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
held = (preprocess(x_val), y_val)
model.fit(preprocess(x), y, batch_size=10, epochs=EPOCHS, validation_data=held, verbose=2)
"""
MODEL = 'model = keras.Sequential([keras.Input((10,)), keras.layers.Dense(10, activation="softmax")])\n'


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    made = new_bench(tmp_path)
    yield made
    made.judge.close()
    assert made.processes == []
    assert made.folders == []


def fit(optimizer: str = "keras.optimizers.SGD(5.0)", epochs: int = 5) -> str:
    return FIT.replace("OPTIMIZER", optimizer).replace("EPOCHS", str(epochs))


def test_training_is_shown_and_the_hidden_accuracy_is_ours(bench: Bench) -> None:
    """The script's Keras would say 1.0 of anything, and its own kind of model is found like any other.

    It also finds a TensorFlow that can still be configured, warm as its worker is.
    """
    lie = "keras.Model.evaluate = lambda *a, **k: [0.0, 1.0]\nclass Model(keras.Sequential):\n    pass\n"
    training = fit().replace(", validation_data=held", "")
    # TensorFlow refuses these once anything has run: nothing may, before the script does.
    early = "import tensorflow as tf\ntf.config.threading.set_intra_op_parallelism_threads(2)\n"
    code = early + DATA + lie + MODEL.replace("keras.Sequential(", "Model(") + training
    code += "keras.Model.compute_metrics = None\n"

    report = bench.run(code, wall_seconds=60)

    assert (report.verdict, report.medal, report.value) == (Verdict.PASS, Medal.GOLD, 1.0)
    assert report.epochs == 5
    assert set(report.curve[0].metrics) == {"loss", "accuracy"}
    started = [event for event in bench.events if isinstance(event, TrainingStarted)]
    assert started == [TrainingStarted(5, 6)]
    assert any(isinstance(event, StepDone) for event in bench.events)
    assert sum(isinstance(event, EpochDone) for event in bench.events) == 5
    assert "Epoch 1/5" in report.output


def test_a_trap_of_keras_3_comes_with_its_way_out(bench: Bench) -> None:
    report = bench.run(DATA + MODEL + fit("keras.optimizers.Adam(lr=0.01)"), wall_seconds=60)

    assert report.verdict is Verdict.ERR
    assert report.error_line == (DATA + MODEL).count("\n") + 2
    assert "{'lr': 0.01}" in str(report.message)
    assert "learning_rate" in str(report.next_step)


def test_a_loss_that_becomes_nan_is_traced_to_its_epoch(bench: Bench) -> None:
    code = (
        DATA
        + MODEL.replace(', activation="softmax"', "")
        + fit("keras.optimizers.SGD(1e30)", 2).replace(
            '"sparse_categorical_crossentropy"', "lambda y, s: keras.ops.mean(s ** 4)"
        )
    )

    report = bench.run(code, wall_seconds=60)

    assert report.verdict is Verdict.NAN
    assert "NaN from step " in str(report.message)


def test_a_last_layer_of_one_unit_is_named(bench: Bench) -> None:
    code = (
        DATA
        + MODEL.replace('Dense(10, activation="softmax")', "Dense(1)")
        + fit(epochs=1).replace('"sparse_categorical_crossentropy"', '"mse"')
    )

    report = bench.run(code, wall_seconds=60)

    assert report.verdict is Verdict.BAD_SHAPE
    assert str(report.message) == "Your last layer has 1 unit, the task has 10 classes."


def test_a_saved_model_with_a_layer_of_the_script_is_found(bench: Bench) -> None:
    code = (
        "import keras\n@keras.saving.register_keras_serializable()\n"
        "class First(keras.layers.Layer):\n"
        "    def call(self, x): return keras.ops.one_hot(keras.ops.cast(x[:, 0, 0, 0], 'int32'), 10)\n"
        "def build(): return keras.Sequential([keras.Input((32, 32, 3)), First()])\n"
        "build().save('model.keras')\n"
    )

    report = bench.run(code, wall_seconds=60)

    assert (report.verdict, report.value) == (Verdict.PASS, 1.0)
    assert report.epochs == 0


def test_inputs_of_another_shape_point_to_preprocess(bench: Bench) -> None:
    code = DATA.replace("def preprocess", "def mine") + MODEL + fit(epochs=1).replace("preprocess", "mine")

    report = bench.run(code, wall_seconds=60)

    assert report.verdict is Verdict.ERR
    assert "cannot predict the hidden inputs" in str(report.message)
    assert "preprocess(x)" in str(report.next_step)
