"""How long `dlprep --version` and `--help` take over `python -c pass`, in turns."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

from benchmarks.figures import Figure

ROUNDS = 15
BAR_SECONDS = 0.15


def measure() -> list[Figure]:
    """Medians of the difference to `python -c pass`, pair by pair."""
    return [
        Figure(f"dlprep {option} over python -c pass", _over_pass(option), "s", BAR_SECONDS)
        for option in ("--version", "--help")
    ]


def _over_pass(option: str) -> float:
    _seconds("-m", "dlprep", option)
    pairs = [(_seconds("-m", "dlprep", option), _seconds("-c", "pass")) for _ in range(ROUNDS)]
    return statistics.median(ours - bare for ours, bare in pairs)


def _seconds(*arguments: str) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - began
