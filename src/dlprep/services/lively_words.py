"""Bridges between questions in livelier words, made ready while the candidate thinks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.interviewing.lines import Cue, variants
from dlprep.domain.interviewing.turns import TurnKind
from dlprep.domain.language import Language

if TYPE_CHECKING:
    from dlprep.domain.interviewing.plan import Style
    from dlprep.domain.interviewing.turns import Turn
    from dlprep.services.rewording import Rewording

_CUES = (Cue.BRIDGE, Cue.WENT_SO_SO, Cue.WENT_WELL, Cue.WENT_BADLY, Cue.PASSED_OVER)


class LivelyWords:
    """What is ready is used and nothing is waited for; what is kept of a turn is always the authored line."""

    def __init__(self) -> None:
        """Knows no other words yet."""
        self._known: dict[str, str] = {}

    def prepare(self, rewording: Rewording, style: Style, language: Language) -> None:
        """Has one more line reworded, while there is one; blocks for as long as the model may take."""
        lines = (pair[language is Language.EN] for cue in _CUES for pair in variants(cue, style))
        line = next((one for one in lines if one not in self._known), None)
        if line is not None:
            self._known[line] = rewording.reword(line)

    def shown(self, turn: Turn) -> str:
        """The words of a turn, in which authored lines of a bridge give way to livelier ones."""
        words = turn.text
        if turn.kind is TurnKind.BRIDGE:
            for line, lively in self._known.copy().items():
                words = words.replace(line, lively)
        return words
