"""Runs code behind the walls in a process of its own: as this user, and as one without rights."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shlex import quote

import dlprep

NOBODY = 65534
"""The user without any rights."""
_PROGRAM = """
import json, os, sys
from dlprep import wire
from dlprep.sandbox import isolation
given = json.loads(sys.argv[1])
given["private"] = tuple(given["private"])
if child := os.fork():
    # Stands for the warden, of the same user, and ends as its worker.
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os._exit(code) if code >= 0 else os.kill(os.getpid(), -code)
exec(sys.argv[2])
print(isolation.isolate(wire.Start(**given), warden=os.getppid(), pipes=()), flush=True)
exec(sys.argv[3])
"""


@dataclass(frozen=True)
class Ended:
    """How the process ended, and what it said."""

    level: str
    """What isolation was proven; empty when none was."""
    lines: list[str]
    """What the code printed."""
    complaint: str
    returncode: int


@dataclass(frozen=True)
class Place:
    """A run's folder with the folders around it that the code must not see."""

    root: Path

    @classmethod
    def make(cls, root: Path, *, owner: int | None = None) -> Place:
        made = cls(root)
        for folder in (made.work, made.visible, made.hidden, made.home):
            folder.mkdir(parents=True)
        (made.visible / "x_train.npy").write_text("visible")
        (made.hidden / "y_test.npy").write_text("labels")
        (made.home / "id_rsa").write_text("key")
        if owner is not None:
            for path in (root, *root.rglob("*")):
                os.chown(path, owner, owner)
        return made

    @property
    def work(self) -> Path:
        return self.root / "runs" / "work"

    @property
    def visible(self) -> Path:
        return self.root / "data" / "visible"

    @property
    def hidden(self) -> Path:
        return self.root / "data" / "hidden"

    @property
    def home(self) -> Path:
        return self.root / "home"

    def start(self) -> dict[str, object]:
        return {
            "work_dir": str(self.work),
            "visible_dir": str(self.visible),
            "dataset": "",
            "framework": "numpy",
            "wall_seconds": 60,
            "predict_seconds": 60,
            "cpu_seconds": 60,
            "memory_bytes": 2 << 30,
            "output_bytes": 1 << 16,
            "disk_bytes": 64 << 20,
            "processes": 16,
            "private": [str(self.home)],
        }


def enclosed(
    place: Place,
    code: str,
    *,
    level: str = "full",
    abi: int | None = None,
    before: str = "",
    nobody: bool = False,
) -> Ended:
    """Runs `before`, puts up the walls, runs `code`. With `nobody`, by a user without any rights."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DLPREP_")}
    environment |= {"DLPREP_SANDBOX": level, "HOME": str(place.work)}
    if abi is not None:
        environment["DLPREP_LANDLOCK_ABI"] = str(abi)
    command = [sys.executable, "-P", "-c", _PROGRAM, json.dumps(place.start()), before, code]
    done = subprocess.run(
        [*(without_rights(place.root) if nobody else ()), *command],
        cwd=place.work,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    proven, *lines = done.stdout.splitlines() or [""]
    return Ended(proven, lines, done.stderr, done.returncode)


def without_rights(hold: Path, *more: Path) -> list[str]:
    """The beginning of a command that root runs as nobody; nothing for a user who has no rights anyway.

    Python and the checkout may lie in folders that only root may enter. In a view of mounts of its own,
    folders that all may enter are put in their place.
    """
    if os.getuid() != 0:
        return []
    ours = (sys.base_prefix, sys.prefix, Path(dlprep.__file__).parents[1], *more)
    needed = [Path(str(one)).resolve() for one in ours]
    shut: dict[Path, list[Path]] = {}
    for path in needed:
        if first := next((one for one in reversed(path.parents) if not one.stat().st_mode & 0o001), None):
            shut.setdefault(first, []).append(path)
    steps = ["set -e"]
    for number, (first, paths) in enumerate(shut.items()):
        kept = hold / f"hold{number}"
        kept.mkdir(exist_ok=True)
        steps += [
            f"mount --bind {quote(str(first))} {kept}",
            f"mount -t tmpfs -o mode=755 none {quote(str(first))}",
        ]
        for path in paths:
            steps += [f"mkdir -p {quote(str(path))}"]
            steps += [f"mount --bind {kept}/{quote(str(path.relative_to(first)))} {quote(str(path))}"]
        steps += [f"umount {kept}"]
    steps += [f'exec setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups "$@"']
    return ["unshare", "--mount", "--propagation", "private", "sh", "-c", "\n".join(steps), "sh"]


@cache
def best_level() -> str:
    """What this machine offers."""
    code = "from dlprep.sandbox import isolation; print(isolation.available().level)"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DLPREP_")}
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()
