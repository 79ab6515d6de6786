"""Every question type with right, partly right and wrong answers, and those that are no answers."""

import pytest

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
from dlprep.domain.errors import AnswerError
from dlprep.domain.grade_answer import grade_answer
from dlprep.domain.grading import Grade
from factory import ALL_TYPES, authored, option, question, text

RIGHT: dict[str, Answer] = {
    "single": ChoiceAnswer(option="b"),
    "multi": ChoicesAnswer(options=frozenset("acd")),
    "tf-reason": TfReasonAnswer(truth=False, option="c"),
    "numeric": NumericAnswer(text="896"),
    "cloze": ClozeAnswer(blanks=("Global Norm", "adam")),
    "order": OrderAnswer(steps=tuple("abcd")),
    "match": MatchAnswer(pairs={name: name for name in "abcd"}),
    "code-output": CodeOutputAnswer(text="(3,4)"),
    "spot-bug": SpotBugAnswer(line=2, option="a"),
    "open": OpenAnswer(text="BatchNorm: at inference the running mean is used. In training it is the batch."),
}


@pytest.mark.parametrize("kind", RIGHT)
def test_a_right_answer_of_each_type_earns_everything(kind: str) -> None:
    grading = grade_answer(question(kind), RIGHT[kind])
    assert (grading.grade, grading.score) == (Grade.CORRECT, 1.0)


@pytest.mark.parametrize("kind", [kind for kind in ALL_TYPES if kind != "template"])
def test_a_skipped_question_earns_nothing(kind: str) -> None:
    assert grade_answer(question(kind), SkippedAnswer()).grade is Grade.INCORRECT


@pytest.mark.parametrize(
    ("kind", "answer", "score"),
    [
        ("single", ChoiceAnswer(option="a"), 0),
        ("multi", ChoicesAnswer(options=frozenset("ac")), 2 / 3),
        ("multi", ChoicesAnswer(options=frozenset("acb")), 1 / 3),
        ("multi", ChoicesAnswer(options=frozenset("abcde")), 1 / 3),
        ("multi", ChoicesAnswer(options=frozenset("be")), 0),
        ("multi", ChoicesAnswer(options=frozenset()), 0),
        ("tf-reason", TfReasonAnswer(truth=False, option="a"), 0.5),
        ("tf-reason", TfReasonAnswer(truth=True, option="c"), 0.5),
        ("tf-reason", TfReasonAnswer(truth=True, option="a"), 0),
        ("numeric", NumericAnswer(text="897"), 0),
        ("cloze", ClozeAnswer(blanks=("全局范数", "SGD")), 0.5),
        ("order", OrderAnswer(steps=tuple("abdc")), 2 / 3),
        ("order", OrderAnswer(steps=tuple("dcba")), 0),
        ("match", MatchAnswer(pairs={"a": "a", "b": "b", "c": "x"}), 0.5),
        ("code-output", CodeOutputAnswer(text="(4, 3)"), 0),
        ("spot-bug", SpotBugAnswer(line=3, option="a"), 0.5),
        ("spot-bug", SpotBugAnswer(line=1, option="b"), 0),
    ],
)
def test_partial_credit_is_what_the_type_says(kind: str, answer: Answer, score: float) -> None:
    assert grade_answer(question(kind), answer).score == pytest.approx(score)


def test_an_order_question_may_want_all_or_nothing() -> None:
    strict = question("order", partial="none")
    assert grade_answer(strict, OrderAnswer(steps=tuple("abdc"))).score == 0
    assert grade_answer(strict, OrderAnswer(steps=tuple("abcd"))).score == 1


def test_ticking_everything_does_not_pay_when_every_option_is_not_right() -> None:
    two_of_five = question("multi", options=[option(name, correct=name in "ab") for name in "abcde"])
    assert grade_answer(two_of_five, ChoicesAnswer(options=frozenset("abcde"))).score == 0


@pytest.mark.parametrize("typed", ["896", "８９６", "896.0", "8.96e2", " 896 "])
def test_a_whole_number_may_be_typed_in_any_form(typed: str) -> None:
    assert grade_answer(question("numeric"), NumericAnswer(text=typed)).grade is Grade.CORRECT


@pytest.mark.parametrize(
    ("tolerance", "typed", "grade"),
    [
        ({"absolute": 0.05}, "0.35", Grade.CORRECT),
        ({"absolute": 0.05}, "0.351", Grade.INCORRECT),
        ({"relative": 0.01}, "0.303", Grade.CORRECT),
        ({"relative": 0.01}, "0.304", Grade.INCORRECT),
        ({"relative": 0.01}, "30%", Grade.CORRECT),
    ],
)
def test_a_number_counts_within_its_tolerance(tolerance: dict[str, float], typed: str, grade: Grade) -> None:
    near = question("numeric", answer=0.3, integer=False, tolerance=tolerance)
    assert grade_answer(near, NumericAnswer(text=typed)).grade is grade


def test_percent_is_taken_as_written_where_the_unit_is_percent() -> None:
    share = question("numeric", answer=85, unit={"zh": "%", "en": "%"})
    for typed in ("85", "85%", "85 ％"):
        assert grade_answer(share, NumericAnswer(text=typed)).grade is Grade.CORRECT


def test_a_number_that_a_known_slip_leads_to_is_told_which() -> None:
    known = question("numeric", mistakes=[{"value": 864, "why": text("forgot the biases")}])
    grading = grade_answer(known, NumericAnswer(text="864"))
    assert grading.grade is Grade.INCORRECT
    assert grading.note == known.mistakes[0].why


@pytest.mark.parametrize(
    ("kind", "answer", "says"),
    [
        ("single", ChoiceAnswer(option="z"), "no option z"),
        ("multi", ChoicesAnswer(options=frozenset("az")), "no option z"),
        ("numeric", NumericAnswer(text="many"), "not a number"),
        ("cloze", ClozeAnswer(blanks=("one",)), "2 gaps"),
        ("order", OrderAnswer(steps=("a", "a", "b", "c")), "exactly once"),
        ("match", MatchAnswer(pairs={"a": "nope"}), "no option nope"),
        ("spot-bug", SpotBugAnswer(line=9, option="a"), "lines 1 to 3"),
        ("single", NumericAnswer(text="1"), "cannot take"),
    ],
)
def test_what_is_no_answer_is_refused_in_a_sentence(kind: str, answer: Answer, says: str) -> None:
    with pytest.raises(AnswerError, match=says):
        grade_answer(question(kind), answer)


def test_a_template_must_be_drawn_before_it_can_be_graded() -> None:
    with pytest.raises(AnswerError, match="template"):
        grade_answer(question("template"), NumericAnswer(text="3"))


def test_grading_the_same_answer_twice_gives_the_same() -> None:
    assert authored("open") == authored("open")
    first, second = (grade_answer(question("open"), RIGHT["open"]) for _ in range(2))
    assert first == second
