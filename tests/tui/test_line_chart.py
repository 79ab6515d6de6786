"""What was stands as a line through points and what may come as rows of signs, told apart without colour."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dlprep.tui.charts.lines import Ahead, Mark, Point, line_chart

shares = st.floats(0, 1)
days = st.integers(0, 400)


def exact(day: int, value: float) -> Point:
    return Point(day, value, value, value)


def lines_of(
    points: list[Point], ahead: list[Ahead], marks: list[Mark], width: int, height: int
) -> list[str]:
    return line_chart(points, ahead, marks, width=width, height=height).plain.split("\n")


def test_days_without_a_point_are_joined_and_the_day_of_the_interview_is_marked() -> None:
    points = [exact(0, 0.4), exact(2, 0.4), exact(4, 0.6)]
    ahead = [Ahead("+", [(4, 0.6), (5, 0.7), (6, 0.8)]), Ahead("x", [(4, 0.6), (5, 0.5), (6, 0.4)])]
    marks = [Mark(0, "03-01", has_line=False), Mark(6, "the day")]
    assert lines_of(points, ahead, marks, 36, 6) == [
        "  80%┤                        + 80%",
        "     │                    +   ┊",
        "  60%┤             ╭──●       ┊",
        "     │          ╭──╯      x   ┊",
        "  40%┤●───────●─╯             x 40%",
        "      03-01                  the day",
    ]


def test_a_range_stands_above_and_below_its_point() -> None:
    chart = lines_of([Point(0, 0.5, 0.3, 0.7), Point(1, 0.5, 0.4, 0.6)], [], [], 30, 6)
    assert chart == [
        "  70%┤·",
        "     │    ·",
        "  50%┤●───●",
        "     │    ·",
        "  30%┤·",
        "      ",
    ]


def test_labels_never_run_into_each_other_and_the_last_is_always_there() -> None:
    points, marks = [exact(0, 0.5)], [Mark(0, "today"), Mark(1, "interview 03-15")]
    assert lines_of(points, [], marks, 30, 5)[-1].split() == ["interview", "03-15"]
    near = [Mark(0, "03-01", has_line=False), Mark(2, "today"), Mark(60, "interview 05-10")]
    assert lines_of(points, [], near, 80, 5)[-1].split() == ["today", "interview", "05-10"]
    wide = [Mark(0, "03-01", has_line=False), Mark(50, "今天"), Mark(100, "面试 05-10")]
    assert lines_of(points, [], wide, 80, 5)[-1].split() == ["03-01", "今天", "面试", "05-10"]


@given(
    st.lists(st.tuples(days, shares, shares, shares), max_size=30),
    st.lists(st.tuples(days, shares), min_size=1, max_size=30),
    st.integers(30, 160),
    st.integers(4, 50),
)
def test_any_chart_fits_and_shows_every_kind_of_sign(
    found: list[tuple[int, float, float, float]], coming: list[tuple[int, float]], width: int, height: int
) -> None:
    points = [Point(day, mean, min(mean, low), max(mean, high)) for day, mean, low, high in sorted(found)]
    chart = lines_of(points, [Ahead("+", sorted(coming))], [Mark(0, "first")], width, height)
    assert len(chart) == height
    assert all(len(line) <= width for line in chart)
    assert ("●" in "".join(chart)) == bool(points)
    assert "".join(chart).count("●") <= len(points)
