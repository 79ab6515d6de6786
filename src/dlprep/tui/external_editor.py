"""The learner's own editor on a work file."""

from __future__ import annotations

import os
import shlex
import subprocess
from typing import TYPE_CHECKING, NamedTuple

from dlprep.domain.errors import EnvironmentFaultError
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from pathlib import Path

_LAST_RESORT = "vi"


def editor_command(setting: str) -> str:
    """The setting, else $VISUAL, else $EDITOR, else vi."""
    return setting or os.environ.get("VISUAL") or os.environ.get("EDITOR") or _LAST_RESORT


def edit(command: str, path: Path, code: str) -> str:
    """Opens `code` in the editor and gives back what was saved; blocks until the editor ends.

    The file goes only when its content was read back, so that nothing is lost when dlprep ends meanwhile.

    Raises:
        EnvironmentFaultError: if the file cannot be written or read, or the editor cannot be started.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code, encoding="utf-8")
    except OSError as error:
        raise _no_file(path, error) from error
    try:
        # The command is the learner's own setting, and no shell reads it.
        subprocess.run([*shlex.split(command), str(path)], check=False)  # noqa: S603
    except (OSError, ValueError) as error:
        raise EnvironmentFaultError(
            message("The editor “{command}” cannot be started: {error}.", command=command, error=error),
            message("Name another one in Settings, or set EDITOR."),
        ) from error
    saved = _read(path)
    path.unlink(missing_ok=True)
    return saved


class LeftBehind(NamedTuple):
    """A work file whose dlprep ended before the editor did."""

    path: Path
    code: str


def own_folder(folder: Path) -> Path:
    """Where this process keeps its work files, so that another one can tell whose they are."""
    return folder / str(os.getpid())


def left_behind(folder: Path, name: str) -> LeftBehind | None:
    """The newest work file called `name` of a process that is gone, or None; touches the disk.

    Raises:
        EnvironmentFaultError: if there is one and it cannot be read.
    """
    found = [path for path in folder.glob(f"*/{name}") if not _is_alive(path.parent.name)]
    if not found:
        return None
    newest = max(found, key=lambda path: path.stat().st_mtime)
    return LeftBehind(newest, _read(newest))


def _is_alive(process: str) -> bool:
    """True for a running process, and for a folder that is not named after one."""
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (ValueError, OSError):
        return True
    return True


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _no_file(path, error) from error


def _no_file(path: Path, error: Exception) -> EnvironmentFaultError:
    return EnvironmentFaultError(
        message("The work file {path} cannot be used: {error}.", path=path, error=error)
    )
