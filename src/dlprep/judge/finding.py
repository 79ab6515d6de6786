"""A verdict with its reason in plain words."""

from dataclasses import dataclass

from dlprep.domain.judging import Verdict
from dlprep.domain.messages import Message


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict with its reason."""

    verdict: Verdict
    message: Message
    next_step: Message | None = None
    error_line: int | None = None
