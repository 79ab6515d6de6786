"""Checks of `build-lstm-cell`: a step in Keras' gate order, its way back, and a sequence with a mask."""

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
    Cell = tuple[Array, Array, Array]
    State = tuple[Array, Array, Array]
    """Input, hidden state and cell state of one step."""

STEP, BACK, SEQUENCE = "lstm_step", "lstm_step_gradients", "lstm_sequence"
GRADIENTS = ("dx", "dh", "dc", "dkernel", "drecurrent", "dbias")


def trials(random: Generator) -> Mapping[str, Trial]:
    """The checks in the order of the challenge."""
    cell = drawn_cell(random)
    state = drawn_state(random)
    x = random.standard_normal((3, 6, 4))
    smallest = drawn_cell(random, features=1, units=1)
    return {
        "step": _step(state, cell),
        "memory": together(*(_step(state, held) for held in _gates_held(cell))),
        "sequence": _sequence(x, cell),
        "gradients": _back(random, state, cell),
        "smallest": together(
            _step(drawn_state(random, 1, 1, 1), smallest),
            _back(random, drawn_state(random, 1, 1, 1), smallest),
            _sequence(random.standard_normal((1, 1, 1)), smallest),
        ),
        "differences": _differences(random),
        "mask": together(*(_sequence(x, cell, mask) for mask in _masks())),
        "saturated": _saturated(random, cell),
        "padding": _padding(x, cell),
        "float32": _float32(random, state, cell, x),
        "arguments-kept": kept(
            Call(STEP, (*state, *cell)),
            Call(BACK, (state[1], state[2], *state, *cell)),
            Call(SEQUENCE, (x, *cell), {"mask": _masks()[0]}),
        ),
    }


def drawn_cell(random: Generator, features: int = 4, units: int = 5) -> Cell:
    """Kernel, recurrent kernel and bias of four gates."""
    return (
        random.standard_normal((features, 4 * units)) / 2,
        random.standard_normal((units, 4 * units)) / 2,
        random.standard_normal(4 * units) / 2,
    )


def drawn_state(random: Generator, rows: int = 3, features: int = 4, units: int = 5) -> State:
    """An input and the state that it meets."""
    return (
        random.standard_normal((rows, features)),
        random.uniform(-0.9, 0.9, (rows, units)),
        random.standard_normal((rows, units)),
    )


def _sigmoid(z: Array) -> Array:
    """By tanh, which does not overflow."""
    import numpy as np

    return np.asarray((1 + np.tanh(z / 2)) / 2)


def _gates(x: Array, h: Array, cell: Cell) -> tuple[Array, Array, Array, Array]:
    import numpy as np

    kernel, recurrent, bias = cell
    i, f, g, o = np.split(x @ kernel + h @ recurrent + bias, 4, axis=-1)
    return _sigmoid(i), _sigmoid(f), np.tanh(g), _sigmoid(o)


def lstm_step(x: Array, h: Array, c: Array, *cell: Array) -> tuple[Array, Array]:
    """New states: c = f·c + i·g and h = o·tanh(c), gates in the order i, f, g, o."""
    import numpy as np

    kernel, recurrent, bias = cell
    i, f, g, o = _gates(x, h, (kernel, recurrent, bias))
    c = f * c + i * g
    return o * np.tanh(c), c


def lstm_step_gradients(
    dh: Array, dc: Array, x: Array, h: Array, c: Array, *cell: Array
) -> tuple[Array, ...]:
    """By the input, both states and all weights, from the gradients by both new states."""
    import numpy as np

    kernel, recurrent, bias = cell
    i, f, g, o = _gates(x, h, (kernel, recurrent, bias))
    squashed = np.tanh(f * c + i * g)
    by_cell = dc + dh * o * (1 - squashed**2)
    z = np.concatenate(
        [
            by_cell * g * i * (1 - i),
            by_cell * c * f * (1 - f),
            by_cell * i * (1 - g**2),
            dh * squashed * o * (1 - o),
        ],
        axis=-1,
    )
    return z @ kernel.T, z @ recurrent.T, by_cell * f, x.T @ z, h.T @ z, z.sum(axis=0)


