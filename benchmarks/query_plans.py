"""How SQLite goes about what it is asked: by an index, or row by row."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Engine, event

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WIDTH = 240
_TABLE_SCAN = re.compile(r"SCAN (?:attempts|sessions)(?:_\d+)?")


@contextmanager
def asked() -> Iterator[dict[str, object]]:
    """Gathers every SELECT that is run meanwhile, with the parameters it was last run with."""
    statements: dict[str, object] = {}

    def listen(*call: object) -> None:
        _connection, _cursor, statement, parameters, *_ = call
        if str(statement).startswith(("SELECT", "WITH")):
            statements[str(statement)] = parameters

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", listen)


def plans(path: Path, statements: dict[str, object]) -> Iterator[tuple[str, list[str]]]:
    """Each statement, shortened, with the steps of its plan on the database at `path`."""
    with closing(sqlite3.connect(path)) as connection:
        for statement, parameters in statements.items():
            rows = connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()  # type: ignore[arg-type]
            yield _shortened(statement), [str(row[3]) for row in rows]


def reads_whole_table(steps: list[str]) -> bool:
    """True when a step goes through all attempts or sessions without an index."""
    return any(_TABLE_SCAN.fullmatch(step) for step in steps)


def _shortened(statement: str) -> str:
    """What is selected left out, for it is long: the tables and conditions are what a plan hangs on."""
    words = re.sub(r"\s+", " ", statement)
    shown = words if words.startswith("WITH") else f"… {words[words.find(' FROM ') + 1 :]}"
    return shown if len(shown) <= _WIDTH else f"{shown[:_WIDTH]}…"
