"""Runs the verifying scripts of the bank, one after another: `python -P -m dlprep.sandbox.scripts PARENT`.

Standard input brings a job a line, `{"code": …, "calls": [{…}, …]}`; standard output takes a result a line,
`{"output": …, "values": […], "failure": …, "missing": …}`. TensorFlow is imported once, by the first script
that wants it; each script has a namespace, a file and an output of its own, and Keras starts counting anew.
"""

import contextlib
import json
import os
import resource
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from dlprep.sandbox.launch import environment
from dlprep.sandbox.worker import die_with

MOST_OUTPUT_BYTES = 64 * 1024
_FILE_BYTES = 64 * 1024 * 1024
_MEMORY_BYTES = 6 * 1024**3


def main(parent: int) -> None:
    """Serves jobs until standard input ends."""
    die_with(parent)
    folder = Path.cwd()
    _settle(folder)
    jobs, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb", 0)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    for number, line in enumerate(jobs):
        result = serve(json.loads(line), folder / f"script_{number}.py")
        results.write(json.dumps(result).encode() + b"\n")


def _settle(folder: Path) -> None:
    kept = environment(folder, os.environ)
    os.environ.clear()
    os.environ.update(kept)
    for name in ("home", "tmp"):
        (folder / name).mkdir(exist_ok=True)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE_BYTES, _FILE_BYTES))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY_BYTES, _MEMORY_BYTES))


def serve(job: dict[str, Any], script: Path) -> dict[str, Any]:
    """Runs one job; whatever its script does short of ending the process becomes part of the result."""
    result: dict[str, Any] = {"output": "", "values": [], "failure": "", "missing": ""}
    printed = script.with_suffix(".out")
    with _printing_to(printed):
        try:
            result["values"] = _work(job, script)
        except ModuleNotFoundError as error:
            result["missing"] = error.name or str(error)
        except SystemExit as error:
            result["failure"] = f"it ended with exit code {error.code}" if error.code else ""
        except BaseException as error:
            result["failure"] = _described(error, script)
    data = printed.read_bytes()
    printed.unlink()
    if len(data) > MOST_OUTPUT_BYTES:
        result["failure"] = f"it printed more than {MOST_OUTPUT_BYTES // 1024} KiB"
    result["output"] = data[:MOST_OUTPUT_BYTES].decode("utf-8", "replace")
    _forget()
    return result


@contextlib.contextmanager
def _printing_to(path: Path) -> Iterator[None]:
    """Sends what the script prints, by Python or below it, to a file."""
    kept_descriptor, kept_stdout = os.dup(1), sys.stdout
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
    os.dup2(descriptor, 1)
    os.close(descriptor)
    sys.stdout = stream = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    try:
        yield
    finally:
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
        sys.stdout = kept_stdout
        os.dup2(kept_descriptor, 1)
        os.close(kept_descriptor)


def _work(job: dict[str, Any], script: Path) -> list[float]:
    # A file, so that tools which read a function's source, as AutoGraph does, find it.
    script.write_text(job["code"], encoding="utf-8")
    module = ModuleType("__main__")
    module.__file__ = str(script)
    kept = sys.modules["__main__"]
    sys.modules["__main__"] = module
    try:
        exec(compile(job["code"], str(script), "exec"), module.__dict__)  # noqa: S102 - this is our task
        return [_number(module.__dict__["verify"](**call)) for call in job["calls"]]
    finally:
        sys.modules["__main__"] = kept


def _number(value: Any) -> float:
    """A plain number from what a library returned: a tensor, an array with one item, a NumPy scalar."""
    if isinstance(value, int):
        return int(value)
    number = float(value)
    if number != number or number in (float("inf"), float("-inf")):
        raise ValueError(f"verify returned {number}")
    return number


def _described(error: BaseException, script: Path) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(script)]
    where = f"line {lines[-1]}: " if lines else ""
    return f"{where}{type(error).__name__}: {error}"[:500]


def _forget() -> None:
    """Lets the next script start as in a fresh process, as far as libraries keep a state of their own."""
    keras = sys.modules.get("keras")
    if keras is not None:
        with contextlib.suppress(Exception):
            keras.backend.clear_session()
            keras.config.set_floatx("float32")
            keras.config.set_dtype_policy("float32")
            keras.config.set_image_data_format("channels_last")


if __name__ == "__main__":
    main(int(sys.argv[1]))
