"""macOS: the system's own `sandbox-exec`, as far as it goes. Written from its documents and not tested there.

The worker is started under a profile: no network, nothing written outside its folder, nothing private read.
Whether that holds is found by the same attempts as on Linux; where it does not, no isolation is claimed.
"""

import os
import subprocess
import sys
from pathlib import Path

from dlprep.sandbox import knobs
from dlprep.wire import Start

MARK = "DLPREP_SEATBELT"
"""In the environment of a worker that was started under a profile."""
_MACOS = sys.platform == "darwin"
_PROGRAM = "/usr/bin/sandbox-exec"
_DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom", "/dev/dtracehelper")


def prefix(start: Start) -> list[str]:
    """The beginning of the worker's command; empty where there is no such program, or it fails."""
    if not _MACOS or not knobs.allows("limited") or not Path(_PROGRAM).exists():
        return []
    command = [_PROGRAM, "-p", profile(start)]
    tried = subprocess.run([*command, "/usr/bin/true"], capture_output=True, check=False)
    return command if tried.returncode == 0 else []


def profile(start: Start) -> str:
    """The rules; of those that fit, the last one counts."""
    roots = [Path(os.path.realpath(place)) for place in (sys.prefix, sys.base_prefix, Path(__file__).parent)]
    secrets = [
        place
        for place in (os.path.realpath(one) for one in start.private)
        # Home itself holds many a Python; what is personal in it is named apart.
        if not any(root.is_relative_to(place) for root in roots)
    ]
    work = os.path.realpath(start.work_dir)
    readable = [work, *([os.path.realpath(start.visible_dir)] if start.visible_dir else [])]
    rules = [
        "(version 1)",
        "(allow default)",
        "(deny network*)",
        "(deny signal (target others))",
        "(deny file-write*)",
        f"(deny file-read* {_folders(os.path.dirname(work), *secrets)})",  # noqa: PTH120 - a plain string
        f"(allow file-read* {_folders(*readable)})",
        f"(allow file-write* {_folders(work)})",
        f"(allow file-write-data {' '.join(f'(literal {_quoted(path)})' for path in _DEVICES)})",
    ]
    return "\n".join(rules)


def _folders(*paths: str) -> str:
    return " ".join(f"(subpath {_quoted(path)})" for path in paths)


def _quoted(path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
