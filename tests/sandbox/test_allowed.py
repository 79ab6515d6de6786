"""The allow-list: programs are open, and nothing private is, however the folders lie in one another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dlprep import wire
from dlprep.judge.private import private_places
from dlprep.sandbox import allowed, landlock
from dlprep.sandbox.allowed import Private, open_around, rules

if TYPE_CHECKING:
    import pytest


def start(folder: Path, *private: Path) -> wire.Start:
    limits = {"wall_seconds": 1.0, "predict_seconds": 1.0, "cpu_seconds": 1.0, "memory_bytes": 1}
    limits |= {"output_bytes": 1, "disk_bytes": 1, "processes": 1}
    places = (str(folder / "runs" / "work"), str(folder / "data" / "visible"), "", "numpy")
    return wire.Start(*places, **limits, private=tuple(map(str, private)))  # type: ignore[arg-type]


def opens(found: list[landlock.Rule], path: Path, right: int) -> bool:
    """Whether any rule on the path or above it grants the right, as the kernel decides."""
    real = path.resolve()
    return any(rule.rights & right and real.is_relative_to(Path(rule.path).resolve()) for rule in found)


def installed(root: Path) -> Path:
    """A Python with our package and its bank among others."""
    packages = root / "lib" / "python3.11" / "site-packages"
    for name in ("dlprep/question_bank/challenges", "dlprep/sandbox", "keras/src", "numpy"):
        (packages / name).mkdir(parents=True)
    (root / "bin").mkdir()
    (packages / "six.py").touch()
    return packages


def test_packages_around_our_own_are_open_and_the_bank_is_not(tmp_path: Path) -> None:
    packages = installed(tmp_path / "venv")
    private = Private(frozenset([packages / "dlprep"]))

    found = list(open_around(tmp_path / "venv", landlock.PROGRAMS, private))

    for name in ("keras/src", "numpy", "six.py"):
        assert opens(found, packages / name, landlock.READ_FILE)
    assert opens(found, tmp_path / "venv" / "bin", landlock.EXECUTE)
    assert not opens(found, packages / "dlprep" / "question_bank" / "challenges", landlock.READ_FILE)
    # An import looks through the folder, so names alone can be listed.
    assert opens(found, packages, landlock.READ_DIR)


def test_a_link_in_a_folder_with_secrets_opens_nothing(tmp_path: Path) -> None:
    (tmp_path / "root" / "secret").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "root" / "link").symlink_to(tmp_path / "elsewhere")

    found = list(
        open_around(tmp_path / "root", landlock.DATA, Private(frozenset([tmp_path / "root" / "secret"])))
    )

    assert [rule.path for rule in found] == [str(tmp_path / "root")]


def test_a_python_that_shares_its_root_with_secrets_is_opened_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with a prefix of ~/.local, where histories and key rings lie under share."""
    local = tmp_path / "home" / ".local"
    packages = installed(local)
    (local / "share" / "dlprep").mkdir(parents=True)
    (local / "share" / "keyrings").mkdir()
    for name in ("prefix", "base_prefix", "exec_prefix", "base_exec_prefix"):
        monkeypatch.setattr(sys, name, str(local))

    found = rules(start(tmp_path, tmp_path / "home", local / "share" / "dlprep"), has_private_memory=False)

    assert opens(found, packages / "keras", landlock.READ_FILE)
    assert opens(found, local / "bin", landlock.EXECUTE)
    for name in ("share", "share/dlprep", "share/keyrings"):
        assert not opens(found, local / name, landlock.DATA)


def test_the_script_reads_its_data_and_writes_its_folder_only(tmp_path: Path) -> None:
    found = rules(start(tmp_path), has_private_memory=False)

    assert opens(found, tmp_path / "data" / "visible" / "x_train.npy", landlock.READ_FILE)
    assert not opens(found, tmp_path / "data" / "visible", landlock.WRITE_FILE | landlock.EXECUTE)
    assert opens(found, tmp_path / "runs" / "work" / "model.keras", landlock.WRITE_FILE)
    assert not opens(found, tmp_path / "runs" / "work", landlock.EXECUTE)
    for shut in ("data/hidden/y_test.npy", "runs/warden.log", "history.db"):
        assert not opens(found, tmp_path / shut, landlock.DATA)


def test_neither_the_checkout_nor_the_current_folder_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An entry of the search path once opened the whole home."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", str(tmp_path), *sys.path])

    found = rules(start(tmp_path / "place"), has_private_memory=False)

    package = Path(allowed.__file__).parents[1]
    assert not opens(found, tmp_path, landlock.DATA)
    assert opens(found, package / "sandbox" / "hook.py", landlock.READ_FILE)
    for shut in (package / "bank", package.parent, Path(__file__)):
        assert not opens(found, shut, landlock.DATA)


def test_others_files_in_shared_memory_cannot_be_looked_for(tmp_path: Path) -> None:
    memory = Path("/dev/shm")  # noqa: S108

    assert not opens(rules(start(tmp_path), has_private_memory=False), memory, landlock.READ_DIR)
    assert opens(rules(start(tmp_path), has_private_memory=True), memory, landlock.READ_DIR)


def test_our_side_names_home_its_neighbours_and_what_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    assert {"/home", "/home/ada", "/home/ada/.local/share", "/data"} <= set(private_places(Path("/data")))

    monkeypatch.setenv("HOME", "/root")
    assert "/" not in private_places()


def test_rights_of_folders_are_not_asked_for_on_files_and_missing_places_are_left_out(tmp_path: Path) -> None:
    """The kernel would refuse the one and open nothing by the other."""
    (tmp_path / "file").touch()
    asked = [
        landlock.Rule(str(tmp_path / "file"), landlock.WORK),
        landlock.Rule(str(tmp_path / "missing"), landlock.DATA),
        landlock.Rule(str(tmp_path / "file" / "below"), landlock.DATA),
    ]

    assert landlock.Ability(1).attributes() == (2**13 - 1).to_bytes(8, "little")
    assert len(landlock.Ability(4).attributes()) == 16
    assert len(landlock.Ability(7, signals=True, abstract_sockets=True).attributes()) == 24
    if landlock.reported_abi():
        # In a process of its own, since it cannot be taken back.
        code = "from dlprep.sandbox.landlock import Ability, Rule, restrict\n"
        subprocess.run([sys.executable, "-c", f"{code}restrict({asked!r}, Ability(1))"], check=True)
