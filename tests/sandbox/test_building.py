"""What a script trains is the same whether or not its first step is traced once."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.tensorflow

BEFORE = """
import json, keras, numpy as np
from keras import layers
if AHEAD:
    from dlprep.sandbox.building import build_before_training
    build_before_training(keras)
keras.utils.set_random_seed(0)
x = np.random.default_rng(0).normal(size=(96, 8, 8, 1)).astype("float32")
y = np.arange(96) % 4
def counted(y_true, y_pred):
    return keras.losses.sparse_categorical_crossentropy(y_true, y_pred, from_logits=True)
"""
PLAIN = """
body = [layers.Conv2D(4, 3, activation="relu"), layers.BatchNormalization(), layers.Flatten()]
model = keras.Sequential([keras.Input((8, 8, 1)), *body, layers.Dropout(0.3), layers.Dense(4)])
model.compile("adam", counted, metrics=["accuracy"])
told = model.fit(x, y, epochs=2, validation_split=0.25, verbose=0, class_weight={0: 2.0, 1: 1, 2: 1, 3: 1})
weights = [float(abs(one).sum()) for one in model.get_weights()]
names = [one.path for one in model.optimizer.variables]
print(json.dumps([told.history, weights, names]))
"""
GENERATED = """
given = []
def batches():
    for start in range(0, 96, 32):
        given.append(start)
        yield x[start:start + 32], y[start:start + 32]
model = keras.Sequential([layers.Flatten(), layers.Dense(4)])
model.compile("sgd", counted, metrics=["accuracy"])
told = model.fit(batches(), steps_per_epoch=3, verbose=0)
print(json.dumps([told.history, given]))
"""
TWO_HEADS = """
entry = keras.Input((8, 8, 1))
flat = layers.Flatten()(entry)
model = keras.Model(entry, {"a": layers.Dense(4, name="a")(flat), "b": layers.Dense(1, name="b")(flat)})
model.compile("adam", {"a": counted, "b": "mse"}, metrics={"a": ["accuracy"]})
told = model.fit(x, {"a": y, "b": y.astype("float32")}, verbose=0)
print(json.dumps(told.history))
"""
OWN_STEP = """
class Own(keras.Sequential):
    def train_step(self, data):
        return super().train_step(data)
model = Own([keras.Input((8, 8, 1)), layers.Flatten(), layers.Dense(4)])
model.compile("adam", counted, metrics=["accuracy"])
print(json.dumps(model.fit(x, y, verbose=0).history))
"""
WRONG = """
model = keras.Sequential([keras.Input((8, 8, 1)), layers.Flatten(), layers.Dense(4)])
model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
try:
    model.fit(x, y, verbose=0)
except ValueError as error:
    print(error)
"""
COUNTED = """
model = keras.Sequential([keras.Input((8, 8, 1)), layers.Flatten(), layers.Dense(4)])
model.compile("adam", counted, metrics=["accuracy"])
steps = []
step = model.train_step
model.train_step = lambda data: steps.append(1) or step(data)
model.fit(x, y, verbose=0)
print(len(steps))
"""


SCRIPTS = {
    "plain": PLAIN,
    "generated": GENERATED,
    "two heads": TWO_HEADS,
    "own step": OWN_STEP,
    "wrong": WRONG,
    "counted": COUNTED,
}
PART = "===="


def printed(*, ahead: bool) -> dict[str, str]:
    """What each script prints, all of them run in one process."""
    code = f"\nprint({PART!r})\n".join([BEFORE.replace("AHEAD", str(ahead)), *SCRIPTS.values()])
    environment = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    return dict(zip(SCRIPTS, done.stdout.split(PART)[1:], strict=True))


@pytest.fixture(scope="module")
def alone() -> dict[str, str]:
    return printed(ahead=False)


@pytest.fixture(scope="module")
def ahead() -> dict[str, str]:
    return printed(ahead=True)


@pytest.mark.parametrize("name", [name for name in SCRIPTS if name != "counted"])
def test_losses_weights_names_and_errors_are_those_of_keras_alone(
    name: str, alone: dict[str, str], ahead: dict[str, str]
) -> None:
    assert len(alone[name]) > 20
    assert ahead[name] == alone[name]


def test_the_step_is_traced_once(alone: dict[str, str], ahead: dict[str, str]) -> None:
    assert (int(alone["counted"]), int(ahead["counted"])) == (2, 1)
