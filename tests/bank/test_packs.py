"""Packs: loaded beside the shipped bank, told apart from it, and never in its way."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from bank.bank_files import dump, questions_file, topic, write_bank
from dlprep.bank import compiling
from dlprep.bank.loader import load_bank
from dlprep.bank.packs import load_packs, with_packs
from dlprep.domain.bank import SHIPPED, QuestionBank
from dlprep.domain.errors import BadInputError
from factory import ALL_TYPES, authored

if TYPE_CHECKING:
    from pathlib import Path


class Folders:
    """A shipped bank of one question of each type, and packs beside it."""

    def __init__(self, root: Path) -> None:
        self.packs = root / "packs"
        self.cache = root / "cache"
        self.shipped = load_bank(
            write_bank(root / "bank", *(authored(kind) for kind in ALL_TYPES)), cache_dir=None
        )

    def write(self, pack: str, *questions: dict[str, Any], **files: object) -> Path:
        folder = self.packs / pack
        (folder / "questions").mkdir(parents=True, exist_ok=True)
        (folder / "questions" / "mine.yaml").write_text(questions_file(*questions), "utf-8")
        for name, content in files.items():
            (folder / f"{name}.yaml").write_text(dump(content), "utf-8")
        return folder

    def bank(self) -> QuestionBank:
        return with_packs(self.shipped, load_packs(self.packs, self.shipped, cache_dir=self.cache))

    def problems(self) -> list[str]:
        return [f"{pack.name}: {problem}" for pack in self.bank().packs for problem in pack.bank.problems]


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path)


def test_without_packs_the_bank_is_the_shipped_one(folders: Folders) -> None:
    assert folders.bank() is folders.shipped
    folders.packs.mkdir()
    assert folders.bank() is folders.shipped


def test_questions_of_a_pack_come_after_the_shipped_ones_and_know_their_source(folders: Folders) -> None:
    folders.write("mine", authored("single", id="my-own"))
    bank = folders.bank()
    assert list(bank.questions) == [*folders.shipped.questions, "my-own"]
    assert len(bank.questions) == len(list(bank.questions)) == len(bank.hashes)
    assert (bank.source("my-own"), bank.source("a-single")) == ("mine", SHIPPED)
    assert bank.question("my-own").stem.en == "What?"
    assert bank.questions.place("my-own")[0] == "questions/mine.yaml"  # type: ignore[attr-defined]
    assert bank.without_packs is folders.shipped


def test_a_pack_of_templates_alone_is_whole(folders: Folders) -> None:
    (folders.packs / "t").mkdir(parents=True)
    text = questions_file(authored("template", id="my-template"))
    (folders.packs / "t" / "templates.yaml").write_text(text, "utf-8")
    assert folders.bank().source("my-template") == "t"
    assert folders.problems() == []


def test_an_empty_folder_says_what_it_lacks(folders: Folders) -> None:
    (folders.packs / "empty").mkdir(parents=True)
    assert folders.problems() == ["empty: questions:0:0: the folder is missing. Create it."]


def test_a_pack_can_add_topics_and_not_change_them(folders: Folders) -> None:
    questions = authored("single", id="one", topic="jax"), authored("single", id="two", topic="cnnn")
    folders.write("mine", *questions, topics={"format": 1, "topics": [topic("jax"), topic("cnn")]})
    bank = folders.bank()
    assert [one.id for one in bank.topics] == ["cnn", "jax"]
    assert "one" in bank.questions
    assert "two" not in bank.questions
    unknown, taken = folders.problems()
    assert unknown.endswith('"two" .topic: there is no topic “cnnn”. Did you mean `cnn`?')
    assert taken == (
        'mine: topics.yaml:0:0: "cnn": the topic “cnn” is already one of dlprep. '
        "Leave it out, or give it another id."
    )


def test_ids_of_others_are_refused_and_theirs_stay(folders: Folders) -> None:
    folders.write("a", authored("single", id="a-single"), authored("single", id="mine"))
    folders.write("b", authored("single", id="mine", level="senior"))
    bank = folders.bank()
    assert (bank.source("a-single"), bank.source("mine")) == (SHIPPED, "a")
    assert bank.questions["mine"].level == "junior"
    told = folders.problems()
    assert '"a-single" .id: the id is already used by a question of dlprep' in told[0]
    assert "questions/mine.yaml:3:3:" in told[0]
    assert '"mine" .id: the id is already used by a question of a' in told[1]


def test_a_broken_pack_hides_nothing_and_says_where(folders: Folders) -> None:
    folder = folders.write("broken", authored("single", id="good"))
    (folder / "questions" / "bad.yaml").write_text("format: 1\nquestions:\n  - id: [\n", "utf-8")
    (folder / "questions" / "worse.yaml").write_bytes(b"\xff\xfe\x00")
    folders.write("fine", authored("single", id="other"))
    bank = folders.bank()
    assert {"good", "other", "a-single"} <= set(bank.questions)
    told = folders.problems()
    assert any(one.startswith("broken: questions/bad.yaml:") for one in told)
    assert any("worse.yaml:1:1: the byte 0xFF is not UTF-8" in one for one in told)
    assert not any(one.startswith("fine") for one in told)


def test_placeholders_keep_a_question_out_and_are_named_one_by_one(folders: Folders) -> None:
    unfinished = authored("single", id="half", explanation={"zh": "TODO: why", "en": "Because."})
    unfinished["options"][1]["why"]["en"] = "TODO"
    folders.write("mine", unfinished)
    assert "half" not in folders.bank().questions
    first, second = folders.problems()
    assert 'questions[0] "half" .explanation.zh: “TODO: why” stands where content belongs' in first
    assert 'questions[0] "half" .options[1].why.en: “TODO”' in second
    assert ":0:" not in first


def test_an_import_without_answers_does_not_list_everything(folders: Folders) -> None:
    words = {"zh": "TODO", "en": "TODO"}
    folders.write(
        "mine", *(authored("single", id=f"q-{n}", stem=words, explanation=words) for n in range(100))
    )
    told = folders.problems()
    assert len(told) == 201
    assert "mine: questions/mine.yaml:0:0: 200 more problems of this file are not listed." in told[0]


@pytest.mark.parametrize("name", ["dlprep", "loose.yaml"])
def test_what_is_no_pack_is_said(folders: Folders, name: str) -> None:
    if name == "dlprep":
        folders.write(name, authored("single", id="mine"))
    else:
        folders.packs.mkdir()
        (folders.packs / name).write_text("format: 1\n", "utf-8")
    (told,) = folders.problems()
    assert told.startswith(name)
    assert "mine" not in folders.bank().questions


class TestCompiledPacks:
    def test_a_warm_load_compiles_nothing(self, folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
        folders.write("mine", authored("single", id="my-own"))
        folders.bank()
        monkeypatch.setattr(compiling, "compile_files", lambda *_, **__: pytest.fail("compiled again"))
        assert folders.bank().source("my-own") == "mine"

    def test_a_changed_added_or_removed_pack_is_noticed(self, folders: Folders) -> None:
        path = folders.write("mine", authored("single", id="one")) / "questions" / "mine.yaml"
        assert "one" in folders.bank().questions
        before = path.stat()
        path.write_text(path.read_text("utf-8").replace("id: one", "id: two"), "utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        folders.write("more", authored("single", id="three"))
        assert [name for name in folders.bank().questions if not name.startswith("a-")] == ["two", "three"]
        path.unlink()
        (path.parent).rmdir()
        path.parents[1].rmdir()
        assert [name for name in folders.bank().questions if not name.startswith("a-")] == ["three"]

    def test_many_packs_keep_their_compiled_forms(
        self, folders: Folders, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for number in range(9):
            folders.write(f"pack-{number}", authored("single", id=f"q-{number}"))
        folders.bank()
        monkeypatch.setattr(compiling, "compile_files", lambda *_, **__: pytest.fail("compiled again"))
        assert len(folders.bank().packs) == 9

    def test_a_shipped_bank_and_a_pack_of_the_same_files_are_compiled_apart(self, folders: Folders) -> None:
        words = {"zh": "TODO", "en": "TODO"}
        folder = folders.write("mine", authored("single", id="half", explanation=words))
        assert "half" in load_bank(folder, cache_dir=folders.cache).questions
        assert "half" not in folders.bank().questions


def test_an_unknown_pack_names_the_closest(folders: Folders) -> None:
    folders.write("interviews", authored("single", id="mine"))
    bank = folders.bank()
    assert bank.pack("interviews").name == "interviews"
    with pytest.raises(BadInputError, match="interviews"):
        bank.pack("interview")
