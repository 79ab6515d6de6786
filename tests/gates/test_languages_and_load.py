"""Q22 to Q24: two languages that say the same, in words of their own, and not too many of them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dlprep.services.gates.languages import glossary, length_ratio, parity
from dlprep.services.gates.load import reading_load
from dlprep.services.gates.originality import digests, longest_shared, originality, units
from dlprep.services.gates.references import SeedRuns, Term
from dlprep.services.gates.words import reading_length, texts_of
from factory import question
from gates_support import EN, ZH, row, single

TERMS = (
    Term(en=("overfitting", "overfits"), zh=("过拟合",), both_ways=True),
    Term(en=("mask", "masks"), zh=("掩码", "遮住")),
)


def saying(zh: str, en: str, **more: Any) -> Any:
    return question("single", explanation={"zh": zh, "en": en}, **more)


class TestParity:
    def rows(self, zh: str, en: str) -> dict[str, bool | None]:
        held = [saying(zh, en)]
        return {str(one.title): one.passed for one in parity(held, texts_of(held))}

    def test_numbers_and_code(self) -> None:
        title = "Questions with the same numbers and code in both languages"
        assert self.rows("得 896 个", "It has 896.")[title] is True
        assert self.rows("得 896 个", "It has 864.")[title] is False
        assert self.rows("用 `fit`", "Use `run`")[title] is False

    def test_formulas_without_the_words_in_them(self) -> None:
        title = "Questions with the same formulas in both languages"
        assert self.rows(r"即 $x^2$ 与 $p_\text{真}$", r"So $x ^ 2$ and $p_\text{true}$")[title] is True
        assert self.rows("即 $x^2$", "So $x^3$")[title] is False

    def test_money_is_no_formula(self) -> None:
        title = "Questions with the same formulas in both languages"
        assert self.rows("从 $2 涨到 $3", "It rose from $2 to $3")[title] is True

    def test_the_ratio_leaves_out_code_and_words_that_both_hold(self) -> None:
        zh, en = (
            "这个 batch 的均值" * 3,
            "the mean of this batch is taken over its own rows by `mean` and by nothing else",
        )
        assert length_ratio(zh, en) == pytest.approx(1.0)
        assert length_ratio("短", "short") is None


class TestGlossary:
    def flaws(self, zh: str, en: str) -> list[str]:
        held = [saying(zh, en)]
        return [one.what for one in glossary(held, texts_of(held), TERMS).offences]

    def test_a_term_is_said_in_one_of_its_forms(self) -> None:
        assert self.flaws("模型过拟合了", "The model overfits") == []
        assert self.flaws("模型学过头了", "The model overfits") == ["“overfits” is not said as 过拟合"]
        assert self.flaws("遮住它", "Mask it") == []

    def test_the_other_way_only_where_the_chinese_has_no_other_use(self) -> None:
        assert self.flaws("模型过拟合了", "It learns noise") == [
            "“过拟合” is not said as overfitting / overfits"
        ]
        assert self.flaws("加上掩码", "Hide them") == []

    def test_a_part_of_a_word_is_not_the_word(self) -> None:
        assert self.flaws("无", "A bitmasked_name and maskable unmasks") == []


class TestOriginality:
    ARTICLE = "深度学习工程师需要具备扎实的机器学习和深度学习理论知识，熟练掌握框架的使用。"

    def seed(self) -> SeedRuns:
        return SeedRuns(
            zh_size=6, en_size=4, zh=frozenset(digests(units(self.ARTICLE, ZH), 6)), en=frozenset()
        )

    def longest(self, zh: str, *terms: Term) -> float | None:
        texts = texts_of([saying(zh, "In other words.")])
        return originality(texts, self.seed(), terms, ZH).figure

    def test_the_length_of_a_shared_run(self) -> None:
        assert self.longest("他说需要具备扎实的机器学习基础") == len("需要具备扎实的机器学习")
        assert self.longest("完全是另外一句话") == 0

    def test_punctuation_does_not_break_a_run(self) -> None:
        assert self.longest("需要，具备。扎实的") == len("需要具备扎实的")

    def test_terms_do_not_count(self) -> None:
        term = Term(en=("machine learning",), zh=("机器学习",))
        assert self.longest("他说需要具备扎实的机器学习基础", term) == len("需要具备扎实的")

    def test_a_copied_sentence_is_named_with_its_words(self) -> None:
        copied = "我们需要具备扎实的机器学习和深度学习理论知识啊"
        found = originality(texts_of([saying(copied, "So.")]), self.seed(), (), ZH)
        assert found.passed is False
        assert "具备扎实的机器学习和深度学习理论知识" in found.offences[0].what
        assert found.offences[0].key == ".explanation"

    def test_english_goes_by_words(self) -> None:
        words = units("The `fit` call, as they say, is what trains it.", EN)
        assert words == ["the", "call", "as", "they", "say", "is", "what", "trains", "it"]
        known = frozenset(digests(words[:6], 4))
        assert longest_shared(words, known, 4, None) == (6, words[:6])
        assert longest_shared(words, known, 4, re.compile(r"(?<!\S)as they(?!\S)"))[0] == 4


class TestLoad:
    def test_length_is_words_of_english_and_characters_of_chinese_outside_code(self) -> None:
        assert reading_length("Use `Adam(1e-3)` with $x^2$ on it", EN) == 4
        assert reading_length("用 `Adam` 训练模型", ZH) == 5

    def test_long_stems_and_options_are_named(self) -> None:
        stem = {"zh": "长" * 200, "en": "word " * 130}
        held = [single("a", "one " * 21, "two", "six", stem=stem), single("b", "one", "two", "six")]
        rows = list(reading_load(held, EN))
        assert row(rows, "Stems within 60").figure == 0.5
        assert row(rows, "Stems within 120").question_ids == ("a",)
        assert row(rows, "Options within").question_ids == ("a",)
        assert row(reading_load(held, ZH), "Stems within 120").question_ids == ("a",)

    def test_a_scenario_may_be_longer(self) -> None:
        held = [question("open", stem={"zh": "长" * 120, "en": "word " * 90})]
        rows = list(reading_load(held, EN))
        assert row(rows, "Stems within 60").sample == 0
        assert row(rows, "Stems within 120").passed is True

    def test_keys_that_take_longer_to_read(self) -> None:
        held = [single(f"q{n}", "one two three four", "one two", "two one") for n in range(60)]
        assert row(reading_load(held, EN), "Reading the key").figure == 2.0
        assert row(reading_load(held[:5], EN), "Reading the key").figure is None
