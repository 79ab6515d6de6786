"""Checks of `build-conv2d`: a convolution layer forward and back, with strides and Keras' two paddings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.judge.functions.building import agrees, kept, of_kind, together
from dlprep.judge.functions.slopes import Wanted, slope_trial, weighted
from dlprep.judge.functions.task import Call

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.random import Generator
    from numpy.typing import NDArray

    from dlprep.judge.functions.task import Trial

    Array = NDArray[Any]
    Layer = tuple[Array, Array, Array]

FORWARD, BACKWARD = "conv2d_forward", "conv2d_backward"
NAMES = ("dx", "dw", "db")
FORWARD_MOST, BACKWARD_MOST = 6.0, 12.0
"""Ours take 0.4 and 1.3 with one thread, loops over the places of the image 50 and 92."""


def trials(random: Generator) -> Mapping[str, Trial]:
    """The checks in the order of the challenge."""
    plain, wide = drawn(random, (2, 6, 7, 3), (3, 2, 3, 4)), drawn(random, (2, 8, 9, 2), (3, 3, 2, 5))
    even, large = drawn(random, (2, 6, 8, 2), (3, 3, 2, 3)), drawn(random, (2, 96, 96, 2), (3, 3, 2, 2))
    return {
        "forward": _forward(plain),
        "stride": _forward(wide, stride=2),
        "backward": _backward(random, plain),
        "same-padding": together(
            _forward(plain, padding="same"),
            _forward(even, stride=2, padding="same"),
            _forward(drawn(random, (1, 7, 5, 2), (2, 4, 2, 3)), stride=3, padding="same"),
        ),
        "strided-backward": together(
            _backward(random, drawn(random, (2, 8, 10, 2), (3, 3, 2, 3)), stride=2),
            _backward(random, even, stride=2, padding="same"),
        ),
        "differences": _differences(random),
        "smallest": together(
            _forward(drawn(random, (1, 1, 1, 1), (1, 1, 1, 1))),
            _forward(drawn(random, (1, 4, 3, 1), (1, 1, 1, 2)), stride=2, padding="same"),
            _backward(random, drawn(random, (1, 4, 3, 1), (1, 1, 1, 2)), stride=2),
            _backward(random, drawn(random, (1, 2, 2, 1), (5, 5, 1, 1)), padding="same"),
        ),
        "float32": _float32(random),
        "arguments-kept": kept(*_calls(random, plain, padding="same")),
        "fast": together(
            _forward(large, FORWARD_MOST, padding="same"),
            _backward(random, large, BACKWARD_MOST, padding="same"),
        ),
    }


def drawn(random: Generator, images: tuple[int, ...], kernel: tuple[int, ...]) -> Layer:
    """Images, a kernel and biases."""
    return (
        random.standard_normal(images),
        random.standard_normal(kernel) / 2,
        random.standard_normal(kernel[-1]),
    )


def margins(length: int, window: int, stride: int, padding: str) -> tuple[int, int]:
    """Zeros before and after an axis; the odd one goes behind, as in TensorFlow."""
    if padding == "valid":
        return 0, 0
    total = max((-(-length // stride) - 1) * stride + window - length, 0)
    return total // 2, total - total // 2


def _padded(x: Array, w: Array, stride: int, padding: str) -> tuple[Array, tuple[int, int]]:
    import numpy as np

    rows = margins(x.shape[1], w.shape[0], stride, padding)
    columns = margins(x.shape[2], w.shape[1], stride, padding)
    return np.pad(x, ((0, 0), rows, columns, (0, 0))), (rows[0], columns[0])


def forward(x: Array, w: Array, b: Array, stride: int = 1, padding: str = "valid") -> Array:
    """Each place of the kernel adds its product with the pixels that it meets."""
    import numpy as np

    wide, _ = _padded(x, w, stride, padding)
    height = (wide.shape[1] - w.shape[0]) // stride + 1
    width = (wide.shape[2] - w.shape[1]) // stride + 1
    y = np.zeros((len(x), height, width, w.shape[3])) + b
    for row in range(w.shape[0]):
        for column in range(w.shape[1]):
            met = wide[:, row : row + height * stride : stride, column : column + width * stride : stride]
            y += met[:, :height, :width] @ w[row, column]
    return y


def backward(dy: Array, x: Array, w: Array, stride: int = 1, padding: str = "valid") -> Layer:
    """The same walk: what a pixel gave to, it receives from."""
    import numpy as np

    wide, (top, left) = _padded(x, w, stride, padding)
    height, width = dy.shape[1:3]
    by_wide, by_kernel = np.zeros(wide.shape), np.zeros(w.shape)
    for row in range(w.shape[0]):
        for column in range(w.shape[1]):
            met = (
                slice(None),
                slice(row, row + (height - 1) * stride + 1, stride),
                slice(column, column + (width - 1) * stride + 1, stride),
            )
            by_wide[met] += dy @ w[row, column].T
            by_kernel[row, column] = np.einsum("nhwi,nhwo->io", wide[met], dy)
    by_image = by_wide[:, top : top + x.shape[1], left : left + x.shape[2]]
    return by_image, by_kernel, dy.sum(axis=(0, 1, 2))


def _forward(layer: Layer, most: float | None = None, **options: Any) -> Trial:
    return agrees(Call(FORWARD, layer, options), forward(*layer, **options), most=most)


def _backward(random: Generator, layer: Layer, most: float | None = None, **options: Any) -> Trial:
    x, w, _ = layer
    dy = random.standard_normal(forward(*layer, **options).shape)
    call = Call(BACKWARD, (dy, x, w), options)
    return agrees(call, *backward(dy, x, w, **options), names=NAMES, most=most)


def _calls(random: Generator, layer: Layer, **options: Any) -> tuple[Call, Call]:
    """Forward and backward."""
    dy = random.standard_normal(forward(*layer, **options).shape).astype(layer[0].dtype)
    return Call(FORWARD, layer, options), Call(BACKWARD, (dy, *layer[:2]), options)


def _differences(random: Generator) -> Trial:
    ahead, back = _calls(random, drawn(random, (2, 5, 6, 2), (3, 2, 2, 3)), stride=2, padding="same")
    wanted = [Wanted(name, place, place) for place, name in enumerate(NAMES)]
    return slope_trial(ahead, back, wanted, weighted(back.args[0]), random)


def _float32(random: Generator) -> Trial:
    """Half the bytes in must not become twice the bytes out."""
    x, w, b = (one.astype("float32") for one in drawn(random, (2, 6, 6, 2), (3, 3, 2, 3)))
    return of_kind("float32", *_calls(random, (x, w, b), stride=2, padding="same"))
