"""How near the parts of an answer come to the points of a rubric in meaning (interview.md 2.1, 2.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.grader.evidence import Nearness
from dlprep.domain.grader.plain import is_cjk
from dlprep.domain.language import Language
from dlprep.meaning.vectors import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dlprep.domain.rubrics import KeyPoint
    from dlprep.meaning.embedder import Embedder, Vectors
    from dlprep.meaning.vectors import VectorFile

_LEAST_DEVIATION = 1e-3
"""Below it a background says nothing; no real one comes near."""


def language_of(text: str) -> Language:
    """Chinese as soon as there is a Chinese character: English terms are part of how engineers speak it."""
    return Language.ZH if any(map(is_cjk, text)) else Language.EN


class EmbeddedMeanings:
    """Vectors of wordings, made once each, and the background that cosines are measured against.

    A raw cosine tells the topic at best; against the points of other questions it tells the point.
    """

    def __init__(
        self,
        embedder: Embedder,
        background: Mapping[Language, Sequence[str]],
        kept: VectorFile | None = None,
        shipped: Mapping[bytes, Vectors] | None = None,
    ) -> None:
        """`background` holds points of many other questions in each language.

        `shipped` holds vectors that need not be made; `kept` remembers those that were.
        """
        self.name, self.version = embedder.name, embedder.version
        self._embedder = embedder
        self._background = background
        self._kept = kept
        self._shipped = shipped or {}
        self._known: dict[bytes, Vectors] = kept.load() if kept else {}

    def prepare(self, points: Sequence[KeyPoint]) -> None:
        """Makes the vectors that grading against `points` will want, and keeps them for the next time."""
        self._prepare(points, Language)

    def _prepare(self, points: Sequence[KeyPoint], languages: Iterable[Language]) -> None:
        wanted = [
            text
            for language in languages
            for texts in (self._background[language], *(wordings(point, language) for point in points))
            for text in texts
        ]
        self._vectors(wanted)
        if self._kept:
            made = [key for key in map(digest_of, wanted) if key not in self._shipped]
            self._kept.save({key: self._known[key] for key in made})

    def nearness(self, points: Sequence[KeyPoint], windows: Sequence[str]) -> list[tuple[Nearness, ...]]:
        """For each point, how near each window comes to it."""
        if not windows:
            return [() for _ in points]
        languages = [language_of(window) for window in windows]
        spoken = sorted(set(languages))
        self._prepare(points, spoken)
        rows = self._embedder.embed(windows)
        scales = {language: self._scales(rows, language, points) for language in spoken}
        return [
            tuple(
                self._one(point, row, language, scales[language][place])
                for place, (row, language) in enumerate(zip(rows, languages, strict=True))
            )
            for point in points
        ]

    def _one(self, point: KeyPoint, row: Vectors, language: Language, scale: tuple[float, float]) -> Nearness:
        mean, deviation = scale
        right = float((self._vectors(_right(point, language)) @ row).max())
        if not point.misconceptions:
            near = (right - mean) / deviation
            return Nearness(near, near, right, right)
        wrong = self._vectors([one.text.in_language(language) for one in point.misconceptions]) @ row
        worst = int(wrong.argmax())
        nearest = float(wrong[worst])
        return Nearness((right - mean) / deviation, (nearest - mean) / deviation, right, nearest, worst)

    def _scales(
        self, rows: Vectors, language: Language, points: Sequence[KeyPoint]
    ) -> list[tuple[float, float]]:
        """Mean and deviation of each row's cosines with points of other questions."""
        own = {point.text.in_language(language) for point in points}
        others = [text for text in self._background[language] if text not in own]
        cosines = rows @ self._vectors(others).T
        return [(float(row.mean()), max(float(row.std()), _LEAST_DEVIATION)) for row in cosines]

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        keys = [digest_of(text) for text in texts]
        new = {}
        for key, text in zip(keys, texts, strict=True):
            if key in self._known:
                continue
            if key in self._shipped:
                self._known[key] = self._shipped[key]
            else:
                new[key] = text
        if new:
            self._known.update(zip(new, self._embedder.embed(list(new.values())), strict=True))
        return np.stack([self._known[key] for key in keys])


def _right(point: KeyPoint, language: Language) -> list[str]:
    also = point.also.zh if language is Language.ZH else point.also.en
    return [point.text.in_language(language), *also]


def wordings(point: KeyPoint, language: Language) -> list[str]:
    """Everything that an answer is compared with for the sake of one point."""
    return [*_right(point, language), *(one.text.in_language(language) for one in point.misconceptions)]
