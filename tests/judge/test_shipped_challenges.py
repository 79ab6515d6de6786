"""The challenges that ship, tried through the real judge: two in small, and all of them as a proof."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from dlprep.bank.challenges import load_challenges
from dlprep.bootstrap import bank_folder
from dlprep.domain.judging import Submission, Tier, Verdict
from dlprep.judge.supervisor import ProcessJudge
from dlprep.services.challenge_check import cases_of, verify
from judge_bench import RealClock

if TYPE_CHECKING:
    from collections.abc import Iterator

LOADED, _ = load_challenges(bank_folder() / "challenges")


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProcessJudge]:
    made = ProcessJudge(tmp_path_factory.mktemp("cache"), RealClock(), private=(bank_folder(),))
    yield made
    made.close()


def faults(judge: ProcessJudge, *slugs: str, quick: bool) -> list[str]:
    """What differs, a line each."""
    cases = [case for slug in slugs for case in cases_of(LOADED[slug], quick=quick)]
    checked = list(verify(cases, judge, cancel=Event()))
    assert len(checked) == len(cases)
    return [f"{one.case.slug}/{one.case.script}: {one.flaw.what}" for one in checked if one.flaw]


@pytest.mark.tensorflow
def test_two_challenges_are_what_they_say_in_small(
    judge: ProcessJudge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    assert faults(judge, "build-conv2d", "cifar10-cnn", quick=True) == []


@pytest.mark.slow
@pytest.mark.tensorflow
@pytest.mark.parametrize(("slug", "word"), [("cifar10-cnn", "learning_rate"), ("imdb-lstm", "pad_sequences")])
def test_the_stubs_of_the_article_stop_with_help(judge: ProcessJudge, slug: str, word: str) -> None:
    submission = Submission(slug, Tier.EMBEDDED, LOADED[slug].stub)
    report = judge.judge(LOADED[slug], submission, watch=lambda _: None, cancel=Event())
    assert report.verdict is Verdict.ERR, report.message
    assert report.error_line is not None
    assert word in str(report.next_step)


@pytest.mark.slow
@pytest.mark.tensorflow
@pytest.mark.parametrize("slug", LOADED)
def test_every_challenge_is_what_it_says(
    judge: ProcessJudge, monkeypatch: pytest.MonkeyPatch, slug: str
) -> None:
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    assert faults(judge, slug, quick=False) == []
