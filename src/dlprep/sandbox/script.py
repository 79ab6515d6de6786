"""Running the learner's script as `__main__`, and saying how it ended."""

import io
import json
import linecache
import sys
import traceback
from pathlib import Path
from types import CodeType, ModuleType

from dlprep.wire import Exited

_MAX_ENCODED = 3_000


def new_main(script: Path) -> ModuleType:
    """A fresh `__main__` for the script, in place of the worker's own."""
    main = ModuleType("__main__")
    main.__file__ = str(script)
    sys.modules["__main__"] = main
    sys.argv = [str(script)]
    sys.path.insert(0, str(script.parent))
    return main


def run(script: Path, main: ModuleType) -> Exited:
    """Runs the script in `main`; its traceback, if any, goes to stderr without our own frames."""
    # Text, not bytes: whatever coding the script declares, it was read and kept as UTF-8.
    source = script.read_bytes().decode("utf-8-sig", "replace")
    # Kept apart from the file, which the script may change or delete while it runs.
    lines = io.StringIO(source, newline=None).readlines()
    linecache.cache[str(script)] = (len(source), None, lines, str(script))
    try:
        code = compile(source, str(script), "exec")
    except (SyntaxError, ValueError) as error:
        traceback.print_exception(error.with_traceback(None))
        return Exited("syntax", type(error).__name__, _refusal(error), _line_refused(error, source))
    except (RecursionError, MemoryError) as error:
        return Exited("syntax", type(error).__name__, "the code is nested too deeply")
    return _execute(code, main)


def _refusal(error: SyntaxError | ValueError) -> str:
    if not isinstance(error, SyntaxError):
        return describe(error)
    return "a notebook command" if (error.text or "").lstrip().startswith(("!", "%")) else str(error.msg)


def _line_refused(error: SyntaxError | ValueError, source: str) -> int | None:
    if isinstance(error, SyntaxError) and error.lineno:
        return error.lineno
    before, nul, _ = source.partition("\0")
    return before.count("\n") + 1 if nul else None


def _execute(code: CodeType, main: ModuleType) -> Exited:
    script = code.co_filename
    try:
        exec(code, main.__dict__)  # noqa: S102 - running the learner's script is what this process is for
    except SystemExit as leaving:
        if leaving.code in (None, 0):
            return Exited("done")
        return Exited("raised", "SystemExit", describe(leaving), line_of(leaving, script))
    except BaseException as error:
        ours = error.__traceback__
        traceback.print_exception(error.with_traceback(ours.tb_next if ours else None))
        return Exited("raised", type(error).__name__, describe(error), line_of(error, script))
    return Exited("done")


def line_of(error: BaseException, script: str) -> int | None:
    """The innermost line of the script that the error went through, or None."""
    found, place = None, error.__traceback__
    while place is not None:
        if place.tb_frame.f_code.co_filename == script:
            found = place.tb_lineno
        place = place.tb_next
    return found


def describe(error: BaseException) -> str:
    """What the error says, its middle left out when it is too long for an event."""
    try:
        said = str(error).strip().encode("utf-8", "replace").decode()
    except Exception:
        return ""
    while len(json.dumps(said)) > _MAX_ENCODED:
        kept = len(said) * 3 // 8
        said = f"{said[:kept]}…{said[-kept:]}"
    return said
