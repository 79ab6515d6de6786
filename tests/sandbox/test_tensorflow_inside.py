"""What training scripts do with TensorFlow works behind the walls, in base and in full isolation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dlprep import wire
from enclosed import best_level
from warden_bench import MIB, Runner, exited

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.tensorflow

EVERYTHING = """
import os, pathlib, shutil, subprocess, sys, tempfile
import keras, numpy as np, tensorflow as tf

x = np.random.rand(128, 8, 8, 3).astype("float32")
y = np.random.randint(0, 4, 128)
data = tf.data.Dataset.from_tensor_slices((x, y))
data = data.map(lambda a, b: (a * 2, b), num_parallel_calls=tf.data.AUTOTUNE)
data = data.cache("cache").batch(32).prefetch(2)
layers = [keras.Input((8, 8, 3)), keras.layers.Conv2D(4, 3), keras.layers.Flatten(), keras.layers.Dense(4)]
model = keras.Sequential(layers)
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), jit_compile=True)
callbacks = [
    keras.callbacks.ModelCheckpoint("best.keras"), keras.callbacks.CSVLogger("log.csv"),
    keras.callbacks.EarlyStopping(monitor="loss"), keras.callbacks.BackupAndRestore("backup"),
]
model.fit(data, epochs=2, verbose=0, validation_data=(x, y), callbacks=callbacks)
assert os.path.getsize("best.keras") and os.path.getsize("log.csv")

model.save("model.keras")
model.save("model.h5")
model.save_weights("model.weights.h5")
model.export("saved", verbose=False)
keras.models.load_model("model.keras").predict(x, verbose=0)
tf.saved_model.load("saved")
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(model(x) ** 2)
tape.gradient(loss, model.trainable_variables)

with tempfile.TemporaryDirectory() as folder:
    pathlib.Path(folder, "new").touch()
    shutil.copy2("model.keras", folder)
    assert sorted(os.listdir(folder)) == ["model.keras", "new"]
shutil.make_archive("packed", "zip", "saved")
shutil.unpack_archive("packed.zip", "unpacked")
command = [sys.executable, "-c", "import numpy; print(numpy.ones(3).sum())"]
child = subprocess.run(command, capture_output=True)
assert child.stdout == b"3.0\\n", child

class Batches(keras.utils.PyDataset):
    def __len__(self):
        return 4
    def __getitem__(self, place):
        return x[place * 32:][:32], y[place * 32:][:32]

model.fit(Batches(workers=2, use_multiprocessing=True), verbose=0)
"""


@pytest.mark.parametrize("level", ["base", "full"])
def test_everything_that_honest_training_does_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, level: str
) -> None:
    if best_level() != level == "full":
        pytest.skip("this machine has no namespaces for us")
    monkeypatch.setenv("DLPREP_SANDBOX", level)
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    (tmp_path / "visible").mkdir()
    runner = Runner(tmp_path)
    limits = {"wall_seconds": 120, "cpu_seconds": 240, "memory_bytes": 4096 * MIB, "disk_bytes": 256 * MIB}

    finished, events = runner.run(EVERYTHING, limits, within_seconds=240)

    assert exited(events).outcome == "done", finished.tail or finished.head
    assert [event.isolation for event in events if isinstance(event, wire.Ready)] == [level]
    assert not any(isinstance(event, wire.HookFailed) for event in events)
    runner.links[-1].close()
