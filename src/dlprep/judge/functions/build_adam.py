"""Checks of `build-adam`: one step, many steps, and weight decay kept apart from the gradient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.judge.functions.building import agrees, kept, together
from dlprep.judge.functions.comparing import close, first, results
from dlprep.judge.functions.task import Call, Trial

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from numpy.random import Generator
    from numpy.typing import NDArray

    from dlprep.domain.messages import Message
    from dlprep.judge.functions.task import Returned

    Array = NDArray[Any]
    State = tuple[Array, Array, Array]

STEP, RUN, DECAYED = "adam_step", "adam", "adamw_step"
NAMES = ("w", "m", "v")
TIGHT = {"relative": 1e-9, "absolute": 1e-13}
LOOSE = {"relative": 1e-6, "absolute": 1e-8}
"""Blind to the place of epsilon, which has a check of its own."""


def trials(random: Generator) -> Mapping[str, Trial]:
    """The checks in the order of the challenge."""
    w, g, m, v = drawn(random)
    zeros = w * 0
    return {
        "first-step": _step(w, g, zeros, zeros, 1, LOOSE, lr=0.01),
        "later-step": together(
            _step(w, g, m, v, 7, LOOSE), _step(w, g, m, v, 9, LOOSE, lr=0.1, beta1=0.8, beta2=0.99)
        ),
        "steps": _run(random),
        "epsilon": together(
            _step(w, g * 1e-9, zeros, zeros, 1, epsilon=1e-8),
            _step(w, g * 1e-4, m * 1e-4, v * 1e-8, 20, epsilon=1e-3),
        ),
        "no-gradient": together(
            _step(w, zeros, zeros, zeros, 1),
            _step(w, zeros, m, v, 5),
            _step(w, g * (g > 0), zeros, zeros, 1, epsilon=0.0),
        ),
        "scale-free": _scale_free(random),
        "weight-decay": together(
            _decayed(w, g, m, v, 3, lr=0.1, weight_decay=0.2),
            _decayed(w, zeros, zeros, zeros, 1, lr=0.01, weight_decay=0.1),
            _decayed(w, g, m, v, 3, lr=0.1, weight_decay=0.0),
        ),
        "half-precision": _half(random),
        "arguments-kept": kept(
            Call(STEP, (w, g, m, v, 3)),
            Call(DECAYED, (w, g, m, v, 3)),
            Call(RUN, (w, g[None] * [[[1]], [[2]]])),
        ),
    }


def drawn(random: Generator, shape: tuple[int, ...] = (3, 4)) -> tuple[Array, Array, Array, Array]:
    """Weights, gradient and moments as they are after a while."""
    w, g, m = (random.standard_normal(shape) for _ in range(3))
    return w, g, m, random.uniform(0.5, 2, shape)


def adam_step(
    w: Array,
    g: Array,
    m: Array,
    v: Array,
    t: int,
    lr: float = 1e-3,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
) -> State:
    """Algorithm 1 of Kingma and Ba (2015): corrected moments, epsilon outside of the root."""
    import numpy as np

    g = g.astype(np.float64)
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    step = lr * (m / (1 - beta1**t))
    scale = np.sqrt(v / (1 - beta2**t)) + epsilon
    return w - np.divide(step, scale, out=np.zeros_like(step), where=scale > 0), m, v


def adam(w: Array, gradients: Array, **options: Any) -> State:
    """One step for each gradient, from moments of 0."""
    state = (w, w * 0, w * 0)
    for t, g in enumerate(gradients, start=1):
        state = adam_step(state[0], g, *state[1:], t, **options)
    return state


def adamw_step(
    w: Array, g: Array, m: Array, v: Array, t: int, weight_decay: float = 0.01, lr: float = 1e-3
) -> State:
    """Loshchilov and Hutter (2019) as in PyTorch and Keras: w loses lr·decay·w, unseen by the moments."""
    moved, m, v = adam_step(w, g, m, v, t, lr=lr)
    return moved - lr * weight_decay * w, m, v


def _step(
    w: Array, g: Array, m: Array, v: Array, t: int, within: Mapping[str, float] = TIGHT, **options: float
) -> Trial:
    call = Call(STEP, (w, g, m, v, t), options)
    return agrees(call, *adam_step(w, g, m, v, t, **options), names=NAMES, **within)


def _decayed(w: Array, g: Array, m: Array, v: Array, t: int, **options: float) -> Trial:
    call = Call(DECAYED, (w, g, m, v, t), options)
    return agrees(call, *adamw_step(w, g, m, v, t, **options), names=NAMES, **TIGHT)


def _run(random: Generator) -> Trial:
    w, *_ = drawn(random)
    gradients = random.standard_normal((12, *w.shape))
    call = Call(RUN, (w, gradients), {"lr": 0.05})
    return agrees(call, *adam(w, gradients, lr=0.05), names=NAMES, **LOOSE)


def _scale_free(random: Generator) -> Trial:
    """Gradients a million times larger take the same path, as long as epsilon is small beside them."""
    w, *_ = drawn(random)
    gradients = random.standard_normal((8, *w.shape))
    options = {"epsilon": 1e-14}

    def judge(returned: Sequence[Returned]) -> Message | None:
        small, large = returned
        return (
            results(small, 3, function=RUN)
            or results(large, 3, function=RUN)
            or first(
                close(large.values[0], small.values[0], what="w", relative=1e-7),
                close(large.values[1], small.values[1] * 1e6, what="m", relative=1e-7),
                close(large.values[2], small.values[2] * 1e12, what="v", relative=1e-7),
            )
        )

    calls = (Call(RUN, (w, gradients * 1e-6), options), Call(RUN, (w, gradients), options))
    return Trial(calls, judge)


def _half(random: Generator) -> Trial:
    """Mixed precision: weights and moments are wide, gradients are float16, whose squares vanish."""
    import numpy as np

    w, g, m, v = drawn(random)
    small = (g * 1e-4).astype(np.float16)
    return _step(w, small, m * 1e-4, v * 1e-8, 4)
