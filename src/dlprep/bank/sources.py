"""The bytes of a bank's files, and why some of them cannot be had."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from dlprep.domain.bank import Problem

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 5 * 1024 * 1024
"""The largest file that is read."""

_SINGLE_FILES = ("topics.yaml", "article.yaml", "templates.yaml")
_OPTIONAL = ("templates.yaml",)
_PACK_FILES = ("topics.yaml", "templates.yaml")
"""What a pack may hold beside its folders, and need not."""
CHALLENGES = "challenges"


@dataclass(frozen=True)
class BankFile:
    """A file of the bank."""

    name: str
    """Path relative to the bank folder, with forward slashes."""
    data: bytes


@dataclass(frozen=True)
class Sources:
    """All files of a bank that can be read, in the order of their names."""

    files: tuple[BankFile, ...]
    """YAML files of topics, article and questions."""
    challenge_files: tuple[BankFile, ...]
    problems: tuple[Problem, ...]

    def digest(self) -> bytes:
        """A digest of every name and byte."""
        total = blake2b(digest_size=16)
        for file in (*self.files, *self.challenge_files):
            total.update(f"{len(file.name.encode())}:{file.name}:{len(file.data)}:".encode())
            total.update(file.data)
        return total.digest()


class UnreadableError(Exception):
    """A file of the bank cannot be had: what is wrong with it, and the way out."""

    def __init__(self, what: str, way_out: str) -> None:
        super().__init__(what)
        self.what = what
        self.way_out = way_out


def read_inside(folder: Path, path: Path) -> bytes:
    """The bytes of the file at `path`, which must really lie in `folder`; never waits and never reads much.

    Raises:
        UnreadableError: if it lies elsewhere, is no file, is too large or cannot be read.
    """
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            raise UnreadableError("the link leads out of its folder", "Put the file itself here.")
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableError("this is not a file", "Move it away, or put a file in its place.")
        if found.st_size > MAX_BYTES:
            raise UnreadableError(f"the file is larger than {MAX_BYTES // 1024**2} MiB", "Split it.")
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableError("the file is missing", "Create it, or mend the link.") from None
    except (OSError, ValueError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or error
        raise UnreadableError(f"the file cannot be read: {why}", "Check its permissions.") from error


def read_sources(folder: Path, *, is_pack: bool = False) -> Sources:
    """Reads every file of the bank in `folder`; what cannot be read becomes a problem.

    A pack holds no article and no challenges, and need not hold topics.
    """
    problems: list[Problem] = []
    reader = _Reader(folder, problems)
    if is_pack:
        files = [reader.read(folder / name) for name in _PACK_FILES if os.path.lexists(folder / name)]
        is_needed = not files and not os.path.lexists(folder / "templates")
        files += [reader.read(path) for path in reader.question_files(is_needed=is_needed)]
        return Sources(tuple(file for file in files if file), (), tuple(problems))
    files = [reader.read(folder / name) for name in _SINGLE_FILES if reader.is_expected(folder / name)]
    files += [reader.read(path) for path in reader.question_files()]
    challenge_files = [reader.read(path) for path in reader.challenge_files()]
    return Sources(
        tuple(file for file in files if file),
        tuple(file for file in challenge_files if file),
        tuple(problems),
    )


class _Reader:
    def __init__(self, folder: Path, problems: list[Problem]) -> None:
        self._folder = folder
        self._problems = problems

    def _problem(self, path: Path, what: str, way_out: str = "") -> None:
        self._problems.append(Problem(self._name(path), 0, 0, "", what, way_out))

    def _name(self, path: Path) -> str:
        # A file name can hold bytes that are not text; they must not break what prints it.
        return path.relative_to(self._folder).as_posix().encode("utf-8", "replace").decode()

    def is_expected(self, path: Path) -> bool:
        return path.name not in _OPTIONAL or os.path.lexists(path)

    def _children(self, path: Path) -> list[Path]:
        try:
            return sorted(path.iterdir())
        except FileNotFoundError:
            self._problem(path, "the folder is missing", "Create it.")
        except OSError as error:
            self._problem(path, f"the folder cannot be read: {error.strerror}", "Check its permissions.")
        return []

    def question_files(self, *, is_needed: bool = True) -> list[Path]:
        """The files of `questions/`, and of `templates/` when there is such a folder.

        A missing `questions/` is a problem when it `is_needed`.
        """
        folders = [self._folder / "questions"]
        if os.path.lexists(self._folder / "templates"):
            folders.append(self._folder / "templates")
        if not is_needed and not os.path.lexists(folders[0]):
            folders.pop(0)
        found = []
        for path in (path for folder in folders for path in self._children(folder)):
            if path.suffix == ".yaml":
                found.append(path)
            elif path.suffix in (".yml", ".json"):
                self._problem(path, "only files that end in .yaml are read", "Rename it.")
        return found

    def challenge_files(self) -> list[Path]:
        root = self._folder / CHALLENGES
        try:
            return [
                path
                for path in sorted(root.rglob("*"))
                if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
            ]
        except OSError as error:
            self._problem(root, f"the folder cannot be read: {error.strerror}", "Check its permissions.")
            return []

    def read(self, path: Path) -> BankFile | None:
        """The file, or None when it cannot be had."""
        try:
            return BankFile(self._name(path), read_inside(self._folder, path))
        except UnreadableError as error:
            self._problem(path, error.what, error.way_out)
            return None
