"""`dlprep reset` as a person or a script uses it."""

import json

import pytest
from typer.testing import CliRunner

from dlprep import bootstrap
from dlprep.cli.main import app
from dlprep.domain.practice import PlannedQuestion
from dlprep.settings import Paths
from dlprep.storage.store import open_store
from storage.samples import NOON, SESSION, attempt

pytestmark = pytest.mark.usefixtures("paths")
runner = CliRunner()


@pytest.fixture
def topic(paths: Paths) -> str:
    """A topic with one answer."""
    question = next(iter(bootstrap.Parts().bank.questions.values()))
    with open_store(paths.database, moment=NOON) as store:
        session_id = store.add_session(SESSION).id or 0
        store.add_attempt(attempt(session_id, planned=PlannedQuestion(question.id, "hash", 1)))
    return question.topic


def _counted(paths: Paths) -> int:
    with open_store(paths.database, moment=NOON) as store:
        return len(store.question_records())


def test_reset_and_undo_with_a_backup_before_each(paths: Paths, topic: str) -> None:
    done = runner.invoke(app, ["reset", topic, "--yes", "--json"])
    assert json.loads(done.stdout) == {"reset": 1, "topic": topic, "answers": 1}
    assert _counted(paths) == 0
    listed = json.loads(runner.invoke(app, ["backup", "list", "--json"]).stdout)
    assert "reset" in {one["kind"] for one in listed}
    undone = runner.invoke(app, ["reset", "--undo"])
    assert undone.exit_code == 0
    assert "1 answers count again" in undone.stderr
    assert _counted(paths) == 1
    again = runner.invoke(app, ["reset", "--undo"])
    assert again.exit_code == 3
    assert "no reset to undo" in again.stderr


def test_it_asks_first(paths: Paths, topic: str) -> None:
    refused = runner.invoke(app, ["reset", topic], input="\n")
    assert refused.exit_code == 3
    assert f"Reset {topic}? 1 answers" in refused.stderr
    assert _counted(paths) == 1
    assert runner.invoke(app, ["reset", topic], input="y\n").exit_code == 0
    assert _counted(paths) == 0


@pytest.mark.parametrize("arguments", [[], ["cnn", "--undo"], ["no-such-topic", "--yes"]])
def test_what_makes_no_sense_is_bad_input(topic: str, arguments: list[str]) -> None:
    assert runner.invoke(app, ["reset", *arguments]).exit_code == 3


def test_a_topic_without_answers_is_told(paths: Paths) -> None:
    name = bootstrap.Parts().bank.topics[0].id
    done = runner.invoke(app, ["reset", name, "--yes"])
    assert done.exit_code == 3
    assert "no answer" in done.stderr
