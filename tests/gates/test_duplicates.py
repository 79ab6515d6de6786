"""Q14, Q15 and Q17: the same asked twice."""

from __future__ import annotations

import random
from typing import Any

from dlprep.services.gates.duplicates import (
    SIBLING,
    answered_elsewhere,
    distinct_options,
    duplicates,
    similar_pairs,
)
from dlprep.services.gates.words import overlap, shingles
from factory import question
from gates_support import EN, ZH, row, single

LONG = "Why does the validation loss rise while the training loss of this network keeps on falling"
LONG_ZH = "为什么训练损失持续下降的同时这个网络在验证集上的损失反而开始上升"
OPTIONS = ("It memorises noise", "Its rate is too small", "Its labels are shuffled")


def asking(
    name: str, en: str = LONG, zh: str = LONG_ZH, options: tuple[str, ...] = OPTIONS, **more: Any
) -> Any:
    return single(name, *options, stem={"zh": zh, "en": en}, **more)


def test_the_same_words_with_another_full_stop_are_an_exact_twin() -> None:
    held = [asking("a"), asking("b", en=f"{LONG}.", zh=f"{LONG_ZH}？")]
    for language in (EN, ZH):
        found = row(duplicates(held, language), "Questions that repeat")
        assert found.passed is False
        assert "b" in found.question_ids


def test_a_stem_reworded_a_little_is_a_twin() -> None:
    other = LONG.replace("network", "convnet").replace("Why does", "Why would")
    assert row(duplicates([asking("a"), asking("b", en=other)], EN), "Questions that repeat").passed is False


def test_siblings_are_listed_and_fail_nobody() -> None:
    half = asking("b", en=LONG[:60] + " of a model trained without any regularisation at all")
    rows = list(duplicates([asking("a"), half], EN))
    assert row(rows, "Questions that repeat").passed is True
    listed = row(rows, "Pairs")
    assert (listed.figure, listed.passed) == (1.0, None)
    assert "`b`" in listed.offences[0].what or listed.question_ids == ("b",)


def test_different_questions_are_no_pair() -> None:
    other = asking(
        "b",
        en="How many parameters has a convolution of 3 by 3",
        zh="卷积层有多少参数",
        options=("1", "2", "3"),
    )
    rows = list(duplicates([asking("a"), other], EN))
    assert [one.figure for one in rows] == [0, 0]


def test_code_counts_and_its_imports_do_not() -> None:
    stem = {"zh": "这段代码打印什么？", "en": "What does this code print?"}
    imports = "import numpy as np\nimport tensorflow as tf\nfrom keras import layers\n"
    first = question(
        "code-output", id="a", stem=stem, code=imports + "print(np.zeros((3, 4)).sum(axis=1).shape)"
    )
    other = question(
        "code-output", id="b", stem=stem, code=imports + "for k in range(9):\n    total = tf.cast(k, 'int8')"
    )
    assert row(duplicates([first, other], EN), "Questions that repeat").passed is True
    again = question("code-output", id="c", stem=stem, code="print(np.zeros((3, 5)).sum(axis=1).shape)")
    assert row(duplicates([first, again], EN), "Questions that repeat").passed is False


def test_very_short_questions_are_compared_as_a_whole_only() -> None:
    held = [single("a", "one", "two", "six"), single("b", "one", "two", "ten")]
    assert row(duplicates(held, EN), "Questions that repeat").passed is True


def test_the_index_finds_what_comparing_every_pair_finds() -> None:
    chance = random.Random(5)  # noqa: S311 - a fixed seed: sentences of few words, some nearly copied
    words = [chance.randbytes(3).hex() for _ in range(300)]
    texts = [" ".join(chance.choices(words, k=20)) for _ in range(40)]
    texts += [" ".join([*text.split()[:14], *chance.choices(words, k=6)]) for text in texts[:15]]
    held = {f"q{n}": shingles(text, EN) for n, text in enumerate(texts)}
    names = list(held)
    brute = {
        frozenset((one, other))
        for at, one in enumerate(names)
        for other in names[at + 1 :]
        if overlap(held[one], held[other]) >= SIBLING
    }
    assert brute
    assert {frozenset(pair[:2]) for pair in similar_pairs(held, EN)} == brute


def test_a_key_in_the_stem_of_another_question() -> None:
    giving = asking("a", en="The weight decay is decoupled from the gradient step in AdamW. What follows?")
    asked = single("b", "the weight decay is decoupled from the gradient step", "no bias", "no warm-up")
    found = answered_elsewhere([giving, asked], EN)
    assert found.question_ids == ("b",)
    assert "`a`" in found.offences[0].what


def test_short_keys_come_up_by_accident() -> None:
    giving = asking("a", en="Adam is used. Why?")
    assert answered_elsewhere([giving, single("b", "Adam", "SGD", "Lion")], EN).passed is True


class TestOptions:
    def flaw(self, *words: str) -> list[str]:
        return [one.what for one in distinct_options([single("a", *words)], EN).offences]

    def test_the_same_option_twice(self) -> None:
        assert self.flaw("falls", "falls", "rises") == ["two options are the same"]

    def test_options_that_hardly_differ(self) -> None:
        words = "the variance of the gradient estimate over many batches of the training data"
        assert self.flaw(words, words.replace("many", "mány"), "rises") == ["two options hardly differ"]

    def test_an_option_inside_another(self) -> None:
        words = "the learning rate is far too large"
        assert self.flaw(words, f"{words} for this batch size and this depth of net", "x") == [
            "one option holds another"
        ]

    def test_signs_and_numbers_make_a_difference(self) -> None:
        assert self.flaw("a+b", "a-b", "a*b") == []
        assert self.flaw("100", "1000", "10000") == []
        assert self.flaw("Weights stay, MACs fall to 1/4", "Weights stay, MACs fall to 1/2", "x") == []

    def test_a_name_inside_a_longer_name_is_another_name(self) -> None:
        assert self.flaw("`kernel_regularizer_weight=1`", "`my_kernel_regularizer_weight=1`", "x") == []
