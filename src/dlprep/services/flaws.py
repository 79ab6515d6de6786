"""What is wrong inside one part of the bank, and the texts in which it is looked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE_FIELDS = frozenset({"code", "fix", "verify"})


@dataclass(frozen=True)
class Flaw:
    """Something wrong inside one part of the bank."""

    key: str
    """Where in the part, such as `.options[0].why`."""
    what: str
    way_out: str = ""
    is_warning: bool = False


def text_parts(value: object, key: str = "") -> Iterator[tuple[str, str | BaseModel]]:
    """Every model and every text inside `value` with its key, code left out."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, BaseModel):
        yield key, value
        for name in type(value).model_fields:
            if name not in _CODE_FIELDS:
                yield from text_parts(getattr(value, name), f"{key}.{name}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from text_parts(item, f"{key}[{index}]")
