"""The compiled form: it says the same as the files, and nothing that happens to it shows."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bank.bank_files import questions_file, write_bank, write_challenge
from dlprep.bank import cache, compiling
from dlprep.bank.loader import load_bank
from factory import ALL_TYPES, authored

if TYPE_CHECKING:
    from dlprep.domain.bank import QuestionBank


def content(bank: QuestionBank) -> tuple[object, ...]:
    return (
        dict(bank.questions),
        dict(bank.hashes),
        bank.topics,
        bank.article,
        dict(bank.challenges),
        bank.problems,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    questions = [authored(kind) for kind in ALL_TYPES]
    bank = write_bank(tmp_path / "bank", *questions, authored("single", id="bad", level="hard"))
    write_challenge(bank)
    return bank


@pytest.fixture
def cache_dir(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def compiled_files(cache_dir: Path) -> list[Path]:
    return sorted((cache_dir / "bank").iterdir())


def test_the_compiled_bank_is_the_bank(folder: Path, cache_dir: Path) -> None:
    fresh = load_bank(folder, cache_dir=None)
    load_bank(folder, cache_dir=cache_dir)
    warm = load_bank(folder, cache_dir=cache_dir)
    assert content(warm) == content(fresh)
    assert len(warm.problems) == 1
    assert list(warm.challenges) == ["tiny"]
    assert len(compiled_files(cache_dir)) == 1


def test_a_warm_load_compiles_nothing(folder: Path, cache_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_bank(folder, cache_dir=cache_dir)
    monkeypatch.setattr(compiling, "compile_files", lambda _: pytest.fail("compiled again"))
    assert len(load_bank(folder, cache_dir=cache_dir).questions) == len(ALL_TYPES)


def test_a_changed_file_counts_although_size_and_time_stay(folder: Path, cache_dir: Path) -> None:
    path = folder / "questions" / "cnn.yaml"
    before = path.stat()
    load_bank(folder, cache_dir=cache_dir)
    path.write_text(path.read_text("utf-8").replace("level: junior", "level: senior"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert load_bank(folder, cache_dir=cache_dir).questions["a-single"].level == "senior"


def test_a_changed_script_of_a_challenge_counts(folder: Path, cache_dir: Path) -> None:
    load_bank(folder, cache_dir=cache_dir)
    (folder / "challenges" / "tiny" / "stub.py").write_text("model = ...\n", "utf-8")
    assert load_bank(folder, cache_dir=cache_dir).challenge("tiny").stub == "model = ..."


@pytest.mark.parametrize("damage", [b"", b"x", None])
def test_a_damaged_compiled_bank_is_made_again(folder: Path, cache_dir: Path, damage: bytes | None) -> None:
    expected = content(load_bank(folder, cache_dir=cache_dir))
    (path,) = compiled_files(cache_dir)
    good = path.read_bytes()
    path.write_bytes(good[:-1] + b"?" if damage is None else damage)
    assert content(load_bank(folder, cache_dir=cache_dir)) == expected
    assert path.read_bytes() == good


def test_a_folder_in_place_of_the_cache_is_ignored(folder: Path, cache_dir: Path) -> None:
    cache_dir.write_text("not a folder")
    assert len(load_bank(folder, cache_dir=cache_dir).questions) == len(ALL_TYPES)


def test_a_newer_dlprep_does_not_use_the_old_form(
    folder: Path, cache_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_bank(folder, cache_dir=cache_dir)
    monkeypatch.setattr("dlprep.__version__", "999.0")
    load_bank(folder, cache_dir=cache_dir)
    assert len(compiled_files(cache_dir)) == 2


def test_old_forms_are_removed(folder: Path, cache_dir: Path) -> None:
    for number in range(8):
        (folder / "questions" / "more.yaml").write_text(
            questions_file(authored("single", id=f"more-{number}"))
        )
        load_bank(folder, cache_dir=cache_dir)
    assert len(compiled_files(cache_dir)) == cache._KEPT
    assert "more-7" in load_bank(folder, cache_dir=cache_dir).questions


class TestContentHashes:
    def test_layout_and_order_of_keys_do_not_count(self, tmp_path: Path) -> None:
        question = authored("single")
        one = write_bank(tmp_path / "one", question)
        two = write_bank(tmp_path / "two", dict(reversed(question.items())))
        hashes = [load_bank(folder, cache_dir=None).hashes["a-single"] for folder in (one, two)]
        assert hashes[0] == hashes[1]
        assert len(bytes.fromhex(hashes[0])) == 16

    def test_a_changed_word_counts(self, tmp_path: Path) -> None:
        one = write_bank(tmp_path / "one", authored("single"))
        two = write_bank(tmp_path / "two", authored("single", level="mid"))
        hashes = [load_bank(folder, cache_dir=None).hashes["a-single"] for folder in (one, two)]
        assert hashes[0] != hashes[1]


def test_a_write_that_fails_leaves_nothing_that_takes_up_room(
    folder: Path, cache_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_bytes = Path.write_bytes

    def half(path: Path, data: bytes) -> int:
        write_bytes(path, data[:100])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    assert len(load_bank(folder, cache_dir=cache_dir).questions) == len(ALL_TYPES)
    assert [file for file in cache_dir.rglob("*") if file.is_file()] == []
