"""Reads what the bank says about mutants, when it is first asked for."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from dlprep.domain.errors import BadInputError
from dlprep.domain.messages import message
from dlprep.domain.mutation_book import KindSheets, VerifiedMutants

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from dlprep.domain.mutation_book import KindSheet, VerifiedMutant
    from dlprep.domain.mutation_sites import BugKind

KINDS, MUTANTS = "bug_kinds.yaml", "mutants.yaml"

_HEADING = """format: 1
# Mutants that were run and failed; made by: python -m benchmarks.verify_mutants
"""

_Sheet = TypeVar("_Sheet", bound=BaseModel)


class MutantBook:
    """The two files in a bank folder (fulfils `services.mutants.Book`)."""

    def __init__(self, folder: Path) -> None:
        """Reads nothing yet."""
        self._folder = folder

    @cached_property
    def kinds(self) -> Mapping[BugKind, KindSheet]:
        """What each kind teaches.

        Raises:
            BadInputError: if the file is missing or wrong.
        """
        return _read(self._folder / KINDS, KindSheets).kinds

    @cached_property
    def verified(self) -> Mapping[str, VerifiedMutant]:
        """The mutants that are known to fail, by digest, in the order of the file.

        Raises:
            BadInputError: if the file is missing or wrong.
        """
        return {one.digest: one for one in _read(self._folder / MUTANTS, VerifiedMutants).mutants}


def write_verified(folder: Path, records: Iterable[VerifiedMutant]) -> None:
    """Writes the record whole, a mutant a line, so that changes can be read and merged.

    Raises:
        OSError: if the file cannot be written.
    """
    path = folder / MUTANTS
    lines = "".join(_line(one) for one in sorted(records, key=lambda one: (one.base, one.seed)))
    listed = f"mutants:\n{lines}" if lines else "mutants: []\n"
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(_HEADING + listed, encoding="utf-8", newline="\n")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _line(one: VerifiedMutant) -> str:
    value = "" if one.value is None else f", value: {one.value:.4f}"
    words = f"base: {one.base}, seed: {one.seed}, digest: '{one.digest}', verdict: {one.verdict.value}"
    return f"  - {{{words}{value}}}\n"


def _read(path: Path, kind: type[_Sheet]) -> _Sheet:
    try:
        return kind.model_validate(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))
    except OSError as error:
        raise BadInputError(
            message("{path} cannot be read: {error}.", path=path, error=error.strerror or error)
        ) from error
    except (yaml.YAMLError, ValidationError) as error:
        raise BadInputError(
            message("{path} is not what it should be: {error}", path=path, error=str(error).splitlines()[0]),
            message("Install dlprep again."),
        ) from error
