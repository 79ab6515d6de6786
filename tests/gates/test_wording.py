"""Q10 to Q13: options and stems whose words give something away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dlprep.services.gates.wording import grammar_flaws, smoothed, wording
from factory import question
from gates_support import EN, ZH, row, single

if TYPE_CHECKING:
    from dlprep.domain.language import Language
    from dlprep.services.gates import GateRow


def measured(title: str, *questions: Any, language: Language = EN) -> GateRow:
    return row(wording(questions, language), title)


@pytest.mark.parametrize(
    "words", ["All of the above", "None of the above.", "Both A and B", "A and C", "all of these"]
)
def test_options_about_other_options(words: str) -> None:
    assert measured("Options about", single("a", "one", "two", words)).passed is False


@pytest.mark.parametrize("words", ["以上都对", "以上皆非", "A和C", "前两项均正确", "都不对"])
def test_the_same_in_chinese(words: str) -> None:
    one = single("a", "one", "two", "three", option_zh=("一", "二", words))
    assert measured("Options about", one, language=ZH).question_ids == ("a",)


@pytest.mark.parametrize(
    "words", ["Both gates close at once", "All weights are equal", "a and b are swapped in the loss"]
)
def test_ordinary_options_are_left_alone(words: str) -> None:
    assert measured("Options about", single("a", "one", "two", words)).passed is True


def test_two_statements_in_a_stem() -> None:
    stem = {"zh": "说法一：甲。说法二：乙。", "en": "Statement 1: this. Statement 2: that."}
    for language in (EN, ZH):
        assert measured("Options about", single("a", "x", "y", "z", stem=stem), language=language).figure == 1


NEGATIVE = {"zh": "下列哪一项不属于正则化？", "en": "Which of these is not a form of regularisation?"}


def test_a_negative_stem_is_counted_and_asked_to_be_emphasised() -> None:
    one = single("a", "dropout", "early stopping", "batch size", stem=NEGATIVE)
    for language in (EN, ZH):
        assert measured("Stems that ask", one, language=language).figure == 1.0
        careless = measured("Negative stems", one, language=language)
        assert [offence.key for offence in careless.offences] == [".stem"]


@pytest.mark.parametrize(
    "stem", ["以下关于 dropout 的说法，错误的是？", "哪一项说法错误？", "下列哪个不正确？"]
)
def test_ways_to_ask_for_what_is_wrong_in_chinese(stem: str) -> None:
    one = single("a", "x", "y", "z", stem={"zh": stem, "en": "Which one is wrong?"})
    for language in (EN, ZH):
        assert measured("Stems that ask", one, language=language).figure == 1.0


def test_an_emphasised_negative_stem_may_not_have_negative_options() -> None:
    stem = {"zh": "下列哪一项**不属于**正则化？", "en": "Which is **not** a form of regularisation?"}
    one = single(
        "a", "dropout", "it does not shrink weights", "noise", stem=stem, option_zh=("甲", "不缩小权重", "丙")
    )
    for language in (EN, ZH):
        careless = measured("Negative stems", one, language=language)
        assert [offence.key for offence in careless.offences] == [".options[1]"]


@pytest.mark.parametrize(
    "stem",
    [
        {"zh": "为什么损失不下降？", "en": "Why does the loss not fall?"},
        {"zh": "哪些量由人选定，而不是由训练学到？", "en": "Which values are chosen and not learned?"},
        {"zh": "哪一项能解释验证损失不再下降？", "en": "Which change explains that the loss does not fall?"},
    ],
)
def test_asking_why_something_is_not_so_is_no_negative_stem(stem: dict[str, str]) -> None:
    for language in (EN, ZH):
        one = single("a", "x", "y", "z", stem=stem)
        assert measured("Stems that ask", one, language=language).figure == 0


def test_a_spot_bug_stem_asks_for_what_is_wrong_and_means_it() -> None:
    one = question("spot-bug", stem={"zh": "下列哪行有误？", "en": "Which line is wrong?"})
    assert measured("Stems that ask", one).figure == 0


def test_absolutes_in_distractors_only_leave_the_bar_and_even_ones_do_not() -> None:
    lopsided = [single(f"q{n}", "it falls", "it always falls", "it never falls") for n in range(60)]
    even = [single(f"q{n}", "it always falls", "it always rises", "it never rises") for n in range(60)]
    title = "Absolutes"
    assert measured(title, *lopsided).passed is False
    assert measured(title, *lopsided).question_ids[0] == "q0"
    assert measured(title, *even).passed is True
    careful = [single(f"q{n}", "it always falls", "it falls", "it rises") for n in range(60)]
    assert measured(title, *careful).passed is False
    assert measured(title, *careful).offences[0].what == "a key holds such a word"
    assert measured(title, *even[:5]).figure is None


def test_hedges_in_keys_only() -> None:
    hedged = [single(f"q{n}", "it may fall", "it falls", "it rises") for n in range(60)]
    assert measured("Hedges", *hedged).passed is False


def test_nothing_marked_is_no_infinite_ratio() -> None:
    assert smoothed(0, 100) / smoothed(0, 100) == 1.0


class TestGrammar:
    def flaws(self, *words: str, stem: str = "What happens?", language: Language = EN) -> list[str]:
        one = single("a", *words, stem={"zh": stem, "en": stem})
        return [flaw.what for flaw in grammar_flaws(one, language)]

    def test_an_article_at_the_end_of_the_stem_fits_every_option(self) -> None:
        assert self.flaws("optimizer", "loss", "metric", stem="Adam is an")
        assert not self.flaws("optimizer", "activation", "epoch", stem="This is an")

    def test_full_stops_on_all_or_none(self) -> None:
        assert self.flaws("It falls.", "It rises", "It stays")
        assert self.flaws("下降。", "上升", "不变", language=ZH)
        assert not self.flaws("It falls.", "It rises.", "It stays.")

    def test_a_first_word_that_all_but_the_key_share(self) -> None:
        assert self.flaws("By noise", "Whether it is", "Whether they are", "Whether we do")
        assert not self.flaws("By noise", "The mean", "The mode", "The sum")
        assert not self.flaws("Whether it fits", "Whether it is", "Whether they are", "Whether we do")
