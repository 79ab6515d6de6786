"""Event logs of machines, padded with zeros behind: which state is a machine in after its last event?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.judge.datasets.arrays import Part, Parts

if TYPE_CHECKING:
    from numpy.random import RandomState

SEED = 2_032
COUNTS = (4_000, 1_000, 2_000)
LENGTH = 160
SHORTEST, LONGEST = 6, 30
KINDS = 24
"""Ids of events: 1 to 23; 0 is padding."""
START, STOP, ALARM, RESET = 1, 2, 3, 4
IDLE, RUNNING, FAULT = 0, 1, 2
OF_COMMANDS = 0.4
"""The other events are readings and messages, which change nothing."""


def make() -> Parts:
    """X int32 (n, 160) with the events first and zeros behind; y int64 (n,): 0 idle, 1 running, 2 fault."""
    import numpy as np

    random = np.random.RandomState(SEED)
    wanted = sum(COUNTS)
    logs: dict[bytes, int] = {}
    per_state = {IDLE: wanted // 3, RUNNING: wanted // 3, FAULT: wanted - 2 * (wanted // 3)}
    while any(per_state.values()):
        events = _log(random)
        state = after(events)
        padded = np.zeros(LENGTH, dtype=np.int32)
        padded[: len(events)] = events
        if per_state[state] and padded.tobytes() not in logs:
            logs[padded.tobytes()] = state
            per_state[state] -= 1
    x = np.stack([np.frombuffer(log, dtype=np.int32) for log in logs])
    y = np.array(list(logs.values()), dtype=np.int64)
    split = np.split(random.permutation(wanted), np.cumsum(COUNTS)[:-1])
    train, validation, test = (Part(x[chosen], y[chosen]) for chosen in split)
    return Parts(train, validation, test)


def after(events: list[int]) -> int:
    """The state of a machine that was idle before `events`.

    A fault stays until it is reset; starting and stopping do nothing meanwhile.
    """
    state = IDLE
    for event in events:
        if event == ALARM:
            state = FAULT
        elif state == FAULT:
            state = IDLE if event == RESET else FAULT
        elif event in (START, STOP):
            state = RUNNING if event == START else IDLE
    return state


def _log(random: RandomState) -> list[int]:
    length = int(random.randint(SHORTEST, LONGEST + 1))
    draws = random.random_sample(length)
    commands = random.choice([START, STOP, ALARM, RESET], length, p=[0.35, 0.2, 0.2, 0.25])
    readings = random.randint(RESET + 1, KINDS, length)
    return [
        int(command if draw < OF_COMMANDS else reading)
        for draw, command, reading in zip(draws, commands, readings, strict=True)
    ]
