"""Second opinions and livelier words for an interview, by a model that is a stand-in."""

from __future__ import annotations

from dataclasses import replace
from random import SystemRandom
from typing import TYPE_CHECKING

import pytest

from dlprep import bootstrap
from dlprep.bootstrap import Parts
from dlprep.domain.grader.grades import Status
from dlprep.domain.interviewing.lines import Cue, variants
from dlprep.domain.interviewing.plan import Style
from dlprep.domain.interviewing.turns import Interview, TurnKind
from dlprep.domain.language import Language
from dlprep.domain.opinion.opinions import Discard, NoReplyError
from dlprep.services.interview_opinions import InterviewOpinions
from dlprep.services.lively_words import LivelyWords
from dlprep.services.rewording import Rewording
from dlprep.services.second_opinion import SecondOpinions
from dlprep.settings import Paths
from fakes import FakeStore
from fakes_grading import words_grader
from interviewing_samples import INTERVIEW, PLAN, grade, material, turn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dlprep.domain.opinion.asking import Prompt
    from dlprep.domain.opinion.replies import Claim

URL = "https://example.org/v1"
MISSED = grade(Status.MISSED, Status.MISSED, Status.MISSED)


class Model:
    """Says the same to everything, or nothing; remembers what it was asked."""

    name, address = "tiny", URL

    def __init__(self, says: str | None = None) -> None:
        self.says = says
        self.asked: list[str] = []

    def reply(self, prompt: Prompt) -> str:
        self.asked.append(prompt.user)
        if self.says is None:
            raise NoReplyError(Discard.TIMEOUT)
        return self.says


class NoCache:
    """Keeps nothing."""

    def load(self, key: str) -> dict[str, Claim] | None:
        return None

    def save(self, key: str, claims: Mapping[str, Claim]) -> None:
        pass


def opinions(model: Model, store: FakeStore | None = None) -> InterviewOpinions:
    asked = SecondOpinions(model, NoCache(), words_grader(), SystemRandom())
    return InterviewOpinions(asked, material(), store or FakeStore())


def interview() -> Interview:
    """An answer in unfamiliar words, the same in others, and a reply to a follow-up."""
    about = {"question_id": "mid-0"}
    return replace(
        INTERVIEW,
        plan=PLAN,
        turns=(
            turn(0, TurnKind.QUESTION, **about),
            turn(1, TurnKind.ANSWER, text="like a cook", grade=replace(MISSED, abstained=True), **about),
            turn(2, TurnKind.SETTLE, **about),
            turn(3, TurnKind.ANSWER, text="in other words", grade=MISSED, **about),
            turn(4, TurnKind.FOLLOW_UP, point_id="infer", **about),
            turn(5, TurnKind.ANSWER, text="a reply", grade=MISSED, point_id="infer", **about),
        ),
    )


def test_the_whole_answer_is_read_and_nothing_that_came_after_it() -> None:
    model = Model()
    first = opinions(model).ask(interview(), 1)
    assert first is not None
    assert first.discarded is Discard.TIMEOUT
    assert "like a cook" in model.asked[0]
    assert "in other words" not in model.asked[0]

    opinions(model).ask(interview(), 3)
    assert "like a cook\nin other words" in model.asked[1]
    assert "a reply" not in model.asked[1]


def test_replies_questions_and_what_left_the_bank_are_not_read() -> None:
    model = Model()
    for number in (0, 2, 4, 5):
        assert opinions(model).ask(interview(), number) is None
    gone = replace(interview(), turns=(turn(0, TurnKind.ANSWER, question_id="gone", grade=MISSED),))
    assert opinions(model).ask(gone, 0) is None
    assert model.asked == []


def test_lines_are_reworded_one_by_one_and_only_bridges_use_them() -> None:
    model, words = Model("Right, on to the next thing, shall we."), LivelyWords()
    line = variants(Cue.BRIDGE, Style.NEUTRAL)[0][1]
    bridge = turn(3, TurnKind.BRIDGE, text=f"Good. {line}")
    assert words.shown(bridge) == bridge.text

    words.prepare(Rewording(model), Style.NEUTRAL, Language.EN)

    assert len(model.asked) == 1
    assert words.shown(bridge) == "Good. Right, on to the next thing, shall we."
    assert words.shown(replace(bridge, kind=TurnKind.REPLY)) == bridge.text


def test_a_line_that_got_no_other_words_stays_and_is_not_asked_about_again() -> None:
    model, words = Model(), LivelyWords()
    for _ in range(3):
        words.prepare(Rewording(model), Style.STRICT, Language.ZH)
    assert len(set(model.asked)) == 3
    line = variants(Cue.BRIDGE, Style.STRICT)[0][0]
    assert words.shown(turn(1, TurnKind.BRIDGE, text=line)) == line


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Parts:
    for name in ("URL", "MODEL", "KEY", "TIMEOUT"):
        monkeypatch.delenv(f"DLPREP_LLM_{name}", raising=False)
    return Parts(Paths(tmp_path / "data", tmp_path / "cache", tmp_path / "config"))


def named(monkeypatch: pytest.MonkeyPatch, url: str = URL) -> None:
    monkeypatch.setenv("DLPREP_LLM_URL", url)
    monkeypatch.setenv("DLPREP_LLM_MODEL", "tiny")


def test_without_a_model_there_is_no_offer(parts: Parts) -> None:
    assert parts.opinion_offer is None


def test_a_named_model_is_offered_with_its_address(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch)
    offer = parts.opinion_offer
    assert offer is not None
    assert offer.address == URL
    assert "example.org" in str(offer.notice)
    assert offer.is_taken(replace(INTERVIEW, plan=replace(PLAN, opinions_from=URL)))
    assert not offer.is_taken(replace(INTERVIEW, plan=PLAN))


def test_a_faulty_setting_and_a_missing_extra_are_told_and_offer_nothing(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    named(monkeypatch, "ftp://example.org")
    faulty = parts.opinion_offer
    named(monkeypatch)
    monkeypatch.setattr(bootstrap, "find_spec", lambda _: None)
    missing = parts.opinion_offer
    for offer, word in ((faulty, "DLPREP_LLM_URL"), (missing, "not installed")):
        assert offer is not None
        assert word in str(offer.notice)
        assert not offer.is_taken(replace(INTERVIEW, plan=PLAN))
