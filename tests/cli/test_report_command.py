"""`dlprep report` as a person or a script uses it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dlprep import bootstrap
from dlprep.cli import common
from dlprep.cli.main import app
from dlprep.domain.grading import Grade
from dlprep.domain.language import Language
from dlprep.domain.practice import PlannedQuestion
from dlprep.settings import Paths, Settings, save_settings
from dlprep.storage.store import open_store
from fakes import FakeClock
from interviewing_samples import INTERVIEW
from storage.samples import NOON, SAYING, SESSION, SUBMISSION, attempt, report

runner = CliRunner()


@pytest.fixture(autouse=True)
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paths]:
    """Folders of this test alone, in English."""
    where = Paths(tmp_path / "data", tmp_path / "cache", tmp_path / "config")
    monkeypatch.setattr(bootstrap, "paths", lambda: where)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    yield where
    common.close_parts()


@pytest.fixture
def done(paths: Paths) -> str:
    """The topic of a wrong answer; there are a run and an interview, too."""
    question = next(one for one in bootstrap.Parts().bank.questions.values() if one.type == "single")
    with open_store(paths.database, moment=NOON) as store:
        session_id = store.add_session(SESSION).id or 0
        planned = PlannedQuestion(question.id, "hash", 1)
        store.add_attempt(attempt(session_id, planned=planned, grade=Grade.INCORRECT, score=0.0))
        store.finish_run(store.start_run(SUBMISSION, NOON), report(), NOON.at)
        interview_id = store.add_interview(INTERVIEW).id or 0
        store.end_interview(interview_id, NOON.at, score=71, bar="hire")
    return question.topic


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_report_tells_what_was_done(done: str, form: str) -> None:
    found = runner.invoke(app, ["report", "--format", form, "--lang", "en"])
    assert found.exit_code == 0
    for words in (
        "Where you stand",
        "Next steps",
        "Topics",
        "Due today",
        "Weak spots",
        "silver",
        "Hire",
        "71",
    ):
        assert words in found.stdout, words
    assert "No interview date is set." in found.stdout


def test_a_report_tells_how_ready_and_what_was_said_before(
    done: str, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    aim = Settings(language=Language.EN, interview_date=SAYING.day + timedelta(days=20), target_role="nlp")
    save_settings(paths.settings, aim)
    with open_store(paths.database, moment=NOON) as store:
        store.keep_saying(replace(SAYING, day=SAYING.day - timedelta(days=12), level="mid"))
        store.keep_saying(replace(SAYING, day=SAYING.day - timedelta(days=1)))
    monkeypatch.setattr(bootstrap, "SystemClock", FakeClock)
    told = runner.invoke(app, ["report", "--lang", "en"]).stdout
    assert "Still a guess: " in told
    assert "12 days ago: 51%." in told
    assert "## Readiness by day" in told
    assert "| 2026-03-02 | 51 % | 40 % – 62 % | 75 % | 2026-04-01 |" in told
    assert "| 2026-03-13 |" not in told
    common.close_parts()
    with open_store(paths.database, moment=NOON) as store:
        assert [one.day for one in store.sayings() if one.level == "mid"][-1] == NOON.local_day


def test_an_empty_history_has_a_report_too(paths: Paths) -> None:
    found = runner.invoke(app, ["report"])
    assert found.exit_code == 0
    assert "Nothing yet." in found.stdout


def test_it_is_written_in_either_language(done: str, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    found = runner.invoke(app, ["report", "--format", "html", "--lang", "zh", "-o", str(target)])
    assert found.exit_code == 0
    text = target.read_text(encoding="utf-8")
    assert '<html lang="zh-Hans">' in text
    topic = bootstrap.Parts().bank.topic(done)
    assert topic.name.zh in text


def test_a_file_that_cannot_be_written_is_said(paths: Paths, tmp_path: Path) -> None:
    found = runner.invoke(app, ["report", "-o", str(tmp_path / "nowhere" / "report.md")])
    assert found.exit_code == 5
