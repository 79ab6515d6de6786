"""The pure parts of the study screens: Markdown, diffs, search, times, scales."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dlprep.domain.errors import EnvironmentFaultError
from dlprep.domain.grading import Grade
from dlprep.domain.language import Language
from dlprep.domain.progress import QuestionRecord
from dlprep.services.search import SearchIndex
from dlprep.tui.browsing import (
    Filter,
    Mine,
    find_questions,
    question_row,
    questions_by_claim,
    standing,
    standing_mark,
    stem_line,
    tally,
    tally_marks,
)
from dlprep.tui.differing import change, diff_block
from dlprep.tui.external_editor import edit, editor_command
from dlprep.tui.markdown import markdown_block
from dlprep.tui.threshold_bar import scale_text
from dlprep.tui.when import local_time, seconds_text
from dlprep.tui.widgets.confusion_table import worst_confusions
from factory import question, text
from tui.sample_bank import sample_bank
from tui.study_support import StudyParts, answer_some


@pytest.fixture
def _shanghai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Local time is eight hours ahead of UTC."""
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


THRESHOLDS = {"bronze": 0.84, "silver": 0.87, "gold": 0.9}


def test_markdown_keeps_every_word_and_drops_the_marks() -> None:
    shown = markdown_block(
        "# Title\n\nOne **bold**\nline with `code`.\n\n- first\n  goes on\n2. second\n\n> said\n\n"
        "| tier | part |\n|---|---|\n| 嵌入 | `x` |\n\n[docs](https://example.org)\n\n"
        "```python\nx = [1]\n```\n"
    ).plain
    assert shown.split("\n") == [
        "Title", "", "One bold line with code.", "", "  • first goes on", "  2. second", "", "│ said", "",
        "tier  part", "嵌入  x", "", "docs (https://example.org)", "", "│ x = [1]",
    ]  # fmt: skip


def test_chinese_lines_are_joined_without_a_space() -> None:
    assert markdown_block("第一行，\n第二行 `x`\nand more").plain == "第一行，第二行 x and more"


def test_an_unclosed_code_block_is_still_shown() -> None:
    assert markdown_block("```\nx = 1").plain == "│ x = 1"


def test_a_table_too_broad_for_the_window_becomes_a_list() -> None:
    broad = "x" * 70
    shown = markdown_block(f"| tier | part |\n|---|---|\n| full | {broad} |\n| small | `y` |").plain
    assert shown == f"full\n  part: {broad}\nsmall\n  part: y"


def test_a_heading_ends_at_its_line() -> None:
    assert markdown_block("## Data\nRaw pixels.").plain == "Data\nRaw pixels."


def test_a_diff_counts_and_marks_lines() -> None:
    before, after = "a\nb\nc\n", "a\nB\nc\nd\n"
    assert str(change(before, after)) == "+2 −1"
    assert "- b\n+ B" in diff_block(before, after).plain
    assert str(change(before, before)) == "+0 −0"


NOTHING = Mine({}, frozenset())
"""Nothing answered, nothing flagged."""


def record(question_id: str, grade: Grade) -> QuestionRecord:
    right = grade is Grade.CORRECT
    return QuestionRecord(question_id, 1, int(right), float(right), grade, datetime(2026, 3, 14, tzinfo=UTC))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter("vanishing gradients"), {"relu-dead"}),
        (Filter("梯度"), {"relu-dead", "clip-norm", "train-step"}),
        (Filter("S3.1-g"), {"relu-dead"}),
        (Filter("print-tuple"), {"print-tuple"}),
        (Filter(topic="cnn", type="open"), {"batchnorm-modes"}),
        (Filter("梯度", topic="optimizers-lr"), {"clip-norm"}),
        (Filter("no such words at all"), set()),
    ],
)
def test_words_and_filters_narrow_the_library(wanted: Filter, found: set[str]) -> None:
    bank = sample_bank()
    assert {question.id for question in find_questions(bank, SearchIndex(bank), wanted, NOTHING)} == found


def test_without_words_the_whole_bank_is_shown_in_its_order() -> None:
    bank = sample_bank()
    assert [question.id for question in find_questions(bank, SearchIndex(bank), Filter(), NOTHING)] == list(
        bank.questions
    )


