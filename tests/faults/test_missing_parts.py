"""A kernel, a TensorFlow or a disk that is not what was hoped for: fault list rows 12 to 15."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

import pytest

from dlprep.domain.errors import DatasetError
from dlprep.domain.judging import PhaseChanged, RunPhase, Tier, Verdict
from dlprep.domain.messages import message
from dlprep.judge.supervisor import ProcessJudge
from dlprep.judge.workers import LEAST_BYTES, Workers
from enclosed import NOBODY, Place, best_level, enclosed, without_rights
from judge_bench import HONEST, Bench, RealClock, challenge_folder, new_bench, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux'")
NO_USERS = """
import errno
from dlprep.sandbox import namespaces
def refuse():
    raise PermissionError(errno.EPERM, "unshare")
namespaces._unshare = refuse
"""
NO_FILTER = """
import errno
from dlprep.sandbox import seccomp
def refuse(*_):
    raise OSError(errno.EINVAL, "seccomp")
seccomp.install = refuse
"""
NO_LANDLOCK = """
import errno
from dlprep.sandbox import landlock, syscalls
call = syscalls.call
def refuse(name, *arguments):
    if name.startswith("landlock"):
        raise OSError({error}, name)
    return call(name, *arguments)
syscalls.call = refuse
"""


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    made = new_bench(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "packages"))
    yield made
    made.judge.close()
    assert made.processes == []
    assert made.folders == []


@LINUX
@pytest.mark.parametrize(
    ("before", "level"),
    [
        (NO_USERS, "base"),
        (NO_FILTER, "limited"),
        (NO_LANDLOCK.format(error="errno.ENOSYS"), "limited"),
        (NO_LANDLOCK.format(error="errno.EOPNOTSUPP"), "limited"),
        (NO_USERS + NO_FILTER + NO_LANDLOCK.format(error="errno.ENOSYS"), "none"),
    ],
    ids=["no namespaces", "no filter", "no Landlock", "Landlock switched off", "nothing"],
)
def test_what_the_kernel_lacks_is_not_claimed(tmp_path: Path, before: str, level: str) -> None:
    if best_level() != "full":
        pytest.skip(f"this machine offers {best_level()} isolation only")

    ended = enclosed(Place.make(tmp_path / "place"), "print('ran')", before=before)

    assert (ended.level, ended.lines) == (level, ["ran"]), ended.complaint


def test_an_import_that_hangs_is_given_up_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = new_bench(tmp_path, tensorflow="import time\ntime.sleep(600)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "packages"))
    monkeypatch.setattr("dlprep.judge.run.WARM_UP_SECONDS", 1.0)

    report = made.run(HONEST)

    assert (report.verdict, report.verdict.counts) == (Verdict.INTERNAL, False)
    assert "no answer in time" in str(report.message)
    assert (made.processes, made.folders) == ([], [])


@pytest.mark.parametrize(
    "death", ["import os; os.abort()", "import ctypes; ctypes.string_at(0)", "import os; os._exit(3)"]
)
def test_an_import_that_crashes_is_not_held_against_the_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, death: str
) -> None:
    made = new_bench(tmp_path, tensorflow=death + "\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "packages"))

    report = made.run(HONEST)

    assert (report.verdict, report.verdict.counts) == (Verdict.INTERNAL, False)
    assert "before it was ready" in str(report.message)
    assert (made.processes, made.folders) == ([], [])


@pytest.mark.parametrize("damage", ["gone", "cut", "changed"])
def test_data_that_is_damaged_is_made_anew_or_told_before_anything_runs(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    path = next(bench.cache_dir.rglob("x_train.npy"))
    if damage == "gone":
        path.unlink()
    elif damage == "cut":
        os.truncate(path, 100)
    else:
        path.write_bytes(path.read_bytes() + b"x")

    def refuse(_: str) -> object:
        raise DatasetError(message("The data cannot be made."), message("Do something."))

    monkeypatch.setattr("dlprep.judge.datasets.embedded.parts", refuse)

    with pytest.raises(DatasetError, match="The data cannot be made"):
        bench.run(HONEST)

    assert [event.phase for event in bench.events if isinstance(event, PhaseChanged)] == [RunPhase.PREPARING]


@LINUX
@pytest.mark.parametrize(
    ("shut", "said"),
    [("hidden", "installed packages"), ("visible", "installed packages"), ("..", "DatasetError")],
)
def test_data_that_cannot_be_read_is_made_anew_or_told_before_anything_runs(shut: str, said: str) -> None:
    """By a user without rights: a superuser reads everything."""
    hold = Path(tempfile.mkdtemp(prefix="dlprep-unreadable-"))
    hold.chmod(0o755)
    place, tests = hold / "place", Path(__file__).parents[1]
    place.mkdir()
    if os.getuid() == 0:
        os.chown(place, NOBODY, NOBODY)
    code = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
place = Path(sys.argv[2])
from dlprep.domain.errors import DlprepError
from judge_bench import HONEST, new_bench
os.environ |= {"PYTHONPATH": str(place / "packages"), "HOME": str(place)}
bench = new_bench(place)
folder = next(bench.cache_dir.rglob("hidden")).parent / sys.argv[3]
folder.chmod(0)
try:
    bench.run(HONEST)
    print((folder.parent / "manifest.json").read_text())
except DlprepError as error:
    print(type(error).__name__, bool(error.what), bool(error.way_out), bench.folders)
folder.chmod(0o700)
"""
    command = [sys.executable, "-c", code, str(tests), str(place), shut]

    done = subprocess.run(
        [*without_rights(hold, tests), *command], capture_output=True, text=True, check=False, cwd=place
    )
    rmtree(hold)

    assert said in done.stdout, done.stderr
    assert said != "DatasetError" or done.stdout == "DatasetError True True []\n"


