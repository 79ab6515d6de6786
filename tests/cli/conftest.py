"""What tests of commands may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dlprep import bootstrap
from dlprep.cli import common
from dlprep.settings import Paths


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paths]:
    """Folders of this test alone, in English."""
    where = Paths(tmp_path / "data", tmp_path / "cache", tmp_path / "config")
    monkeypatch.setattr(bootstrap, "paths", lambda: where)
    monkeypatch.setenv("LC_ALL", "C")
    yield where
    common.close_parts()
