"""Loading a file that a script saved, in a process that never saw the script."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_KERAS = '''"""Loads the saved model; layers of the learner's own are not known here."""
import keras
model = keras.saving.load_model("model.keras", compile=False, safe_mode=True)
'''

_TFLITE = '''"""Wraps the saved model for TensorFlow Lite so that it predicts like a Keras model."""
import warnings
import numpy as np
import tensorflow as tf

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    interpreter = tf.lite.Interpreter(model_path="model.tflite")
source, = interpreter.get_input_details()
target, = interpreter.get_output_details()
BATCH = 64


class Lite(tf.keras.Model):
    """Feeds batches to the interpreter."""

    def predict(self, x, batch_size=None, verbose=0):
        found = []
        for start in range(0, len(x), BATCH):
            batch = np.asarray(x[start:start + BATCH])
            interpreter.resize_tensor_input(source["index"], batch.shape)
            interpreter.allocate_tensors()
            interpreter.set_tensor(source["index"], batch.astype(source["dtype"]))
            interpreter.invoke()
            found.append(interpreter.get_tensor(target["index"]).copy())
        return np.concatenate(found)


model = Lite()
'''


def reloading(artefact: str, data: bytes) -> tuple[str, Mapping[str, bytes]]:
    """The script that leaves a global `model` made from the file alone, and the files it needs."""
    return (_TFLITE if artefact == "model.tflite" else _KERAS), {artefact: data}
