"""The profile for macOS, as text: the system itself is not at hand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dlprep import wire
from dlprep.sandbox import isolation, seatbelt
from dlprep.sandbox.launch import environment

if TYPE_CHECKING:
    import pytest


def start(folder: Path, *private: Path) -> wire.Start:
    limits = {"wall_seconds": 1.0, "predict_seconds": 1.0, "cpu_seconds": 1.0, "memory_bytes": 1}
    limits |= {"output_bytes": 1, "disk_bytes": 1, "processes": 1}
    places = (str(folder / "runs" / 'wo"rk'), str(folder / "visible"), "", "numpy")
    return wire.Start(*places, **limits, private=tuple(map(str, private)))  # type: ignore[arg-type]


def test_what_is_denied_comes_before_what_the_run_may_do(tmp_path: Path) -> None:
    rules = seatbelt.profile(start(tmp_path, tmp_path / "bank")).splitlines()

    assert rules[:2] == ["(version 1)", "(allow default)"]
    assert "(deny network*)" in rules
    denied = next(number for number, rule in enumerate(rules) if rule.startswith("(deny file-read*"))
    allowed = next(number for number, rule in enumerate(rules) if rule.startswith("(allow file-read*"))
    assert denied < allowed
    assert f'(subpath "{tmp_path}/bank")' in rules[denied]
    assert f'(subpath "{tmp_path}/visible")' in rules[allowed]
    assert rules.index("(deny file-write*)") < len(rules) - 2
    assert f'(allow file-write* (subpath "{tmp_path}/runs/wo\\"rk"))' in rules


def test_a_home_that_holds_python_is_not_denied_as_a_whole(tmp_path: Path) -> None:
    home = Path(sys.base_prefix).resolve().parent

    rules = seatbelt.profile(start(tmp_path, home, home / ".ssh"))

    assert f'(subpath "{home}/.ssh")' in rules
    assert f'(subpath "{home}")' not in rules


def test_only_macos_starts_the_worker_under_a_profile(tmp_path: Path) -> None:
    assert (seatbelt.prefix(start(tmp_path)) == []) is (sys.platform != "darwin")
    assert seatbelt.MARK not in environment(tmp_path, {seatbelt.MARK: "1"})


def test_a_profile_that_does_not_hold_is_not_claimed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here nothing is in force at all."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv(seatbelt.MARK, "1")

    assert isolation._elsewhere(tmp_path / "work", 1) == "none"
