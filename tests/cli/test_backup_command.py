"""`dlprep backup` as a person or a script uses it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dlprep.cli import common
from dlprep.cli.main import app
from dlprep.settings import Paths
from dlprep.storage.store import open_store
from storage.samples import NOON, SESSION, attempt

pytestmark = pytest.mark.usefixtures("paths")
runner = CliRunner()


def _answer(paths: Paths, count: int) -> None:
    with open_store(paths.database, moment=NOON) as store:
        session_id = store.add_session(SESSION).id or 0
        for position in range(count):
            store.add_attempt(attempt(session_id, position))


def _answers(paths: Paths) -> int:
    with open_store(paths.database, moment=NOON) as store:
        return len(store.attempts(limit=100))


def test_create_list_restore_and_undo(paths: Paths) -> None:
    _answer(paths, 2)
    made = json.loads(runner.invoke(app, ["backup", "create", "--json"]).stdout)
    assert (made["kind"], made["state"], made["answers"]) == ("manual", "sound", 2)
    assert Path(made["path"]).is_file()
    _answer(paths, 3)
    done = runner.invoke(app, ["backup", "restore", made["name"], "--yes", "--json"])
    assert done.exit_code == 0
    assert _answers(paths) == 2
    listed = json.loads(runner.invoke(app, ["backup", "list", "--json"]).stdout)
    assert {one["kind"] for one in listed} == {"manual", "restore"}
    undone = runner.invoke(app, ["backup", "restore", json.loads(done.stdout)["kept"], "--yes"])
    assert undone.exit_code == 0
    assert "To undo: dlprep backup restore" in undone.stderr
    assert _answers(paths) == 5


def test_a_restore_asks_first(paths: Paths) -> None:
    _answer(paths, 1)
    runner.invoke(app, ["backup", "create"])
    _answer(paths, 1)
    refused = runner.invoke(app, ["backup", "restore", "newest"], input="n\n")
    assert refused.exit_code == 3
    assert "nothing was changed" in refused.stderr
    assert _answers(paths) == 2
    assert runner.invoke(app, ["backup", "restore", "newest"], input="y\n").exit_code == 0
    assert _answers(paths) == 1


def test_the_list_is_for_people_too(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = runner.invoke(app, ["backup", "list"])
    assert (empty.exit_code, empty.stdout) == (0, "")
    assert "no backup yet" in empty.stderr
    _answer(paths, 4)
    runner.invoke(app, ["backup", "create"])
    line = runner.invoke(app, ["backup", "list"]).stdout
    assert "by hand" in line
    assert "checked" in line
    assert "4 answers" in line


@pytest.mark.parametrize("name", ["2031", "gone", ""])
def test_an_unknown_name_is_bad_input(paths: Paths, name: str) -> None:
    _answer(paths, 1)
    done = runner.invoke(app, ["backup", "restore", name, "--yes"])
    assert done.exit_code == 3
    assert "There is no backup" in done.stderr


def test_the_beginning_of_a_name_is_enough_if_one_begins_so(paths: Paths) -> None:
    _answer(paths, 1)
    made = [json.loads(runner.invoke(app, ["backup", "create", "--json"]).stdout) for _ in range(2)]
    several = runner.invoke(app, ["backup", "restore", made[0]["local_day"], "--yes"])
    assert several.exit_code == 3
    assert "2 backups begin with" in several.stderr
    Path(made[1]["path"]).unlink()
    assert runner.invoke(app, ["backup", "restore", made[0]["local_day"], "--yes"]).exit_code == 0


def test_a_file_from_elsewhere_is_taken_and_a_damaged_one_is_not(paths: Paths, tmp_path: Path) -> None:
    _answer(paths, 2)
    stick = tmp_path / "stick.db"
    made = json.loads(runner.invoke(app, ["backup", "create", "--json"]).stdout)
    Path(made["path"]).rename(stick)
    _answer(paths, 1)
    assert runner.invoke(app, ["backup", "restore", str(stick), "--yes"]).exit_code == 0
    assert _answers(paths) == 2
    stick.write_bytes(b"scratched" * 1000)
    done = runner.invoke(app, ["backup", "restore", str(stick), "--yes"])
    assert done.exit_code == 3
    assert "damaged" in done.stderr
    assert _answers(paths) == 2


def test_a_backup_of_the_day_that_could_not_be_made_is_said(
    paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    _answer(paths, 1)
    (paths.data_dir / "backups").write_text("not a folder", encoding="utf-8")
    parts = common.CommandParts()
    parts.store.set_flagged("cnn-1", flagged=True, at=NOON.at)
    parts.close()
    assert "backup could not be made" in capsys.readouterr().err
    with open_store(paths.database, moment=NOON) as store:
        assert store.flagged() == {"cnn-1"}
