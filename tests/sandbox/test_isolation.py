"""Behind the walls: what each level stops, with a superuser's rights and without; none is claimed idly."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import dlprep
from enclosed import NOBODY, Ended, Place, best_level, enclosed

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux'")
LEVELS = ("none", "limited", "base", "full")
FORGETFUL = """
able = landlock.probe()
landlock.probe = lambda _: able
landlock.restrict = lambda *_: None
"""
"""A kernel that did well when it was tried."""
TRY = """
import ctypes, errno, mmap, os, shutil, signal, socket, stat, subprocess, sys
from pathlib import Path
def attempt(name, what):
    try:
        what()
    except OSError as error:
        print(name, errno.errorcode.get(error.errno, error.errno))
    else:
        print(name, "done")
def open_to_cut(path):
    os.close(os.open(path, os.O_RDONLY | os.O_TRUNC))
"""


@pytest.fixture(params=["this user", "nobody"])
def nobody(request: pytest.FixtureRequest) -> bool:
    """Root passes by every mode of a file, and others may not do what root may: hence both."""
    if request.param == "nobody" and os.getuid() != 0:
        pytest.skip("this user is one without rights")
    return bool(request.param == "nobody")


@pytest.fixture
def place(nobody: bool) -> Iterator[Place]:
    # Not pytest's folder, which other users may not enter.
    root = Path(tempfile.mkdtemp(prefix="dlprep-place-"))
    root.chmod(0o755)
    yield Place.make(root / "place", owner=NOBODY if nobody else None)
    shutil.rmtree(root)


def need(level: str) -> None:
    if LEVELS.index(best_level()) < LEVELS.index(level):
        pytest.skip(f"this machine offers {best_level()} isolation only")


def outcomes(ended: Ended) -> dict[str, str]:
    assert ended.returncode == 0, ended.complaint
    return dict(line.rsplit(" ", 1) for line in ended.lines)


@pytest.mark.parametrize("level", LEVELS)
def test_the_environment_takes_layers_away_and_the_level_says_so(
    place: Place, nobody: bool, level: str
) -> None:
    need(level)

    assert enclosed(place, "", level=level, nobody=nobody).level == level


def test_an_unknown_level_takes_nothing_away(place: Place, nobody: bool) -> None:
    assert enclosed(place, "", level="none please", nobody=nobody).level == best_level()


@pytest.mark.parametrize("level", ["base", "full"])
def test_files_outside_are_shut_and_those_of_the_run_are_open(place: Place, nobody: bool, level: str) -> None:
    need(level)
    shut = {
        "labels": place.hidden / "y_test.npy",
        "key": place.home / "id_rsa",
        "users": Path("/etc/passwd"),
        "checkout": Path(dlprep.__file__).with_name("bootstrap.py"),
        "environment": Path("/proc/1/environ"),
    }
    opened = {"data": place.visible / "x_train.npy", "own": place.work / "note", "python": Path(os.__file__)}
    (place.work / "note").write_text("")
    paths = [(name, str(path)) for name, path in (shut | opened).items()]
    code = TRY + f"for name, path in {paths!r}:\n    attempt(name, lambda: open(path).close())\n"
    code += "attempt('parent', lambda: open(f'/proc/{os.getppid()}/environ').read())\n"
    code += "attempt('its files', lambda: os.readlink(f'/proc/{os.getppid()}/fd/1'))\n"

    found = outcomes(enclosed(place, code, level=level, nobody=nobody))

    assert {found[name] for name in (*shut, "parent", "its files")} <= {"EACCES", "EPERM"}
    assert {found[name] for name in opened} == {"done"}


@pytest.mark.parametrize("level", ["base", "full"])
def test_nothing_is_made_that_could_lead_elsewhere(place: Place, nobody: bool, level: str) -> None:
    need(level)
    code = (
        TRY
        + f"""
outside = {str(place.root)!r}
attempt("symlink", lambda: os.symlink("/etc", "link"))
attempt("hard link", lambda: os.link(outside + "/data/visible/x_train.npy", "hard"))
attempt("pipe", lambda: os.mkfifo("pipe"))
attempt("device", lambda: os.mknod("device", stat.S_IFCHR | 0o600, os.makedev(1, 3)))
attempt("beside", lambda: open(outside + "/runs/beside", "w").close())
attempt("change data", lambda: open(outside + "/data/visible/x_train.npy", "a").close())
attempt("cut data", lambda: os.truncate(outside + "/data/visible/x_train.npy", 0))
attempt("open to cut", lambda: open_to_cut(outside + "/data/visible/x_train.npy"))
attempt("remove work", lambda: os.rmdir({str(place.work)!r}))
shutil.copy(sys.executable, "python")
attempt("program", lambda: subprocess.run(["./python", "-c", "1"], check=True))
"""
    )
    ended = enclosed(place, code, level=level, nobody=nobody)

    assert "done" not in outcomes(ended).values()
    assert (place.visible / "x_train.npy").read_text() == "visible"


@pytest.mark.parametrize("level", ["limited", "base", "full"])
def test_no_way_leads_to_other_processes_or_machines(place: Place, nobody: bool, level: str) -> None:
    need(level)
    code = (
        TRY
        + """
