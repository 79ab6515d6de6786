"""Files that commands write, and what they say about them."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from dlprep.cli.common import current_parts, interface_language, say
from dlprep.domain.errors import BadInputError, EnvironmentFaultError
from dlprep.domain.messages import Message, message
from dlprep.i18n import translator

Output = Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")]


def tell(what: Message) -> None:
    """Says something to the person, in the language of the interface."""
    say(what, translator(interface_language(current_parts())))


def make_folder(path: Path) -> None:
    """Makes a folder and those above it, as far as they are not there.

    Raises:
        EnvironmentFaultError: if the system does not let us.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentFaultError(
            message("{path} cannot be written: {error}.", path=path, error=error.strerror)
        ) from error


def write_new(path: Path, text: str) -> None:
    """Writes a file that must not be there yet.

    Raises:
        BadInputError: if it is.
        EnvironmentFaultError: if the system does not let us write it.
    """
    _write(path, text.encode("utf-8"), "xb")


def write_over(path: Path, data: bytes) -> None:
    """Writes a file, in place of one that is there.

    Raises:
        EnvironmentFaultError: if the system does not let us write it.
    """
    _write(path, data, "wb")


def _write(path: Path, data: bytes, mode: str) -> None:
    try:
        with path.open(mode) as file:
            file.write(data)
    except FileExistsError as error:
        raise BadInputError(
            message("{path} exists already.", path=path), message("Choose another name; nothing was changed.")
        ) from error
    except OSError as error:
        raise EnvironmentFaultError(
            message("{path} cannot be written: {error}.", path=path, error=error.strerror)
        ) from error


def write_lines(path: Path, lines: Iterable[str], *, mark: bool = False) -> int:
    """Writes lines as they come, to a name of its own until all are there; returns how many.

    With `mark` the file begins with a byte-order mark, by which Excel knows UTF-8.

    Raises:
        EnvironmentFaultError: if the system does not let us write it; a file that was there stays.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    count = 0
    try:
        try:
            with part.open("w", encoding="utf-8-sig" if mark else "utf-8", newline="\n") as file:
                for line in lines:
                    file.write(f"{line}\n")
                    count += 1
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise EnvironmentFaultError(
            message("{path} cannot be written: {error}.", path=path, error=error.strerror)
        ) from error
    return count
