"""The last phase in the worker: find the model the script made, and write what it predicts."""

import inspect
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from dlprep.sandbox.script import describe, line_of
from dlprep.sandbox.timing import against_reference
from dlprep.wire import Predict, Predicted, PredictFailed

BATCH = 256
SAVED_MODEL = "model.keras"


class StageError(Exception):
    """A step towards the predictions failed; the cause is the error of that step."""

    def __init__(self, stage: str) -> None:
        """`stage` is one of `PredictFailed.stage`."""
        super().__init__(stage)
        self.stage = stage


def predict(command: Predict, main: ModuleType, fitted: Any, hidden_inputs: Any) -> Predicted | PredictFailed:
    """Predicts the hidden inputs; `hidden_inputs` reads their file, `fitted` is the model trained last."""
    preprocess = getattr(main, "preprocess", None)
    preprocessed = callable(preprocess)
    try:
        model, source = _stage("model", find_model, main, fitted)
        inputs = _stage("inputs", hidden_inputs, command.inputs)
        if preprocessed:
            inputs = _stage("preprocess", _something, preprocess, inputs)
        outputs = _stage("predict", _ask, model.predict, inputs)
        values = _stage("outputs", _as_floats, outputs)
        _stage("write", Path(command.outputs).write_bytes, values.tobytes())
        times = against_reference(lambda: _ask(model.predict, inputs)) if command.timed else (0.0, 0.0)
    except StageError as error:
        cause = error.__cause__ or error
        return PredictFailed(
            error.stage,
            type(cause).__name__,
            describe(cause),
            line_of(cause, str(main.__file__)),
            preprocessed,
        )
    return Predicted(tuple(values.shape), source, preprocessed, _weights_of(model), *times)


def find_model(main: ModuleType, fitted: Any) -> tuple[Any, str]:
    """The global `model`, else the model trained last, else the saved one, and where it was found.

    Raises:
        LookupError: if there is none; it says what kind of thing `model` is instead.
    """
    import keras

    named = getattr(main, "model", None)
    if isinstance(named, keras.Model):
        return named, "global"
    if fitted is not None:
        return fitted, "fitted"
    if not Path(SAVED_MODEL).is_file():
        raise LookupError("" if named is None else type(named).__name__)
    classes = {name: value for name, value in vars(main).items() if isinstance(value, type)}
    # The learner's own model in the learner's own process: safe mode would only refuse their layers.
    loaded = keras.saving.load_model(SAVED_MODEL, custom_objects=classes, compile=False, safe_mode=False)
    return loaded, "file"


def _weights_of(model: Any) -> int | None:
    try:
        return int(model.count_params())
    except Exception:
        # A model of the learner's own that was never built in Keras' way.
        return None


def _something(preprocess: Any, inputs: Any) -> Any:
    if (prepared := preprocess(inputs)) is None:
        raise TypeError("preprocess returned None")
    return prepared


def _ask(predict_method: Any, inputs: Any) -> Any:
    arguments = {"batch_size": BATCH, "verbose": 0}
    try:
        inspect.signature(predict_method).bind(inputs, **arguments)
    except TypeError:
        # A method of the learner's own need not know what Keras' takes besides the inputs.
        return predict_method(inputs)
    return predict_method(inputs, **arguments)


def _as_floats(outputs: Any) -> Any:
    while isinstance(outputs, dict | list | tuple) and len(outputs) == 1:
        [outputs] = outputs.values() if isinstance(outputs, dict) else outputs
    if isinstance(outputs, dict | list | tuple):
        raise TypeError(f"{len(outputs)} outputs")
    return np.ascontiguousarray(np.asarray(outputs), dtype="<f4")


def _stage(stage: str, work: Any, *args: Any, **kwargs: Any) -> Any:
    try:
        return work(*args, **kwargs)
    except BaseException as error:
        raise StageError(stage) from error
