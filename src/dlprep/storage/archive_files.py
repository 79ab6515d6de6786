"""Reads an exported history row by row, or whole where another program has laid it out anew."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from dlprep.domain.errors import BadInputError
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE = re.compile(r'"(\w+)": \[')


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a document."""

    table: str
    fields: dict[str, Any]
    line: int
    """Where it stands in the file; 0 where that is not known."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What a document says of itself, and its rows, which are read as they are asked for."""

    version: int
    schema: int
    rows: Iterator[Row]


def opened_rows(file: IO[str], name: str) -> Rows:
    """Begins to read a document.

    Raises:
        BadInputError: if it is no exported history; also later, while rows are read.
    """
    try:
        first = file.readline()
        try:
            head = json.loads(first.rstrip() + "}}")
            return _rows(head, _by_line(file, name))
        except ValueError:
            document = json.loads(first + file.read())
            return _rows(document, _whole(document["tables"], name))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _not_ours(name) from error


def _rows(head: dict[str, Any], rows: Iterator[Row]) -> Rows:
    if head["format"] != "dlprep history":
        raise KeyError("format")
    return Rows(int(head["version"]), int(head["schema"]), rows)


def _by_line(file: IO[str], name: str) -> Iterator[Row]:
    table = None
    try:
        for number, line in enumerate(file, start=2):
            text = line.rstrip()
            if text == "}}":
                return
            if start := _TABLE.fullmatch(text):
                table = start[1]
            elif text not in ("]", "],"):
                yield _row(table, json.loads(text.removesuffix(",")), number, name)
    except (ValueError, RecursionError) as error:
        raise BadInputError(
            message("{name} cannot be read: {error}.", name=name, error=error),
            message("Nothing was imported."),
        ) from error
    raise BadInputError(
        message("{name} ends too soon: a part of it is missing.", name=name), message("Nothing was imported.")
    )


def _whole(tables: dict[str, list[Any]], name: str) -> Iterator[Row]:
    return (_row(table, fields, 0, name) for table, held in tables.items() for fields in held)


def _row(table: str | None, fields: object, line: int, name: str) -> Row:
    if table is None or not isinstance(fields, dict):
        raise _not_ours(name)
    return Row(table, fields, line)


def _not_ours(name: str) -> BadInputError:
    return BadInputError(
        message("{name} is no exported history.", name=name),
        message("Export one as JSON: dlprep export --output history.json"),
    )
