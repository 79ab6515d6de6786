"""What `fit` would make in its first step is made before it, so that the step is traced once, not twice.

TensorFlow traces a function again when its first trace made variables. Keras leaves the slots of the
optimizer and the counters of the metrics to that trace, although it builds them ahead for its other backends.
Nothing is computed here and no random number is drawn. Where Keras is not what we know, nothing is done, and
the step takes as long as it would have.
"""

import contextlib
import functools
from typing import Any


def build_before_training(keras: Any) -> None:
    """Has every later `fit` build optimizer and metrics before its first step.

    Raises:
        AttributeError: Keras has no such place.
    """
    model = keras.Model
    original = model._maybe_symbolic_build

    @functools.wraps(original)
    def method(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        # What a script got wrong is said by its own training, not by us.
        with contextlib.suppress(Exception):
            _build(keras, self, kwargs["iterator"])

    model._maybe_symbolic_build = method


def _build(keras: Any, model: Any, iterator: Any) -> None:
    if model.run_eagerly or not _is_plain(model):
        return
    if not model.optimizer.built:
        model.optimizer.build(model.trainable_variables)
    spec = keras.tree.map_structure(
        lambda one: keras.KerasTensor(tuple(one.shape), one.dtype.name),
        iterator._distributed_dataset.element_spec,
    )
    x, y, weights = keras.utils.unpack_x_y_sample_weight(spec)
    for method, more in ((model.compute_metrics, {}), (model._compute_loss, {"training": False})):
        keras.src.backend.compute_output_spec(method, x, y, model.outputs[0], sample_weight=weights, **more)


def _is_plain(model: Any) -> bool:
    """True for a built model of Keras' own classes with one output: what it makes while training is known."""
    return type(model).__module__.startswith("keras.src.models.") and model.built and len(model.outputs) == 1
