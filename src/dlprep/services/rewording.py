"""Livelier words for the interviewer's lines, where a language model is set up and keeps the meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.opinion.opinions import NoReplyError
from dlprep.domain.opinion.rewording import ask_to_reword, kept_wording

if TYPE_CHECKING:
    from dlprep.services.ports import LanguageModel


class Rewording:
    """Rewords lines one by one; blocks for as long as the model may take."""

    def __init__(self, model: LanguageModel) -> None:
        """The model sees the interviewer's lines and nothing of the candidate's."""
        self._model = model

    def reword(self, line: str) -> str:
        """The line in other words, or as it is where none come or they do not say the same."""
        try:
            return kept_wording(line, self._model.reply(ask_to_reword(line)))
        except NoReplyError:
            return line
