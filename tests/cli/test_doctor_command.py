"""`dlprep doctor`: each finding with its state and the way out; one failure hides no other."""

import json
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from dlprep.bootstrap import Parts
from dlprep.cli import common, doctor
from dlprep.domain.errors import EnvironmentFaultError
from dlprep.domain.judging import Isolation
from dlprep.domain.language import Language
from dlprep.domain.messages import message
from dlprep.settings import Paths, Settings
from factory import bank
from fakes import FakeClock, FakeStore

app = typer.Typer()
app.command("doctor")(doctor.doctor)


class Console:
    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.paths = Paths(folder / "data", folder / "cache", folder / "config")
        self.parts = Parts(self.paths, FakeClock())
        self.parts.__dict__.update(
            store=FakeStore(),
            bank=bank(),
            settings=Settings(language=Language.ZH),
            isolation=Isolation.BASE,
        )
        monkeypatch.setattr(common, "_parts", self.parts)
        monkeypatch.setattr(common, "close_parts", lambda: None)

    def findings(self, code: int) -> dict[str, list[dict[str, Any]]]:
        result = CliRunner().invoke(app, ["--json"])
        assert result.exit_code == code
        found: dict[str, list[dict[str, Any]]] = {}
        for row in json.loads(result.stdout)["findings"]:
            found.setdefault(row["name"], []).append(row)
        return found


@pytest.fixture
def console(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Console:
    return Console(tmp_path, monkeypatch)


def test_a_sound_machine_has_nothing_that_fails(console: Console) -> None:
    found = console.findings(0)
    assert [row["state"] for row in found["folder"]] == ["ok", "ok", "ok"]
    names = ("python", "history", "bank", "settings", "isolation")
    assert [found[name][0]["state"] for name in names] == ["ok"] * 5


def test_a_file_in_place_of_a_folder_fails_and_is_named(console: Console) -> None:
    console.paths.data_dir.write_text("a file", encoding="utf-8")
    data, cache, _ = console.findings(5)["folder"]
    assert (data["state"], cache["state"]) == ("fail", "ok")
    assert str(console.paths.data_dir) in data["way_out"]


def test_settings_with_a_fault_fail_in_the_learner_s_language(console: Console) -> None:
    console.paths.config_dir.mkdir()
    console.paths.settings.write_text('theme = "pink"', encoding="utf-8")
    (found,) = console.findings(5)["settings"]
    assert "pink" in found["detail"]
    assert "删" in found["way_out"]


def test_tensorflow_that_is_not_there_is_a_warning(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    version = metadata.version

    def without_tensorflow(name: str) -> str:
        if name == "tensorflow":
            raise metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(metadata, "version", without_tensorflow)
    (found,) = console.findings(0)["tensorflow"]
    assert (found["state"], "tensorflow" in found["way_out"]) == ("warn", True)


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (Isolation.FULL, "ok"),
        (Isolation.BASE, "ok"),
        (Isolation.LIMITED, "warn"),
        (Isolation.NONE, "warn"),
    ],
)
def test_walls_that_are_missing_are_a_warning(console: Console, kind: Isolation, state: str) -> None:
    console.parts.__dict__["isolation"] = kind
    (found,) = console.findings(0)["isolation"]
    assert found["detail"].startswith(kind.value)
    assert found["state"] == state
    assert (found["way_out"] is None) == (state == "ok")


def test_walls_that_do_not_hold_fail_and_hide_nothing_else(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Parts) -> Isolation:
        raise EnvironmentFaultError(message("the sandbox does not hold"), message("Report it."))

    monkeypatch.delitem(console.parts.__dict__, "isolation")
    monkeypatch.setattr(Parts, "isolation", property(broken))
    found = console.findings(5)
    assert (found["isolation"][0]["state"], found["isolation"][0]["detail"]) == (
        "fail",
        "the sandbox does not hold",
    )
    assert "terminal" in found
