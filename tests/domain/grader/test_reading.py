"""What the grader reads of what people type, and the way back to their own characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlprep.domain.grader.clauses import bridges, sentences, windows
from dlprep.domain.grader.plain import plain, plain_words
from dlprep.domain.grader.reading import MOST_WINDOWS, read
from dlprep.domain.grader.stuffing import is_stuffed


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("ＢＮ 用　batch　统计量", "bn用batch统计量"),
        ("batch 为 1", "batch为1"),
        ("two  words", "two words"),
        ("drop\u200bout\u202e", "dropout"),
        ("Straße", "strasse"),
        ("a\x00b", "ab"),
    ],
)
def test_one_form_for_what_people_type_in_many(typed: str, read_as: str) -> None:
    assert plain_words(typed) == read_as


@given(st.text(max_size=200))
def test_every_place_leads_back_to_the_text_it_was_read_from(typed: str) -> None:
    found = plain(typed)

    assert len(found.text) == len(found.origin)
    assert list(found.origin) == sorted(found.origin)
    for start in range(len(found.text)):
        first, last = found.span(start, len(found.text))
        assert 0 <= first < last <= len(typed)


@given(st.text(max_size=400))
def test_a_quote_is_a_part_of_the_answer(typed: str) -> None:
    reading = read(typed)
    for window in reading.windows():
        words, (start, end) = reading.quote(typed, window)
        assert words == typed[start:end]
        assert words.strip()


def test_clauses_end_where_a_thought_does() -> None:
    text = plain("BN 用 1,000 张图的统计量，但 LN 不用；it works for 3.5 epochs, whereas GN does not.").text

    [one] = sentences(text)

    assert [clause.of(text).strip() for clause in one.clauses] == [
        "bn用1,000张图的统计量",
        "ln不用",
        "it works for 3.5 epochs",
        "gn does not",
    ]


def test_a_call_is_no_aside() -> None:
    text = plain("loss.backward() updates the weights (I think).").text

    [one] = sentences(text)

    assert [clause.of(text) for clause in one.clauses] == ["loss.backward() updates the weights", "i think"]


def test_windows_stay_in_a_sentence_and_bridges_lead_to_the_next() -> None:
    text = "a1, b1, c1, d1. e1."

    spans = [window.of(text) for window in windows(sentences(text))]

    assert "a1, b1, c1" in spans
    assert "a1, b1, c1, d1" not in spans
    assert [bridge.of(text) for bridge in bridges(sentences(text))] == ["d1. e1"]


def test_the_meaning_of_clauses_is_looked_at_together_while_they_are_short() -> None:
    clause = "the mean of a small batch is a noisy one"
    text = f"{clause}, {clause}, {clause}. 批很小，均值不稳"

    lengths = sorted(window.end - window.start for window in read(text).short_windows())

    assert lengths == [3, 4, 8, *[len(clause)] * 3, *[2 * len(clause) + 2] * 2]


@pytest.mark.parametrize(
    "typed",
    ["", " \n", "我不知道", "不太清楚。", "I don't know.", "no idea", "idk", "??", "👍👍", "\u202e", "嗯"],
)
def test_nothing_said_is_empty(typed: str) -> None:
    assert read(typed).is_empty


@pytest.mark.parametrize(
    "typed", ["我不知道全部，但 dropout 会随机关掉神经元", "yes, it shifts the mean", "L2 正则"]
)
def test_a_little_is_not_nothing(typed: str) -> None:
    assert not read(typed).is_empty


def test_a_paste_bomb_is_read_in_part() -> None:
    reading = read("word, " * 100_000)

    assert len(reading.text) <= 20_000
    assert len(reading.windows()) == MOST_WINDOWS


@pytest.mark.parametrize(
    "typed",
    [
        "dropout, inverted dropout, keep probability, ensemble, co-adaptation, regularization, Monte Carlo",
        "批归一化、层归一化、组归一化、滑动平均、均值、方差、推理模式、训练模式、SyncBN、RMSNorm",
    ],
)
def test_a_list_of_terms_is_stuffed(typed: str) -> None:
    assert is_stuffed(plain(typed).text)


@pytest.mark.parametrize(
    "typed",
    [
        "Dropout turns units off at random, so no unit can rely on another.",
        "训练时随机关掉一部分神经元，推理时全部打开。",
        "BN for big batches, GN when there are 2 images per card, LN in a Transformer.",
    ],
)
def test_terse_sentences_are_not(typed: str) -> None:
    assert not is_stuffed(plain(typed).text)
