"""Checks of `build-attention`: scaled dot products with masks, any leading axes, and no loop over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.judge.functions.building import agrees, kept, of_kind, together
from dlprep.judge.functions.comparing import close, results
from dlprep.judge.functions.task import Call, Trial

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from numpy.random import Generator
    from numpy.typing import NDArray

    from dlprep.domain.messages import Message
    from dlprep.judge.functions.task import Returned

    Array = NDArray[Any]
    Inputs = tuple[Array, Array, Array]

FUNCTION, NAMES = "attention", ("output", "weights")
MOST = 25.0
"""Ours takes 3 with one thread, loops over queries 140."""


def trials(random: Generator) -> Mapping[str, Trial]:
    """The checks in the order of the challenge."""
    single, heads = drawn(random, (), 5, 6), drawn(random, (2, 3), 4, 6)
    full = random.uniform(size=(2, 3, 4, 6)) < 0.6
    full[..., 0] = True
    return {
        "single": _agrees(single),
        "heads": _agrees(heads),
        "mask": _agrees(heads, mask=full),
        "padding": _agrees(heads, mask=_padding(random)),
        "causal": together(
            _agrees(drawn(random, (2,), 5, 5), causal=True),
            _agrees(drawn(random, (2, 2), 5, 5), mask=_every_other(5), causal=True),
        ),
        "cached": together(_agrees(heads, causal=True), _agrees(drawn(random, (2,), 2, 7), causal=True)),
        "large-scores": together(_agrees(_steep(heads, 1000.0)), _agrees(_steep(heads, 1000.0), mask=full)),
        "one-key": together(_agrees(drawn(random, (2,), 3, 1)), _agrees(drawn(random, (1, 1), 1, 1))),
        "empty-rows": _empty_rows(random, heads, full),
        "no-leak": _no_leak(random),
        "key-order": _key_order(random, heads, full),
        "float32": of_kind("float32", Call(FUNCTION, _narrow(heads), {"mask": full, "causal": True})),
        "arguments-kept": kept(Call(FUNCTION, heads, {"mask": full, "causal": True})),
        "fast": _agrees(drawn(random, (32, 8), 32, 32, depth=8), most=MOST, causal=True),
    }


def drawn(random: Generator, leading: tuple[int, ...], queries: int, keys: int, depth: int = 4) -> Inputs:
    """Queries, keys and values; values are one wider than keys, so that neither can stand for the other."""
    return (
        random.standard_normal((*leading, queries, depth)),
        random.standard_normal((*leading, keys, depth)),
        random.standard_normal((*leading, keys, depth + 1)),
    )


def attention(
    q: Array, k: Array, v: Array, mask: Array | None = None, causal: bool = False
) -> tuple[Array, Array]:
    """softmax(q·kᵀ / √d) · v over the keys that may be seen; zeros where none may."""
    import numpy as np

    scores = np.einsum("...qd,...kd->...qk", q, k) / np.sqrt(q.shape[-1])
    queries, keys = scores.shape[-2:]
    seen = np.ones(scores.shape, bool)
    if causal:
        seen &= np.arange(keys) <= np.arange(queries)[:, None] + keys - queries
    if mask is not None:
        seen &= mask
    top = np.where(seen, scores, -np.inf).max(axis=-1, keepdims=True)
    exps = np.exp(np.where(seen, scores - np.where(np.isfinite(top), top, 0), -np.inf))
    weights = exps / np.maximum(exps.sum(axis=-1, keepdims=True), np.finfo(float).tiny)
    return np.einsum("...qk,...kv->...qv", weights, v), weights


def _agrees(inputs: Inputs, most: float | None = None, **options: Any) -> Trial:
    call = Call(FUNCTION, inputs, options)
    return agrees(call, *attention(*inputs, **options), names=NAMES, absolute=1e-9, most=most)


def _every_other(keys: int) -> Array:
    import numpy as np

    return np.asarray(np.arange(keys)[None] % 2 == 0)


def _padding(random: Generator) -> Array:
    """One length for each of two sequences, as a mask that heads and queries share."""
    import numpy as np

    lengths = random.integers(1, 6, 2)
    return np.asarray((np.arange(6) < lengths[:, None])[:, None, None, :])


def _steep(inputs: Inputs, by: float) -> Inputs:
    q, k, v = inputs
    return q * by, k, v


def _narrow(inputs: Inputs) -> Inputs:
    q, k, v = (one.astype("float32") for one in inputs)
    return q, k, v


def _empty_rows(random: Generator, inputs: Inputs, mask: Array) -> Trial:
    """Queries that may see nothing: padding asks as well, and a causal mask can leave it nobody."""
    holed = mask.copy()
    holed[:, :, random.integers(0, 4)] = False
    return together(
        _agrees(inputs, mask=holed),
        _agrees(inputs, mask=holed & False),
        _agrees(drawn(random, (2,), 5, 3), causal=True),
    )


def _no_leak(random: Generator) -> Trial:
    """Allowed scores far below what others add for a hidden key, and huge values behind the mask."""
    import numpy as np

    q, k, v = drawn(random, (2,), 3, 6)
    q, k = np.abs(q), np.abs(k)
    k[:, :3] *= -1e12
    v[:, 3:] *= 1e200
    mask = np.arange(6) < 3
    return _agrees((q, k, v), mask=mask[None, None])


def _key_order(random: Generator, inputs: Inputs, mask: Array) -> Trial:
    """Keys are a set: in another order, with their values and masks, they give the same output."""
    q, k, v = inputs
    order = random.permutation(k.shape[-2])
    calls = (
        Call(FUNCTION, inputs, {"mask": mask}),
        Call(FUNCTION, (q, k[..., order, :], v[..., order, :]), {"mask": mask[..., order]}),
    )

    def judge(returned: Sequence[Returned]) -> Message | None:
        before, after = returned
        return (
            results(before, 2, function=FUNCTION)
            or results(after, 2, function=FUNCTION)
            or close(after.values[0], before.values[0], what="output")
            or close(after.values[1], before.values[1][..., order], what="weights")
        )

    return Trial(calls, judge)
