"""`make bench`: every figure beside its bar. Run it on a quiet machine; arguments name the parts to run."""

from __future__ import annotations

import os
import platform
import sys
from importlib import import_module, metadata

PARTS = (
    "commands",
    "first_frame",
    "bank_load",
    "storage",
    "at_scale",
    "key_to_feedback",
    "answer_grading",
    "ability",
    "planning",
    "key_while_training",
    "judge",
)


def main(wanted: list[str]) -> int:
    """Prints the figures of the wanted parts, or of all; 1 when a bar is missed."""
    versions = ", ".join(
        f"{name} {metadata.version(name)}" for name in ("textual", "sqlalchemy", "tensorflow")
    )
    print(f"dlprep {metadata.version('dlprep')}, Python {platform.python_version()}, {versions}")
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    missed = 0
    for part in wanted or PARTS:
        print(f"\n{part}", flush=True)
        for figure in import_module(f"benchmarks.{part}").measure():
            print(figure, flush=True)
            missed += not figure.holds
    print(f"\n{missed} figures miss their bar" if missed else "\nevery figure is within its bar")
    return int(missed > 0)


if __name__ == "__main__":
    unknown = set(sys.argv[1:]) - set(PARTS)
    if unknown:
        sys.exit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    sys.exit(main(sys.argv[1:]))
