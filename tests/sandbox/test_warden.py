"""The warden against scripts that take too much or will not go: the right reason, and nothing left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from dlprep import wire
from dlprep.judge.link import WardenLostError
from dlprep.judge.strays import end_processes_of, processes_of
from judge_bench import wait_for
from warden_bench import MIB, Runner, exited, left_of, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dlprep.judge.link import Link


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Runner]:
    with running(tmp_path, monkeypatch) as made:
        yield made


SHARED_BOMB = """
import mmap
block = mmap.mmap(-1, 600 << 20)
for place in range(0, len(block), 4096): block[place] = 1
while True: pass
"""
CHILDREN = "import os, time\nfor _ in range(6): os.fork()\ntime.sleep(600)\n"
DAEMON = """
import os, signal, time
for number in range(1, 32):
    try: signal.signal(number, signal.SIG_IGN)
    except OSError: pass
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True:
            try: os.write(1, b'still here ' * 100)
            except OSError: pass
    os._exit(0)
"""
STUBBORN = """
import signal
for number in range(1, 32):
    try: signal.signal(number, signal.SIG_IGN)
    except OSError: pass
while True: pass
"""
EVENT_FLOOD = """
import os
line = b'{"t":"TrainBegin","epochs":1,"steps":1}\\n' * 50
while True:
    for fd in range(3, 30):
        try: os.write(fd, line)
        except OSError: pass
"""
TWO_FILES = "for n in 'ab': open(n, 'wb').write(b'x' * (10 << 20))\nwhile True: pass\n"
UNLINKED = """
import os
held = []
for n in 'ab':
    held.append(open(n, 'wb'))
    held[-1].write(b'x' * (10 << 20)); held[-1].flush(); os.unlink(n)
