"""From typed lines to answers, for every question type."""

import pytest

from dlprep.cli.plain_answer import lines_wanted, parse_answer
from dlprep.cli.plain_question import question_lines
from dlprep.domain.answers import MatchAnswer, OrderAnswer, SpotBugAnswer, TfReasonAnswer
from dlprep.domain.errors import AnswerError
from dlprep.domain.grade_answer import grade_answer
from dlprep.domain.grading import Grade
from dlprep.domain.language import Language
from dlprep.domain.practice import PlannedQuestion
from dlprep.domain.presenting import Presented, display_order
from factory import question


def shown(kind: str) -> Presented:
    asked = question(kind)
    planned = PlannedQuestion(asked.id, "hash", shuffle_seed=5)
    return Presented(planned, asked, display_order(asked, 5))


def number_of(presented: Presented, *ids: str) -> str:
    return " ".join(str(presented.order.index(name) + 1) for name in ids)


def right_lines(presented: Presented) -> list[str]:
    """What a learner who knows types, for the question as displayed."""
    match presented.question.type:
        case "single":
            return [number_of(presented, "b")]
        case "multi":
            return [number_of(presented, "a", "c", "d")]
        case "tf-reason":
            return ["f " + number_of(presented, "c")]
        case "order":
            return [number_of(presented, *"abcd")]
        case "match":
            letters = {name: "abcde"[presented.order.index(name)] for name in "abcd"}
            return [" ".join(f"{place}{letters[name]}" for place, name in enumerate("abcd", start=1))]
        case "spot-bug":
            return ["2 " + number_of(presented, "a")]
        case "cloze":
            return ["全局范数", "Adam"]
        case "numeric":
            return ["８９６"]
        case "code-output":
            return ["(3, 4)"]
        case _:
            return ["BatchNorm: at inference the running mean is used.", "In training it is the batch."]


@pytest.mark.parametrize(
    "kind",
    ["single", "multi", "tf-reason", "numeric", "cloze", "order", "match", "code-output", "spot-bug", "open"],
)
def test_what_a_learner_who_knows_types_is_graded_correct(kind: str) -> None:
    presented = shown(kind)
    assert (
        grade_answer(presented.question, parse_answer(presented, right_lines(presented))).grade
        is Grade.CORRECT
    )


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("single", "9"),
        ("single", "1 2"),
        ("single", "one"),
        ("multi", "1 x"),
        ("tf-reason", "maybe 1"),
        ("tf-reason", "t"),
        ("match", "hello there"),
        ("match", "9a"),
        ("match", "1z"),
        ("spot-bug", "2"),
        ("order", ""),
        ("tf-reason", "t2 3"),
        ("match", "1b foo"),
        ("match", "1b 1c"),
        ("match", "1e400"),
        ("match", "9" * 20_000),
        ("single", "9" * 20_000),
        ("single", "a" * 20_000),
        ("spot-bug", "\x1b[31m"),
    ],
)
def test_lines_of_another_form_are_refused_in_a_sentence(kind: str, typed: str) -> None:
    with pytest.raises(AnswerError, match=r"\w+ .*\.") as refused:
        parse_answer(shown(kind), [typed])
    assert len(str(refused.value)) < 200
    assert str(refused.value).isprintable()


def test_chinese_words_and_separators_are_understood() -> None:
    reason = shown("tf-reason")
    assert isinstance(parse_answer(reason, ["错 1"]), TfReasonAnswer)
    order = parse_answer(shown("order"), ["2，1、4,3"])
    assert isinstance(order, OrderAnswer)
    pairs = parse_answer(shown("match"), ["1：b 2=a"])
    assert isinstance(pairs, MatchAnswer)
    assert len(pairs.pairs) == 2
    assert isinstance(parse_answer(shown("spot-bug"), ["3, 1"]), SpotBugAnswer)


@pytest.mark.parametrize("typed", ["t 2", "ｔ　２", "T2", "对2", "真，2", "true: 2", "yes\t2"])
def test_a_truth_value_and_its_reason_may_stand_close_or_apart(typed: str) -> None:
    reason = shown("tf-reason")
    assert parse_answer(reason, [typed]) == TfReasonAnswer(truth=True, option=reason.order[1])


def test_pairs_are_read_in_any_width_and_order() -> None:
    match = shown("match")
    assert parse_answer(match, ["２ａ，１ Ｂ"]) == parse_answer(match, ["1b 2a"])
    assert parse_answer(match, ["b1; a2"]) == parse_answer(match, ["1b 2a"])


def test_long_answers_are_read_until_an_empty_line_and_gaps_one_by_one() -> None:
    assert lines_wanted(question("open")) is None
    assert lines_wanted(question("cloze")) == 2
    assert lines_wanted(question("single")) == 1


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", ["single", "match", "spot-bug", "numeric", "order", "open"])
def test_a_question_in_plain_lines_shows_stem_choices_and_how_to_answer(
    kind: str, language: Language
) -> None:
    lines = list(question_lines(shown(kind), language, lambda words: words))
    assert lines[0] == shown(kind).question.stem.in_language(language)
    assert lines[-1].startswith("(")
    assert sum(line.startswith("  ") for line in lines) >= len(shown(kind).order)
