"""The three standard streams, whatever the shell has made of them: closed, full, or of a narrow encoding."""

import io
import os
import sys
from contextlib import suppress

from dlprep.domain.errors import EnvironmentFaultError
from dlprep.domain.messages import message


def prepare_streams() -> None:
    """Opens what is closed on nothing, and shows as a question mark what an encoding does not hold.

    A closed descriptor left free would be given to the next file opened, which may be the history.
    """
    sys.stdin = sys.stdin or _nothing("r")
    sys.stdout = sys.stdout or _nothing("w")
    sys.stderr = sys.stderr or _nothing("w")
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _nothing(mode: str) -> io.TextIOWrapper:
    stream = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115, PTH123 - stays open as long as we run
    assert isinstance(stream, io.TextIOWrapper)  # noqa: S101 - what opening as text gives
    return stream


def speaks_unicode() -> bool:
    """True when standard output can hold any character."""
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith(("utf8", "utf16", "utf32"))


def write_data(text: str) -> None:
    """Writes to standard output.

    Raises:
        EnvironmentFaultError: if it cannot be written, such as to a full disk.
        BrokenPipeError: if the reader went away.
    """
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(error) from error


def flush_data() -> None:
    """Sends what was written on its way.

    Raises:
        EnvironmentFaultError: if it cannot be written, such as to a full disk.
        BrokenPipeError: if the reader went away.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(error) from error


def _unwritable(error: OSError) -> EnvironmentFaultError:
    abandon_output()
    return EnvironmentFaultError(
        message("Standard output cannot be written: {error}.", error=error.strerror or error),
        message("Free some space, or send it elsewhere."),
    )


def abandon_output() -> None:
    """Lets what is still unwritten go to nothing, so that Python has nothing to complain of at exit."""
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
