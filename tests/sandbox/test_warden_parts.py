"""The warden's parts one by one: kept output, folder size, limits, events on their way."""

from __future__ import annotations

import math
import os
import site
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from dlprep import wire
from dlprep.judge.folders import remove_tree
from dlprep.sandbox import folder
from dlprep.sandbox.capture import Capture, Live
from dlprep.sandbox.hook import Hook
from dlprep.sandbox.launch import environment, single_thread, user_packages
from dlprep.sandbox.outbox import Outbox
from dlprep.sandbox.script import describe, new_main, run

if TYPE_CHECKING:
    import pytest


@given(st.lists(st.text("ab", min_size=1, max_size=20).map(str.encode), max_size=20))
def test_output_keeps_its_beginning_and_its_end(chunks: list[bytes]) -> None:
    whole = b"".join(chunks)
    capture = Capture(20)
    for chunk in chunks:
        capture.write(chunk)

    assert capture.head.encode() == whole[:10]
    assert capture.tail.encode() == whole[10:][-10:]
    assert capture.dropped == max(0, len(whole) - 20)
    assert capture.total == len(whole)


def test_live_output_is_cut_to_its_end_and_joins_split_characters() -> None:
    live = Live()
    live.write("层".encode()[:2])
    live.write("层".encode()[2:])
    assert live.take() == ("层", 0)

    live.write(b"x" * 20_000 + b"end")
    text, skipped = live.take()
    assert text.endswith("end")
    assert len(text) + skipped == 20_003
    assert live.take() == ("", 0)


def test_a_folder_is_measured_without_following_links(tmp_path: Path) -> None:
    (tmp_path / "deep" / "deeper").mkdir(parents=True)
    (tmp_path / "deep" / "file").write_bytes(b"x" * 10_000)
    os.link(tmp_path / "deep" / "file", tmp_path / "same")
    (tmp_path / "out").symlink_to("/usr")
    (tmp_path / "loop").symlink_to(tmp_path)

    found = folder.measure(str(tmp_path), max_entries=100, max_depth=10)

    assert (found.entries, found.depth) == (6, 3)
    assert 10_000 <= found.size_bytes < 20_000


def test_measuring_stops_at_its_caps(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / str(number)).touch()
    (tmp_path / "/".join("d" * 20)).mkdir(parents=True)

    assert folder.measure(str(tmp_path), max_entries=10, max_depth=99).entries == 11
    assert folder.measure(str(tmp_path), max_entries=99, max_depth=5).depth == 6
    assert folder.measure(str(tmp_path / "missing"), max_entries=9, max_depth=9).entries == 0


def test_neither_long_paths_nor_modes_nor_another_name_hide_what_a_folder_holds(tmp_path: Path) -> None:
    """A superuser passes by every mode; for others the folder is opened up."""
    (tmp_path / "shut").mkdir()
    (tmp_path / "shut" / "file").write_bytes(b"x" * 10_000)
    (tmp_path / "shut").chmod(0o300)
    long = os.open(tmp_path, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("d" * 255, dir_fd=long)
        inner = os.open("d" * 255, os.O_RDONLY, dir_fd=long)
        os.close(long)
        long = inner
    os.close(os.open("file", os.O_CREAT | os.O_WRONLY, dir_fd=long))
    os.close(long)
    held = os.open(tmp_path, os.O_RDONLY)
    before = len(list(Path("/proc/self/fd").iterdir()))

    found = folder.measure(held, max_entries=100, max_depth=64)
    capped = folder.measure(held, max_entries=100, max_depth=9)

    assert (found.entries, found.depth, capped.depth) == (23, 21, 10)
    assert found.size_bytes >= 10_000
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    os.close(held)
    assert remove_tree(tmp_path)


def test_numpy_alone_has_one_thread_and_tensorflow_as_many_as_it_wants() -> None:
    assert single_thread("numpy")["OPENBLAS_NUM_THREADS"] == "1"
    assert single_thread("tensorflow") == {}


def test_the_environment_is_an_allow_list(tmp_path: Path) -> None:
    given_ = {
        "PATH": "/bin",
        "LC_ALL": "C",
        "AWS_SECRET": "s",
        "HOME": "/root",
        "TF_X": "1",
        "PYTHONSTARTUP": "x",
    }

    made = environment(tmp_path, given_)

    assert made["PATH"] == "/bin"
    assert made["TF_X"] == "1"
    assert made["HOME"] == str(tmp_path / "home")
    assert made["KERAS_HOME"].startswith(made["HOME"])
    assert not {"AWS_SECRET", "PYTHONSTARTUP", "PYTHONDONTWRITEBYTECODE"} & made.keys()


def test_packages_of_the_user_are_still_found_with_another_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "ENABLE_USER_SITE", True)
    monkeypatch.setattr(site, "getuserbase", lambda: "/home/ada/.local")
    assert user_packages() == {"PYTHONUSERBASE": "/home/ada/.local"}

    monkeypatch.setattr(site, "ENABLE_USER_SITE", False)
    assert user_packages() == {}


