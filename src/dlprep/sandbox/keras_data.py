"""Stands in for Keras' dataset loaders inside the worker: same calls, same forms, but the tier's own arrays.

`load_data()` returns the training part and a *validation* part; the hidden test part is not on this side. The
arguments of the script's call are remembered, so that the hidden inputs are encoded in exactly the same way.
"""

import json
import sys
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

import dlprep

_OTHERS = ("boston_housing", "california_housing", "cifar100", "fashion_mnist", "mnist", "reuters")
_installed: "Loaders | None" = None


@dataclass(frozen=True, slots=True)
class Encoding:
    """How word ranks become ids; the names are those of Keras' `imdb.load_data`."""

    num_words: int = sys.maxsize
    skip_top: int = 0
    start_char: int | None = 1
    oov_char: int | None = 2
    index_from: int = 3


class Loaders:
    """The loaders of one dataset, and how the script last called them."""

    def __init__(self, visible_dir: Path, dataset: str) -> None:
        """Reads nothing yet; arrays are loaded when the script asks."""
        self.visible_dir = visible_dir
        self.dataset = dataset
        self.encoding = Encoding()

    def load_data(self, name: str) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
        """Stands for `dlprep.load_data`: the training part and the validation part.

        Raises:
            ValueError: if this run is about another dataset.
        """
        if name != self.dataset:
            raise ValueError(f"load_data({name!r}): the data of this challenge is {self.dataset!r}")
        return self.imdb() if name == "imdb" else self._parts()

    def cifar10(self, *args: Any, **kwargs: Any) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
        """Stands for `keras.datasets.cifar10.load_data`.

        Raises:
            TypeError: if arguments are given, as Keras does.
        """
        if args or kwargs:
            raise TypeError("cifar10.load_data() takes no arguments")
        return self._parts()

    def _parts(self) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
        return (self._array("x_train"), self._array("y_train")), (self._array("x_val"), self._array("y_val"))

    def imdb(
        self,
        path: str = "imdb.npz",
        num_words: int | None = None,
        skip_top: int = 0,
        maxlen: int | None = None,
        seed: int = 113,
        start_char: int | None = 1,
        oov_char: int | None = 2,
        index_from: int | None = 3,
    ) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
        """Stands for `keras.datasets.imdb.load_data`; the arguments mean what they mean in Keras.

        Raises:
            ValueError: if `maxlen` leaves no review.
        """
        del path
        train, validation = (unpack(self._array(name)) for name in ("x_train", "x_val"))
        y_train, y_val = self._array("y_train"), self._array("y_val")
        encoding = Encoding(num_words or sys.maxsize, skip_top, start_char, oov_char, index_from or 0)
        order = np.random.RandomState(seed).permutation(len(y_train))
        train, y_train = shorter_than(maxlen, [train[i] for i in order], y_train[order], encoding)
        validation, y_val = shorter_than(maxlen, validation, y_val, encoding)
        if not train or not validation:
            raise ValueError(f"No review is shorter than maxlen={maxlen}. Increase maxlen.")
        if not num_words:
            # Keras cuts at the largest id that occurs; the hidden inputs must be cut at the same one.
            encoding = replace(encoding, num_words=largest_id(train + validation, encoding))
        self.encoding = encoding
        return (encode(train, encoding), y_train), (encode(validation, encoding), y_val)

    def word_index(self, _path: str = "imdb_word_index.json") -> dict[str, int]:
        """Stands for `keras.datasets.imdb.get_word_index`.

        Raises:
            RuntimeError: if this copy of the dataset came without its words.
        """
        file = self.visible_dir / "vocabulary.json"
        if not file.is_file():
            raise RuntimeError(
                "get_word_index(): this copy of the reviews came as numbers only, without its words."
            )
        return {word: rank for rank, word in enumerate(json.loads(file.read_text(encoding="utf-8")), start=1)}

    def _array(self, name: str) -> Any:
        return np.load(self.visible_dir / f"{name}.npy", allow_pickle=False)


def install(visible_dir: str | Path, dataset: str) -> None:
    """Puts `dlprep.load_data` in place, and patches `keras.datasets`; import Keras first.

    `tensorflow.keras` shares the modules of Keras. The loader of another dataset says which one is meant.
    """
    global _installed  # noqa: PLW0603 - one submission a process
    import_module("keras.datasets")
    _installed = Loaders(Path(visible_dir), dataset)
    dlprep.load_data = _installed.load_data
    loaders = {"cifar10": _installed.cifar10, "imdb": _installed.imdb}
    for name in ("cifar10", "imdb", *_OTHERS):
        _patch(name, "load_data", loaders[name] if name == dataset else _refuse(name, dataset))
    _patch("imdb", "get_word_index", _installed.word_index if dataset == "imdb" else _refuse("imdb", dataset))


def hidden_inputs(path: str | Path) -> Any:
    """The hidden inputs in `path`, encoded with the arguments of the script's own `load_data` call.

    Raises:
        RuntimeError: if `install` was not called.
    """
    if _installed is None:
        raise RuntimeError("install() first")
    array = np.load(path, allow_pickle=False)
    return encode(unpack(array), _installed.encoding) if _installed.dataset == "imdb" else array


def unpack(packed: Any) -> list[Any]:
    """Splits the packed form of sequences: count, offsets (count + 1 of them), then all ids."""
    count = int(packed[0])
    offsets, ids = packed[1 : count + 2], packed[count + 2 :]
    return [ids[offsets[i] : offsets[i + 1]] for i in range(count)]


def encode(sequences: list[Any], encoding: Encoding) -> Any:
    """Word ranks as lists of ids in an object array, as Keras gives them."""
    encoded = np.empty(len(sequences), dtype=object)
    for i, ranks in enumerate(sequences):
        ids = ranks + encoding.index_from
        if encoding.start_char is not None:
            ids = np.concatenate([[encoding.start_char], ids])
        kept = (ids >= encoding.skip_top) & (ids < encoding.num_words)
        unknown = encoding.oov_char
        encoded[i] = (ids[kept] if unknown is None else np.where(kept, ids, unknown)).tolist()
    return encoded


def largest_id(sequences: list[Any], encoding: Encoding) -> int:
    """The largest id that `encode` would give if it cut nothing."""
    return max(
        encoding.start_char or 0, *(int(ranks.max(initial=0)) + encoding.index_from for ranks in sequences)
    )


def shorter_than(
    longest: int | None, sequences: list[Any], labels: Any, encoding: Encoding
) -> tuple[list[Any], Any]:
    """Leaves out reviews of `longest` ids or more, the start mark counted, as Keras does."""
    if not longest:
        return sequences, labels
    mark = encoding.start_char is not None
    kept = [i for i, ranks in enumerate(sequences) if len(ranks) + mark < longest]
    return [sequences[i] for i in kept], labels[kept]


def _patch(module: str, function: str, replacement: Any) -> None:
    for prefix in ("keras.datasets", "keras.src.datasets", "keras._tf_keras.keras.datasets"):
        if found := sys.modules.get(f"{prefix}.{module}"):
            setattr(found, function, replacement)


def _refuse(name: str, dataset: str) -> Any:
    def load_data(*_: Any, **__: Any) -> Any:
        raise RuntimeError(
            f"keras.datasets.{name} would be downloaded, and this challenge is not about it. "
            f"It gives you {dataset}: from keras.datasets import {dataset}"
        )

    return load_data
