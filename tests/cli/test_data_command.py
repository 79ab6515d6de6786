"""`dlprep data` as a person or a script uses it."""

import json
import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from dlprep import bootstrap
from dlprep.cli import common
from dlprep.cli.data import app
from dlprep.judge.datasets import fetch
from dlprep.judge.datasets.registry import CIFAR10, DATASETS, Counts, Published
from dlprep.settings import Paths

runner = CliRunner()


@pytest.fixture(autouse=True)
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paths]:
    """Folders of this test alone, English, and a small CIFAR-10."""
    where = Paths(tmp_path / "data", tmp_path / "cache", tmp_path / "config")
    monkeypatch.setattr(bootstrap, "paths", lambda: where)
    monkeypatch.setenv("LC_ALL", "C")
    small = replace(CIFAR10, counts=Counts(train=50, test=10, validation=10))
    monkeypatch.setitem(DATASETS, "cifar10", small)
    yield where
    common.close_parts()


@pytest.fixture
def batches(tmp_path: Path) -> Path:
    folder = tmp_path / "cifar-10-batches-py"
    folder.mkdir()
    for name in [*(f"data_batch_{n}" for n in range(1, 6)), "test_batch"]:
        content = {b"data": np.zeros((10, 3072), dtype=np.uint8), b"labels": list(range(10))}
        (folder / name).write_bytes(pickle.dumps(content, protocol=2))
    return folder


def test_list_shows_every_tier() -> None:
    done = runner.invoke(app, ["list"])
    assert done.exit_code == 0
    assert [line.split()[:3] for line in done.stdout.splitlines()] == [
        ["cifar10", "embedded", "available"],
        ["cifar10", "full", "missing"],
        ["imdb", "embedded", "available"],
        ["imdb", "full", "missing"],
    ]


def test_import_then_list_as_json(batches: Path) -> None:
    done = runner.invoke(app, ["import", "cifar10", str(batches)])
    assert done.exit_code == 0
    assert done.stdout == "", "talk goes to standard error"
    assert "is not the published file, by its checksum; it was taken as it is." in done.stderr
    assert "40 training, 10 validation and 10 hidden test examples" in done.stderr
    listed = json.loads(runner.invoke(app, ["list", "--json"]).stdout)
    full = next(one for one in listed if (one["name"], one["tier"]) == ("cifar10", "full"))
    assert (full["state"], full["train"], full["origin"]) == ("ready", 40, "cifar-10-batches-py")


def test_importing_nothing_names_the_forms(tmp_path: Path) -> None:
    done = runner.invoke(app, ["import", "imdb", str(tmp_path / "nowhere")])
    assert done.exit_code == 5
    assert "There is nothing at" in done.stderr
    assert "aclImdb" in done.stderr


@pytest.mark.parametrize("arguments", [["fetch", "cifar"], ["import", "cifar", "x"], ["verify", "cifar"]])
def test_an_unknown_name_is_bad_input(arguments: list[str]) -> None:
    done = runner.invoke(app, arguments)
    assert done.exit_code == 3
    assert "There is no dataset “cifar”." in done.stderr
    assert "cifar10" in done.stderr


def test_verify_finds_damage(batches: Path, paths: Paths) -> None:
    runner.invoke(app, ["import", "cifar10", str(batches)])
    assert runner.invoke(app, ["verify", "cifar10"]).exit_code == 0
    folder = paths.cache_dir / "datasets" / "cifar10" / "full-1"
    (folder / "visible" / "x_val.npy").write_bytes(b"damaged")
    done = runner.invoke(app, ["verify", "cifar10", "--json"])
    assert done.exit_code == 1
    full = json.loads(done.stdout)[1]
    assert full["state"] == "damaged"
    assert full["fault"] == "visible/x_val.npy is not as it was written"


def test_fetch_goes_by_the_options_and_keeps_the_data(batches: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, fetch.Route]] = []

    def download(published: Published, folder: Path, *, route: fetch.Route, **_: object) -> Path:
        asked.append((published.file, route))
        return batches

    monkeypatch.setattr(fetch, "download", download)
    options = ["--mirror", "http://mirror.invalid/", "--proxy", "http://proxy.invalid:1", "--timeout", "7"]
    done = runner.invoke(app, ["fetch", "cifar10", *options])
    assert done.exit_code == 0
    file, route = asked[0]
    assert (file, route.mirror, route.proxy) == (CIFAR10.published.file, options[1], options[3])
    assert route.read_seconds == 7
    assert "cifar10 is ready" in done.stderr


def test_a_mirror_that_is_not_there_says_what_to_do() -> None:
    done = runner.invoke(app, ["fetch", "imdb", "--mirror", "nonsense"])
    assert done.exit_code == 5
    assert "is not an address that can be fetched" in done.stderr
