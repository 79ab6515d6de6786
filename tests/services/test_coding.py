"""Challenges over a judge that answers as told and a history in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from threading import Event
from typing import TYPE_CHECKING

import pytest

from dlprep.domain.errors import BadInputError, DatasetError, StorageError
from dlprep.domain.judging import Isolation, Medal, Report, Submission, Tier, Verdict
from dlprep.domain.messages import message
from dlprep.services import coding
from factory import bank
from fakes import FakeClock, FakeStore
from judge_bench import challenge_folder

if TYPE_CHECKING:
    from pathlib import Path

    from dlprep.domain.challenges import ChallengeFolder
    from dlprep.domain.errors import DlprepError
    from dlprep.services.ports import Watcher

FOLDER = challenge_folder()
SUBMISSION = Submission("tiny", Tier.EMBEDDED, "model = None")
PASSED = Report(
    slug="tiny",
    tier=Tier.EMBEDDED,
    verdict=Verdict.PASS,
    medal=Medal.SILVER,
    metric="accuracy",
    value=0.7,
    thresholds={"bronze": 0.3, "silver": 0.6, "gold": 0.9},
    epochs=2,
    wall_seconds=3.0,
    cpu_seconds=4.0,
    isolation=Isolation.NONE,
    message=message("fine"),
)


@dataclass
class FakeJudge:
    """Answers with a report or an error, and notes what the history held when it was asked."""

    store: FakeStore
    report: Report = PASSED
    error: DlprepError | None = None
    running_when_asked: list[bool] = field(default_factory=list)

    def warm(self, folder: ChallengeFolder, tier: Tier) -> None: ...

    def judge(
        self, folder: ChallengeFolder, submission: Submission, *, watch: Watcher, cancel: Event
    ) -> Report:
        self.running_when_asked += [
            run.verdict is None and not run.interrupted for run in self.store.runs(limit=1)
        ]
        if self.error:
            raise self.error
        return self.report

    rehearse = judge

    def close(self) -> None: ...


def run(
    store: FakeStore, judge: FakeJudge, clock: FakeClock, submission: Submission = SUBMISSION
) -> coding.FinishedRun:
    return coding.run_challenge(
        store, judge, FOLDER, submission, clock=clock, watch=lambda _: None, cancel=Event()
    )


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


def test_a_run_is_in_the_history_before_it_starts_and_finished_once(
    store: FakeStore, clock: FakeClock
) -> None:
    judge = FakeJudge(store)

    finished = run(store, judge, clock)

    assert judge.running_when_asked == [True]
    [kept] = store.runs(limit=9)
    assert (kept.id, kept.verdict, kept.medal, kept.value) == (finished.id, Verdict.PASS, Medal.SILVER, 0.7)
    assert (kept.code, kept.ended_at) == ("model = None", clock.now.at)
    assert finished.not_kept is None


def test_what_a_dead_process_left_running_becomes_interrupted(store: FakeStore, clock: FakeClock) -> None:
    store.start_run(SUBMISSION, clock.moment())

    run(store, FakeJudge(store), clock)

    assert [kept.interrupted for kept in store.runs(limit=9)] == [False, True]


def test_a_fault_of_the_machine_is_told_and_does_not_stay_running(store: FakeStore, clock: FakeClock) -> None:
    judge = FakeJudge(store, error=DatasetError(message("missing"), message("fetch it")))

    with pytest.raises(DatasetError, match="missing"):
        run(store, judge, clock)

    [kept] = store.runs(limit=9)
    assert kept.verdict is Verdict.INTERNAL
    assert str(kept.message) == "missing"
    assert not kept.verdict.counts


def test_a_result_that_cannot_be_kept_is_still_shown(store: FakeStore, clock: FakeClock) -> None:
    class Full(FakeJudge):
        def judge(self, *args: object, **kwargs: object) -> Report:
            self.store.fault = StorageError(message("disk full"))
            return PASSED

    finished = run(store, Full(store), clock)

    assert finished.report == PASSED
    assert str(finished.not_kept) == "disk full"


def test_without_a_history_nothing_is_run(store: FakeStore, clock: FakeClock) -> None:
    judge = FakeJudge(store)
    store.fault = StorageError(message("read only"))

    with pytest.raises(StorageError):
        run(store, judge, clock)
    assert judge.running_when_asked == []


@pytest.mark.parametrize(
    ("submission", "words"),
    [
        (replace(SUBMISSION, tier=Tier.FULL), "no tier full"),
        (replace(SUBMISSION, code="x" * 2**20 + "x"), "1024 KiB"),
    ],
)
def test_what_cannot_be_judged_is_refused_before_it_is_kept(
    store: FakeStore, clock: FakeClock, submission: Submission, words: str
) -> None:
    with pytest.raises(BadInputError, match=words):
        run(store, FakeJudge(store), clock, submission)
    assert store.runs(limit=9) == ()


def test_the_list_shows_the_best_run_of_each_tier(store: FakeStore, clock: FakeClock) -> None:
    run(store, FakeJudge(store), clock)
    run(store, FakeJudge(store, replace(PASSED, value=0.65)), clock)
    held = replace(bank(), challenges={"tiny": FOLDER})

    [entry] = coding.list_challenges(held, store)

    assert entry.challenge.id == "tiny"
    assert entry.best[Tier.EMBEDDED].value == 0.7
    assert coding.default_tier(entry.challenge) is Tier.EMBEDDED


def test_the_draft_replaces_the_stub_until_it_is_discarded(store: FakeStore, clock: FakeClock) -> None:
    assert coding.current_code(store, FOLDER) == FOLDER.stub

    coding.save_draft(store, "tiny", "", clock=clock)
    assert coding.current_code(store, FOLDER) == ""

    store.discard_draft("tiny")
    assert coding.current_code(store, FOLDER) == FOLDER.stub


def test_a_script_is_read_as_utf_8_with_or_without_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes("\ufeffprint('层')\r\n".encode())

    assert coding.read_script(path) == "print('层')\r\n"


def test_a_script_may_declare_another_coding(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes("# -*- coding: latin-1 -*-\nprint('é')\n".encode("latin-1"))
    assert coding.read_script(path).endswith("print('é')\n")

    path.write_bytes("# -*- coding: latin-1 -*-\nprint('层')\n".encode())
    assert coding.read_script(path).endswith("print('层')\n"), "what dlprep wrote is UTF-8 whatever it says"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read"),
        (b"\xff\xfe", "not UTF-8 text"),
        (b"# coding: none\n\xff", "byte 15"),
        (b"\xff" * (2**20 + 1), "longer than"),
        (b"x" * (2**20 + 1), "longer than"),
    ],
)
def test_a_script_that_cannot_be_used_is_named(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "a.py"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(BadInputError, match=words):
        coding.read_script(path)
