"""Development answers and what two readers said of them, from `tests/interview`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from dlprep.bank.rubric_files import read_rubric
from dlprep.domain.language import Language
from dlprep.domain.questions import OpenQuestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.rubrics import RubricPoint

ANSWERS = Path(__file__).parents[2] / "tests" / "interview"
LABELLERS = ("a", "b")
CREDIT = {"covered": 1.0, "partial": 0.5, "missed": 0.0, "wrong": 0.0}
SPECIAL = ("stuffed", "injection", "paraphrase")
"""Kinds that are not ordinary answers."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """An answer with the labels of every point."""

    question: str
    points: tuple[RubricPoint, ...]
    id: str
    language: Language
    kind: str
    text: str
    labels: tuple[dict[str, str], ...]
    """By labeller: point id to covered, partial, missed or wrong."""

    def credit(self, point_id: str) -> float:
        """What the labellers give a point, on average."""
        return sum(CREDIT[one[point_id]] for one in self.labels) / len(self.labels)

    def is_wrong(self, point_id: str) -> bool:
        """True when a labeller found an error about a point."""
        return any(one[point_id] == "wrong" for one in self.labels)

    @property
    def score(self) -> float:
        """0 to 100, as the labellers would have it."""
        return sum(point.weight * self.credit(point.id) for point in self.points)

    @property
    def is_ordinary(self) -> bool:
        """False for answers that try the grader."""
        return self.kind not in SPECIAL


def load(bank: QuestionBank, folder: Path = ANSWERS) -> list[Labelled]:
    """Answers to questions of the bank that all labellers read, in the order of the files."""
    found: list[Labelled] = []
    for path in _files(folder):
        question = bank.question(path.stem)
        if not isinstance(question, OpenQuestion):
            raise TypeError(f"{path}: {path.stem} is not open")
        found += _answers(path, question.points, folder)
    return found


def load_brought(folder: Path = ANSWERS / "brought") -> list[Labelled]:
    """Answers to questions that somebody brought, with the rubrics that they brought."""
    return [
        answer
        for path in _files(folder)
        for answer in _answers(path, read_rubric(folder / "questions" / path.name, None).rubric(), folder)
    ]


def _files(folder: Path) -> list[Path]:
    return sorted((folder / "answers").glob("*.yaml"))


def _answers(path: Path, points: tuple[RubricPoint, ...], folder: Path) -> Iterator[Labelled]:
    held = yaml.safe_load(path.read_text(encoding="utf-8"))
    labels = [
        yaml.safe_load((folder / "labels" / who / path.name).read_text(encoding="utf-8"))["labels"]
        for who in LABELLERS
    ]
    for answer in held["answers"]:
        yield Labelled(
            question=held["question"],
            points=points,
            id=answer["id"],
            language=Language(answer["lang"]),
            kind=answer["kind"],
            text=answer["text"],
            labels=tuple(one[answer["id"]] for one in labels),
        )
