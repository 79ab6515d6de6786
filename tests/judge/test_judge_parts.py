"""The judge's parts one by one: reading predictions, the metric, folders, cleaning, waiting."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlprep.domain.errors import EnvironmentFaultError
from dlprep.judge.background import call
from dlprep.judge.cleaning import clean, one_line
from dlprep.judge.folders import RunFolder, remove_leftovers, remove_tree
from dlprep.judge.metrics import classes as classes_module
from dlprep.judge.metrics import scores as scores_module
from judge_bench import challenge_folder, wait_for

np = pytest.importorskip("numpy")

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def place(tmp_path: Path) -> Iterator[RunFolder]:
    made = RunFolder.create(tmp_path)
    yield made
    made.remove()
    assert list((tmp_path / "runs").iterdir()) == []


@pytest.fixture
def exchange(place: RunFolder, tmp_path: Path) -> str:
    inputs = tmp_path / "x_test.npy"
    inputs.write_bytes(b"inputs")
    with inputs.open("rb") as file:
        return place.exchange(file)


def test_predictions_come_back_as_written(place: RunFolder, exchange: str) -> None:
    scores = np.arange(6, dtype="<f4").reshape(2, 3)
    (place.work / exchange / "p").write_bytes(scores.tobytes())

    assert (scores_module.read_predictions(place.descriptor, exchange, "p", (2, 3)) == scores).all()
    assert (place.work / exchange / "inputs").read_bytes() == b"inputs"


def test_a_link_put_in_the_place_of_a_new_folder_is_not_followed(
    place: RunFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    make = os.mkdir

    def swapped(name: str, mode: int, *, dir_fd: int) -> None:
        make(name, mode, dir_fd=dir_fd)
        os.rename(name, "away", src_dir_fd=dir_fd, dst_dir_fd=dir_fd)
        os.symlink(elsewhere, name, dir_fd=dir_fd)

    monkeypatch.setattr(os, "mkdir", swapped)
    with pytest.raises(OSError, match=r"directory|symbolic"):
        place.exchange(io.BytesIO(b"inputs"))

    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    "kind", ["missing", "short", "long", "link", "hard link", "fifo", "folder", "linked folder"]
)
def test_a_file_that_is_not_plain_predictions_is_refused(
    place: RunFolder, exchange: str, tmp_path: Path, kind: str
) -> None:
    path, elsewhere = place.work / exchange / "p", tmp_path / "elsewhere"
    elsewhere.write_bytes(b"x" * 24)
    if kind in ("short", "long"):
        path.write_bytes(b"x" * (20 if kind == "short" else 28))
    elif kind == "link":
        path.symlink_to(elsewhere)
    elif kind == "hard link":
        os.link(elsewhere, path)
    elif kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "linked folder":
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "p").write_bytes(b"x" * 24)
        remove_tree(place.work / exchange)
        (place.work / exchange).symlink_to(tmp_path / "other")

    with pytest.raises(scores_module.PredictionsError):
        scores_module.read_predictions(place.descriptor, exchange, "p", (2, 3))


@pytest.mark.parametrize(
    ("shape", "classes", "fits"),
    [
        ((100, 10), 10, True),
        ((100, 2), 2, True),
        ((100, 1), 2, True),
        ((100,), 2, True),
        ((100, 1), 10, False),
        ((100,), 10, False),
        ((99, 10), 10, False),
        ((100, 10, 1), 10, False),
        ((), 2, False),
    ],
)
def test_which_shapes_can_be_graded(shape: tuple[int, ...], classes: int, fits: bool) -> None:
    challenge = challenge_folder(classes=classes).challenge
    assert scores_module.accepts(shape, challenge, 100) is fits


@pytest.mark.parametrize(
    ("scores", "classes"),
    [
        ([[0.1, 0.7, 0.2], [0.5, 0.3, 0.2]], [1, 0]),
        ([[-5.0, -1.0, -3.0]], [1]),
        ([[0.4], [0.6]], [0, 1]),
        ([0.5, 0.51], [0, 1]),
        ([-0.2, 0.3, 4.0], [0, 1, 1]),
    ],
)
def test_probabilities_and_logits_name_a_class(scores: list[object], classes: list[int]) -> None:
    assert classes_module.predicted_classes(np.array(scores, dtype="<f4")).tolist() == classes


def test_accuracy_and_confusion_agree() -> None:
    labels, predicted = np.array([0, 0, 1, 2]), np.array([0, 1, 1, 1])

    matrix = classes_module.confusion(predicted, labels, 3)

    assert matrix == ((1, 1, 0), (0, 1, 0), (0, 1, 0))
    assert classes_module.accuracy(predicted, labels) == 0.5


def test_not_finite_scores_are_seen() -> None:
    assert scores_module.all_finite(np.zeros(3))
    assert not scores_module.all_finite(np.array([0.0, np.nan]))
    assert not scores_module.all_finite(np.array([0.0, -np.inf]))


def test_a_file_cannot_be_written_over_or_through_a_link(place: RunFolder, tmp_path: Path) -> None:
    (place.work / "taken.py").symlink_to(tmp_path / "victim")

    with pytest.raises(FileExistsError):
        place.write("taken.py", b"code")
    assert not (tmp_path / "victim").exists()


def test_a_tree_of_any_depth_and_mode_goes_and_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("kept")
    root = tmp_path / "root"
    root.mkdir()
    before = os.getcwd()  # noqa: PTH109 - restored below
    os.chdir(root)
    try:
        for _ in range(60):
            # Too long together for the system to take as one path.
            os.mkdir("d" * 100)  # noqa: PTH102
            Path("link").symlink_to(outside)
            os.chdir("d" * 100)
    finally:
        os.chdir(before)
    for name in ("plain", "odd\nname", "\udcff", ".hidden"):
        (root / name).write_text("x")
    os.mkfifo(root / "pipe")
    (root / "closed").mkdir()
    (root / "closed" / "inner").mkdir()
    (root / "closed" / "inner").chmod(0)
    (root / "closed").chmod(0)

    assert remove_tree(root)
    assert (outside / "kept").read_text() == "kept"
    assert remove_tree(root)


def test_folders_of_processes_that_are_gone_are_removed(tmp_path: Path) -> None:
    gone, alive, foreign = (
        tmp_path / "runs" / name for name in ("4194999-ab", f"{os.getppid()}-ab", "notes")
    )
    for folder in (gone, alive, foreign):
        (folder / "work").mkdir(parents=True)

    remove_leftovers(tmp_path)

    assert not gone.exists()
    assert alive.exists()
    assert foreign.exists()


def test_a_cache_that_cannot_be_used_is_said_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("not a folder")

    with pytest.raises(EnvironmentFaultError) as caught:
        RunFolder.create(tmp_path)
    assert caught.value.way_out is not None


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("plain\n", "plain\n"),
        ("\x1b[1m1/2\x1b[0m\b\b\b\r\x1b[1m2/2\x1b[0m\n", "2/2\n"),
        ("10%\r20%\r\n", "20%\n"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]0;title\x07text", "text"),
        ("a\u202eb\x00c\x85d\ttab", "abcd\ttab"),
        ("层\ud800", "层"),
    ],
)
def test_output_is_shown_as_a_terminal_would_have_left_it(printed: str, shown: str) -> None:
    assert clean(printed) == shown


@given(st.text())
def test_nothing_a_script_prints_controls_the_terminal(printed: str) -> None:
    shown = clean(printed)

    assert all(
        character in "\n\t" or character.isprintable() or ord(character) >= 0xA0 for character in shown
    )
    shown.encode("utf-8")
    assert "\n" not in one_line(printed)
    assert len(one_line(printed)) <= 300


def test_waiting_for_slow_work_can_be_given_up() -> None:
    cancel, release = threading.Event(), threading.Event()

    assert call(lambda: 7, until=cancel) == 7
    with pytest.raises(ValueError, match="from inside"):
        call(lambda: int("from inside"), until=cancel)
    threading.Timer(0.05, cancel.set).start()
    assert call(lambda: release.wait(60), until=cancel) is None
    release.set()
    wait_for(lambda: not any(t.name == "dlprep-prepare" for t in threading.enumerate()), "the work ended")
