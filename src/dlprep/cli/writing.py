"""Files that commands write, and what they say about them."""

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
