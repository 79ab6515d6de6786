"""Cues and contradictions: stems, gaps, slips of the finger, and who denies what."""

from __future__ import annotations

import pytest

from dlprep.domain.grader.contradictions import contradicts
from dlprep.domain.grader.cues import find, match
from dlprep.domain.grader.plain import plain_words
from dlprep.domain.rubrics import Misconception
from dlprep.domain.text import Text

WORDS = Text(zh="词", en="words")


def found(cue: str, typed: str) -> bool:
    return any(True for _ in find(cue, plain_words(typed)))


@pytest.mark.parametrize(
    ("cue", "typed"),
    [
        ("normaliz", "it normalizes"),
        ("滑动平均", "用 滑动 平均"),
        ("batch norm", "BatchNorm and batch-norm"),
        ("batch 为 1", "batch为1 时"),
        ("running~mean", "the running estimate of the mean"),
        ("regularization", "regularizaton helps"),
        ("gradient", "the gardient vanishes"),
        ("1×1", "a 1×1 conv"),
    ],
)
def test_a_cue_is_found(cue: str, typed: str) -> None:
    assert found(cue, typed)


@pytest.mark.parametrize(
    ("cue", "typed"),
    [
        ("ln", "a fully linear planner"),
        ("norm", "abnormal"),
        ("lr", "lrap"),
        ("mean", "the medians"),
        ("variance", "the invariants"),
        ("running~mean", "it is running. The mean is zero"),
    ],
)
def test_and_not_inside_another_word(cue: str, typed: str) -> None:
    assert not found(cue, typed)


@pytest.mark.parametrize(
    ("typed", "share", "is_denied"),
    [
        ("推理时用滑动平均", 1.0, False),
        ("推理时不用滑动平均", 1.0, True),
        ("推理时不同层用滑动平均", 1.0, False),
        ("推理时是不是用滑动平均", 1.0, False),
        ("at inference it does not use the running mean", 1.0, True),
        ("at inference it uses not only the running mean", 1.0, False),
        ("推理", 0.5, False),
    ],
)
def test_every_group_counts_and_a_denial_is_told(typed: str, share: float, is_denied: bool) -> None:
    cues = (("推理", "inference"), ("滑动平均", "running"))

    matched = match(cues, plain_words(typed))

    assert (matched.share, matched.is_denied) == (share, is_denied)


PATTERN = Misconception(
    text=WORDS, say=WORDS, pattern=(("推理", "inference"), ("当前", "current"), ("batch", "批"))
)


@pytest.mark.parametrize(
    ("typed", "is_said"),
    [
        ("推理时用当前 batch 的统计量", True),
        ("inference uses the current batch", True),
        ("推理时不用当前 batch 的统计量", False),
        ("当前 batch 在推理时没有意义", False),
        ("很多人以为推理时用当前 batch", False),
        ("inference, unlike training, needs no current batch", False),
    ],
)
def test_a_pattern_needs_its_order_and_nobody_denying_it(typed: str, is_said: bool) -> None:
    assert contradicts(PATTERN, plain_words(typed)) is is_said
