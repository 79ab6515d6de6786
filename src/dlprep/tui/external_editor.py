"""The learner's own editor on a work file."""

from __future__ import annotations

import os
import shlex
import subprocess
from typing import TYPE_CHECKING

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

    The file stays where it is, so that nothing is lost when dlprep ends meanwhile.

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
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _no_file(path, error) from error


def _no_file(path: Path, error: Exception) -> EnvironmentFaultError:
    return EnvironmentFaultError(
        message("The work file {path} cannot be used: {error}.", path=path, error=error)
    )
