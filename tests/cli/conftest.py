"""What tests of commands may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dlprep import bootstrap
from dlprep.cli import common
from dlprep.settings import Paths


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the bank is compiled to, once for all."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def paths(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paths]:
    """Folders of this test alone, but for the cache, in English."""
    where = Paths(tmp_path / "data", cache, tmp_path / "config")
    monkeypatch.setattr(bootstrap, "paths", lambda: where)
    monkeypatch.setenv("LC_ALL", "C")
    yield where
    common.close_parts()
