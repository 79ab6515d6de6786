"""Classes of a challenge by their names in the language of the interface."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlprep.domain.challenges import TierRules
    from dlprep.domain.judging import Sample
    from dlprep.domain.language import Language


def class_names(rules: TierRules | None, language: Language) -> tuple[str, ...]:
    """The names in the order of the labels; empty when numbers are all there is."""
    return tuple(name.in_language(language) for name in rules.class_names) if rules else ()


def named_samples(
    samples: Iterable[Sample], rules: TierRules | None, language: Language
) -> tuple[Sample, ...]:
    """The samples with the names of their classes; they carry the English name, or the number."""
    names = {name.en: name.in_language(language) for name in rules.class_names} if rules else {}
    return tuple(
        replace(
            sample,
            truth=names.get(sample.truth, sample.truth),
            predicted=names.get(sample.predicted, sample.predicted),
        )
        for sample in samples
    )
