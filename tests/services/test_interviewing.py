"""An interview led from its plan to its scorecard, with a grader that reads marks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dlprep.domain.errors import BadInputError, StorageError
from dlprep.domain.grader.grades import Status
from dlprep.domain.interviewing.bar import Bar
from dlprep.domain.interviewing.exchanges import Assessor
from dlprep.domain.interviewing.lines import Cue, variants
from dlprep.domain.interviewing.plan import Style
from dlprep.domain.interviewing.scorecard import Dimension
from dlprep.domain.interviewing.standing import standing
from dlprep.domain.interviewing.transcript import to_markdown
from dlprep.domain.interviewing.turns import Interview, Outcome, Speaker, TurnKind
from dlprep.domain.language import Language
from dlprep.domain.messages import message
from dlprep.services.finding import Finder
from dlprep.services.gates.references import Term
from dlprep.services.interview_plans import checked, material_of, remembering
from dlprep.services.interviewing import Interviewing, Tools
from dlprep.services.search import SearchIndex
from factory import bank, question, text
from fakes import FakeClock, FakeStore
from fakes_interviews import FakeGrader
from interviewing_samples import ALL_POINTS, INTERVIEW, LOOP, PLAN, material, turn

if TYPE_CHECKING:
    from dlprep.domain.interviewing.plan import InterviewPlan

DROPOUT = question(
    "single",
    id="dropout-1",
    stem=text("What does dropout do?"),
    explanation={"zh": "先看例子。dropout 随机丢弃神经元。", "en": "An example first. Dropout drops units."},
)
TERMS = (Term(en=("early stopping", "dropout layer"), zh=("早停",)),)


class Room:
    """An interview and everything around it."""

    def __init__(self, plan: InterviewPlan = PLAN, store: FakeStore | None = None) -> None:
        self.clock = FakeClock()
        self.store = store or FakeStore()
        held = bank(DROPOUT)
        self.tools = Tools(
            self.store, FakeGrader(), material(), Finder(held, SearchIndex(held), TERMS), self.clock
        )
        self.leads = Interviewing(self.tools)
        self.now: Interview = self.leads.start(plan)

    def say(self, *typed: str) -> Interview:
        for one in typed:
            self.clock.advance(30)
            self.now = self.leads.say(self.now, one)
        return self.now

    @property
    def kinds(self) -> list[TurnKind]:
        return [turn.kind for turn in self.now.turns]

    @property
    def last(self) -> str:
        return self.now.turns[-1].text


def test_it_starts_with_an_opening_and_a_question() -> None:
    room = Room()
    assert room.kinds == [TurnKind.OPENING, TurnKind.QUESTION]
    assert room.last.startswith("stem of mid-")
    assert room.store.interview(1) == room.now


def test_a_whole_interview_ends_in_a_scorecard_that_is_kept() -> None:
    room = Room()
    while room.now.ended_at is None:
        room.say("no" if room.kinds[-1] is TurnKind.CANDIDATE_QUESTIONS else ALL_POINTS)
    assert room.kinds[-2:] == [TurnKind.ANSWER, TurnKind.CLOSING]
    card = room.leads.scorecard(room.now)
    assert card.score == 100
    assert card.bar.bar is Bar.STRONG_HIRE
    assert card.studies == ()
    (record,) = room.store.interviews(limit=5)
    assert (record.score, record.bar, record.turns) == (100, "strong-hire", len(room.now.turns))
    with pytest.raises(BadInputError, match="ended"):
        room.say("more")


def test_a_recovered_point_earns_part_and_is_counted() -> None:
    room = Room()
    room.say("+infer +name !train", "+train", "/end")
    card = room.leads.scorecard(room.now)
    assert card.score == 88
    measures = {one.dimension: one for one in card.measures}
    assert (measures[Dimension.RECOVERY].good, measures[Dimension.RECOVERY].count) == (1, 1)
    assert card.bar.bar is Bar.TOO_LITTLE
    assert TurnKind.CORRECTION in room.kinds


def test_wrong_beliefs_are_what_to_study_first() -> None:
    room = Room()
    room.say("!infer !train !name", "no idea", "no idea", "+infer +train", "x", "/end")
    card = room.leads.scorecard(room.now)
    assert [one.is_wrong for one in card.studies] == [True, False]
    assert card.bar.bar is Bar.NO_HIRE
    assert any("Wrong beliefs" in str(reason) for reason in card.bar.reasons)


def test_abstention_is_settled_by_the_candidate() -> None:
    room = Room()
    room.say("?? in my own words")
    assert room.kinds[-1] is TurnKind.SETTLE
    with pytest.raises(BadInputError, match="ticked"):
        room.leads.settle(room.now, {"infer": Status.WRONG})
    room.now = room.leads.settle(room.now, {"infer": Status.COVERED, "train": Status.MAYBE})
    current = standing(room.now).exchanges[0]
    assert current.score == 60
    assert {point.assessor for point in current.points} == {Assessor.SELF}
    assert room.leads.scorecard(room.now).self_assessed == 100
    with pytest.raises(BadInputError, match="settled"):
        room.leads.settle(room.now, {})


def test_what_nobody_settled_is_left_without_a_score() -> None:
    room = Room(replace(PLAN, style=Style.STRICT, language=Language.ZH))
    room.say("?? one way", "?? another way")
    bridge = room.now.turns[-2]
    assert bridge.kind is TurnKind.BRIDGE
    assert any(bridge.text.startswith(zh) for zh, _ in variants(Cue.UNSETTLED, Style.STRICT))
    assert " " not in bridge.text
    assert room.leads.scorecard(room.now).score is None


def test_a_missed_point_can_be_claimed_later_and_once() -> None:
    room = Room()
    room.say("+infer +train")
    asked = standing(room.now).exchanges[0].question_id
    room.now = room.leads.claim(room.now, asked, "name")
    assert TurnKind.CLAIM in room.kinds
    assert standing(room.now).exchanges[0].score == 100
    with pytest.raises(BadInputError, match="claimed"):
        room.leads.claim(room.now, asked, "name")


def test_a_free_question_is_answered_with_its_source_and_leads_back() -> None:
    room = Room()
    before = standing(room.now).open
    room.say("what is dropout?")
    assert "Dropout drops units." in room.last
    assert "An example first" not in room.last
    (passage,) = room.now.turns[-1].passages
    assert (passage.place, passage.url) == ("dropout-1", "https://example.org/docs")
    assert standing(room.now).open == before
    room.say("什么是早停")
    assert room.now.turns[-1].passages == ()


def test_the_glossary_and_the_article_answer_too() -> None:
    held = bank(DROPOUT, claims=("S3.1-b",))
    finder = Finder(held, SearchIndex(held), (Term(en=("says",), zh=("说",)),))
    glossary, claim = finder.find("what is says?", Language.ZH)
    assert glossary.text == "says = 说"
    assert (claim.place, claim.text) == ("S3.1-b", "说")
    assert finder.find("what is dropout?", Language.EN, hidden="dropout-1") == ()
    assert finder.find("为什么要学习率预热", Language.ZH) == ()


def test_a_term_that_most_of_the_subject_says_is_found() -> None:
    held = bank(DROPOUT)
    finder = Finder(held, SearchIndex(held), (Term(en=("dropout",), zh=("随机失活",)),))
    for asked in ("why is dropout good?", "什么是随机失活机制"):
        assert [one.place for one in finder.find(asked, Language.EN)] == ["dropout", "dropout-1"]
    assert finder.find("why is dropout better than early stopping?", Language.EN) == ()


def test_commands_do_what_they_say() -> None:
    room = Room()
    question_text = room.last
    room.say("/hint")
    assert "first" in room.last
    room.say("/hint", "/hint")
    assert "hint" in room.last
    room.say("/repeat")
    assert question_text in room.last
    room.say("/explain")
    assert "Because" not in room.last
    room.say("/lang zh")
    assert "stem of" in room.last
    assert "（中）" in room.last
    assert standing(room.now).language is Language.ZH
    room.say("/style strict", "/harder", "/skip")
    assert standing(room.now).style is Style.STRICT
    exchanges = standing(room.now).exchanges
    assert exchanges[0].skipped
    assert exchanges[1].question_id.startswith("senior")


def test_the_model_answer_closes_its_question() -> None:
    room = Room()
    room.say("+infer", "/model-answer")
    assert any("running mean" in turn.text for turn in room.now.turns)
    first, _ = standing(room.now).exchanges
    assert (first.score, first.revealed, len(first.probes)) == (40, True, 1)


def test_an_unknown_command_leaves_no_turn() -> None:
    room = Room()
    with pytest.raises(BadInputError, match="/hint"):
        room.say("/hnit")
    assert room.kinds == [TurnKind.OPENING, TurnKind.QUESTION]


def test_a_loop_hands_over_and_comes_back() -> None:
    room = Room(replace(LOOP, topics=(), role=None, language=Language.EN))
    while room.kinds[-1] is not TurnKind.HANDOVER:
        room.say("/skip")
    assert "Digits" in room.last
    with pytest.raises(BadInputError, match="answered"):
        room.leads.answer(room.now, "done")
    room.clock.advance(600)
    room.now = room.leads.hand_back(room.now, Outcome(passed=False))
    assert room.kinds[-2:] == [TurnKind.RETURN, TurnKind.QUESTION]
    card = room.leads.scorecard(room.now)
    assert card.outcome == Outcome(passed=False)
    assert any("coding task" in str(reason) for reason in card.bar.reasons)


def test_what_was_typed_and_said_survives() -> None:
    room = Room()
    room.say("+infer")
    room.now = room.leads.keep_draft(room.now, "half a sen")
    room.clock.advance(10_000)
    again = Interviewing(room.tools).resume()
    assert again == room.now
    assert again is not None
    assert again.draft == "half a sen"
    resumed = Interviewing(room.tools).say(again, "+train")
    assert resumed.elapsed_seconds == again.elapsed_seconds


def test_what_the_interviewer_had_not_said_is_said_after_a_restart() -> None:
    room = Room()
    room.say("+infer !train")
    for length in range(len(room.now.turns)):
        store = FakeStore()
        begun = store.add_interview(replace(room.now, turns=()))
        for each in room.now.turns[:length]:
            store.add_turn(begun.id or 0, each)
        resumed = Interviewing(replace(room.tools, store=store)).resume()
        assert resumed is not None
        end = len(resumed.turns)
        assert [turn.text for turn in resumed.turns] == [turn.text for turn in room.now.turns[:end]]
        assert end == len(room.now.turns) or room.now.turns[end].speaker is Speaker.CANDIDATE


def test_when_the_disk_refuses_the_interview_is_as_before() -> None:
    room = Room()
    before = room.now
    room.store.fault = StorageError(message("The disk is full."))
    with pytest.raises(StorageError):
        room.say(ALL_POINTS)
    room.store.fault = None
    assert room.store.interview(1) == before == room.now


def test_the_transcript_shows_all_and_nothing_typed_acts_as_markup() -> None:
    room = Room()
    room.say("+infer # not a *title*\n- nor a list", "/skip", "what is dropout?", "/end")
    held = room.tools.material
    document = to_markdown(room.now, room.leads.scorecard(room.now), held, Language.EN, lambda one: one)
    assert "\\# not a \\*title\\*" in document
    assert "> \\- nor a list" in document
    assert "<https://example.org/docs>" in document
    assert "covered: point infer" in document
    assert "Scorecard" in document
    assert "To study next" in document


def test_plans_that_cannot_be_kept_to_are_refused() -> None:
    held = material()
    with pytest.raises(BadInputError, match="minutes"):
        checked(replace(PLAN, minutes=1), held)
    with pytest.raises(BadInputError, match="20 to 180 minutes"):
        checked(replace(LOOP, topics=(), minutes=19), held)
    with pytest.raises(BadInputError, match="challenge"):
        checked(replace(LOOP, topics=(), challenge="nope"), held)
    with pytest.raises(BadInputError, match="topic"):
        checked(replace(PLAN, topics=("cook",)), held)
    with pytest.raises(BadInputError, match="no interview question “nope”"):
        checked(replace(PLAN, begins_with="nope"), held)
    assert checked(replace(LOOP, topics=(), challenge=None), held).challenge == "digits"


def test_a_plan_remembers_the_forty_questions_asked_last() -> None:
    store = FakeStore()
    kept = store.add_interview(replace(INTERVIEW, plan=PLAN))
    for number in range(50):
        store.add_turn(kept.id or 0, turn(number, TurnKind.QUESTION, question_id=f"q{number}"))

    assert remembering(PLAN, store).recent == tuple(f"q{number}" for number in range(49, 9, -1))


def test_a_bank_gives_its_open_questions() -> None:
    held = material_of(bank())
    assert list(held.questions) == ["a-open"]
    assert held.topics["cnn"].en == "cnn"


def test_warming_up_keeps_nothing() -> None:
    room = Room()
    room.leads.warm()
    assert room.store.interview(1) == room.now
