"""Steps of optimizers, as Keras does them: each returns the weight after every step."""

import math
from collections.abc import Sequence

Vector = tuple[float, ...]


def sgd_steps(
    w: float, gradients: Sequence[float], lr: float, momentum: float = 0.0, nesterov: bool = False
) -> Vector:
    """Momentum v = m·v - lr·g; w += v, with Nesterov w += m·v - lr·g (keras.optimizers.SGD)."""
    found, speed = [], 0.0
    for g in gradients:
        speed = momentum * speed - lr * g
        w += momentum * speed - lr * g if nesterov else speed
        found.append(w)
    return tuple(found)


def rmsprop_steps(
    w: float, gradients: Sequence[float], lr: float, rho: float = 0.9, epsilon: float = 1e-7
) -> Vector:
    """Squares v = ρv + (1 - ρ)g²; w -= lr·g/√(v + ε), the ε inside the root (keras.optimizers.RMSprop)."""
    found, square = [], 0.0
    for g in gradients:
        square = rho * square + (1 - rho) * g * g
        w -= lr * g / math.sqrt(square + epsilon)
        found.append(w)
    return tuple(found)


def adagrad_steps(
    w: float, gradients: Sequence[float], lr: float, initial: float = 0.1, epsilon: float = 1e-7
) -> Vector:
    """Sums a += g²; w -= lr·g/√(a + ε), a starting at 0.1 (keras.optimizers.Adagrad)."""
    found, total = [], initial
    for g in gradients:
        total += g * g
        w -= lr * g / math.sqrt(total + epsilon)
        found.append(w)
    return tuple(found)


def adam_steps(
    w: float,
    gradients: Sequence[float],
    lr: float,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-7,
    decay: float = 0.0,
) -> Vector:
    """Adam with bias correction, ε outside the root; `decay` shrinks w by lr·decay first (keras AdamW).

    Keras folds the correction into the rate: lr·√(1 - β2^t)/(1 - β1^t) · m/(√v + ε).
    """
    found, m, v = [], 0.0, 0.0
    for step, g in enumerate(gradients, start=1):
        w -= lr * decay * w
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        rate = lr * math.sqrt(1 - beta2**step) / (1 - beta1**step)
        w -= rate * m / (math.sqrt(v) + epsilon)
        found.append(w)
    return tuple(found)


def moments(gradients: Sequence[float], beta: float) -> Vector:
    """The moving average m = βm + (1 - β)g from 0, after every step, without bias correction."""
    found, m = [], 0.0
    for g in gradients:
        m = beta * m + (1 - beta) * g
        found.append(m)
    return tuple(found)


def clip_by_norm(gradients: Sequence[float], limit: float) -> Vector:
    """All items scaled so that their common Euclidean length is at most `limit` (tf.clip_by_global_norm)."""
    length = math.sqrt(math.fsum(g * g for g in gradients))
    return tuple(g * limit / max(length, limit) for g in gradients)


def two_layer_gradients(
    x: float, target: float, w1: float, b1: float, w2: float, b2: float, activation: str = "sigmoid"
) -> Vector:
    """Gradients of ½(ŷ - y)², ŷ = w2·a + b2, a = f(w1·x + b1), by w1, b1, w2, b2 in this order.

    `activation` is sigmoid, tanh or relu.
    """
    z = w1 * x + b1
    a, slope = _activated(activation, z)
    error = w2 * a + b2 - target
    back = error * w2 * slope
    return back * x, back, error * a, error


def _activated(name: str, z: float) -> tuple[float, float]:
    match name:
        case "sigmoid":
            s = 1 / (1 + math.exp(-z))
            return s, s * (1 - s)
        case "tanh":
            return math.tanh(z), 1 - math.tanh(z) ** 2
        case "relu":
            return max(z, 0.0), float(z > 0)
    raise ValueError(f"there is no activation {name}; known are sigmoid, tanh, relu")
