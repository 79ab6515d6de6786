"""What was said of readiness, in a plain dict."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from dlprep.domain.planning.said import Saying


class FakeSayings:
    """The part of the fake store that keeps what was said of readiness."""

    def __init__(self) -> None:
        super().__init__()
        self._sayings: dict[tuple[date, str, str], Saying] = {}

    def keep_saying(self, saying: Saying) -> bool:
        self._check(saying.made_at)
        key = (saying.day, saying.role, saying.level)
        kept = self._sayings.get(key)
        if kept is not None and kept.says_the_same(saying):
            return False
        self._sayings[key] = saying
        return True

    def sayings(self) -> tuple[Saying, ...]:
        self._check()
        return tuple(self._sayings[key] for key in sorted(self._sayings))

    def _check(self, *times: datetime) -> None:
        """Says no in the name of the disk; FakeStore does."""
