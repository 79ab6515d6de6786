"""What a question of each type must hold: the rules of the schema."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from dlprep.domain.language import Language
from dlprep.domain.questions import AUTHORED_TYPES, Level
from factory import ALL_TYPES, QUESTIONS, authored, option, options, question, text


def refusal(kind: str, **changes: Any) -> str:
    """Place and sentence of the one thing that is wrong."""
    with pytest.raises(ValidationError) as caught:
        question(kind, **changes)
    # A list whose items are wrong is also called too short; the item is what matters.
    error = max(caught.value.errors(), key=lambda one: len(one["loc"]))
    return f"{'.'.join(str(part) for part in error['loc'][1:])}: {error['msg'].removeprefix('Value error, ')}"


def changed(kind: str, key: str, index: int, **changes: Any) -> list[dict[str, Any]]:
    """The list under `key` of a valid question with one entry changed."""
    entries: list[dict[str, Any]] = authored(kind)[key]
    entries[index] |= changes
    return entries


class TestEveryType:
    @pytest.mark.parametrize("kind", ALL_TYPES)
    def test_a_valid_question_says_what_was_authored(self, kind: str) -> None:
        made = question(kind)
        assert (made.type, made.id, made.level) == (kind, f"a-{kind}", Level.JUNIOR)
        assert made.stem.in_language(Language.EN) == authored(kind)["stem"]["en"]

    @pytest.mark.parametrize("kind", ALL_TYPES)
    def test_nothing_can_be_changed_afterwards(self, kind: str) -> None:
        with pytest.raises(ValidationError, match="frozen"):
            question(kind).level = Level.SENIOR

    @pytest.mark.parametrize("kind", ALL_TYPES)
    def test_json_of_a_question_is_the_question(self, kind: str) -> None:
        made = question(kind)
        assert QUESTIONS.validate_json(QUESTIONS.dump_json(made)) == made

    @pytest.mark.parametrize(
        "missing",
        ["id", "topic", "level", "stem", "roots", "explanation", "sources", "reviewed_on"],
    )
    def test_what_no_question_may_lack(self, missing: str) -> None:
        content = authored("single")
        del content[missing]
        with pytest.raises(ValidationError, match=rf"{missing}\n  Field required"):
            QUESTIONS.validate_python(content)

    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_both_languages_are_needed(self, language: str) -> None:
        stem = {"zh": "问", "en": "What?"}
        del stem[language]
        assert refusal("single", stem=stem) == f"stem.{language}: Field required"

    def test_an_unknown_key_does_not_pass(self) -> None:
        assert refusal("single", hint=text("x")) == "hint: Extra inputs are not permitted"

    @pytest.mark.parametrize(
        "slug", ["Caps", "under_score", "-edge", "edge-", "two--hyphens", "", "a" * 65, "数"]
    )
    def test_an_id_is_lower_case_words_with_hyphens(self, slug: str) -> None:
        assert refusal("single", id=slug).startswith("id: ")

    @pytest.mark.parametrize("claim", ["S0", "S1-a", "S4.1-c06", "S5-0", "S8-Q1a", "S3.2-1", "S4.1"])
    def test_claim_ids_of_the_article_fit(self, claim: str) -> None:
        assert question("single", roots=[claim]).roots == (claim,)

    @pytest.mark.parametrize("claim", ["4.1", "F01", "S", "S4.1_c", "s1"])
    def test_other_ids_are_no_claims(self, claim: str) -> None:
        with pytest.raises(ValidationError, match="pattern"):
            question("single", roots=[claim])

    def test_at_most_three_hints(self) -> None:
        assert refusal("single", hints=[text("h")] * 4).startswith("hints: Tuple should have at most 3")

    def test_there_are_ten_authored_types_and_templates(self) -> None:
        assert len(AUTHORED_TYPES) == 10
        assert set(ALL_TYPES) == {*AUTHORED_TYPES, "template"}


class TestChoices:
    @pytest.mark.parametrize("kind", ["single", "tf-reason", "spot-bug"])
    @pytest.mark.parametrize(("correct", "count"), [("", 0), ("ab", 2)])
    def test_one_key_and_only_one(self, kind: str, correct: str, count: int) -> None:
        assert refusal(kind, options=options("a", "b", "c", correct=correct)) == (
            f": exactly one option must be correct, not {count}"
        )

    def test_the_key_of_a_multi_is_every_correct_option(self) -> None:
        assert question("multi").key == {"a", "c", "d"}

    def test_a_multi_needs_some_key(self) -> None:
        assert refusal("multi", options=options("a", "b", "c", "d", correct="")) == (
            ": at least one option must be correct"
        )

    @pytest.mark.parametrize(
        ("kind", "names"), [("single", "ab"), ("multi", "abc"), ("tf-reason", "ab"), ("spot-bug", "ab")]
    )
    def test_too_few_options(self, kind: str, names: str) -> None:
        assert "at least" in refusal(kind, options=options(*names, correct="a"))

    @pytest.mark.parametrize(
        ("kind", "names"),
        [("single", "abcde"), ("multi", "abcdefg"), ("tf-reason", "abcd"), ("spot-bug", "abcde")],
    )
    def test_too_many_options(self, kind: str, names: str) -> None:
        assert "at most" in refusal(kind, options=options(*names, correct="a"))

    def test_option_ids_differ(self) -> None:
        repeated = [*options("a", "b", correct="a"), option("b")]
        assert refusal("single", options=repeated) == ": option ids repeat: b"

    def test_every_option_says_why(self) -> None:
        content = authored("single")["options"]
        del content[1]["why"]
        assert refusal("single", options=content) == "options.1.why: Field required"


class TestTypedAnswers:
    @pytest.mark.parametrize("changes", [{"integer": False}, {"tolerance": {"absolute": 1}}])
    def test_a_number_is_whole_or_has_a_tolerance(self, changes: dict[str, Any]) -> None:
        assert refusal("numeric", **changes).startswith(": give `integer: true`, or a `tolerance`")

    def test_a_whole_number_is_whole(self) -> None:
        assert refusal("numeric", answer=0.5) == ": `integer: true` needs a whole-number answer"

    @pytest.mark.parametrize("tolerance", [{}, {"absolute": 1, "relative": 0.1}])
    def test_a_tolerance_is_absolute_or_relative(self, tolerance: dict[str, float]) -> None:
        said = refusal("numeric", integer=False, tolerance=tolerance)
        assert said == "tolerance: give either `absolute` or `relative`"

    @pytest.mark.parametrize("kind", ["numeric", "code-output"])
    def test_a_computed_key_is_verified(self, kind: str) -> None:
        content = authored(kind)
        del content["verify"]
        with pytest.raises(ValidationError, match=r"verify\n  Field required"):
            QUESTIONS.validate_python(content)

    @pytest.mark.parametrize(
        "stem",
        [
            {"zh": "用 [[1]]，再用 [[2]]", "en": "Clip by [[1]]"},
            {"zh": "用 [[1]]", "en": "Clip by [[1]], then [[2]]"},
            {"zh": "[[1]] [[2]] [[3]]", "en": "[[1]] [[2]] [[3]]"},
        ],
    )
    def test_a_stem_holds_exactly_the_gaps_there_are_blanks_for(self, stem: dict[str, str]) -> None:
        assert "must hold exactly the gaps" in refusal("cloze", stem=stem)

    def test_gaps_may_stand_in_the_code(self) -> None:
        assert len(question("cloze", stem=text("Fill in"), code="f([[1]], [[2]])").blanks) == 2

    def test_a_blank_accepts_something(self) -> None:
        assert refusal("cloze", blanks=[{"accept": ["x"]}, {"accept": []}]).startswith("blanks.1.accept:")


class TestArrangements:
    def test_step_ids_differ(self) -> None:
        assert refusal("order", steps=changed("order", "steps", 1, id="a")) == ": step ids repeat: a"

    def test_pair_ids_differ_also_from_the_spare(self) -> None:
        assert refusal("match", pairs=changed("match", "pairs", 1, id="x")) == ": pair ids repeat: x"

    @pytest.mark.parametrize("kind", ["order", "match"])
    def test_fewer_than_four_is_too_easy(self, kind: str) -> None:
        key = "steps" if kind == "order" else "pairs"
        assert "at least 4" in refusal(kind, **{key: authored(kind)[key][:3]})


class TestFiniteNumbers:
    @pytest.mark.parametrize("answer", ["inf", "nan"])
    def test_an_answer_is_a_finite_number(self, answer: str) -> None:
        changes = {"answer": answer, "integer": False, "tolerance": {"absolute": 1}}
        assert refusal("numeric", **changes).startswith("answer:")


class TestSpotBug:
    @pytest.mark.parametrize("lines", [[0], [4], [2, 9]])
    def test_a_bug_line_is_a_line_of_the_code(self, lines: list[int]) -> None:
        assert refusal("spot-bug", bug_lines=lines) == ": `bug_lines` must lie between 1 and 3"


class TestOpen:
    def test_weights_sum_to_a_hundred(self) -> None:
        points = changed("open", "points", 0, weight=30)
        assert refusal("open", points=points) == ": the weights of `points` must sum to 100, not 90"

    def test_point_ids_differ(self) -> None:
        assert refusal("open", points=changed("open", "points", 0, id="train")) == ": point ids repeat: train"

    def test_a_group_of_cues_has_alternatives(self) -> None:
        said = refusal("open", points=changed("open", "points", 0, cues=[["a"], []]))
        assert said.startswith("points.0.cues.1")


class TestTemplates:
    def test_a_formula_is_arithmetic(self) -> None:
        said = refusal("template", mistakes=[{"formula": "open('x')", "why": text("w")}])
        assert said.startswith("mistakes.0.formula:")

    def test_a_mistake_is_needed(self) -> None:
        assert refusal("template", mistakes=[]).startswith("mistakes:")
