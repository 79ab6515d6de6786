"""How much memory the machine has left, as far as it tells."""

import sys
from pathlib import Path

_MEMINFO = Path("/proc/meminfo")


def available_bytes() -> int | None:
    """Memory that can be had without swapping, or None when the system does not say."""
    if sys.platform != "linux":
        import psutil  # type: ignore[import-untyped,unused-ignore]

        return int(psutil.virtual_memory().available)
    try:
        for line in _MEMINFO.read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    return None
