"""Scripts that check keys run in processes of their own; whatever they do becomes a result."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from dlprep.domain.errors import EnvironmentFaultError
from dlprep.judge.scripts import ProcessScripts
from dlprep.judge.strays import processes_of
from dlprep.services.scripts import Job, JobResult

if TYPE_CHECKING:
    from pathlib import Path


def run(*codes: str, seconds: float = 60, apart: bool = False) -> list[JobResult]:
    jobs = [Job(f"q{number}", code) for number, code in enumerate(codes)]
    found = ProcessScripts(processes=1, script_seconds=seconds).run(jobs, apart=apart)
    return sorted(found, key=lambda result: result.id)


def test_what_a_script_prints_by_whatever_way_is_its_output() -> None:
    code = (
        "import os, sys\nprint('one', flush=True)\nos.system('echo two')\nsys.stderr.write('x')\nprint('三')"
    )
    (result,) = run(code)
    assert result == JobResult("q0", output="one\ntwo\n三\n")


def test_a_function_is_called_with_each_draw_and_returns_plain_numbers() -> None:
    code = "from fractions import Fraction\ndef verify(n, v):\n    return Fraction(n, 2) if n % 2 else len(v)"
    calls = ({"n": 3, "v": (1, 2)}, {"n": 4, "v": (1, 2)})
    (result,) = ProcessScripts().run([Job("t", code, calls)])
    assert [repr(value) for value in result.values] == ["1.5", "2"]


def test_scripts_share_a_process_but_no_names_no_main_and_no_output() -> None:
    first, second, third = run(
        "import os, json\nx = 1\nprint(os.getpid())",
        "import os, sys\nprint(os.getpid(), 'x' in globals(), __name__, 'json' in sys.modules)",
        "import inspect\ndef f():\n    return 1\nprint(inspect.getsource(f).splitlines()[0])",
    )
    assert second.output == f"{first.output.strip()} False __main__ True\n"
    assert third.output == "def f():\n"


def test_apart_each_has_a_process_of_its_own() -> None:
    pids = [
        result.output
        for result in run("import os\nprint(os.getpid())", "import os\nprint(os.getpid())", apart=True)
    ]
    assert len(set(pids)) == 2


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        ("x = 1\nraise KeyError('k')", "line 2: KeyError: 'k'"),
        ("x = (", "SyntaxError: '(' was never closed (script_0.py, line 1)"),
        ("import sys\nsys.exit(3)", "it ended with exit code 3"),
        ("import os\nos._exit(0)", "it ended its process"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "it ended its process"),
        ("print('x' * 100_000)", "it printed more than 64 KiB"),
        ("while True:\n    print('x' * 10_000_000)", "it printed more than 64 KiB"),
        ("def verify():\n    return float('nan')", ""),
    ],
)
def test_a_script_that_fails_says_how_and_the_next_one_runs(code: str, failure: str) -> None:
    failed, after = run(code, "print('fine')")
    assert failed.failure == failure
    assert after.output == "fine\n"


@pytest.mark.parametrize("returned", ["float('nan')", "float('inf')", "'three'", "None", "[1, 2]"])
def test_a_function_must_return_one_finite_number(returned: str) -> None:
    (result,) = ProcessScripts().run([Job("t", f"def verify(n):\n    return {returned}", ({"n": 1},))])
    assert result.failure.startswith("line 2: ") or "Error" in result.failure
    assert result.values == ()


def test_a_package_that_is_missing_is_named() -> None:
    (result,) = run("import a_package_nobody_has")
    assert (result.missing, result.failure) == ("a_package_nobody_has", "")


def test_a_script_without_end_is_ended_with_all_it_started(tmp_path: Path) -> None:
    code = (
        "import os, subprocess, sys\n"
        "sleep = [sys.executable, '-c', 'import time; time.sleep(600)']\n"
        "subprocess.Popen(sleep, start_new_session=True)\n"
        f"open({str(tmp_path / 'run')!r}, 'w').write(os.environ['DLPREP_RUN'])\n"
        "while True: pass"
    )
    endless, after = run(code, "print('fine')", seconds=3)
    assert endless.failure == "it ran longer than 3 s"
    assert endless.is_final
    assert after.output == "fine\n"
    assert processes_of((tmp_path / "run").read_text()) == []


def test_whoever_stops_listening_leaves_no_process(tmp_path: Path) -> None:
    mark = f"open({str(tmp_path / 'run')!r}, 'w').write(__import__('os').environ['DLPREP_RUN'])"
    results = ProcessScripts(processes=1).run([Job("a", f"{mark}\nprint(1)"), Job("b", "while True: pass")])
    assert next(results).output == "1\n"
    results.close()  # type: ignore[attr-defined]
    assert processes_of((tmp_path / "run").read_text()) == []


def test_a_script_leaves_nothing_and_sees_neither_home_nor_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "word")
    write = "import os\nopen('left', 'w').write('x')"
    code = f"{write}\nprint(os.getcwd(), os.environ['HOME'], 'SECRET' in os.environ)"
    (result,) = run(code)
    folder, home, sees = result.output.split()
    assert not os.path.exists(folder)  # noqa: PTH110
    assert home == f"{folder}/home"
    assert sees == "False"


def test_a_machine_that_starts_no_process_is_its_own_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with pytest.raises(EnvironmentFaultError, match="No process can be started: Resource temporarily"):
        run("print(1)")
