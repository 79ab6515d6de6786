"""Whatever a candidate does, an interview keeps its rules, ends, and can be gone on with from any turn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from dlprep.domain.errors import BadInputError
from dlprep.domain.grader.grades import Status
from dlprep.domain.interviewing.commands import CommandName
from dlprep.domain.interviewing.plan import Form, InterviewPlan, Style
from dlprep.domain.interviewing.policy import MOST_PROBES, next_move
from dlprep.domain.interviewing.standing import standing
from dlprep.domain.interviewing.timing import SHORTEST_MINUTES
from dlprep.domain.interviewing.turns import Interview, Outcome, Speaker, TurnKind
from dlprep.domain.interviewing.words import say
from dlprep.domain.language import Language
from dlprep.domain.questions import Level
from dlprep.services.finding import Finder
from dlprep.services.interviewing import Interviewing, Tools
from dlprep.services.search import SearchIndex
from factory import bank
from fakes import FakeClock, FakeStore
from fakes_interviews import FakeGrader
from interviewing_samples import PLAN, material

if TYPE_CHECKING:
    from collections.abc import Callable

MATERIAL = material()
BANK = bank()
FINDER = Finder(BANK, SearchIndex(BANK))
ENOUGH = 100
"""More steps than any interview takes when each of them answers."""

plans = st.builds(
    lambda form, more, **fields: InterviewPlan(form=form, minutes=SHORTEST_MINUTES[form] + more, **fields),
    level=st.sampled_from(Level),
    language=st.sampled_from(Language),
    seed=st.integers(0, 2**40),
    more=st.integers(0, 80),
    style=st.sampled_from(Style),
    form=st.sampled_from(Form),
)
marks = st.lists(
    st.builds("{}{}".format, st.sampled_from("+~!"), st.sampled_from(["infer", "train", "name", "why-0"])),
    max_size=4,
).map(" always ".join)
typed = st.one_of(
    marks,
    marks.map(lambda text: f"?? {text}"),
    st.sampled_from([f"/{name}" for name in CommandName] + ["/style strict", "/lang zh", "/lang en"]),
    st.sampled_from(["", "what is dropout?", "为什么要归一化", "no"]),
)
steps = st.lists(st.tuples(typed, st.integers(0, 400), st.booleans()), max_size=25)


class Led:
    """An interview led step by step."""

    def __init__(self, plan: InterviewPlan) -> None:
        self.clock = FakeClock()
        self.store = FakeStore()
        self.tools = Tools(self.store, FakeGrader(), MATERIAL, FINDER, self.clock)
        self.leads = Interviewing(self.tools)
        self.now = self.leads.start(plan)

    def step(self, text: str, seconds: float, *, claims: bool = False) -> None:
        """Does what can be done now: settles, hands back, claims, or says `text`."""
        self.clock.advance(seconds)
        asked = standing(self.now).open
        try:
            if claims:
                current = standing(self.now).exchanges[-1]
                self.now = self.leads.claim(self.now, current.question_id, "train")
            elif asked is not None and asked.kind is TurnKind.HANDOVER and not text.startswith("/"):
                self.now = self.leads.hand_back(self.now, Outcome(passed=bool(text)))
            elif asked is not None and asked.kind is TurnKind.SETTLE and "+" in text:
                self.now = self.leads.settle(self.now, {"infer": Status.COVERED})
            else:
                self.now = self.leads.say(self.now, text)
        except BadInputError:
            assert self.store.interview(1) == self.now


@settings(max_examples=40, deadline=None)
@given(plan=plans, taken=steps)
def test_the_rules_hold_and_it_ends(plan: InterviewPlan, taken: list[tuple[str, int, bool]]) -> None:
    led = Led(plan)
    for text, seconds, claims in taken:
        led.step(text, seconds, claims=claims)
        assert led.now.ended_at is not None or standing(led.now).open is not None
    for _ in range(ENOUGH):
        if led.now.ended_at is None:
            led.step("+infer", 1)
    assert led.now.ended_at is not None
    _assert_rules(led.now)
    _assert_replayed(led.now)
    assert led.store.interview(1) == led.now
    led.leads.scorecard(led.now)


def _assert_rules(interview: Interview) -> None:
    exchanges = standing(interview).exchanges
    assert len({one.question_id for one in exchanges}) == len(exchanges)
    assert all(len(one.probes) <= MOST_PROBES for one in exchanges)
    assert all(len(one.asked_points) == len(one.probes) for one in exchanges)
    for number, turn in enumerate(interview.turns):
        assert turn.number == number
        if turn.kind is TurnKind.FOLLOW_UP:
            current = standing(replace(interview, turns=interview.turns[:number])).exchanges[-1]
            status = {grade.id: grade.status for grade in current.grades}[turn.point_id or ""]
            assert status is not Status.COVERED


def _assert_replayed(interview: Interview) -> None:
    """After the turns so far, the interviewer says what was said, and is silent where the candidate spoke."""
    for number, turn in enumerate(interview.turns):
        before = replace(interview, turns=interview.turns[:number], ended_at=None)
        move = next_move(before, MATERIAL)
        if turn.speaker is Speaker.CANDIDATE:
            assert move is None
        else:
            assert move is not None
            said = say(move, number, interview.plan, standing(before), MATERIAL)
            assert (move.kind, move.point_id, said) == (turn.kind, turn.point_id, turn.text)
    assert next_move(interview, MATERIAL) is None


@settings(max_examples=25, deadline=None)
@given(plan=plans, taken=steps)
def test_the_same_plan_and_steps_make_the_same_turns(
    plan: InterviewPlan, taken: list[tuple[str, int, bool]]
) -> None:
    one, other = Led(plan), Led(plan)
    for text, seconds, claims in taken:
        one.step(text, seconds, claims=claims)
        other.step(text, seconds, claims=claims)
    assert one.now == other.now


answers = st.fixed_dictionaries({name: st.sampled_from("+~! ") for name in ("infer", "train", "name")})


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 999), first=answers, again=st.booleans())
def test_the_style_never_moves_the_score(seed: int, first: dict[str, str], again: bool) -> None:
    def knows(point: str | None) -> str:
        if point is not None:
            return f"+{point}" if again else "always"
        return "always " + " ".join(f"{mark}{name}" for name, mark in first.items())

    scores = {_score(replace(PLAN, seed=seed, style=style), knows) for style in Style}
    assert len(scores) == 1


def _score(plan: InterviewPlan, knows: Callable[[str | None], str]) -> int | None:
    led = Led(plan)
    while led.now.ended_at is None:
        asked = standing(led.now).open
        assert asked is not None
        at_end = asked.kind is TurnKind.CANDIDATE_QUESTIONS
        led.step("no" if at_end else knows(asked.point_id), 1)
    return led.leads.scorecard(led.now).score
