"""Readings of pumps as a recorder left them: missing values, repeats, and labels spelt by many hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.judge.datasets.arrays import Part, Parts

if TYPE_CHECKING:
    from typing import Any

    from numpy.random import RandomState
    from numpy.typing import NDArray

SEED = 2_033
COUNTS = (3_600, 900, 3_000)
SPELLINGS = (
    ("normal", "Normal", " normal", "NORMAL"),
    ("worn", "Worn", "worn ", "WORN"),
    ("failing", "Failing", " failing ", "FAILING"),
)
UNLABELLED = ("", "?")
OF_UNLABELLED = 0.05
NO_READING = -999.0
"""What the pressure gauge writes when it does not answer; the thermometer writes NaN."""
KINDS = ((1.0, 35, 6.5, 0.02), (2.2, 50, 6.0, 0.03), (0.6, 40, 5.0, 0.015), (3.5, 65, 4.0, 0.04))
"""What is usual for a new pump of kinds 1 to 4: vibration, temperature, pressure, flow at each turn."""
STUCK_ROWS, REPEATS = 6, 200
"""A recorder that hung wrote a few rows again and again; in the training part only."""


def make() -> Parts:
    """X float32 (n, 8); y of what is visible: text `<U10`, of the hidden part: int64 0 to 2."""
    import numpy as np

    random = np.random.RandomState(SEED)
    parts = []
    for count in COUNTS:
        wear = random.random_sample(count)
        parts.append((_readings(random, wear), (wear * 3).astype(np.int64)))
    (x_train, y_train), (x_val, y_val), (x_test, y_test) = parts
    labels = _labels(random, y_train)
    stuck = np.flatnonzero((y_train == 0) & (x_train[:, 6] == 1))[:STUCK_ROWS].repeat(REPEATS)
    order = random.permutation(len(x_train) + len(stuck))
    train = Part(
        np.concatenate([x_train, x_train[stuck]])[order], np.concatenate([labels, labels[stuck]])[order]
    )
    return Parts(train, Part(x_val, _labels(random, y_val)), Part(x_test, y_test))


def _readings(random: RandomState, wear: NDArray[Any]) -> NDArray[Any]:
    """Vibration, temperature, pressure, flow, speed, age, kind, hours since service; with gaps."""
    import numpy as np

    count = len(wear)
    kind = random.randint(1, 5, count)
    speed = np.round(random.uniform(900, 3_000, count), -1)
    age = random.randint(1, 120, count)
    by_kind = np.array(KINDS)[kind - 1]
    vibration = by_kind[:, 0] * (1 + 1.8 * wear) * np.exp(random.normal(0, 0.17, count))
    temperature = by_kind[:, 1] + 24 * wear + random.normal(0, 4, count)
    pressure = by_kind[:, 2] - 2.4 * wear + random.normal(0, 0.4, count)
    flow = by_kind[:, 3] * speed * (1 - 0.4 * wear) * np.exp(random.normal(0, 0.06, count))
    hours = random.gamma(2.0, 250.0, count) * (0.5 + wear)
    # A gauge that does not answer is a sign of wear in itself.
    pressure[random.random_sample(count) < 0.06 + 0.2 * wear] = NO_READING
    temperature[random.random_sample(count) < 0.15] = np.nan
    columns = [vibration, temperature, pressure, flow, speed, age, kind, hours]
    return np.round(np.column_stack(columns), 2).astype(np.float32)


def _labels(random: RandomState, classes: NDArray[Any]) -> NDArray[Any]:
    """The names of the classes as people typed them, a few left out."""
    import numpy as np

    typed = np.array(SPELLINGS)[classes, random.randint(0, 4, len(classes))]
    left_out = random.random_sample(len(classes)) < OF_UNLABELLED
    return np.where(left_out, np.array(UNLABELLED)[random.randint(0, 2, len(classes))], typed).astype("<U10")
