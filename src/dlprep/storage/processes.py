"""Which process runs a challenge, and whether it still lives."""

import sys
from pathlib import Path


def identify(pid: int) -> str | None:
    """A name for process `pid` that no later process gets, or None when there is no such process."""
    started = _started(pid)
    return None if started is None else f"{pid}:{started}"


def is_alive(name: str) -> bool:
    """True when the process that `identify` gave `name` to still runs on this machine."""
    pid, _, _ = name.partition(":")
    return pid.isdecimal() and identify(int(pid)) == name


if sys.platform == "linux":

    def _started(pid: int) -> str | None:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
            boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        except OSError:
            return None
        # The name in brackets may hold blanks and brackets itself; then come the state and, 19 on, the start.
        fields = stat.rpartition(")")[2].split()
        return None if fields[0] in ("Z", "X") else f"{boot}:{fields[19]}"

else:

    def _started(pid: int) -> str | None:
        import psutil

        try:
            return str(psutil.Process(pid).create_time())
        except psutil.Error:
            return None
