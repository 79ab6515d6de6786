"""Challenges from their folders: `challenge.yaml` and the files beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from dlprep.bank.documents import Document, read_document
from dlprep.bank.explaining import explain
from dlprep.bank.sources import UnreadableError, read_inside
from dlprep.domain.bank import Problem
from dlprep.domain.challenges import Challenge, ChallengeFolder
from dlprep.domain.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SHEET = "challenge.yaml"
_BRIEFS = {"zh": "brief.zh.md", "en": "brief.en.md"}
_SCRIPTS = {"stub": "stub.py", "solution": "solution.py"}


def load_challenges(root: Path) -> tuple[Mapping[str, ChallengeFolder], tuple[Problem, ...]]:
    """Every challenge in `root` that is whole, by slug, and what is wrong with the others.

    Never raises for what the folders hold.
    """
    loaded: dict[str, ChallengeFolder] = {}
    problems: list[Problem] = []
    folders = sorted(path for path in root.iterdir() if _is_ours(path)) if root.is_dir() else []
    for folder in folders:
        reader = _FolderReader(folder)
        if challenge := reader.read():
            loaded[folder.name] = challenge
        problems += reader.problems
    return loaded, tuple(problems)


def _is_ours(path: Path) -> bool:
    """False for files, and for folders that tools leave behind."""
    return path.is_dir() and not path.name.startswith((".", "__"))


class _FolderReader:
    """Reads one challenge and notes what is wrong with it."""

    def __init__(self, folder: Path) -> None:
        self.problems: list[Problem] = []
        self._folder = folder

    def read(self) -> ChallengeFolder | None:
        """The challenge, or None when something is wrong."""
        challenge = self._sheet()
        texts = {name: self._text(name) for name in (*_BRIEFS.values(), *_SCRIPTS.values())}
        wrong = self._wrong(challenge) if challenge else {}
        if challenge is None or self.problems:
            return None
        return ChallengeFolder(
            challenge=challenge,
            brief=Text(zh=texts[_BRIEFS["zh"]], en=texts[_BRIEFS["en"]]),
            stub=texts[_SCRIPTS["stub"]],
            solution=texts[_SCRIPTS["solution"]],
            wrong=wrong,
        )

    def _sheet(self) -> Challenge | None:
        text = self._text(SHEET)
        if not text:
            return None
        document = read_document(text)
        for fault in document.faults:
            self._problem(SHEET, fault.what, fault.way_out, place=(fault.line, fault.column))
        if document.faults:
            return None
        challenge = self._validated(document)
        if challenge and challenge.id != self._folder.name:
            what = f"the id `{challenge.id}` is not the name of the folder"
            self._problem(SHEET, what, "Make them the same.", place=document.place(("id",)), key="id")
        return challenge

    def _validated(self, document: Document) -> Challenge | None:
        try:
            return Challenge.model_validate(document.data)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                what, way_out = explain(detail, Challenge)
                key = ".".join(map(str, detail["loc"]))
                self._problem(SHEET, what, way_out, place=document.place(detail["loc"]), key=key)
            return None

    def _wrong(self, challenge: Challenge) -> dict[str, str]:
        listed = [one.file for one in challenge.wrong]
        for path in sorted((self._folder / "wrong").glob("*.py")):
            if path.name not in listed:
                self._problem(
                    f"wrong/{path.name}", "no verdict is given", f"List it under `wrong` in {SHEET}."
                )
        return {name: self._text(f"wrong/{name}") for name in listed}

    def _text(self, name: str) -> str:
        try:
            text = read_inside(self._folder, self._folder / name).decode("utf-8-sig")
        except UnreadableError as error:
            self._problem(name, error.what, error.way_out)
        except UnicodeDecodeError:
            self._problem(name, "the file is not UTF-8", "Save it as UTF-8.")
        else:
            if text.strip():
                return text
            self._problem(name, "the file is empty", "Write it.")
        return ""

    def _problem(
        self, name: str, what: str, way_out: str, *, place: tuple[int, int] = (0, 0), key: str = ""
    ) -> None:
        file = f"{self._folder.parent.name}/{self._folder.name}/{name}"
        self.problems.append(Problem(file, *place, key, what, way_out))
