"""Every failure dlprep expects, each with its exit code.

Exit codes are an API (docs/exit-codes.md): 0 done, 1 a check found faults, 2 wrong arguments, 3 bad input,
4 a run ended without a grade, 5 this machine lacks or refuses something, 70 our own fault, 130 interrupted.
"""

from enum import IntEnum

from dlprep.domain.messages import Message, message

_FEW = 30
"""Names that can be read through."""


class ExitCode(IntEnum):
    """What the process tells the shell."""

    OK = 0
    FAULTS_FOUND = 1
    USAGE = 2
    BAD_INPUT = 3
    NOT_GRADED = 4
    ENVIRONMENT = 5
    INTERNAL = 70
    INTERRUPTED = 130


class DlprepError(Exception):
    """Root of the failures dlprep expects: a sentence for the learner and an exit code."""

    exit_code = ExitCode.INTERNAL

    def __init__(self, what: Message, way_out: Message | None = None) -> None:
        """What went wrong and where, and optionally what the learner can do about it."""
        super().__init__(what)
        self.what = what
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.what} {self.way_out}" if self.way_out else str(self.what)


class BadInputError(DlprepError):
    """What came in cannot be used: an unknown name, a malformed file, an answer of the wrong form."""

    exit_code = ExitCode.BAD_INPUT


class AnswerError(BadInputError):
    """An answer cannot be read as an answer to its question. Nothing is recorded; the learner types again."""


class EnvironmentFaultError(DlprepError):
    """This machine lacks or refuses something: disk, permission, package, dataset, network."""

    exit_code = ExitCode.ENVIRONMENT


class StorageError(EnvironmentFaultError):
    """The history database cannot be opened, read or written."""


class DatasetError(EnvironmentFaultError):
    """A dataset is missing, incomplete or not what it claims to be."""


def unknown(kind: str, name: str, known: tuple[str, ...] = ()) -> BadInputError:
    """The error for a name nobody knows; the way out is the closest known names, or all when they are few."""
    # Not above: the first frame needs no pydantic.
    from dlprep.domain.text import excerpt

    what = message("There is no {kind} “{name}”.", kind=message(kind), name=excerpt(name))
    if near := _closest(name, known):
        return BadInputError(what, message("Did you mean {names}?", names=", ".join(near)))
    if 0 < len(known) <= _FEW:
        return BadInputError(what, message("Known are {names}.", names=", ".join(known)))
    return BadInputError(what)


def _closest(name: str, known: tuple[str, ...]) -> list[str]:
    """Names spelt much the same, or else names that begin with the first word of `name`."""
    from difflib import get_close_matches

    first = name.partition("-")[0]
    alike = get_close_matches(name, known, n=3, cutoff=0.5)
    return alike or [one for one in known if first and one.startswith(first)][:3]
