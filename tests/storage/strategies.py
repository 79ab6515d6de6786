"""Hypothesis strategies of what is kept."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st

from dlprep.domain.answers import (
    Answer,
    ChoiceAnswer,
    ChoicesAnswer,
    ClozeAnswer,
    CodeOutputAnswer,
    MatchAnswer,
    NumericAnswer,
    OpenAnswer,
    OrderAnswer,
    SkippedAnswer,
    SpotBugAnswer,
    TfReasonAnswer,
)
from dlprep.domain.grading import Grade
from dlprep.domain.judging import BudgetUse, CheckOutcome, Epoch, Picture, Sample
from dlprep.domain.language import Language
from dlprep.domain.messages import Message
from dlprep.domain.practice import Attempt, Confidence, Drawn, PlannedQuestion
from dlprep.storage.details import Details

# What a database text can hold: everything but lone surrogates.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
times = st.datetimes(
    min_value=datetime(1970, 1, 2),  # noqa: DTZ001 - the zone is drawn beside it
    max_value=datetime(2200, 1, 1),  # noqa: DTZ001 - the zone is drawn beside it
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
answers: st.SearchStrategy[Answer] = st.one_of(
    st.builds(ChoiceAnswer, option=texts),
    st.builds(ChoicesAnswer, options=st.frozensets(texts)),
    st.builds(TfReasonAnswer, truth=st.booleans(), option=texts),
    st.builds(NumericAnswer, text=texts),
    st.builds(ClozeAnswer, blanks=st.lists(texts).map(tuple)),
    st.builds(OrderAnswer, steps=st.lists(texts).map(tuple)),
    st.builds(MatchAnswer, pairs=st.dictionaries(texts, texts)),
    st.builds(CodeOutputAnswer, text=texts),
    st.builds(SpotBugAnswer, line=st.integers(), option=texts),
    st.builds(OpenAnswer, text=texts),
    st.builds(SkippedAnswer),
)
drawn_values = st.recursive(
    st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=4,
)
planned_questions = st.builds(
    PlannedQuestion,
    question_id=texts,
    content_hash=texts,
    shuffle_seed=st.integers(),
    template_seed=st.none() | st.integers(),
    drawn=st.none()
    | st.builds(Drawn, version=st.integers(1), parameters=st.dictionaries(texts, drawn_values)),
)
attempts = st.builds(
    Attempt,
    session_id=st.just(1),
    position=st.just(0),
    planned=planned_questions,
    answer=answers,
    grade=st.sampled_from(Grade),
    score=st.floats(0, 1),
    language=st.sampled_from(Language),
    confidence=st.none() | st.sampled_from(Confidence),
    hints_used=st.integers(0, 9),
    duration_seconds=st.floats(0, 1e9),
    answered_at=times,
    local_day=st.dates(),
    id=st.none(),
    undone_at=st.none(),
)
parameters = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts
messages = st.recursive(
    st.builds(Message, texts, st.dictionaries(texts, parameters)),
    lambda inner: st.builds(Message, texts, st.dictionaries(texts, parameters | inner)),
    max_leaves=4,
)
curves = st.lists(
    st.builds(
        Epoch,
        number=st.integers(1, 10**6),
        metrics=st.dictionaries(texts, st.floats(allow_nan=False)),
        seconds=st.floats(0, 1e6),
    )
).map(tuple)

numbers = st.floats(allow_nan=False)
pictures = st.tuples(st.integers(1, 4), st.integers(1, 4), st.sampled_from([1, 3])).flatmap(
    lambda sides: st.binary(
        min_size=sides[0] * sides[1] * sides[2], max_size=sides[0] * sides[1] * sides[2]
    ).map(lambda pixels: Picture(*sides, pixels))
)
details = st.builds(
    Details,
    checks=st.lists(
        st.builds(CheckOutcome, texts, st.sampled_from([True, False, None]), st.none() | messages), max_size=3
    ).map(tuple),
    budgets=st.lists(st.builds(BudgetUse, texts, numbers, numbers), max_size=3).map(tuple),
    samples=st.lists(st.builds(Sample, texts, texts, numbers, st.none() | pictures, texts), max_size=3).map(
        tuple
    ),
    seed_values=st.lists(numbers, max_size=2).map(tuple),
)