while True: pass
"""
MANY = "for n in range(25_000): open(str(n), 'x').close()\nwhile True: pass\n"
DEEP = "import os, time\nfor _ in range(300):\n    os.mkdir('d'); os.chdir('d')\ntime.sleep(600)\n"


@pytest.mark.parametrize(
    ("code", "limits", "reason"),
    [
        (STUBBORN, {"wall_seconds": 0.5}, "wall"),
        (STUBBORN, {"cpu_seconds": 0.4}, "cpu"),
        (SHARED_BOMB, {"memory_bytes": 400 * MIB}, "memory"),
        (CHILDREN, {"processes": 16}, "processes"),
        ("import os\nwhile True: os.write(1, b'x' * 65536)\n", {}, "output"),
        (EVENT_FLOOD, {}, "events"),
        (TWO_FILES, {"disk_bytes": 16 * MIB}, "disk"),
        (UNLINKED, {"disk_bytes": 16 * MIB}, "disk"),
        (DEEP, {}, "disk"),
        (MANY, {}, "disk"),
        (DAEMON, {}, "done"),
        ("import os\n" + DAEMON + "os._exit(0)\n", {}, "exited"),
    ],
    ids=[
        "wall",
        "cpu",
        "memory",
        "processes",
        "output",
        "events",
        "files",
        "unlinked",
        "deep",
        "many",
        "daemon",
        "orphan",
    ],
)
def test_a_run_ends_for_its_reason_and_leaves_no_process(
    runner: Runner, code: str, limits: dict[str, float], reason: str
) -> None:
    finished, _ = runner.run(code, limits)

    assert finished.reason == reason
    assert finished.left == 0
    assert left_of(runner.links[-1]) == []


def test_a_killed_worker_keeps_its_status(runner: Runner) -> None:
    """A wait for any child would steal it and show 0."""
    finished, _ = runner.run(STUBBORN, {"wall_seconds": 0.3})

    assert finished.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("code", "exception", "limits"),
    [
        (
            "held = []\nwhile True: held += bytearray(50 << 20)\n",
            "MemoryError",
            {"memory_bytes": 600 * MIB},
        ),
        ("open('big', 'wb').write(b'x' * (40 << 20))\n", "OSError", {"disk_bytes": 16 * MIB}),
        ("open('sparse', 'wb').truncate(50 << 30)\n", "OSError", {}),
        ("held = [open('/dev/null') for _ in range(2000)]\n", "OSError", {}),
    ],
)
def test_a_hard_limit_is_an_error_the_script_can_read(
    runner: Runner, code: str, exception: str, limits: dict[str, float]
) -> None:
    _, events = runner.run(code, limits)

    assert exited(events).exception == exception
    assert exited(events).line is not None


def test_the_limits_are_really_set(runner: Runner) -> None:
    code = (
        "import resource as r\nKINDS = r.RLIMIT_CORE, r.RLIMIT_FSIZE, r.RLIMIT_NOFILE, r.RLIMIT_DATA\n"
        "print([r.getrlimit(k)[1] for k in KINDS])\n"
    )

    finished, _ = runner.run(code)

    assert finished.head.strip() == str([0, 64 * MIB, 512, 2048 * MIB])


def test_the_worker_steps_back_for_the_screen(runner: Runner) -> None:
    finished, _ = runner.run("import os\nprint(os.getpriority(os.PRIO_PROCESS, 0))\n")

    assert int(finished.head) == min(19, os.getpriority(os.PRIO_PROCESS, 0) + 5)


def test_the_worker_has_no_keyboard_no_terminal_and_only_its_own_folders(runner: Runner) -> None:
    code = (
        "import os, sys\n"
        "print(repr(sys.stdin.read()), os.getcwd() == os.path.dirname(os.environ['HOME']))\n"
        "print(os.getsid(0) == os.getpid(), sys.flags.safe_path, 'PYTHONDONTWRITEBYTECODE' in os.environ)\n"
    )

    finished, _ = runner.run(code)

    assert finished.head.split("\n")[:2] == ["'' True", "True True False"]


def test_nothing_outside_of_the_run_is_touched(runner: Runner) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as innocent:
        runner.run(DAEMON)
        runner.run(CHILDREN, {"processes": 8})

        assert innocent.poll() is None
        innocent.kill()


def test_when_our_side_is_gone_everything_ends(runner: Runner) -> None:
    link = runner.start()
    wait_for(lambda: isinstance(link.next_event(0.1), wire.Ready), "the worker is ready")

    link.close()

    assert processes_of(link.run_id) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_polite_kill_of_the_warden_ends_the_worker_too(runner: Runner, number: signal.Signals) -> None:
    link = runner.start()
    wait_for(lambda: isinstance(link.next_event(0.1), wire.Ready), "the worker is ready")

    os.kill(link.pid, number)

    wait_for(lambda: not processes_of(link.run_id), "every process is gone")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ties a child's life to its parent's")
def test_the_worker_does_not_outlive_a_killed_warden(runner: Runner) -> None:
    link = runner.start()
    wait_for(lambda: isinstance(link.next_event(0.1), wire.Ready), "the worker is ready")

    os.kill(link.pid, signal.SIGKILL)

    wait_for(lambda: not processes_of(link.run_id), "every process is gone")


def test_strays_of_a_killed_warden_are_found_by_the_run_and_ended(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With namespaces there are none to find."""
    monkeypatch.setenv("DLPREP_SANDBOX", "base")

    def kill(link: Link, event: wire.Event) -> None:
        if isinstance(event, wire.Output) and "forked" in event.text:
            os.kill(link.pid, signal.SIGKILL)

    code = (
        "import os, time\n"
        "if os.fork() == 0:\n    os.setsid()\n    print('forked', flush=True)\n    time.sleep(600)\n"
        "time.sleep(600)\n"
    )
    with pytest.raises(WardenLostError):
        runner.run(code, seen=kill)

    assert processes_of(runner.links[-1].run_id)
    assert end_processes_of(runner.links[-1].run_id) == 0


def test_cancelling_ends_an_idle_worker_and_a_busy_one(runner: Runner) -> None:
    link = runner.start()
    link.send(wire.Stop("cancelled"))
    last = None
    while not isinstance(last, wire.Finished):
        last = link.next_event(0.2)
    assert (last.reason, last.wall_seconds) == ("cancelled", 0.0)

    def stop(link: Link, event: wire.Event) -> None:
        if isinstance(event, wire.Output):
            link.send(wire.Stop("cancelled"))

    finished, _ = runner.run("print('busy', flush=True)\n" + STUBBORN, seen=stop)
    assert finished.reason == "cancelled"


def test_garbage_events_are_counted_and_change_nothing(runner: Runner) -> None:
    code = (
        "import os\n"
        "for fd in range(3, 30):\n"
        '    for line in (b\'garbage\', b\'{"t":"Output","text":"forged"}\', b\'x\' * 9000):\n'
        "        try: os.write(fd, line + b'\\n')\n"
        "        except OSError: pass\n"
    )

    finished, events = runner.run(code)

    assert exited(events).outcome == "done"
    assert finished.rejected >= 3
    assert "forged" not in str([event for event in events if isinstance(event, wire.Output)])


def test_used_time_is_that_of_the_script_and_not_of_the_import(runner: Runner) -> None:
    (runner.folder / "packages" / "tensorflow" / "__init__.py").write_text(
        "__version__ = 'slow'\nimport time\nwhile time.process_time() < 0.8: pass\n"
    )

    finished, _ = runner.run(
        "import time\nend = time.process_time() + 0.3\nwhile time.process_time() < end: pass\n"
    )

    assert 0.25 <= finished.cpu_seconds < 0.7
