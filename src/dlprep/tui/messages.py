"""Messages that more than one screen posts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from dlprep.domain.interviewing.turns import Interview
    from dlprep.domain.practice import PracticeSession


@dataclass
class SessionReady(Message):
    """A session is planned and on disk, or was found open; it can be shown."""

    session: PracticeSession


@dataclass
class InterviewReady(Message):
    """An interview is opened and on disk, or was found open; it can be shown."""

    interview: Interview
