"""Switches in the environment that take layers of the sandbox away, for tests. None can add one."""

import os
from collections.abc import Mapping

LEVEL = "DLPREP_SANDBOX"
"""The most that may be put in force: `base`, `limited` (system calls only) or `none`."""
LANDLOCK_ABI = "DLPREP_LANDLOCK_ABI"
"""The version of Landlock to stop at; 0 does without."""
NAMES = (LEVEL, LANDLOCK_ABI)
_LEVELS = ("none", "limited", "base", "full")


def allows(level: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether layers that only this level has may be put in force."""
    most = environment.get(LEVEL, "")
    return most not in _LEVELS or _LEVELS.index(level) <= _LEVELS.index(most)


def newest_landlock(known: int, environment: Mapping[str, str] = os.environ) -> int:
    """The version of Landlock to stop at, `known` at most."""
    most = environment.get(LANDLOCK_ABI, "")
    return min(known, int(most)) if most.isdecimal() else known