other = os.getppid()
for family, kind in ((2, 1), (2, 2), (10, 1), (1, 1), (16, 3), (40, 1)):
    attempt(f"socket {family} {kind}", lambda: socket.socket(family, kind))
attempt("pair", lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM))
attempt("signal", lambda: os.kill(other, 0))
attempt("everybody", lambda: os.kill(-other, 0))
attempt("limit", lambda: __import__("resource").prlimit(other, 7))
attempt("nice", lambda: os.setpriority(os.PRIO_PROCESS, other, 5))
attempt("affinity", lambda: os.sched_setaffinity(other, {0}))
library = ctypes.CDLL(None, use_errno=True)
def call(*arguments):
    if library.syscall(*arguments) < 0:
        raise OSError(ctypes.get_errno(), "")
from dlprep.sandbox.syscalls import this_processor
numbers = this_processor().numbers
attempt("ptrace", lambda: call(numbers["ptrace"], 16, other, 0, 0))
attempt("uring", lambda: call(numbers["io_uring_setup"], 1, 0))
attempt("namespace", lambda: call(numbers["unshare"], 0x10000000))
attempt("newer", lambda: call(467, 0, 0, 0))
"""
    )
    ended = enclosed(place, code, level=level, nobody=nobody)

    assert "done" not in outcomes(ended).values()


@pytest.mark.parametrize("abi", range(1, 8))
def test_older_kernels_are_as_tight(place: Place, nobody: bool, abi: int) -> None:
    """What an older Landlock cannot see, the filter of calls shuts."""
    need("base")
    code = (
        TRY
        + f"""
data = {str(place.visible / "x_train.npy")!r}
outside = {str(place.root)!r}
attempt("truncate", lambda: os.truncate(data, 0))
attempt("open to cut", lambda: open_to_cut(data))
attempt("rename", lambda: os.rename(data, "stolen"))
attempt("signal", lambda: os.kill(os.getppid(), 0))
attempt("labels", lambda: open(outside + "/data/hidden/y_test.npy").close())
attempt("socket", lambda: socket.socket())
"""
    )
    ended = enclosed(place, code, level="base", abi=abi, nobody=nobody)

    assert ended.level == "base"
    assert "done" not in outcomes(ended).values()
    assert (place.visible / "x_train.npy").read_text() == "visible"


def test_without_landlock_only_limited_isolation_is_said(place: Place, nobody: bool) -> None:
    assert enclosed(place, "", level="base", abi=0, nobody=nobody).level == "limited"


@pytest.mark.parametrize(
    ("level", "lie", "escaped"),
    [
        ("full", FORGETFUL, "read"),
        ("base", FORGETFUL, "list"),
        ("base", "seccomp.install = lambda *_: None", "chmod"),
        ("limited", "seccomp.install = lambda *_: None", "TCP"),
        ("limited", "seccomp.install = lambda *_: None", "kill"),
        (
            "base",
            "landlock.probe = lambda _: landlock.Ability(5, signals=True)\n"
            "kept = landlock.restrict\n"
            "landlock.restrict = lambda rules, _: kept(rules, landlock.Ability(5))",
            "kill",
        ),
    ],
)
def test_a_layer_that_does_not_hold_is_not_claimed(
    place: Place, nobody: bool, level: str, lie: str, escaped: str
) -> None:
    """The kernel took the rules and does not keep to them."""
    need(level)
    before = f"from dlprep.sandbox import landlock, seccomp\nseccomp.probe = lambda _: True\n{lie}\n"

    ended = enclosed(place, "print('ran')", level=level, before=before, nobody=nobody)

    assert ended.level == ""
    assert ended.returncode != 0
    assert "IsolationError: the sandbox does not hold" in ended.complaint
    assert escaped in ended.complaint.splitlines()[-1]


def test_threads_from_before_would_stay_outside_and_are_refused(place: Place, nobody: bool) -> None:
    before = "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\n"

    ended = enclosed(place, "print('ran')", before=before, nobody=nobody)

    assert "IsolationError: threads were started too early" in ended.complaint


def test_a_kernel_that_claims_to_keep_signals_and_does_not_gets_the_stricter_filter(
    place: Place, nobody: bool
) -> None:
    need("base")
    before = """