def lstm_sequence(x: Array, *cell: Array, mask: Array | None = None) -> tuple[Array, Array, Array]:
    """All outputs and both last states, from states of 0; where the mask is False nothing moves."""
    import numpy as np

    h = c = np.zeros((len(x), cell[1].shape[0]))
    outputs = []
    for step in range(x.shape[1]):
        moved, carried = lstm_step(x[:, step], h, c, *cell)
        seen = np.ones((len(x), 1), bool) if mask is None else mask[:, step, None]
        h, c = np.where(seen, moved, h), np.where(seen, carried, c)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c


def _step(state: State, cell: Cell) -> Trial:
    return agrees(Call(STEP, (*state, *cell)), *lstm_step(*state, *cell), names=("h", "c"))


def _back(random: Generator, state: State, cell: Cell) -> Trial:
    dh, dc = random.standard_normal((2, *state[1].shape))
    call = Call(BACK, (dh, dc, *state, *cell))
    return agrees(call, *lstm_step_gradients(*call.args), names=GRADIENTS)


def _sequence(x: Array, cell: Cell, mask: Array | None = None) -> Trial:
    call = Call(SEQUENCE, (x, *cell), {} if mask is None else {"mask": mask})
    return agrees(call, *lstm_sequence(x, *cell, mask=mask), names=("outputs", "h", "c"))


def _gates_held(cell: Cell) -> list[Cell]:
    """One gate at a time held open or shut by its bias: shows which block is which gate."""
    units = len(cell[2]) // 4
    held = []
    for gate, push in ((0, -60.0), (1, 60.0), (3, -60.0)):
        bias = cell[2].copy()
        bias[gate * units : (gate + 1) * units] = push
        held.append((cell[0], cell[1], bias))
    return held


def _masks() -> list[Array]:
    """Zeros behind, in front, and a row of nothing else."""
    import numpy as np

    lengths = np.array([6, 3, 1])[:, None]
    behind = np.arange(6) < lengths
    return [behind, behind[:, ::-1].copy(), behind & np.array([[True], [False], [True]])]


def _differences(random: Generator) -> Trial:
    state, cell = drawn_state(random, 2, 3, 2), drawn_cell(random, 3, 2)
    dh, dc = random.standard_normal((2, 2, 2))
    return slope_trial(
        Call(STEP, (*state, *cell)),
        Call(BACK, (dh, dc, *state, *cell)),
        [Wanted(name, place, place) for place, name in enumerate(GRADIENTS)],
        weighted(dh, dc),
        random,
    )


def _saturated(random: Generator, cell: Cell) -> Trial:
    """Sums in the thousands: gates are shut or open, and nothing overflows."""
    x, h, c = drawn_state(random)
    state = (x * 3000, h, c)
    return together(
        _step(state, cell),
        _back(random, state, cell),
        _sequence(random.standard_normal((2, 4, 4)) * 3000, cell),
    )


def _padding(x: Array, cell: Cell) -> Trial:
    """What stands behind the mask may be anything, even NaN."""
    import numpy as np

    mask = _masks()[0]
    wanted = lstm_sequence(np.where(mask[..., None], x, 0), *cell, mask=mask)
    call = Call(SEQUENCE, (np.where(mask[..., None], x, np.nan), *cell), {"mask": mask})
    return agrees(call, *wanted, names=("outputs", "h", "c"))


def _float32(random: Generator, state: State, cell: Cell, x: Array) -> Trial:
    dh, dc = random.standard_normal((2, *state[1].shape)).astype("float32")
    narrow = [one.astype("float32") for one in (*state, *cell)]
    sequence = Call(SEQUENCE, (x.astype("float32"), *narrow[3:]), {"mask": _masks()[0]})
    return of_kind("float32", Call(STEP, tuple(narrow)), Call(BACK, (dh, dc, *narrow)), sequence)
