"""What others believe is told from what the speaker believes."""

from __future__ import annotations

import pytest

from dlprep.domain.grader.clauses import Span, sentences
from dlprep.domain.grader.evidence import Nearness, compared
from dlprep.domain.grader.hearsay import told
from dlprep.domain.grader.plain import plain


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        (
            "People often think it is a speed trick, but it regularises.",
            ["people often think it is a speed trick"],
        ),
        (
            "It's a common misconception that depth alone helps.",
            ["it's a common misconception that depth alone helps"],
        ),
        ("很多人觉得它是为了加速，其实是为了正则化。", ["很多人觉得它是为了加速"]),
        (
            "Others say a network is a network, so rewrite all of it. We keep what works.",
            ["others say a network is a network, so rewrite all of it"],
        ),
        ("误以为推理时也丢弃，这不对。推理时什么都不丢。", ["误以为推理时也丢弃"]),
        ("It regularises; people use it in training.", []),
        ("标注的人很多，人工成本高。", []),
    ],
)
def test_the_part_goes_up_to_where_the_speaker_turns(said: str, parts: list[str]) -> None:
    text = plain(said).text

    assert [part.of(text) for part in told(text, sentences(text))] == parts


def test_a_misconception_that_is_told_counts_as_no_more_than_the_point() -> None:
    spans = (Span(0, 4), Span(5, 9))
    belief = Nearness(point=1.0, wrong=3.0, right_cosine=0.4, wrong_cosine=0.9)

    [of_point] = compared(spans, [Span(0, 4)], [[belief, belief]])

    assert [one.margin for one in of_point.near] == [0.0, pytest.approx(-0.5)]
    assert of_point.near[0].wrong == belief.point


def test_other_points_are_rivals_and_without_any_a_point_has_its_own_to_itself() -> None:
    spans = (Span(0, 4),)
    near, far = (Nearness(0, 0, cosine, cosine / 2) for cosine in (0.8, 0.2))

    both = compared(spans, (), [[near], [far]])
    [alone] = compared(spans, (), [[near]])

    assert [list(one.rivals) for one in both] == [[0.2], [0.8]]
    assert list(alone.rivals) == [0.8]
