"""The grader of free answers where several threads ask it."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from dlprep.services.answer_grader import AnswerGrader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlprep.domain.grader.evidence import Evidence
    from dlprep.domain.grader.reading import Reading
    from dlprep.domain.rubrics import KeyPoint
    from dlprep.services.answer_grader import Fitted


class SharedGrader(AnswerGrader):
    """Looks at one answer at a time: nobody says that an embedder can be called from two threads at once."""

    def __init__(self, fitted: Fitted) -> None:
        """Without meanings, words alone decide."""
        super().__init__(fitted)
        self._lock = Lock()

    def evidence(self, points: Sequence[KeyPoint], reading: Reading) -> list[Evidence]:
        with self._lock:
            return super().evidence(points, reading)
