"""What an interview asks follows the job and the level; what people type is checked."""

from datetime import date

import pytest

from dlprep.domain.errors import BadInputError
from dlprep.domain.memory.cards import CardKind
from dlprep.domain.planning.aims import checked_date, checked_minutes
from dlprep.domain.planning.asked import Target, asked, topic_weights
from dlprep.domain.questions import Level
from dlprep.domain.rubrics import Role
from factory import bank, question
from tui.study_support import study_bank

TODAY = date(2026, 3, 14)


def test_the_weights_are_shares_and_topics_of_the_job_count_more() -> None:
    held = bank(
        question("open", id="a", topic="cnn", roles=["cv"]),
        question("open", id="b", topic="attention", roles=["nlp"]),
        question("open", id="c", topic="metrics"),
        question("single", id="d", topic="attention"),
        question("single", id="e", topic="speech"),
    )
    everyone = asked(held, Target())
    assert sum(one.weight for one in everyone) == pytest.approx(1)
    assert {one.key.id for one in everyone} == {"a", "b", "c", "d", "e"}
    assert {one.key.id for one in asked(held, Target(Role.CV))} == {"a", "c", "e"}
    weights = topic_weights(held, Role.CV)
    assert weights["cnn"] > weights["metrics"]


def test_levels_far_from_the_target_count_less() -> None:
    held = bank(
        *(question("single", id=level, topic="cnn", level=level) for level in ("junior", "mid", "senior"))
    )
    share = {one.key.id: one.weight for one in asked(held, Target(level=Level.SENIOR))}
    assert share["senior"] > share["mid"] > share["junior"]
    share = {one.key.id: one.weight for one in asked(held, Target(level=Level.JUNIOR))}
    assert share["junior"] > share["mid"] > share["senior"]


def test_challenges_and_interview_questions_are_asked_as_what_they_are() -> None:
    kinds = {one.key.kind for one in asked(study_bank(), Target())}
    assert CardKind.CHALLENGE in kinds
    assert CardKind.QUESTION in kinds


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("soon", "“soon” is not a date."),
        ("2026-02-30", "“2026-02-30” is not a date."),
        ("2026-03-13", "2026-03-13 is over; today is 2026-03-14."),
        ("2027-03-15", "2027-03-15 is more than a year ahead."),
    ],
)
def test_a_date_that_cannot_be_says_why(typed: str, told: str) -> None:
    with pytest.raises(BadInputError) as refused:
        checked_date(typed, TODAY)
    assert str(refused.value.what) == told
    assert refused.value.way_out is not None


@pytest.mark.parametrize("typed", ["2026-03-14", " 2027-03-14 ", "20260401"])
def test_today_and_a_year_ahead_are_dates(typed: str) -> None:
    assert checked_date(typed, TODAY) >= TODAY


@pytest.mark.parametrize("typed", ["", "4", "241", "1.5", "-20", "²", "9" * 5000])
def test_minutes_that_cannot_be_say_so(typed: str) -> None:
    with pytest.raises(BadInputError, match="from 5 to 240"):
        checked_minutes(typed, 5, 240)
    assert checked_minutes(" 25 ", 5, 240) == 25