@pytest.mark.parametrize(
    "name", ["with spaces", 'it\'s "quoted"', "two\nlines", "模型 épreuve", "$HOME;`x`&*?[a]", "-rf"]
)
def test_the_folder_of_runs_may_have_any_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    place = tmp_path / name
    made = new_bench(place)
    monkeypatch.setenv("PYTHONPATH", str(place / "packages"))
    code = HONEST + "open('a b', 'w').write('x')\nprint(__file__)\nopen('/proc/self/missing')\n"

    assert made.run(HONEST).verdict is Verdict.PASS
    report = made.run(code)

    assert (report.verdict, report.error_line) == (Verdict.ERR, 6)
    assert 'File "tiny.py", line 6' in report.output
    assert made.folders == []


@LINUX
@pytest.mark.parametrize("options", ["noexec,nosuid,nodev", "size=200m"])
def test_the_folder_of_runs_may_lie_in_memory_where_nothing_is_executed(tmp_path: Path, options: str) -> None:
    place = tmp_path / "mounted"
    place.mkdir()
    code = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
place = Path(sys.argv[2])
from judge_bench import HONEST, new_bench
os.environ["PYTHONPATH"] = str(place / "packages")
report = new_bench(place).run(HONEST)
print(report.verdict.value, report.message)
"""
    alone = ["unshare", "--mount", "--propagation", "private"]
    if os.getuid() != 0:
        alone += ["--user", "--map-root-user"]
    if subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this user may mount nothing")
    mount = f'mount -t tmpfs -o {options} none "$2" && exec "$0" -c "$3" "$1" "$2"'

    done = subprocess.run(
        [*alone, "sh", "-c", mount, sys.executable, str(Path(__file__).parents[1]), str(place), code],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.split()[:1] == ["PASS"], done.stdout + done.stderr


def test_a_machine_short_of_memory_keeps_no_worker_warm_and_still_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = new_bench(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "packages"))
    left = [LEAST_BYTES - 1]
    workers = Workers(made.cache_dir, RealClock(), memory=lambda: left[0])
    made.judge = ProcessJudge(made.cache_dir, RealClock(), workers=workers)

    made.judge.warm(challenge_folder(), Tier.EMBEDDED)
    assert made.processes == []
    assert made.run(HONEST).verdict is Verdict.PASS

    left[0] = LEAST_BYTES
    made.judge.warm(challenge_folder(), Tier.EMBEDDED)
    wait_for(lambda: made.judge.is_warm, "a worker is warm")
    left[0] = 0
    monkeypatch.setattr("dlprep.judge.workers._LOOK_SECONDS", 0.05)
    made.judge.close()
    assert (made.processes, made.folders) == ([], [])
