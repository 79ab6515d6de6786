"""Development answers and what two people said of them, from `tests/interview`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from dlprep.domain.language import Language
from dlprep.domain.questions import OpenQuestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlprep.domain.bank import QuestionBank

ANSWERS = Path(__file__).parents[2] / "tests" / "interview"
LABELLERS = ("a", "b")
CREDIT = {"covered": 1.0, "partial": 0.5, "missed": 0.0, "wrong": 0.0}
SPECIAL = ("stuffed", "injection", "paraphrase")
"""Kinds that are not ordinary answers."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """An answer with the labels of every point."""

    question: OpenQuestion
    id: str
    language: Language
    kind: str
    text: str
    labels: tuple[dict[str, str], ...]
    """By labeller: point id to covered, partial, missed or wrong."""

    def credit(self, point_id: str) -> float:
        """What the labellers give a point, on average."""
        return sum(CREDIT[one[point_id]] for one in self.labels) / len(self.labels)

    @property
    def score(self) -> float:
        """0 to 100, as the labellers would have it."""
        return sum(point.weight * self.credit(point.id) for point in self.question.points)


def load(bank: QuestionBank, folder: Path = ANSWERS) -> list[Labelled]:
    """Every answer that all labellers read, in the order of the files."""
    return list(_load(bank, folder))


def _load(bank: QuestionBank, folder: Path) -> Iterator[Labelled]:
    for path in sorted((folder / "answers").glob("*.yaml")):
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
        question = bank.question(held["question"])
        if not isinstance(question, OpenQuestion):
            raise TypeError(f"{path}: {held['question']} is not open")
        labels = [
            yaml.safe_load((folder / "labels" / who / path.name).read_text(encoding="utf-8"))["labels"]
            for who in LABELLERS
        ]
        for answer in held["answers"]:
            given = tuple(one[answer["id"]] for one in labels)
            yield Labelled(
                question, answer["id"], Language(answer["lang"]), answer["kind"], answer["text"], given
            )
