"""Text files from other programs: whatever encoding they come in, and what is no text."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from dlprep.domain.errors import BadInputError, EnvironmentFaultError
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that is imported."""
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def read_text(path: Path) -> tuple[str, str]:
    """The text of a file and the encoding it was read in; every line end becomes a line feed.

    A byte-order mark decides, then UTF-8 is tried, then GB18030, which holds GBK and GB2312.

    Raises:
        BadInputError: if it is not there, is no file, is too large, or is not text.
        EnvironmentFaultError: if the system does not let us read it.
    """
    data = _read(path)
    encoding = next((name for start, name in _MARKS.items() if data.startswith(start)), "")
    for name in [encoding] if encoding else ["utf-8", "gb18030"]:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text.replace("\r\n", "\n").replace("\r", "\n"), name
    raise BadInputError(
        message("{path} is not a text file.", path=path),
        message("Export the notes as plain text or CSV, in UTF-8."),
    )


def _read(path: Path) -> bytes:
    try:
        if not path.exists():
            raise BadInputError(message("There is no file {path}.", path=path))
        if not path.is_file():
            raise BadInputError(message("{path} is not a file.", path=path))
        if path.stat().st_size > MAX_BYTES:
            raise BadInputError(
                message("{path} is larger than {size} MiB.", path=path, size=MAX_BYTES // 1024**2),
                message("Split it, and import the parts."),
            )
        return path.read_bytes()
    except OSError as error:
        raise EnvironmentFaultError(
            message("{path} cannot be read: {error}.", path=path, error=error.strerror or error)
        ) from error
