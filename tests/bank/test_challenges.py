"""Challenges load whole or not at all, and every fault names its file, line and key."""

import os
from pathlib import Path

import pytest

from dlprep.bank.challenges import load_challenges
from dlprep.bank.loader import load_bank
from dlprep.domain.bank import Problem
from dlprep.domain.judging import Medal, Tier, Verdict

SHEET = """\
format: 1
id: tiny
title: {zh: 小, en: Tiny}
summary: {zh: 很小, en: Very small}
level: junior
topics: [cnn]
roots: [S4.1-t1]
flags: [F12]
questions: [some-question]
group: fix
dataset: cifar10
metric: accuracy
classes: 10
hints:
  - {zh: 一, en: One}
  - {zh: 二, en: Two}
  - {zh: 三, en: Three}
tiers:
  embedded:
    thresholds: {bronze: 0.5, silver: 0.6, gold: 0.7}
    minutes: 1
    limits: {wall_seconds: 60}
    calibration: {seeds: [0, 1], values: [0.61, 0.62], trivial: 0.1, recipe: two runs}
wrong:
  - {file: a.py, verdict: FAIL, teaches: {zh: 甲, en: A}}
  - {file: b.py, verdict: NAN, teaches: {zh: 乙, en: B}}
  - {file: c.py, verdict: TIME, teaches: {zh: 丙, en: C}}
"""


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """challenges/tiny, whole."""
    folder = tmp_path / "challenges" / "tiny"
    (folder / "wrong").mkdir(parents=True)
    (folder / "challenge.yaml").write_text(SHEET, encoding="utf-8")
    for name in (
        "brief.zh.md",
        "brief.en.md",
        "stub.py",
        "solution.py",
        "wrong/a.py",
        "wrong/b.py",
        "wrong/c.py",
    ):
        (folder / name).write_text(f"# {name}\n", encoding="utf-8")
    return folder


def problems_of(folder: Path) -> tuple[Problem, ...]:
    loaded, problems = load_challenges(folder.parent)
    assert "tiny" not in loaded
    return problems


def test_a_whole_challenge(tiny: Path) -> None:
    loaded, problems = load_challenges(tiny.parent)
    assert problems == ()
    folder = loaded["tiny"]
    assert folder.brief.zh == "# brief.zh.md"
    assert folder.solution == "# solution.py"
    assert sorted(folder.wrong) == ["a.py", "b.py", "c.py"]
    assert folder.challenge.wrong[1].verdict is Verdict.NAN
    rules = folder.challenge.tiers[Tier.EMBEDDED]
    assert [rules.thresholds.medal(value) for value in (0.49, 0.5, 0.65, 0.7)] == [
        None, Medal.BRONZE, Medal.SILVER, Medal.GOLD,
    ]  # fmt: skip


def test_no_folder_is_no_challenge(tmp_path: Path) -> None:
    assert load_challenges(tmp_path / "challenges") == ({}, ())


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("dataset: cifar10", "dataset: CIFAR 10", 11, "dataset"),
        ("silver: 0.6", "silver: 0.8", 20, "tiers.embedded.thresholds"),
        ("values: [0.61, 0.62]", "values: [0.61]", 23, "tiers.embedded.calibration"),
        ("wall_seconds: 60", "wall: 60", 22, "tiers.embedded.limits.wall"),
        ("id: tiny", "id: other", 2, "id"),
    ],
)
def test_a_wrong_value_is_placed(old: str, new: str, line: int, key: str, tiny: Path) -> None:
    (tiny / "challenge.yaml").write_text(SHEET.replace(old, new), encoding="utf-8")
    found = {(problem.file, problem.line, problem.key) for problem in problems_of(tiny)}
    assert ("challenges/tiny/challenge.yaml", line, key) in found


def test_broken_yaml_is_placed(tiny: Path) -> None:
    (tiny / "challenge.yaml").write_text(SHEET + "hints: [again]\n", encoding="utf-8")
    assert [(problem.line, problem.what) for problem in problems_of(tiny)] == [
        (28, "the key `hints` was already given in line 14")
    ]


@pytest.mark.parametrize("name", ["challenge.yaml", "brief.zh.md", "solution.py", "wrong/b.py"])
def test_a_missing_file_is_named(name: str, tiny: Path) -> None:
    (tiny / name).unlink()
    assert [(problem.file, problem.what) for problem in problems_of(tiny)] == [
        (f"challenges/tiny/{name}", "the file is missing")
    ]


def test_an_unlisted_wrong_script_is_named(tiny: Path) -> None:
    (tiny / "wrong" / "d.py").write_text("pass\n")
    assert [problem.file for problem in problems_of(tiny)] == ["challenges/tiny/wrong/d.py"]


def test_a_path_that_leads_out_is_refused(tiny: Path) -> None:
    (tiny.parent.parent / "secret.py").write_text("secret = 1\n")
    sheet = SHEET.replace("file: a.py", "file: ../../../secret.py")
    (tiny / "challenge.yaml").write_text(sheet, encoding="utf-8")
    assert "the link leads out of its folder" in [problem.what for problem in problems_of(tiny)]


def test_what_tools_leave_behind_is_no_challenge(tiny: Path) -> None:
    for name in (".ruff_cache", "__pycache__"):
        (tiny.parent / name).mkdir()
    loaded, problems = load_challenges(tiny.parent)
    assert (list(loaded), problems) == (["tiny"], ())


def test_one_bad_challenge_hides_no_good_one(tiny: Path) -> None:
    bad = tiny.parent / "bad"
    bad.mkdir()
    (bad / "challenge.yaml").write_bytes(b"\xff\xfe")
    loaded, problems = load_challenges(tiny.parent)
    assert list(loaded) == ["tiny"]
    assert problems[0].file == "challenges/bad/challenge.yaml"
    assert problems[0].what == "the file is not UTF-8"


def in_place_of_the_stub(folder: Path, kind: str) -> None:
    stub = folder / "stub.py"
    stub.unlink()
    match kind:
        case "pipe":
            os.mkfifo(stub)
        case "folder":
            stub.mkdir()
        case "loop":
            stub.symlink_to(stub)
        case "huge":
            with stub.open("wb") as stream:
                stream.truncate(3 * 2**30)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes in folders")
@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("pipe", "this is not a file"),
        ("folder", "this is not a file"),
        ("loop", "the file cannot be read"),
        ("huge", "larger than 5 MiB"),
    ],
)
def test_what_is_no_file_is_named_at_once_and_once(tiny: Path, kind: str, what: str) -> None:
    in_place_of_the_stub(tiny, kind)
    assert what in " ".join(problem.what for problem in problems_of(tiny))
    found = [one for one in load_bank(tiny.parents[1], cache_dir=None).problems if "stub.py" in one.file]
    assert len(found) == 1
