"""What is chosen or typed but not submitted, in a small file, so that a killed process does not lose it."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from dlprep.tui.widgets.answer_pane import Draft

DRAFT_NAME = "draft.json"


@dataclass(frozen=True)
class DraftPlace:
    """Which question of which session a draft belongs to."""

    session_id: int
    position: int
    question_id: str
    shown: str = ""
    """Ids of what is chosen from, as shown; a question edited since has others."""


class DraftFile:
    """The one draft of the question that is open now. Both methods touch the disk."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / DRAFT_NAME

    def save(self, place: DraftPlace, draft: Draft) -> None:
        """Keeps `draft`. A disk that refuses is no fault to tell of: the answer itself will tell."""
        words = {**vars(place), "draft": draft}
        partial = self._path.with_name(f"{DRAFT_NAME}.{os.getpid()}")
        with suppress(OSError):
            partial.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
            partial.replace(self._path)
            return
        with suppress(OSError):
            partial.unlink(missing_ok=True)

    def load(self, place: DraftPlace) -> Draft:
        """The draft kept for `place`; nothing when there is none or it cannot be read."""
        try:
            words = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ()
        if not isinstance(words, dict) or vars(place) != {name: words.get(name) for name in vars(place)}:
            return ()
        draft = words.get("draft")
        if not isinstance(draft, list) or not all(isinstance(each, str) for each in draft):
            return ()
        return tuple(draft)
