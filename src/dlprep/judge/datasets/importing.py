"""Takes a full dataset from a path, in whatever form the learner has it, or from the network."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from dlprep.domain.errors import DatasetError
from dlprep.domain.messages import message
from dlprep.judge.datasets import fetch, full
from dlprep.judge.datasets.images import read_images
from dlprep.judge.datasets.members import CUT_SHORT
from dlprep.judge.datasets.reviews import read_reviews

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dlprep.domain.messages import Message
    from dlprep.judge.datasets.arrays import Official
    from dlprep.judge.datasets.registry import DatasetInfo


def import_path(info: DatasetInfo, path: Path, store: Path) -> full.Origin:
    """Reads the dataset at `path` and keeps it in `store`.

    Raises:
        DatasetError: if nothing is there, or it is in no form that is taken, damaged, or not of the published
            size.
    """
    if not path.exists():
        raise DatasetError(message("There is nothing at {path}.", path=path), _forms(info))
    found = read_images(path) if info.kind == "images" else read_reviews(path)
    if found is None:
        raise DatasetError(
            message("{path} holds no {name} data in a form that is taken.", path=path, name=info.name),
            _forms(info),
        )
    official, form = found
    _check_counts(official, path, info)
    origin = full.Origin(what=path.name, form=form, published=_is_published(path, info))
    full.keep(store, official, origin)
    return origin


def fetch_published(
    info: DatasetInfo,
    store: Path,
    *,
    route: fetch.Route,
    pause: Callable[[float], None],
    progress: fetch.Progress = fetch.untold,
) -> full.Origin:
    """Downloads the published file of a dataset and keeps its content in `store`.

    Raises:
        DatasetError: as `fetch.download` and `import_path` do.
    """
    downloads = store / "download"
    file = fetch.download(
        info.published,
        downloads,
        route=route,
        pause=pause,
        progress=progress,
        room_bytes=info.unpacked_bytes,
    )
    origin = import_path(info, file, store)
    shutil.rmtree(downloads, ignore_errors=True)
    return origin


def _check_counts(official: Official, path: Path, info: DatasetInfo) -> None:
    found = (len(official.train.y), len(official.test.y))
    if found != (info.counts.train, info.counts.test):
        raise DatasetError(
            message(
                "{path} holds {train} training and {test} test examples; {name} has {wanted_train} and "
                "{wanted_test}.",
                path=path,
                train=found[0],
                test=found[1],
                name=info.name,
                wanted_train=info.counts.train,
                wanted_test=info.counts.test,
            ),
            CUT_SHORT,
        )


def _is_published(path: Path, info: DatasetInfo) -> bool:
    return path.is_file() and fetch.digest_of(path, info.published.algorithm) == info.published.digest


def _forms(info: DatasetInfo) -> Message:
    return message("Taken are: {forms}.", forms=info.forms)
