"""Reads the pickles inside official dataset files without letting them run anything.

CIFAR-10's batches are pickles, and Keras' imdb.npz holds pickled arrays of lists. Only what rebuilds NumPy
arrays is allowed; any other name in the file is refused before it is looked up.
"""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from dlprep.domain.errors import DatasetError
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import IO, Any

_ALLOWED = {
    ("_codecs", "encode"),
    ("numpy", "dtype"),
    ("numpy", "ndarray"),
    *(
        (f"numpy.{core}.{module}", name)
        for core in ("core", "_core")
        for module, name in (
            ("multiarray", "_reconstruct"),
            ("multiarray", "scalar"),
            ("numeric", "_frombuffer"),
        )
    ),
}
_MOST_BYTES = 2**31
"""No array of a known dataset unpacks to more; a file that claims more is not one."""


_DAMAGE = (
    AttributeError,
    EOFError,
    ImportError,
    IndexError,
    KeyError,
    MemoryError,
    OverflowError,
    TypeError,
    ValueError,
)
"""What a damaged pickle runs into depends on the byte that changed; a length of gigabytes is one of them."""


class _ArraysOnly(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name} is not part of a dataset")
        return super().find_class(module, name)


def load_pickle(file: IO[bytes]) -> Any:
    """The value pickled in `file`, if it is made of arrays, lists, numbers and byte strings.

    Raises:
        pickle.UnpicklingError: if it names anything else, or is not a pickle.
    """
    try:
        return _ArraysOnly(file, encoding="bytes").load()
    except _DAMAGE as error:
        raise pickle.UnpicklingError(f"damaged: {error}") from error


def load_npz(path: Path, names: Sequence[str]) -> dict[str, Any]:
    """The named arrays of an .npz file; arrays of lists are read as `load_pickle` does.

    Raises:
        DatasetError: if the file is no such archive, lacks an array, or holds something else.
    """
    try:
        with ZipFile(path) as archive:
            return {name: _read_array(archive, f"{name}.npy") for name in names}
    except (OSError, BadZipFile, KeyError, ValueError, EOFError, pickle.UnpicklingError) as error:
        raise DatasetError(
            message(
                "{path} is not an .npz file with {names}: {error}.",
                path=path,
                names=", ".join(names),
                error=error,
            )
        ) from error


def _read_array(archive: ZipFile, name: str) -> Any:
    from numpy.lib import format as npy

    if archive.getinfo(name).file_size > _MOST_BYTES:
        raise ValueError(f"{name} claims {archive.getinfo(name).file_size} bytes")
    with archive.open(name) as file:
        version = npy.read_magic(file)
        read_header = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
        _, _, dtype = read_header(file)
        if dtype.hasobject:
            return load_pickle(file)
    with archive.open(name) as file:
        return npy.read_array(file, allow_pickle=False)