def test_questions_are_found_by_how_they_stand() -> None:
    bank = sample_bank()
    index = SearchIndex(bank)
    mine = Mine(
        {"relu-dead": record("relu-dead", Grade.CORRECT), "clip-norm": record("clip-norm", Grade.PARTIAL)},
        frozenset({"train-step"}),
    )

    def found(standing: str, words: str = "") -> list[str]:
        wanted = Filter(words, standing=standing)
        return [question.id for question in find_questions(bank, index, wanted, mine)]

    assert found("right") == ["relu-dead"]
    assert found("wrong") == ["clip-norm"]
    assert found("flagged") == ["train-step"]
    assert len(found("unseen")) == len(bank.questions) - 2
    assert found("wrong", "relu") == []


def test_a_tally_counts_right_wrong_and_unseen() -> None:
    bank = sample_bank()
    mine = Mine({"relu-dead": record("relu-dead", Grade.CORRECT)}, frozenset())
    counts = tally(tuple(bank.questions.values()), mine)
    assert counts == (1, 0, 10)
    assert tally_marks(counts).plain == "✓1      ·10 "
    assert standing_mark("relu-dead", mine).plain == "✓ "
    assert standing_mark("clip-norm", mine).plain == "· "


def test_a_row_names_what_is_flagged_and_tells_questions_on_code_apart() -> None:
    asked = sample_bank().question("print-tuple")
    row = question_row(asked, Mine({}, frozenset({"print-tuple"})), Language.EN, lambda words: words)
    assert str(row.cells[0]).startswith("⚑ ")
    assert str(row.cells[0]).endswith("  print-tuple")


def test_a_claim_leads_to_its_questions() -> None:
    found = questions_by_claim(sample_bank())
    assert [question.id for question in found["S3.1-g"]] == ["relu-dead"]
    assert "relu-dead" not in [question.id for question in found["S3.1-b"]]


def test_a_template_is_listed_with_the_names_of_its_numbers() -> None:
    assert stem_line(sample_bank().question("conv-size"), Language.EN).plain == "Input n, kernel k"
    formed = question("template", stem=text("{{n:.2f}} of {{ k[0] }}"))
    assert stem_line(formed, Language.EN).plain == "n of k"


def test_the_standing_shows_the_last_grade_the_mean_and_how_often() -> None:
    parts = StudyParts()
    answer_some(parts, 4)
    assert standing(parts.fake_store.question_records()["relu-dead"]).plain == "✓  25% ×4"
    assert standing(None).plain == "–"


@pytest.mark.usefixtures("_shanghai")
def test_times_are_local_and_durations_short() -> None:
    assert local_time(datetime(2026, 3, 14, 18, 30, tzinfo=UTC)) == "2026-03-15 02:30"
    assert [seconds_text(seconds) for seconds in (0, 59.94, 60, 185.9)] == ["0.0 s", "59.9 s", "1:00", "3:05"]


@pytest.mark.parametrize("value", [0.0, 0.5, 0.84, 0.8732, 0.95, 1.0])
def test_the_scale_has_every_medal_once_and_fills_up_to_the_value(value: float) -> None:
    scale = scale_text(value, THRESHOLDS, 40).split(" ")[1]
    assert len(scale) == 40
    assert [letter for letter in scale if letter in "BSG"] == ["B", "S", "G"]
    assert ("━" in scale[scale.index("B") :]) == (value > 0.85)
    assert ("━" in scale[scale.index("G") :]) == (value > 0.91)


def test_the_most_frequent_confusions_come_first() -> None:
    assert worst_confusions(((90, 6, 4), (3, 88, 9), (0, 12, 88)), 2) == [(2, 1), (1, 2)]
    assert worst_confusions(((5, 0), (0, 5)), 3) == []


def test_the_editor_is_the_setting_then_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "emacs -nw")
    monkeypatch.setenv("EDITOR", "nano")
    assert editor_command("code --wait") == "code --wait"
    assert editor_command("") == "emacs -nw"
    monkeypatch.delenv("VISUAL")
    assert editor_command("") == "nano"
    monkeypatch.delenv("EDITOR")
    assert editor_command("") == "vi"


def test_what_the_editor_saved_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "work" / "digits.py"
    assert edit("sed -i s/1/2/", path, "x = 1\n") == "x = 2\n"
    assert not path.exists()


def test_an_editor_that_is_not_there_is_said_and_the_code_stays(tmp_path: Path) -> None:
    path = tmp_path / "digits.py"
    with pytest.raises(EnvironmentFaultError, match="no-such-editor"):
        edit("no-such-editor", path, "x = 1\n")
    assert path.read_text() == "x = 1\n"