from dlprep.sandbox import landlock
holds = landlock._holds
landlock._holds = lambda ability: not ability.signals and holds(ability)
"""
    code = (
        TRY + "for name, pid in (('signal', os.getppid()), ('own', os.getpid())):\n"
        "    attempt(name, lambda: os.kill(pid, 0))\n"
    )

    ended = enclosed(place, code, level="base", before=before, nobody=nobody)

    assert ended.level == "base"
    assert outcomes(ended) == {"signal": "EPERM", "own": "done"}


@pytest.mark.parametrize("level", ["base", "full"])
def test_no_right_of_a_superuser_is_left(place: Place, nobody: bool, level: str) -> None:
    need(level)
    code = "print(*[l.split()[1] for l in open('/proc/self/status') if l.startswith(('Cap', 'NoNewPrivs'))])"

    ended = enclosed(place, code, level=level, nobody=nobody)

    assert ended.returncode == 0, ended.complaint
    inherited, permitted, effective, bounding, ambient, no_new = ended.lines[0].split()
    assert {inherited, permitted, effective, ambient, no_new} == {"0" * 16, "1"}
    # Who has no rights cannot shrink what they might have had.
    assert bounding == "0" * 16 or (nobody and level == "base")


@pytest.mark.parametrize("level", ["base", "full"])
def test_the_limits_are_set_whatever_stands_before_the_command(
    place: Place, nobody: bool, level: str
) -> None:
    need(level)
    code = "print(open('/proc/self/limits').read())"

    ended = enclosed(place, code, level=level, nobody=nobody)

    found = {line[:26].strip(): line[26:].split()[0] for line in ended.lines if line}
    assert found["Max core file size"] == "0"
    assert found["Max data size"] == str(2 << 30)
    assert found["Max open files"] == "512"
    threads = 16 + 64 + 16 * (os.cpu_count() or 1)
    assert (found["Max processes"] == str(threads)) is (level == "full")


def test_the_view_of_ones_own_shows_nothing_of_the_machine(place: Place, nobody: bool) -> None:
    need("full")
    name = f"/dev/shm/dlprep-{secrets.token_hex(4)}"  # noqa: S108 - named shared memory is what is looked at
    Path(name).write_text("of another program")
    code = f"""
import os
print(sorted(int(name) for name in os.listdir("/proc") if name.isdigit()))
print(os.path.exists({name!r}), os.listdir("/dev/shm"))
print(os.getpid() == os.getsid(0))
"""
    try:
        ended = enclosed(place, code, nobody=nobody)
    finally:
        Path(name).unlink()

    assert ended.lines == ["[1, 2]", "False []", "True"]


@pytest.mark.parametrize("level", ["base", "full"])
def test_what_honest_scripts_do_works(place: Place, nobody: bool, level: str) -> None:
    need(level)
    code = """
import multiprocessing, os, pathlib, shutil, socket, subprocess, sys, tempfile, zipfile
pathlib.Path("made").touch()
pathlib.Path("made").touch()
print(os.path.exists("made"))
try: os.utime("missing")
except FileNotFoundError: print("missing")
pathlib.Path("a").write_text("text"); shutil.copy2("a", "b"); os.replace("b", "c")
os.makedirs("x/y"); os.rename("c", "x/y/c")
with zipfile.ZipFile("z.zip", "w") as archive: archive.write("a")
shutil.unpack_archive("z.zip", "out"); shutil.rmtree("x")
with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as file: file.write(b"x")
print(subprocess.run([sys.executable, "-c", "print('child')"], capture_output=True, text=True).stdout.strip())
with multiprocessing.Pool(2) as pool: print(pool.map(abs, [-1, 2]))
one, other = socket.socketpair(); one.send(b"x"); print(other.recv(1))
room = os.open("room", os.O_CREAT | os.O_RDWR); os.posix_fallocate(room, 0, 4096)
print(os.fstat(room).st_size)
"""
    ended = enclosed(place, code, level=level, nobody=nobody)

    assert ended.lines == ["True", "missing", "child", "[1, 2]", "b'x'", "4096"], ended.complaint


@pytest.mark.parametrize(("code", "status"), [("os._exit(137)", 137), ("os.kill(os.getpid(), 9)", -9)])
def test_the_outer_process_ends_as_the_worker_ended(
    place: Place, nobody: bool, code: str, status: int
) -> None:
    """An exit status of 128 + n alone could not tell a signal from an exit."""
    need("full")

    assert enclosed(place, f"import os; {code}", nobody=nobody).returncode == status
