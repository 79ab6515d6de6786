"""Feedback as values: a reason for every option, what each part earned, the right answer."""

from typing import Any

import pytest

from dlprep.domain.answers import (
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
from dlprep.domain.grade_answer import grade_answer
from dlprep.domain.language import Language
from dlprep.domain.practice import PlannedQuestion
from dlprep.domain.presenting import Presented, display_order
from dlprep.domain.questions import AUTHORED_TYPES
from dlprep.tui.explaining import explain
from dlprep.tui.explanation import NEUTRAL, RIGHT, WRONG, Explanation
from factory import question


def told(kind: str, given: Any, language: Language = Language.EN, **changes: Any) -> Explanation:
    asked = question(kind, **changes)
    shown = Presented(PlannedQuestion(asked.id, "hash", 1), asked, display_order(asked, 1))
    grading = grade_answer(asked, given)
    return explain(shown, given, grading, language=language, translate=lambda words: words)


def marks(explanation: Explanation) -> dict[str, str]:
    return {part.words: part.mark for part in explanation.parts}


def test_every_option_has_its_reason() -> None:
    explanation = told("single", ChoiceAnswer(option="a"))
    assert {part.words: part.why for part in explanation.parts} == {
        f"Option {name}": f"why {name}" for name in "abcd"
    }
    assert marks(explanation)["Option a"] == WRONG
    assert marks(explanation)["Option b"] == RIGHT
    assert marks(explanation)["Option c"] == NEUTRAL
    assert explanation.percent == 0


def test_parts_follow_the_language_of_the_question() -> None:
    explanation = told("single", ChoiceAnswer(option="b"), Language.ZH)
    assert "选项 b" in marks(explanation)
    assert explanation.explanation == "Because.（中）"


def test_ticks_are_told_one_by_one() -> None:
    explanation = told("multi", ChoicesAnswer(options=frozenset("ab")))
    tags = {part.words[-1]: (part.mark, part.tag) for part in explanation.parts}
    assert tags["a"] == (RIGHT, "ticked, right")
    assert tags["b"] == (WRONG, "ticked, but wrong")
    assert tags["c"] == (WRONG, "missed: this one is right")
    assert tags["e"] == (RIGHT, "left out, rightly")


def test_ticks_are_told_how_the_points_add_up() -> None:
    assert told("multi", ChoicesAnswer(options=frozenset("acb"))).note == ("1 of 3 points: 2 right − 1 wrong")
    assert told("multi", ChoicesAnswer(options=frozenset("abe"))).note.startswith("0 of 3 points: 1 right")
    assert told("multi", ChoicesAnswer(options=frozenset("acd"))).note == ""


def test_truth_and_reason_earn_apart() -> None:
    explanation = told("tf-reason", TfReasonAnswer(truth=False, option="a"))
    assert explanation.grade == "partial"
    assert explanation.percent == 50
    assert explanation.parts[0].mark == RIGHT
    assert explanation.parts[0].words == "The statement is: False"


def test_a_number_shows_what_was_typed_and_what_is_right() -> None:
    explanation = told("numeric", NumericAnswer(text="900"), unit={"zh": "个", "en": "weights"})
    assert (explanation.given, explanation.right) == ("900", "896 weights")


def test_a_number_with_tolerance_says_how_far_it_may_be_off() -> None:
    changes: dict[str, Any] = {"answer": 0.5, "integer": False, "tolerance": {"absolute": 0.05}}
    assert told("numeric", NumericAnswer(text="1"), **changes).right == "0.5 ± 0.05"


def test_a_named_mistake_is_named() -> None:
    mistakes = [{"value": 27, "why": {"zh": "忘了偏置", "en": "forgot the bias"}}]
    explanation = told("numeric", NumericAnswer(text="27"), mistakes=mistakes)
    assert explanation.note == "forgot the bias"
    assert [(part.mark, part.words, part.tag) for part in explanation.parts] == [(WRONG, "27", "your slip")]


def test_slips_that_were_not_made_teach_too() -> None:
    mistakes = [{"value": 27, "why": {"zh": "忘了偏置", "en": "forgot the bias"}}]
    (slip,) = told("numeric", NumericAnswer(text="896"), mistakes=mistakes).parts
    assert (slip.mark, slip.tag, slip.why) == (NEUTRAL, "a common slip", "forgot the bias")


def test_gaps_show_the_answer_and_other_spellings() -> None:
    explanation = told("cloze", ClozeAnswer(blanks=("全局范数", "SGD")))
    first, second = explanation.parts
    assert (first.mark, second.mark) == (RIGHT, WRONG)
    assert first.why == "Also accepted: 全局范数"
    assert second.tag == "you said: SGD"


def test_steps_come_in_the_right_order_with_where_they_were_put() -> None:
    explanation = told("order", OrderAnswer(steps=tuple("bacd")))
    assert [part.words for part in explanation.parts] == [f"{n}. step {c}" for n, c in enumerate("abcd", 1)]
    assert [part.mark for part in explanation.parts] == [WRONG, WRONG, RIGHT, RIGHT]
    assert explanation.parts[0].tag == "you put it at 2"
    assert explanation.note.startswith("5 of 6 pairs of steps")


def test_steps_that_earn_all_or_nothing_have_no_sum() -> None:
    assert told("order", OrderAnswer(steps=tuple("bacd")), partial="none").note == ""
    assert told("order", OrderAnswer(steps=tuple("abcd"))).note == ""


def test_pairs_show_what_was_put_there_and_the_spare_belongs_to_nothing() -> None:
    explanation = told("match", MatchAnswer(pairs={"a": "a", "b": "c"}))
    assert [part.mark for part in explanation.parts] == [RIGHT, WRONG, WRONG, WRONG, NEUTRAL]
    assert explanation.parts[1].tag == "you said: right c"
    assert explanation.parts[2].tag == "left empty"
    assert explanation.parts[-1].tag == "belongs to nothing"


def test_output_is_shown_beside_what_was_typed() -> None:
    explanation = told("code-output", CodeOutputAnswer(text="3, 4"))
    assert (explanation.given, explanation.right) == ("3, 4", "(3, 4)")


def test_lines_of_output_are_compared_one_by_one() -> None:
    changes: dict[str, Any] = {"answer": "1\n2\n3", "verify": {"code": "print(1)", "output": "1\n2\n3"}}
    explanation = told("code-output", CodeOutputAnswer(text="1\n5"), **changes)
    assert [(part.mark, part.words, part.tag) for part in explanation.parts] == [
        (RIGHT, "1  1", ""),
        (WRONG, "2  2", "you said: 5"),
        (WRONG, "3  3", "you said: nothing"),
    ]
    assert all(part.is_literal for part in explanation.parts)


def test_a_line_too_many_is_shown() -> None:
    changes: dict[str, Any] = {"answer": "1\n2", "verify": {"code": "print(1)", "output": "1\n2"}}
    last = told("code-output", CodeOutputAnswer(text="1\n2\n3"), **changes).parts[-1]
    assert (last.mark, last.words, last.tag) == (WRONG, "3  nothing", "you said: 3")


def test_a_bug_shows_its_line_its_kind_and_the_repair() -> None:
    explanation = told("spot-bug", SpotBugAnswer(line=1, option="a"))
    assert explanation.parts[0].mark == WRONG
    assert explanation.parts[0].words == "The bug is in line 2"
    assert explanation.repair is not None
    assert "x / 2" in explanation.repair.fix


def test_lines_that_follow_one_another_are_drawn_together() -> None:
    code = "\n".join(f"x{number} = {number}" for number in range(1, 13))
    changes: dict[str, Any] = {"code": code, "fix": code, "bug_lines": [3, 8, 9, 10]}
    explanation = told("spot-bug", SpotBugAnswer(line=1, option="a"), **changes)
    assert explanation.parts[0].words == "The bug is in line 3, 8–10"


def test_rubric_points_show_the_words_that_earned_them() -> None:
    explanation = told("open", OpenAnswer(text="Inference uses the running mean. Training uses each batch."))
    infer, train, name = explanation.parts
    assert (infer.mark, infer.tag) == (RIGHT, "40/40")
    assert "Inference uses the running mean" in infer.why
    assert (train.mark, train.tag) == (RIGHT, "40/40")
    assert (name.mark, name.tag) == (WRONG, "0/20")
    assert explanation.model_answer.startswith("Inference uses")


@pytest.mark.parametrize("kind", AUTHORED_TYPES)
def test_a_skipped_question_of_any_type_is_explained(kind: str) -> None:
    explanation = told(kind, SkippedAnswer())
    assert explanation.note == "You skipped it."
    assert explanation.parts or explanation.right
    assert explanation.sources == (("Docs", "https://example.org/docs"),)
