"""Questions and challenges that become models when they are first looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TypeVar

from pydantic import TypeAdapter

from dlprep.domain.questions import Question

T = TypeVar("T")


@cache
def _questions() -> TypeAdapter[Question]:
    # Building the schema of all types takes longer than loading the bank, so it waits for the first question.
    return TypeAdapter(Question)


def read_question(row: bytes) -> Question:
    """A question of any type from its JSON.

    Raises:
        ValidationError: if it breaks a rule of the schema.
    """
    return _questions().validate_json(row)


class LazyMapping(Mapping[str, T]):
    """Reads a value from its JSON on first access and keeps it; the JSON was validated when it was made."""

    def __init__(self, rows: Mapping[str, bytes], read: Callable[[bytes], T]) -> None:
        self._rows = rows
        self._read = read
        self._values: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        value = self._values.get(key)
        if value is None:
            value = self._values[key] = self._read(self._rows[key])
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __repr__(self) -> str:
        return f"<{len(self)} rows, {len(self._values)} read>"


class LazyQuestions(LazyMapping[Question]):
    """Questions by id, which also know where they were authored."""

    def __init__(
        self,
        rows: Mapping[str, bytes],
        read: Callable[[bytes], Question],
        places: Mapping[str, tuple[str, int, int]],
    ) -> None:
        super().__init__(rows, read)
        self._places = places

    def place(self, question_id: str) -> tuple[str, int, int]:
        """File, line and column of a question."""
        return self._places[question_id]
