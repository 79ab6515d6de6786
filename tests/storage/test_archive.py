"""An exported history reads back as the same history, and exported again it is the same to the byte."""

from __future__ import annotations

import io
import json
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlprep.domain.errors import BadInputError
from dlprep.domain.judging import Submission, Tier
from dlprep.domain.memory.ratings import Rating
from dlprep.domain.memory.sources import ReviewKey, Source
from dlprep.domain.mutation import Diagnosis
from dlprep.domain.mutation_sites import BugKind
from dlprep.storage.archive import Archive
from dlprep.storage.backups import Backups
from dlprep.storage.exported_rows import TABLES
from dlprep.storage.store import SqliteStore, open_store
from dlprep.storage.tables import SCHEMA_VERSION
from interviewing_samples import INTERVIEW, TURNS
from storage.samples import NOON, SAYING, SESSION, SUBMISSION, attempt, report
from storage.strategies import attempts, curves, details, messages, planned_questions, texts, times

if TYPE_CHECKING:
    from dlprep.domain.practice import Attempt
    from storage.conftest import Open

many_attempts = st.lists(attempts, max_size=4).map(
    lambda held: [replace(each, position=position) for position, each in enumerate(held)]
)
reports = st.builds(
    lambda curve, said, extra, output, value: replace(
        report(value=value),
        curve=curve,
        message=said,
        output=output,
        checks=extra.checks,
        budgets=extra.budgets,
        samples=extra.samples,
        seed_values=extra.seed_values,
    ),
    curves,
    messages,
    details,
    texts,
    st.none() | st.floats(allow_nan=False),
)


def _full(store: SqliteStore) -> None:
    """Something in every table."""
    session_id = store.add_session(SESSION).id or 0
    first = store.add_attempt(attempt(session_id, 0))
    store.add_attempt(attempt(session_id, 1))
    store.undo_attempt(first.id or 0, NOON.at)
    store.set_flagged("cnn-1", flagged=True, at=NOON.at)
    run_id = store.start_run(SUBMISSION, NOON)
    store.finish_run(run_id, report(value=float("inf")), NOON.at)
    store.start_run(SUBMISSION, NOON)
    store.save_draft("digits", "模型 = 1\n\x00\u2028", NOON.at)
    diagnosis = Diagnosis(3, next(iter(BugKind)))
    store.add_diagnosis("digits/1", diagnosis, diagnosis, NOON)
    interview_id = store.add_interview(INTERVIEW).id or 0
    for turn in TURNS:
        store.add_turn(interview_id, turn)
    for review in (
        ReviewKey(Source.ATTEMPT, 2),
        ReviewKey(Source.RUN, run_id),
        ReviewKey(Source.INTERVIEW, interview_id, "题-1"),
    ):
        store.correct_rating(review, Rating.GOOD, NOON.at)
    store.keep_saying(SAYING)
    store.keep_saying(replace(SAYING, role="", interview=None, following=None, stopping=None))


def _exported(path: Path, **options: Any) -> str:
    with Archive(path).document(**options) as lines:
        return "".join(f"{line}\n" for line in lines)


def _read(path: Path, text: str) -> dict[str, int]:
    open_store(path, moment=NOON).close()
    return Archive(path).read(io.StringIO(text), "history.json", NOON)


def _dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return sorted(line for line in connection.iterdump() if "sqlite_sequence" not in line)


@pytest.fixture
def full(path: Path, opened: Open) -> Path:
    _full(opened(path))
    return path


def test_every_table_of_the_learners_is_exported(full: Path) -> None:
    tables = json.loads(_exported(full))["tables"]
    assert [*tables] == [table.name for table in TABLES]
    for name in (
        "sessions",
        "attempts",
        "flags",
        "runs",
        "drafts",
        "diagnoses",
        "interviews",
        "interview_turns",
        "rating_corrections",
        "readiness",
    ):
        assert tables[name], name


def test_the_document_says_what_it_is_and_holds_json_as_json(full: Path) -> None:
    document = json.loads(_exported(full), parse_constant=pytest.fail)
    assert (document["format"], document["version"]) == ("dlprep history", 1)
    assert document["schema"] == SCHEMA_VERSION
    (answer, _) = document["tables"]["attempts"]
    assert answer["answer"] == {"type": "single", "option": "a"}
    assert answer["answered_at"] == "2026-03-14T12:00:00.000000Z"
    run = document["tables"]["runs"][0]
    assert run["value"] == "Infinity"
    assert run["interrupted"] is False


@pytest.mark.parametrize("ascii_only", [False, True])
def test_what_was_exported_reads_back_to_the_byte(full: Path, tmp_path: Path, ascii_only: bool) -> None:
    other = tmp_path / "other" / "history.db"
    counts = _read(other, _exported(full, ascii_only=ascii_only))
    assert counts["attempts"] == 2
    assert _exported(other) == _exported(full)
    assert _dump(other) == _dump(full)


