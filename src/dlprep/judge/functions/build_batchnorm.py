"""Checks of `build-batchnorm`: training and inference, running averages, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.judge.functions.building import agrees, kept, together
from dlprep.judge.functions.comparing import close, first, results
from dlprep.judge.functions.slopes import Wanted, slope_trial, weighted
from dlprep.judge.functions.task import Call, Trial

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from numpy.random import Generator
    from numpy.typing import NDArray

    from dlprep.domain.messages import Message
    from dlprep.judge.functions.task import Returned

    Array = NDArray[Any]
    Layer = tuple[Array, Array, Array, Array, Array]

FORWARD, BACKWARD = "batchnorm", "batchnorm_gradients"
RESULTS, GRADIENTS = ("y", "moving_mean", "moving_variance"), ("dx", "dgamma", "dbeta")


def trials(random: Generator) -> Mapping[str, Trial]:
    """The checks in the order of the challenge."""
    rows, images = drawn(random, (9, 4)), drawn(random, (3, 4, 5, 2))
    alone = drawn(random, (1, 5))
    return {
        "training": _output(rows, True),
        "inference": _forward(rows, False),
        "running-averages": together(_forward(rows, True), _forward(rows, True, momentum=0.8)),
        "images": together(_forward(images, True), _forward(images, False)),
        "one-example": together(_forward(alone, True), _forward(alone, False)),
        "gradients": together(_backward(random, rows), _backward(random, images)),
        "differences": _differences(random),
        "large-offset": _forward(_shifted(rows, 1e7), True),
        "half-precision": _half(random),
        "invariance": _invariance(random, rows),
        "arguments-kept": kept(
            Call(FORWARD, (*rows, True)),
            Call(FORWARD, (*images, False)),
            Call(BACKWARD, (rows[0] * 0 + 1, *rows[:2])),
        ),
    }


def drawn(random: Generator, shape: tuple[int, ...]) -> Layer:
    """Inputs with a mean and a spread of their own in each channel, and what the layer holds."""
    channels = shape[-1]
    mean, spread = random.standard_normal(channels) * 3, random.uniform(0.5, 3, channels)
    return (
        random.standard_normal(shape) * spread + mean,
        random.uniform(0.5, 2, channels),
        random.standard_normal(channels),
        random.standard_normal(channels),
        random.uniform(0.5, 2, channels),
    )


def batchnorm(
    x: Array,
    gamma: Array,
    beta: Array,
    moving_mean: Array,
    moving_variance: Array,
    training: bool,
    momentum: float = 0.99,
    epsilon: float = 1e-3,
) -> tuple[Array, Array, Array]:
    """Over all axes but the last, as Keras does; the variance divides by the number of values."""
    import numpy as np

    x = x.astype(np.float64)
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = _moments(x)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta, moving_mean, moving_variance


def _moments(x: Array) -> tuple[Array, Array]:
    rows = x.reshape(-1, x.shape[-1])
    mean = rows.mean(axis=0)
    return mean, ((rows - mean) ** 2).mean(axis=0)


def gradients(dy: Array, x: Array, gamma: Array, epsilon: float = 1e-3) -> tuple[Array, Array, Array]:
    """In training, where mean and variance depend on x as well."""
    import numpy as np

    mean, variance = _moments(x)
    scale = 1 / np.sqrt(variance + epsilon)
    normal = (x - mean) * scale
    axes = tuple(range(x.ndim - 1))
    by_normal = dy * gamma
    dx = scale * (by_normal - by_normal.mean(axis=axes) - normal * (by_normal * normal).mean(axis=axes))
    return dx, (dy * normal).sum(axis=axes), dy.sum(axis=axes)


def _forward(layer: Layer, training: bool, **options: Any) -> Trial:
    wanted = batchnorm(*layer, training, **options)
    return agrees(Call(FORWARD, (*layer, training), options), *wanted, names=RESULTS)


def _output(layer: Layer, training: bool) -> Trial:
    """What the layer passes on, whatever it remembers."""
    wanted = batchnorm(*layer, training)[0]

    def judge(returned: Sequence[Returned]) -> Message | None:
        [one] = returned
        return results(one, 3, function=FORWARD) or close(one.values[0], wanted, what="y")

    return Trial((Call(FORWARD, (*layer, training)),), judge)


def _backward(random: Generator, layer: Layer) -> Trial:
    dy = random.standard_normal(layer[0].shape)
    return agrees(Call(BACKWARD, (dy, *layer[:2])), *gradients(dy, *layer[:2]), names=GRADIENTS)


def _differences(random: Generator) -> Trial:
    layer, options = drawn(random, (2, 2, 3, 2)), {"epsilon": 0.01}
    dy = random.standard_normal(layer[0].shape)
    return slope_trial(
        Call(FORWARD, (*layer, True), options),
        Call(BACKWARD, (dy, *layer[:2]), options),
        [Wanted(name, place, place) for place, name in enumerate(GRADIENTS)],
        weighted(dy),
        random,
    )


def _shifted(layer: Layer, by: float) -> Layer:
    """Far from 0, where the mean of squares less the square of the mean keeps no digit."""
    return (layer[0] + by, *layer[1:])


def _half(random: Generator) -> Trial:
    """Activations in float16 whose squares do not fit into float16."""
    import numpy as np

    x, gamma, beta, mean, variance = drawn(random, (64, 3))
    layer = ((x * 200).astype(np.float16), gamma, beta, mean, variance)
    wanted = batchnorm(*layer, True)
    return agrees(Call(FORWARD, (*layer, True)), *wanted, names=RESULTS, relative=1e-2, absolute=1e-2)


def _invariance(random: Generator, layer: Layer) -> Trial:
    """Scale and shift of x leave the output alone, so the gradient can push along neither."""
    import numpy as np

    x, *rest = layer
    dy, options = random.standard_normal(x.shape), {"epsilon": 1e-12}
    other = x * random.uniform(3, 9, x.shape[-1]) + random.standard_normal(x.shape[-1])

    def judge(returned: Sequence[Returned]) -> Message | None:
        before, after, back = returned
        return (
            results(before, 3, function=FORWARD)
            or results(after, 3, function=FORWARD)
            or results(back, 3, function=BACKWARD)
            or close(after.values[0], before.values[0], what="y", absolute=1e-6)
            or first(
                close(back.values[0].sum(axis=0), np.zeros(x.shape[-1]), what="Σ dx", absolute=1e-6),
                close((back.values[0] * x).sum(axis=0), np.zeros(x.shape[-1]), what="Σ x·dx", absolute=1e-6),
            )
        )

    calls = (
        Call(FORWARD, (*layer, True), options),
        Call(FORWARD, (other, *rest, True), options),
        Call(BACKWARD, (dy, *layer[:2]), options),
    )
    return Trial(calls, judge)