def test_a_reader_that_sleeps_costs_live_events_and_never_the_last(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    outbox = Outbox(writing)
    for _ in range(2000):
        outbox.put(wire.Output("x" * 1000))
        outbox.flush()
    outbox.put(wire.Finished("done", 0, 1, 1, 1))
    os.set_blocking(reading, False)
    lines = wire.Lines(wire.MAX_WARDEN_LINE_BYTES)
    events: list[wire.Event] = []
    while not events or not isinstance(events[-1], wire.Finished):
        outbox.flush()
        events += [wire.decode_event(line, from_worker=False) for line in lines.feed(os.read(reading, 65536))]

    assert len(events) < 1000
    os.close(reading)
    outbox.put(wire.Output("more"))
    outbox.flush()
    assert outbox.broken
    os.close(writing)


def test_a_flush_tells_whether_there_was_anything_to_send() -> None:
    """The warden holds back small events after one that sent something, and only then."""
    reading, writing = os.pipe()
    outbox = Outbox(writing)

    assert not outbox.flush()
    outbox.put(wire.Step(1, 1, None))
    assert outbox.flush()
    assert not outbox.flush()

    os.close(reading)
    os.close(writing)


def test_of_many_steps_the_last_is_sent_and_order_is_kept() -> None:
    reading, writing = os.pipe()
    outbox = Outbox(writing)
    for step in range(5):
        outbox.put(wire.Step(1, step, None))
    outbox.put(wire.EpochEnd(1, 1.0, {}))
    outbox.put(wire.Step(2, 1, None))
    outbox.flush()

    events = [wire.decode_event(line, from_worker=True) for line in os.read(reading, 65536).splitlines()]
    os.close(reading)
    os.close(writing)

    assert events == [wire.Step(1, 4, None), wire.EpochEnd(1, 1.0, {}), wire.Step(2, 1, None)]


class _History:
    """As small as a Keras History can be."""

    model: Any = "the model"
    params: Any = {"epochs": 2, "steps": 9}

    def on_train_begin(self, logs: Any = None) -> None: ...
    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None: ...
    def on_train_batch_end(self, batch: int, logs: Any = None) -> None: ...
    def on_epoch_end(self, epoch: int, logs: Any = None) -> str:
        return "kept"


def test_the_hook_tells_progress_and_counts_epochs_over_every_fit() -> None:
    events: list[wire.WorkerEvent] = []
    hook = Hook(events.append)
    history = type("History", (_History,), {})
    hook.install(history)

    for _ in range(2):
        one = history()
        one.on_train_begin()
        one.on_epoch_begin(0)
        one.on_train_batch_end(0, logs={"loss": math.inf})
        assert one.on_epoch_end(0, {"loss": math.nan, "accuracy": 0.5, "note": "x"}) == "kept"

    assert hook.fitted == "the model"
    assert events[0] == wire.TrainBegin(2, 9)
    assert events[1:3] == [wire.LossNotFinite(1, 1), wire.Step(1, 1, None)]
    assert sum(isinstance(event, wire.LossNotFinite) for event in events) == 1
    ends = [event for event in events if isinstance(event, wire.EpochEnd)]
    assert [(one.number, one.metrics, one.not_finite) for one in ends] == [
        (1, {"accuracy": 0.5}, ("loss",)),
        (2, {"accuracy": 0.5}, ("loss",)),
    ]
    assert [event for event in events if isinstance(event, wire.TrainBegin)][1].epochs == 3


def test_a_fit_that_goes_on_at_a_later_epoch_counts_only_what_is_left() -> None:
    events: list[wire.WorkerEvent] = []
    history = type("History", (_History,), {"params": {"epochs": 5, "steps": None}})
    Hook(events.append).install(history)

    for first in (0, 4):
        one = history()
        one.on_train_begin()
        for epoch in range(first, 4 if first == 0 else 5):
            one.on_epoch_begin(epoch)
            one.on_epoch_end(epoch, {})

    assert [one.epochs for one in events if isinstance(one, wire.TrainBegin)] == [5, 5]


def test_a_hook_that_fails_says_so_once_and_lets_training_go_on() -> None:
    events: list[wire.WorkerEvent] = []
    history = type("History", (_History,), {"params": 7})
    Hook(events.append).install(history)

    for _ in range(3):
        history().on_train_begin()

    assert len(events) == 1
    assert isinstance(events[0], wire.HookFailed)


@given(st.text())
def test_what_an_error_says_always_fits_into_an_event(words: str) -> None:
    event = wire.Exited("raised", "ValueError", describe(ValueError(words * 50)), 1)

    line = wire.encode(event)

    assert len(line) <= wire.MAX_EVENT_BYTES
    assert wire.decode_event(line, from_worker=True) == event


def test_a_script_runs_as_main_with_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    import sys

    script = tmp_path / "mine.py"
    script.write_bytes(
        b"\xef\xbb\xbfimport sys\r\nif __name__ == '__main__':\r\n"
        b"    found = sys.modules['__main__'].__file__\r\n1/0\r\n"
    )
    monkeypatch.setattr(sys, "argv", sys.argv)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])

    main = new_main(script)
    ended = run(script, main)

    assert main.found == str(script)
    assert (ended.outcome, ended.exception, ended.line) == ("raised", "ZeroDivisionError", 4)
    shown = capfd.readouterr().err
    assert "1/0" in shown
    assert "sandbox" not in shown