@settings(max_examples=25, deadline=None)
@given(
    many_attempts,
    st.lists(planned_questions, max_size=3).map(tuple),
    st.lists(reports, max_size=2),
    st.lists(st.tuples(texts, texts, times), max_size=3),
)
def test_any_history_reads_back_to_the_byte(
    answers: list[Attempt], plan: Any, runs: list[Any], drafts: list[Any]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "1" / "history.db", Path(folder) / "2" / "history.db"
        with open_store(first, moment=NOON) as store:
            session_id = store.add_session(replace(SESSION, plan=plan)).id or 0
            for each in answers:
                store.add_attempt(replace(each, session_id=session_id))
            for each in runs:
                store.finish_run(store.start_run(Submission("s", Tier.FULL, "x"), NOON), each, NOON.at)
            for slug, code, at in drafts:
                store.save_draft(slug, code, at)
                store.set_flagged(code, flagged=True, at=at)
            expected = store.attempts(limit=10), store.runs(limit=10), store.sessions(limit=10)
        text = _exported(first)
        _read(second, text)
        assert _exported(second) == text
        assert _dump(second) == _dump(first)
        with open_store(second, moment=NOON) as store:
            assert (store.attempts(limit=10), store.runs(limit=10), store.sessions(limit=10)) == expected


def test_a_document_laid_out_anew_reads_back_too(full: Path, tmp_path: Path) -> None:
    text = _exported(full)
    for number, laid_out in enumerate(
        [json.dumps(json.loads(text), indent=2), json.dumps(json.loads(text), separators=(",", ":"))]
    ):
        other = tmp_path / str(number) / "history.db"
        _read(other, laid_out)
        assert _exported(other) == text


def test_an_older_export_lacks_columns_that_may_be_empty(full: Path, tmp_path: Path) -> None:
    document = json.loads(_exported(full))
    for row in document["tables"]["attempts"]:
        del row["drawn"]
    document["schema"] = 2
    other = tmp_path / "other" / "history.db"
    _read(other, json.dumps(document))
    assert _exported(other) == _exported(full)


def test_what_was_said_of_readiness_reads_back_and_an_export_from_before_has_none(
    full: Path, tmp_path: Path
) -> None:
    document = json.loads(_exported(full))
    (anyone, aimed) = document["tables"]["readiness"]
    assert (anyone["role"], anyone["interview"], anyone["following"]) == ("", None, None)
    assert (aimed["local_day"], aimed["interview"], aimed["now"]) == ("2026-03-14", "2026-04-01", 0.5125)
    new, old = tmp_path / "new" / "history.db", tmp_path / "old" / "history.db"
    assert _read(new, json.dumps(document))["readiness"] == 2
    del document["tables"]["readiness"]
    document["schema"] = 9
    assert _read(old, json.dumps(document))["readiness"] == 0
    with open_store(new, moment=NOON) as store:
        assert store.sayings()[-1] == SAYING
    with open_store(old, moment=NOON) as store:
        assert store.sayings() == ()
        assert len(store.attempts(limit=9)) == 2


def test_it_is_read_into_an_empty_history_only(full: Path, opened: Open) -> None:
    before = _dump(full)
    with pytest.raises(BadInputError, match="history already"):
        Archive(full).read(io.StringIO(_exported(full)), "history.json", NOON)
    assert _dump(full) == before


def _cut(text: str) -> str:
    return text[: len(text) // 2]


def _cut_at_a_line(text: str) -> str:
    return text[: text.index('"drafts": [')]


def _newer_version(text: str) -> str:
    return text.replace('"version": 1', '"version": 2', 1)


def _newer_schema(text: str) -> str:
    return text.replace(f'"schema": {SCHEMA_VERSION}', '"schema": 999', 1)


def _unknown_column(text: str) -> str:
    return text.replace('"planned":', '"plant":', 1)


def _unknown_table(text: str) -> str:
    return text.replace('"drafts": [', '"rafts": [', 1)


def _missing_parent(text: str) -> str:
    return text.replace('"session_id": 1', '"session_id": 7', 1)


def _missing_value(text: str) -> str:
    return text.replace('"grade": "correct"', '"grade": null', 1)


def _object_for_text(text: str) -> str:
    return text.replace('"grade": "correct"', '"grade": {}', 1)


def _not_json(_: str) -> str:
    return "my notes\n"


def _other_json(_: str) -> str:
    return '{"cards": []}\n'


def _empty(_: str) -> str:
    return ""


@pytest.mark.parametrize(
    "spoil",
    [
        _cut,
        _cut_at_a_line,
        _newer_version,
        _newer_schema,
        _unknown_column,
        _unknown_table,
        _missing_parent,
        _missing_value,
        _object_for_text,
        _not_json,
        _other_json,
        _empty,
    ],
    ids=lambda spoil: spoil.__name__.strip("_"),
)
def test_a_spoilt_document_is_refused_in_words_and_nothing_is_taken(
    full: Path, tmp_path: Path, spoil: Any
) -> None:
    text = _exported(full)
    spoilt = spoil(text)
    assert spoilt != text
    other = tmp_path / "other" / "history.db"
    with pytest.raises(BadInputError, match=r"history\.json|newer"):
        _read(other, spoilt)
    with open_store(other, moment=NOON) as store:
        assert store.sessions(limit=1) == ()
        assert store.flagged() == frozenset()


def test_reading_leaves_nothing_behind(full: Path) -> None:
    _exported(full)
    assert [file.name for file in Backups(full).folder.iterdir()] == ["backups-lock"]
