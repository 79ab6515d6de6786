"""Shapes, parameters and initial values of layers, as Keras counts them."""

import math
from collections.abc import Sequence


def conv_out(n: int, k: int, stride: int = 1, padding: str = "valid", dilation: int = 1) -> int:
    """The side after a convolution or a pooling; `padding` is valid or same."""
    if padding == "same":
        return -(-n // stride)
    if padding != "valid":
        raise ValueError(f"there is no padding {padding}; known are valid, same")
    return (n - dilation * (k - 1) - 1) // stride + 1


def conv_transpose_out(n: int, k: int, stride: int = 1, padding: str = "valid") -> int:
    """The side after Conv2DTranspose: n·s, with valid also max(k - s, 0)."""
    return n * stride + (max(k - stride, 0) if padding == "valid" else 0)


def conv_params(kh: int, kw: int, cin: int, cout: int, groups: int = 1, bias: bool = True) -> int:
    """(kh·kw·cin/groups + bias)·cout."""
    return (kh * kw * (cin // groups) + int(bias)) * cout


def dense_params(inputs: int, units: int, bias: bool = True) -> int:
    """(inputs + bias)·units."""
    return (inputs + int(bias)) * units


def receptive_field(kernels: Sequence[int], strides: Sequence[int]) -> int:
    """Inputs one output sees: r += (k - 1)·j, j *= s, from the first layer on."""
    field, jump = 1, 1
    for kernel, stride in zip(kernels, strides, strict=True):
        field += (kernel - 1) * jump
        jump *= stride
    return field


def lstm_params(d: int, h: int) -> int:
    """4h(h + d + 1)."""
    return 4 * h * (h + d + 1)


def gru_params(d: int, h: int, reset_after: bool = True) -> int:
    """3h(h + d + 2) by default; 3h(h + d + 1) with `reset_after=False`."""
    return 3 * h * (h + d + (2 if reset_after else 1))


def rnn_params(d: int, h: int) -> int:
    """h(h + d + 1)."""
    return h * (h + d + 1)


def glorot_limit(fan_in: int, fan_out: int) -> float:
    """√(6/(fan_in + fan_out)), the end of the uniform interval (Glorot and Bengio 2010)."""
    return math.sqrt(6 / (fan_in + fan_out))


def he_std(fan_in: int) -> float:
    """√(2/fan_in) (He et al. 2015)."""
    return math.sqrt(2 / fan_in)


def normalise(
    v: Sequence[float], epsilon: float = 1e-3, gamma: float = 1.0, beta: float = 0.0
) -> tuple[float, ...]:
    """γ(x - mean)/√(var + ε) + β over the list, as BatchNormalization over a batch."""
    centre = math.fsum(v) / len(v)
    spread = math.fsum((x - centre) ** 2 for x in v) / len(v)
    return tuple(gamma * (x - centre) / math.sqrt(spread + epsilon) + beta for x in v)


def attention_row(
    query: Sequence[float], keys: Sequence[Sequence[float]], values: Sequence[Sequence[float]]
) -> tuple[float, ...]:
    """The output for one query: softmax(q·kᵀ/√d) over the keys, times the values."""
    weights = attention_weights(query, keys)
    columns = zip(*values, strict=True)
    return tuple(math.fsum(w * x for w, x in zip(weights, column, strict=True)) for column in columns)


def attention_weights(query: Sequence[float], keys: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """softmax(q·kᵀ/√d) over the keys."""
    root = math.sqrt(len(query))
    scores = [math.fsum(a * b for a, b in zip(query, key, strict=True)) / root for key in keys]
    powers = [math.exp(score - max(scores)) for score in scores]
    return tuple(one / math.fsum(powers) for one in powers)
