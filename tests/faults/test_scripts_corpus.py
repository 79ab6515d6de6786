"""Scripts as people write them: the right verdict and the right line. Fault list row 16."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dlprep.domain.errors import BadInputError
from dlprep.domain.judging import Verdict
from dlprep.services.coding import MAX_CODE_BYTES, check_code
from judge_bench import HONEST, Bench, new_bench

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder: Path = tmp_path_factory.mktemp("corpus")
    made = new_bench(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder / "packages"))
        yield made
        made.judge.close()
    assert made.processes == []
    assert made.folders == []


LONG = "x = 1  # a comment that makes the script long\n"


@pytest.mark.parametrize(
    ("code", "verdict", "line"),
    [
        ("", Verdict.NO_MODEL, None),
        ("\n\n# only a comment\n", Verdict.NO_MODEL, None),
        ("def f(:\n    pass\n", Verdict.ERR, 1),
        ("if True:\n\tx = 1\n        y = 2\n", Verdict.ERR, 3),
        ("if True:\n\tx = 1\n" + HONEST, Verdict.PASS, None),
        (HONEST.replace("\n", "\r\n"), Verdict.PASS, None),
        ("\ufeff" + HONEST, Verdict.PASS, None),
        (LONG * (MAX_CODE_BYTES // len(LONG) - 3) + HONEST, Verdict.PASS, None),
        (LONG * 9_000 + "1 / 0\n", Verdict.ERR, 9_001),
        ("import a_module_that_nobody_has\n", Verdict.ERR, 1),
        (HONEST + "import atexit\natexit.register(print, 'after the end')\n", Verdict.PASS, None),
        (
            HONEST + "import threading, time\nthreading.Thread(target=time.sleep, args=(600,)).start()\n",
            Verdict.PASS,
            None,
        ),
        ("import sys\nx = 1\nsys.exit('text')\n", Verdict.ERR, 3),
        ("\nraise KeyboardInterrupt\n", Verdict.ERR, 2),
        ("def f():\n    return f()\nf()\n", Verdict.ERR, 2),
        (HONEST + "callbacks = lambda: (yield)\nlock = __import__('threading').Lock()\n", Verdict.PASS, None),
        (
            f"if __name__ == '__main__':\n    {HONEST.replace(chr(10), chr(10) + '    ')}\n",
            Verdict.PASS,
            None,
        ),
        (
            f"def main():\n    {HONEST.replace(chr(10), chr(10) + '    ')}\n    return model\n",
            Verdict.NO_MODEL,
            None,
        ),
        (
            "import multiprocessing\n" + HONEST + "print(multiprocessing.current_process())\n",
            Verdict.PASS,
            None,
        ),
        ("# -*- coding: latin-1 -*-\nnaïve = '模型'\n" + HONEST, Verdict.PASS, None),
        ("(" * 3_000 + ")" * 3_000, Verdict.ERR, None),
        ("import os\nos.fork()\n" + HONEST, Verdict.PASS, None),
        ("exit()\n", Verdict.NO_MODEL, None),
        ("raise BaseException('bare')\n", Verdict.ERR, 1),
        ("class E(Exception):\n    def __str__(self): raise ValueError\nraise E\n", Verdict.ERR, 3),
        ("import sys\nsys.stdout = sys.stderr = None\n" + HONEST, Verdict.PASS, None),
        ("import builtins\nbuiltins.open = builtins.print = None\n" + HONEST, Verdict.ERR, None),
        ("import os\nos.chdir('/')\n" + HONEST, Verdict.PASS, None),
    ],
    ids=[
        *("empty", "comment", "syntax error", "tabs and spaces", "tabs", "CRLF", "BOM", "long", "long error"),
        *("missing module", "prints after the end", "thread at the end", "exit with text", "interrupt"),
        *("recursion", "cannot be pickled", "guarded", "never called", "multiprocessing", "coding", "nested"),
        *("forked", "exit", "bare exception", "exception without text", "no output", "no open", "elsewhere"),
    ],
)
def test_scripts_as_people_write_them(bench: Bench, code: str, verdict: Verdict, line: int | None) -> None:
    report = bench.run(code)

    found = report.error_line
    if code.startswith("((("):
        found = None
    assert (report.verdict, found) == (verdict, line), report.message
    assert "dlprep/sandbox" not in report.output


def test_a_script_of_ten_megabytes_is_refused_with_the_reason() -> None:
    with pytest.raises(BadInputError, match="longer than 1024 KiB"):
        check_code("x = 1\n" * (10 * 1024 * 1024 // 6))
