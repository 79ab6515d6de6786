"""Readings of a cold room every ten minutes: a daily course, a compressor that cycles, and noise.

Synthesised. The past comes as one long series, from which windows are to be cut; the hidden windows come cut,
far enough apart that none holds the answer to another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.judge.datasets.arrays import Part, Parts

if TYPE_CHECKING:
    from typing import Any

    from numpy.random import RandomState
    from numpy.typing import NDArray

COLUMNS = ("temperature", "load", "outside", "hour")
WINDOW = 24
"""Readings in a hidden window: four hours."""
HORIZON = 6
"""Readings from the last of a window to the one to be predicted: an hour."""
TRAIN, VALIDATION, TEST = 18_000, 3_600, 800
SEED = 551
_DAY = 144
_GAP = WINDOW + HORIZON
"""Windows that start this far apart share nothing, and none holds the target of another."""


def make() -> Parts:
    """Series: x float32 (time, 4), y float32 (time,). Hidden: x (n, WINDOW, 4), y (n,), shuffled.

    `y[t]` is the temperature HORIZON readings after `x[t]`; of a window, HORIZON readings after its last.
    """
    import numpy as np

    random = np.random.RandomState(SEED)
    ends = np.cumsum(random.randint(_GAP, _GAP + 8, size=TEST)) - 1
    border = TRAIN + VALIDATION + 2 * HORIZON
    series = _series(border + int(ends[-1]) + 1 + HORIZON, random)
    ends = border + random.permutation(ends)
    windows = np.stack([series[end - WINDOW + 1 : end + 1] for end in ends])
    return Parts(
        _past(series, 0, TRAIN),
        _past(series, TRAIN + HORIZON, VALIDATION),
        Part(windows, series[ends + HORIZON, 0]),
    )


def _past(series: NDArray[Any], first: int, length: int) -> Part:
    return Part(series[first : first + length], series[first + HORIZON : first + HORIZON + length, 0])


def _series(length: int, random: RandomState) -> NDArray[Any]:
    import numpy as np

    hour = np.arange(length) % _DAY / 6.0
    drift = _smooth(random.normal(size=length), 0.999) * 3.0
    outside = 12 + 6 * np.sin((hour - 9) * np.pi / 12) + drift
    busy = ((hour > 8) & (hour < 19)) * 1.0
    load = np.clip(0.3 + 0.9 * busy + 0.35 * _smooth(random.normal(size=length), 0.95), 0, None)
    # The compressor works against both: the warmer and the busier, the shorter its cycle, 40 to 110 minutes.
    rate = 2 * np.pi / (11.0 - 3.0 * np.tanh((outside - 12) / 6) - 2.5 * np.tanh(load - 0.7))
    phase = np.cumsum(rate + 0.02 * random.normal(size=length))
    cycle = np.sin(phase) + 0.35 * np.sin(2 * phase)
    slow = 0.12 * (outside - 12) + 0.8 * _smooth(load - 0.7, 0.9)
    temperature = 5.0 + slow + 1.1 * cycle + 0.12 * random.normal(size=length)
    columns = np.stack([temperature, load, outside, hour], axis=1)
    return np.round(columns, 2).astype(np.float32)


def _smooth(values: NDArray[Any], memory: float) -> NDArray[Any]:
    """A running mean with `memory`; white noise of variance 1 keeps that variance."""
    import numpy as np

    smoothed = np.empty_like(values)
    state = 0.0
    scale = np.sqrt(1 - memory * memory)
    for i, value in enumerate(values):
        state = memory * state + scale * value
        smoothed[i] = state
    return smoothed
