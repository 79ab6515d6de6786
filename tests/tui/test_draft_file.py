"""A draft outlives the process, and is given back for its own question only."""

from pathlib import Path

import pytest

from dlprep.tui.draft_file import DRAFT_NAME, DraftFile, DraftPlace

PLACE = DraftPlace(session_id=3, position=1, question_id="relu-dead")


def test_a_draft_comes_back(tmp_path: Path) -> None:
    DraftFile(tmp_path).save(PLACE, ("梯度消失", "b"))
    assert DraftFile(tmp_path).load(PLACE) == ("梯度消失", "b")
    assert [path.name for path in tmp_path.iterdir()] == [DRAFT_NAME]


@pytest.mark.parametrize(
    "other",
    [DraftPlace(4, 1, "relu-dead"), DraftPlace(3, 2, "relu-dead"), DraftPlace(3, 1, "overfit-signs")],
)
def test_another_question_gets_none_of_it(tmp_path: Path, other: DraftPlace) -> None:
    DraftFile(tmp_path).save(PLACE, ("a",))
    assert DraftFile(tmp_path).load(other) == ()


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"session_id": 3}', "\udc80"])
def test_a_file_that_cannot_be_read_is_no_draft(tmp_path: Path, content: str) -> None:
    (tmp_path / DRAFT_NAME).write_bytes(content.encode("utf-8", "surrogateescape"))
    assert DraftFile(tmp_path).load(PLACE) == ()


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    DraftFile(tmp_path / "missing").save(PLACE, ("a",))
    assert DraftFile(tmp_path / "missing").load(PLACE) == ()
