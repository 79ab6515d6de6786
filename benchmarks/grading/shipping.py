"""What ships beside the weights: the background of cosines, and the vectors of it and of every rubric."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dlprep.domain.language import Language
from dlprep.domain.questions import OpenQuestion
from dlprep.meaning.choosing import FITTED, background
from dlprep.meaning.nearness import wordings
from dlprep.meaning.shipped import ShippedVectors
from dlprep.meaning.vectors import digest_of

if TYPE_CHECKING:
    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.text import Text
    from dlprep.meaning.embedder import Embedder, Vectors

_OF_A_TOPIC = 3
"""Points: with 28 topics enough for a mean and a deviation."""
_BATCH = 64


def background_of(bank: QuestionBank) -> dict[Language, tuple[str, ...]]:
    """The first points of every topic."""
    taken: dict[str, list[Text]] = {}
    for question in _open(bank):
        of_topic = taken.setdefault(question.topic, [])
        of_topic.extend(point.text for point in question.points[: _OF_A_TOPIC - len(of_topic)])
    texts = [text for of_topic in taken.values() for text in of_topic]
    return {language: tuple(text.in_language(language) for text in texts) for language in Language}


def write_background(bank: QuestionBank) -> None:
    """Takes the points anew."""
    whole = json.dumps(background_of(bank), ensure_ascii=False, indent=1)
    (FITTED / "background.json").write_text(whole + "\n", encoding="utf-8")


def shipped_texts(bank: QuestionBank) -> list[str]:
    """Every text that grading an answer to a question of `bank` compares with, once each."""
    found = [text for texts in background().values() for text in texts]
    for question in _open(bank):
        for point in question.points:
            for language in Language:
                found += wordings(point, language)
    return list(dict.fromkeys(found))


def write_vectors(embedder: Embedder, bank: QuestionBank) -> None:
    """Makes vectors that are missing, drops those that nothing needs, and leaves the rest as they were."""
    before = ShippedVectors(FITTED, embedder)
    texts = shipped_texts(bank)
    held: dict[str, Vectors] = {text: before[digest_of(text)] for text in texts if digest_of(text) in before}
    new = [text for text in texts if text not in held]
    for start in range(0, len(new), _BATCH):
        batch = new[start : start + _BATCH]
        held.update(zip(batch, embedder.embed(batch), strict=True))
    for old in FITTED.glob(f"{embedder.name}-*.npz"):
        old.unlink()
    before.write(held)


def _open(bank: QuestionBank) -> list[OpenQuestion]:
    return [question for question in bank.questions.values() if isinstance(question, OpenQuestion)]
