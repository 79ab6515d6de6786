"""Livelier lines keep code, numbers, names, quoted words, the question and the denial, or are not used."""

from __future__ import annotations

import pytest

from dlprep.domain.opinion.rewording import ask_to_reword, kept_wording

LINE = "How does `fit()` use 32 samples in an LSTM, as you said “a batch”?"


@pytest.mark.parametrize(
    ("line", "new"),
    [
        (LINE, "You said “a batch”: so how does an LSTM use 32 samples in `fit()`?"),
        ("Let us go on.", "Right, on we go!"),
        ("L2 正则为什么有用？", "那说说看，L2 正则到底好在哪儿？"),
    ],
)
def test_other_words_for_the_same_are_taken(line: str, new: str) -> None:
    assert kept_wording(line, f" {new}\n") == new


@pytest.mark.parametrize(
    "new",
    [
        "", "How does `fit()` use 64 samples in an LSTM, as you said “a batch”?",
        "How does `fit` use 32 samples in an LSTM, as you said “a batch”?",
        "How does `fit()` use 32 samples in a GRU, as you said “a batch”?",
        "How does `fit()` use 32 samples in an LSTM, as you said “an epoch”?",
        "Tell me how `fit()` uses 32 samples in an LSTM, as you said “a batch”.",
        "How does `fit()` not use 32 samples in an LSTM, as you said “a batch”?",
        "How does `fit()` use 32 samples in an LSTM, as you said “a batch”? It needs 16 of them.",
        "How does `fit()` use 32 samples\nin an LSTM, as you said “a batch”?",
        "How does `fit()` use 32 samples in an LSTM, as you said “a batch”?\x1b[2J",
        "你说过 “a batch”，LSTM 里 `fit()` 怎么用 32 个样本？",
        LINE + " Take your time and think about it." * 8,
    ],
)  # fmt: skip
def test_what_may_say_something_else_is_not(new: str) -> None:
    assert kept_wording(LINE, new) == LINE


def test_the_model_sees_the_line_alone() -> None:
    assert ask_to_reword(LINE).user == LINE
