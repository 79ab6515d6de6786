"""Rows of the history as objects of JSON, and back, so that nothing is lost or changed on the way."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Boolean, Double, Table

from dlprep.storage.documents import dump
from dlprep.storage.tables import Base, UtcDateTime

if TYPE_CHECKING:
    from collections.abc import Callable

_MADE_AGAIN: Final = frozenset({"alembic_version", "cards", "card_checkpoints", "card_gaps"})
"""Tables that hold nothing of the learner's: they are made again from the others."""
TABLES: Final = tuple(table for table in Base.metadata.sorted_tables if table.name not in _MADE_AGAIN)
"""What is exported; a table comes after those it points to."""
_DOCUMENTS: Final = frozenset(
    {
        "sessions.request",
        "sessions.plan",
        "attempts.answer",
        "attempts.drawn",
        "runs.message",
        "runs.next_step",
        "runs.curve",
        "runs.confusion",
        "runs.details",
        "interviews.plan",
        "interview_turns.details",
    }
)
"""Columns that hold JSON, which is exported as JSON and not as a text of it."""
_STORED_TIME = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d\.\d{6})")
_WRITTEN_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d\.\d{6})Z")

Cell = Any
"""A value as SQLite keeps it."""


def row_writer(table: Table) -> Callable[[tuple[Cell, ...]], dict[str, object]]:
    """What makes an object of JSON, by column, of the cells of a row of `table`."""
    writers = [(column.name, _writer(table, column.name)) for column in table.columns]
    return lambda cells: {name: write(cell) for (name, write), cell in zip(writers, cells, strict=True)}


def stored_row(table: Table, fields: dict[str, object]) -> tuple[Cell, ...]:
    """The cells of a row for an object of JSON. Columns that an older dlprep did not know are empty.

    Raises:
        ValueError: if there is a column too many, or a value that no cell can hold.
    """
    unknown = sorted(set(fields) - {column.name for column in table.columns})
    if unknown:
        raise ValueError(f"unknown column {table.name}.{unknown[0]}")
    return tuple(_stored(table, column.name, fields.get(column.name)) for column in table.columns)


def _writer(table: Table, column: str) -> Callable[[Cell], object]:
    kind = table.columns[column].type
    if f"{table.name}.{column}" in _DOCUMENTS:
        return _document
    if isinstance(kind, UtcDateTime):
        return lambda cell: (
            _STORED_TIME.sub(r"\1T\2Z", cell) if _is_time(cell, _STORED_TIME) else _plain(cell)
        )
    if isinstance(kind, Boolean):
        return lambda cell: bool(cell) if cell in (0, 1) else _plain(cell)
    return _plain


def _plain(cell: Cell) -> object:
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    if isinstance(cell, float) and math.isinf(cell):
        return "Infinity" if cell > 0 else "-Infinity"
    return cell


def _document(cell: Cell) -> object:
    """The JSON in a cell, if writing it down gives the very same text; otherwise the text."""
    if not isinstance(cell, str):
        return _plain(cell)
    try:
        value = json.loads(cell, parse_constant=_no_number)
        is_same = isinstance(value, dict | list) and dump(value) == cell
    except (ValueError, RecursionError):
        return cell
    return value if is_same else cell


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def _is_time(cell: Cell, form: re.Pattern[str]) -> bool:
    return isinstance(cell, str) and form.fullmatch(cell) is not None


def _stored(table: Table, column: str, value: object) -> Cell:
    kind = table.columns[column].type
    if isinstance(value, dict | list):
        if f"{table.name}.{column}" not in _DOCUMENTS:
            raise ValueError(f"{table.name}.{column} holds no objects")
        return dump(value)
    if isinstance(kind, UtcDateTime) and _is_time(value, _WRITTEN_TIME):
        return _WRITTEN_TIME.sub(r"\1 \2", str(value))
    if isinstance(kind, Double) and value in ("Infinity", "-Infinity"):
        return float(str(value))
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise ValueError(f"{table.name}.{column} is too large")
    return value
