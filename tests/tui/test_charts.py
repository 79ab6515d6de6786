"""Figures drawn in glyphs say what their numbers say, at any width, without any colour."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlprep.domain.progress import DayRecord
from dlprep.domain.records.weeks import calendar
from dlprep.tui.charts.columns import Column, column_chart, columns_in, sparkline
from dlprep.tui.charts.heatmap import LINES, heatmap, weeks_in
from dlprep.tui.charts.intervals import Interval, interval_chart, percent
from dlprep.tui.charts.medals import Bound, lines_of, medal_chart

SATURDAY = date(2026, 3, 14)


def tr(template: str, **values: object) -> str:
    return template.format(**values)


def test_a_day_shows_its_level_as_glyph_and_digit_and_a_bridged_day_its_sign() -> None:
    counts = (0, 4, 14, 29, 30)
    days = [
        DayRecord(SATURDAY - timedelta(days=5 - place), attempts=count, score_sum=0, runs=0)
        for place, count in enumerate(counts)
    ]
    lines = heatmap(calendar(days, SATURDAY, 1), {SATURDAY}, tr).plain.split("\n")
    assert len(lines) == LINES
    assert [line[6:] for line in lines[1:8]] == ["·  ", "░1 ", "▒2 ", "▓3 ", "█4 ", "◇  ", "   "]
    assert lines[0] == "    03-09"


def test_a_calendar_fits_its_width() -> None:
    for width in (40, 80, 160):
        weeks = calendar([], SATURDAY, weeks_in(width))
        lines = heatmap(weeks, (), tr).plain.split("\n")
        assert all(len(line) <= width for line in lines[:8])
        assert "03-02" in lines[0]


def test_the_dates_of_a_calendar_are_whole_wherever_a_month_begins() -> None:
    for later in range(35):
        today = SATURDAY + timedelta(days=later)
        for weeks in range(1, 12):
            shown = calendar([], today, weeks)
            dates = heatmap(shown, (), tr).plain.split("\n")[0]
            assert set(dates.split()) <= {f"{week.monday:%m-%d}" for week in shown}
            assert dates.strip()
            assert len(dates) <= 6 + 3 * weeks


def test_a_weekday_in_chinese_stands_apart_from_its_days() -> None:
    chinese = {"Mon": "周一", "Wed": "周三", "Fri": "周五", "Sun": "周日"}
    picture = heatmap(calendar([], SATURDAY, 2), (), lambda words, **_: chinese.get(words, words))
    assert "周一  ·" in picture.plain


def test_runs_stand_among_their_medals() -> None:
    bounds = (Bound(0.8, "bronze 0.8"), Bound(0.9, "silver 0.9"), Bound(0.95, "gold 0.95"))
    chart = medal_chart([0.5, 0.8, 0.85, 0.92, 0.99], bounds, width=22, between=1)
    assert chart.plain.split("\n") == [
        "           │        ●",
        " gold 0.95 ┤┄┄┄┄┄┄┄┄┄┄",
        "           │      ●",
        "silver 0.9 ┤┄┄┄┄┄┄┄┄┄┄",
        "           │    ●",
        "bronze 0.8 ┤┄┄●┄┄┄┄┄┄┄",
        "           │●",
    ]


def test_where_lower_is_better_lower_stands_higher() -> None:
    bounds = (Bound(3.0, "铜"), Bound(2.0, "银"), Bound(1.0, "金"))
    chart = medal_chart([9.0, 2.5, 0.5], bounds, width=11, between=1)
    assert [line[4:] for line in chart.plain.split("\n")] == [
        "    ●",
        "┄┄┄┄┄┄",
        "",
        "┄┄┄┄┄┄",
        "  ●",
        "┄┄┄┄┄┄",
        "●",
    ]


@given(
    st.lists(st.floats(-5, 5), min_size=1, max_size=90),
    st.integers(1, 4),
    st.integers(20, 200),
    st.booleans(),
)
def test_charts_of_runs_keep_to_their_size(
    values: list[float], between: int, width: int, falling: bool
) -> None:
    bounds = [Bound(-value if falling else value, "★ 铜 0.9") for value in (0.5, 1.0, 2.0)]
    lines = medal_chart(values, bounds, width=width, between=between).split("\n")
    assert len(lines) == lines_of(3, between)
    assert all(line.cell_length <= width for line in lines)
    shown = sum(line.plain.count("●") for line in lines)
    assert shown == min(len(values), width - 10)


def test_columns_stand_on_their_scale() -> None:
    columns = [Column(1.0, "a"), Column(0.5, "b"), Column(0.0), Column(None)]
    chart = column_chart(columns, height=5, each=2, top=1.0, scale=percent)
    assert chart.plain.split("\n") == [
        " 100%┤█",
        "     │█",
        "  50%┤█ █",
        "   0%┤█ █ ▁ ·",
        "      a b",
    ]


@given(
    st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=1, max_size=30),
    st.integers(2, 20),
    st.integers(1, 6),
)
def test_charts_keep_to_their_size(values: list[float | None], height: int, each: int) -> None:
    chart = column_chart(
        [Column(value) for value in values], height=height, each=each, top=1.0, scale=percent
    )
    lines = chart.plain.split("\n")
    assert len(lines) == height
    width = 6 + len(values) * each
    assert all(len(line) <= width for line in lines)
    assert columns_in(width, each) == len(values)


def test_a_sparkline_goes_from_the_least_to_the_most_of_the_last_values() -> None:
    assert sparkline([9, 1, 2, 3], 3) == "▁▅█"
    assert sparkline([5, 5], 4) == "▁▁  "
    assert sparkline([], 2) == "  "


def test_an_interval_has_a_dot_two_ends_and_what_is_claimed() -> None:
    row = Interval("sure", 0.5, 0.25, 0.75, "50%", claimed=1.0)
    (line,) = interval_chart([row], 55, label_width=10).plain.split("\n")[1:]
    scale = line[10:31]
    assert (scale[0], scale[5], scale[10], scale[15], scale[20]) == ("·", "├", "●", "┤", "┊")
    assert line.startswith("sure      ")
    assert line.endswith(" 50%")


@pytest.mark.parametrize(("share", "words"), [(None, "–"), (0.0, "0%"), (0.625, "62%"), (1.0, "100%")])
def test_shares_are_told_in_percent(share: float | None, words: str) -> None:
    assert percent(share) == words


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.integers(45, 200))
def test_interval_charts_keep_to_their_width(a: float, b: float, c: float, width: int) -> None:
    low, value, high = sorted((a, b, c))
    chart = interval_chart(
        [Interval("主题", value, low, high, "x" * 20, claimed=a)], width, label_width=0 + 1
    )
    line = chart.plain.split("\n")[1]
    assert line.count("●") == 1
    assert len(line) <= width
