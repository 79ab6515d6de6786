"""What a call still has to say where the filter lets it succeed without doing anything."""

import os
from typing import Any


def keep_honest() -> None:
    """Makes `os.utime` look for the file: `Path.touch` makes one only when told that there is none."""
    original = os.utime

    def utime(
        path: Any, *args: Any, dir_fd: int | None = None, follow_symlinks: bool = True, **more: Any
    ) -> None:
        os.stat(path, dir_fd=dir_fd, follow_symlinks=follow_symlinks)
        original(path, *args, dir_fd=dir_fd, follow_symlinks=follow_symlinks, **more)

    for supported in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks):
        supported.add(utime)
    os.utime = utime
