"""The file of recorded results, `recorded/templates.json`: read when first asked for, written whole."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from dlprep.domain.recorded import Recorded

if TYPE_CHECKING:
    from pathlib import Path

RECORDED = "recorded/templates.json"
"""Under the bank folder; one template a line, so that changes can be read and merged."""


class RecordedFile(Mapping[str, Recorded]):
    """Recorded results by id of template; a file that is missing or malformed holds none."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _held(self) -> dict[str, Recorded]:
        try:
            rows = json.loads(self._path.read_text("utf-8"))
            return {
                name: Recorded(int(row["version"]), str(row["digest"]), tuple(map(_number, row["values"])))
                for name, row in rows.items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def __getitem__(self, key: str) -> Recorded:
        return self._held[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


def _number(value: object) -> float:
    if isinstance(value, int | float):
        return value
    raise ValueError(f"{value!r} is not a number")


def write_recorded(
    folder: Path, fresh: Mapping[str, Recorded], forgotten: frozenset[str] = frozenset()
) -> int:
    """Writes the results `fresh` beside those kept, without those `forgotten`; returns how many there are.

    Raises:
        OSError: if the file cannot be written.
    """
    path = folder / RECORDED
    kept = {name: one for name, one in RecordedFile(path).items() if name not in forgotten} | dict(fresh)
    lines = [
        f"{json.dumps(name)}: {json.dumps(_row(kept[name]), separators=(',', ':'))}" for name in sorted(kept)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8", newline="\n")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return len(kept)


def _row(one: Recorded) -> dict[str, object]:
    return {"version": one.version, "digest": one.digest, "values": one.values}
