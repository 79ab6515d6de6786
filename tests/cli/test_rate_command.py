"""`dlprep rate` as a person or a script uses it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from dlprep import bootstrap
from dlprep.cli.main import app
from dlprep.domain.grader.grades import Status
from dlprep.domain.interviewing.turns import TurnKind
from dlprep.domain.judging import Medal, Submission, Tier, Verdict
from dlprep.domain.memory.ratings import Rating
from dlprep.domain.memory.sources import ReviewKey, Source
from dlprep.storage.store import open_store
from interviewing_samples import INTERVIEW, grade, turn
from storage.samples import NOON, SESSION, attempt, report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlprep.settings import Paths

runner = CliRunner()


@pytest.fixture(autouse=True)
def history(paths: Paths) -> Paths:
    """An answer, a run, and an interview with two questions."""
    slug = next(iter(bootstrap.Parts().bank.challenges))
    with open_store(paths.database, moment=NOON) as store:
        session_id = store.add_session(SESSION).id or 0
        store.add_attempt(attempt(session_id, 1))
        number = store.start_run(Submission(slug, Tier.EMBEDDED, "x"), NOON)
        store.finish_run(number, report(Verdict.PASS, slug=slug, medal=Medal.GOLD), NOON.at)
        talk = store.add_interview(INTERVIEW).id or 0
        for place, name in enumerate(("bn", "lstm")):
            store.add_turn(talk, turn(2 * place, TurnKind.QUESTION, question_id=name))
            given = turn(2 * place + 1, TurnKind.ANSWER, question_id=name, grade=grade(*[Status.MISSED] * 3))
            store.add_turn(talk, given)
        store.end_interview(talk, NOON.at, score=0, bar=None)
    return paths


def test_what_is_due_of_each_kind_is_told_with_the_command_that_begins_it(paths: Paths) -> None:
    questions = bootstrap.Parts().bank.questions.values()
    name = next(one.id for one in questions if one.type == "open")
    with open_store(paths.database, moment=NOON) as store:
        talk = store.add_interview(INTERVIEW).id or 0
        store.add_turn(talk, turn(0, TurnKind.QUESTION, question_id=name))
        given = grade(*[Status.COVERED] * 3)
        store.add_turn(talk, turn(1, TurnKind.ANSWER, question_id=name, grade=given))
        store.end_interview(talk, NOON.at, score=90, bar=None)
    told = runner.invoke(app, ["due"]).stderr
    assert "dlprep challenge start " in told
    assert f"dlprep interview --begin-with {name}" in told


def own(paths: Paths) -> Mapping[ReviewKey, Rating]:
    with open_store(paths.database, moment=NOON) as store:
        return store.corrected_ratings()


def test_what_was_rated_is_listed_with_its_reason_and_the_way_to_rate_it_otherwise() -> None:
    listed = runner.invoke(app, ["rate"])
    assert listed.exit_code == 0
    assert len(listed.stdout.splitlines()) == 4
    assert "answer-1 " in listed.stdout
    assert "The run earned a medal: gold." in listed.stdout
    assert "Rate one otherwise: dlprep rate " in listed.stderr
    found = json.loads(runner.invoke(app, ["rate", "--json"]).stdout)
    assert {one["name"]: one["rating"] for one in found} == {
        "answer-1": "hard",
        "run-1": "easy",
        "interview-1/bn": "again",
        "interview-1/lstm": "again",
    }


@pytest.mark.parametrize(
    ("name", "review"),
    [
        ("answer-1", ReviewKey(Source.ATTEMPT, 1)),
        ("run-1", ReviewKey(Source.RUN, 1)),
        ("interview-1/lstm", ReviewKey(Source.INTERVIEW, 1, "lstm")),
    ],
)
def test_each_of_them_is_rated_otherwise_and_that_is_taken_back(
    name: str, review: ReviewKey, history: Paths
) -> None:
    done = runner.invoke(app, ["rate", name, "good"])
    assert (done.exit_code, done.stdout) == (0, "")
    assert f"Rated {name}: good. To undo: dlprep rate {name} --undo" in done.stderr
    assert own(history) == {review: Rating.GOOD}
    shown = runner.invoke(app, ["rate", name])
    assert "You rated it yourself." in shown.stdout
    undone = json.loads(runner.invoke(app, ["rate", name, "--undo", "--json"]).stdout)
    assert undone["is_own"] is False
    assert undone["rating"] == undone["follows"]
    assert own(history) == {}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--undo"], "See them: dlprep rate"),
        (["answer-1", "good", "--undo"], "not both"),
        (["1", "good"], "not the name of a review"),
        (["answer-9", "good"], "nothing to rate under “answer-9”"),
        (["run-1/bn", "good"], "nothing to rate"),
        (["answer-1", "perfect"], "again"),
        (["interview-1", "good"], "interview-1/bn, interview-1/lstm"),
    ],
)
def test_what_makes_no_sense_is_bad_input_with_the_way_out(
    arguments: list[str], told: str, history: Paths
) -> None:
    refused = runner.invoke(app, ["rate", *arguments])
    assert refused.exit_code == 3
    assert told in refused.stderr
    assert own(history) == {}
