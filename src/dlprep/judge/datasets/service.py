"""What the judge and `dlprep data` ask for: a tier made ready, and the state of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from threading import Lock
from typing import TYPE_CHECKING

from dlprep.domain.errors import BadInputError, DatasetError
from dlprep.domain.judging import Tier
from dlprep.domain.messages import message
from dlprep.judge.datasets import embedded, full, prepared
from dlprep.judge.datasets.arrays import split
from dlprep.judge.datasets.made import MADE
from dlprep.judge.datasets.registry import DATASETS, RECIPES, find

if TYPE_CHECKING:
    from pathlib import Path

    from dlprep.domain.messages import Message
    from dlprep.judge.datasets.made import Made
    from dlprep.judge.datasets.prepared import Prepared
    from dlprep.judge.datasets.registry import DatasetInfo

_building = Lock()
"""One thread at a time builds: warming a worker and running one may ask for the same tier at once."""


class State(StrEnum):
    """Whether a tier can be used."""

    READY = "ready"
    """Prepared; a run starts at once."""
    AVAILABLE = "available"
    """On this machine; the first run prepares it in a few seconds."""
    MISSING = "missing"
    """Must be fetched or imported first."""
    DAMAGED = "damaged"
    """Not what was written; the next use builds it anew where it can."""


@dataclass(frozen=True, slots=True)
class DatasetStatus:
    """The state of one tier of a dataset."""

    name: str
    tier: Tier
    state: State
    about: Message
    origin: str = ""
    """What the data was made from; empty when missing."""
    train: int | None = None
    validation: int | None = None
    test: int | None = None
    fault: Message | None = None
    """What is wrong, when damaged."""


def store_of(cache_dir: Path, info: DatasetInfo) -> Path:
    """Where fetched, imported and prepared data of a dataset is kept."""
    return cache_dir / "datasets" / info.name


def prepared_folder(cache_dir: Path, info: DatasetInfo, tier: Tier) -> Path:
    """Where the prepared form of a tier lies."""
    return store_of(cache_dir, info) / f"{tier.value}-{RECIPES[tier]}"


def prepare(name: str, tier: Tier, *, cache_dir: Path) -> Prepared:
    """The tier ready for a run: the prepared folder when it is whole, otherwise built anew.

    Raises:
        BadInputError: if no dataset has this name, or it has no such tier.
        DatasetError: if the full data is missing or damaged, a package's data file is missing, or the disk
            refuses.
    """
    if name in MADE:
        return _prepare_made(MADE[name], tier, cache_dir)
    info = find(name)
    folder, recipe = prepared_folder(cache_dir, info, tier), _recipe(info, tier)
    with _building:
        if ready := prepared.open_prepared(folder, recipe=recipe):
            return ready
        if tier is Tier.EMBEDDED:
            parts = embedded.parts(info.name)
            return prepared.write(folder, parts, recipe=recipe, origin="installed packages")
        official, origin = full.load(store_of(cache_dir, info), info)
        parts = split(official, info.counts.validation)
        return prepared.write(folder, parts, recipe=recipe, origin=origin.what)


def _prepare_made(made: Made, tier: Tier, cache_dir: Path) -> Prepared:
    if tier is not Tier.EMBEDDED:
        raise BadInputError(
            message("The dataset {name} has no tier {tier}.", name=made.name, tier=tier.value)
        )
    folder, recipe = cache_dir / "datasets" / made.name / f"made-{made.recipe}", f"{made.name} {made.recipe}"
    with _building:
        if ready := prepared.open_prepared(folder, recipe=recipe):
            return ready
        return prepared.write(folder, made.make(), recipe=recipe, origin="made here")


def statuses(cache_dir: Path) -> tuple[DatasetStatus, ...]:
    """The state of every tier of every dataset; quick, since only samples of the files are read."""
    return tuple(_status(cache_dir, info, tier) for info in DATASETS.values() for tier in Tier)


def verify(name: str, *, cache_dir: Path) -> tuple[DatasetStatus, ...]:
    """The state of every tier of one dataset, after reading every byte of it.

    Raises:
        BadInputError: if no dataset has this name.
    """
    info = find(name)
    return tuple(_verified(cache_dir, info, tier) for tier in Tier)


def _recipe(info: DatasetInfo, tier: Tier) -> str:
    return f"{info.name} {tier.value} {RECIPES[tier]}"


def _status(cache_dir: Path, info: DatasetInfo, tier: Tier) -> DatasetStatus:
    about = info.embedded if tier is Tier.EMBEDDED else info.about
    folder = prepared_folder(cache_dir, info, tier)
    if ready := prepared.open_prepared(folder, recipe=_recipe(info, tier)):
        counts = (ready.train, ready.validation, ready.test)
        return DatasetStatus(info.name, tier, State.READY, about, ready.origin, *counts)
    if tier is Tier.EMBEDDED:
        return DatasetStatus(info.name, tier, State.AVAILABLE, about, "installed packages")
    kept = full.kept_file(store_of(cache_dir, info)).is_file()
    return DatasetStatus(info.name, tier, State.AVAILABLE if kept else State.MISSING, about)


def _verified(cache_dir: Path, info: DatasetInfo, tier: Tier) -> DatasetStatus:
    status = _status(cache_dir, info, tier)
    folder = prepared_folder(cache_dir, info, tier)
    fault = prepared.verify(folder) if folder.exists() else None
    if fault is None and tier is Tier.FULL and status.state is not State.MISSING:
        try:
            full.load(store_of(cache_dir, info), info)
        except DatasetError as error:
            fault = error.what
    if fault is None:
        return status
    return DatasetStatus(info.name, tier, State.DAMAGED, status.about, status.origin, fault=fault)
