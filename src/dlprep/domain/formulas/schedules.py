"""Learning rates over steps, and when training stops, as Keras does both."""

import math
from collections.abc import Sequence


def exponential_decay(lr: float, step: int, every: int, rate: float, staircase: bool = False) -> float:
    """lr·rate^(step/every); a staircase rounds the exponent down (ExponentialDecay)."""
    exponent = step // every if staircase else step / every
    return float(lr * rate**exponent)


def cosine_decay(lr: float, step: int, total: int, alpha: float = 0.0) -> float:
    """From lr down to α·lr over `total` steps along half a cosine (CosineDecay)."""
    progress = min(step, total) / total
    return lr * ((1 - alpha) * 0.5 * (1 + math.cos(math.pi * progress)) + alpha)


def warmup_cosine(
    lr: float, step: int, warmup: int, total: int, alpha: float = 0.0, start: float = 0.0
) -> float:
    """Linear from `start` to lr over `warmup` steps, then cosine over `total` more."""
    if step < warmup:
        return start + (lr - start) * step / warmup
    return cosine_decay(lr, step - warmup, total, alpha)


def polynomial_decay(lr: float, step: int, total: int, end: float = 0.0001, power: float = 1.0) -> float:
    """(lr - end)(1 - step/total)^power + end (PolynomialDecay)."""
    return float((lr - end) * (1 - min(step, total) / total) ** power + end)


def inverse_time_decay(lr: float, step: int, every: int, rate: float, staircase: bool = False) -> float:
    """lr/(1 + rate·step/every) (InverseTimeDecay)."""
    return lr / (1 + rate * (step // every if staircase else step / every))


def piecewise(step: int, boundaries: Sequence[int], values: Sequence[float]) -> float:
    """The value of the first boundary that `step` does not exceed, or the last (PiecewiseConstantDecay)."""
    return next((v for edge, v in zip(boundaries, values, strict=False) if step <= edge), values[-1])


def early_stop(losses: Sequence[float], patience: int, min_delta: float = 0.0) -> int:
    """The epoch, from 1, after which training ends; all of them when it is never stopped (EarlyStopping)."""
    best, waited = math.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        waited += 1
        if loss < best - min_delta:
            best, waited = loss, 0
        elif waited >= patience:
            return epoch
    return len(losses)


def best_epoch(losses: Sequence[float], patience: int, min_delta: float = 0.0) -> int:
    """The epoch, from 1, whose weights `restore_best_weights` brings back."""
    best, found = math.inf, 0
    for epoch, loss in enumerate(losses[: early_stop(losses, patience, min_delta)], start=1):
        if loss < best - min_delta:
            best, found = loss, epoch
    return found


def plateau_rate(
    lr: float, losses: Sequence[float], patience: int, factor: float, min_delta: float = 1e-4
) -> float:
    """The rate after these epochs; `patience` epochs without a lower loss cut it (ReduceLROnPlateau)."""
    best, waited = math.inf, 0
    for loss in losses:
        waited += 1
        if loss < best - min_delta:
            best, waited = loss, 0
        elif waited >= patience:
            lr, waited = lr * factor, 0
    return lr
