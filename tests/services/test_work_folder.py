"""The folder of a learner's own editor: written once, found again, and never written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from challenge_samples import folder
from dlprep.domain.errors import BadInputError
from dlprep.domain.language import Language
from dlprep.i18n import translator
from dlprep.services import coding
from dlprep.services.work_folder import find_script, write_work_folder
from fakes import FakeClock, FakeStore

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = folder(brief={"zh": "题目 7", "en": "the task 7"})


def start(directory: Path, language: Language = Language.EN, store: FakeStore | None = None) -> Path:
    return write_work_folder(store or FakeStore(), FOLDER, directory, language, translator(language))


def test_a_folder_holds_script_brief_and_three_commands(tmp_path: Path) -> None:
    path = start(tmp_path / "new")

    assert path == tmp_path / "new" / "tiny" / "tiny.py"
    assert path.read_text() == FOLDER.stub + "\n"
    assert path.with_name("brief.md").read_text() == "the task 7\n"
    readme = path.with_name("README.md").read_text()
    for name in ("check", "watch", "run"):
        assert f"    dlprep challenge {name} tiny" in readme


def test_the_words_are_in_the_language_of_the_interface(tmp_path: Path) -> None:
    path = start(tmp_path, Language.ZH)

    assert path.with_name("brief.md").read_text() == "题目 7\n"
    assert path.with_name("README.md").read_text().startswith("# 词 7\n")


def test_a_draft_comes_before_the_stub(tmp_path: Path, clock: FakeClock) -> None:
    store = FakeStore()
    coding.save_draft(store, "tiny", "mine = 1", clock=clock)

    assert start(tmp_path, store=store).read_text() == "mine = 1\n"


def test_nothing_is_written_over(tmp_path: Path) -> None:
    path = start(tmp_path)
    path.write_text("mine")
    path.with_name("README.md").write_text("my notes")
    path.with_name("brief.md").unlink()

    with pytest.raises(BadInputError, match="left as it is"):
        start(tmp_path)
    assert path.read_text() == "mine"
    assert not path.with_name("brief.md").exists()
    path.unlink()
    start(tmp_path)
    assert path.with_name("README.md").read_text() == "my notes"
    assert path.with_name("brief.md").read_text() == "the task 7\n"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadInputError, match="cannot be written"):
        start(tmp_path / "file" / "inside")
    (tmp_path / "tiny").touch()
    with pytest.raises(BadInputError, match="cannot be written"):
        start(tmp_path)


def test_a_script_of_earlier_versions_is_found_first(tmp_path: Path) -> None:
    assert find_script("tiny", tmp_path) is None
    path = start(tmp_path)
    assert find_script("tiny", tmp_path) == path
    assert find_script("tiny", path.parent) == path
    old = tmp_path / "tiny.py"
    old.write_text("old")
    assert find_script("tiny", tmp_path) == old
