"""What the tests of the history share."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dlprep.storage.store import SqliteStore, open_store
from storage.samples import NOON

if TYPE_CHECKING:
    from collections.abc import Iterator

Open = Callable[[Path], SqliteStore]


@pytest.fixture
def opened() -> Iterator[Open]:
    """Opens the history at a path, and closes it after the test."""
    with ExitStack() as stack:
        yield lambda path: stack.enter_context(open_store(path, moment=NOON))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the history of a test lies."""
    return tmp_path / "history.db"
