"""Second opinions on the answers of an interview, where the candidate agreed to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlprep.domain.interviewing.opinions import answer_as_of, takes_opinion

if TYPE_CHECKING:
    from dlprep.domain.interviewing.material import Material
    from dlprep.domain.interviewing.turns import Interview
    from dlprep.domain.messages import Message
    from dlprep.domain.opinion.opinions import SecondOpinion
    from dlprep.services.ports import InterviewStore
    from dlprep.services.second_opinion import SecondOpinions


@dataclass(frozen=True, slots=True)
class OpinionOffer:
    """What is to be said of second opinions before an interview."""

    notice: Message
    """Where answers would go, or why they cannot."""
    address: str = ""
    """Of the server; empty where no opinion can be had."""

    def is_taken(self, interview: Interview) -> bool:
        """True when the candidate agreed to this very server, which may have been set anew since."""
        return bool(self.address) and interview.plan.opinions_from == self.address


class InterviewOpinions:
    """Asks the model about answers that are kept already, and keeps what it says with them."""

    def __init__(self, opinions: SecondOpinions, material: Material, store: InterviewStore) -> None:
        """Asks nothing yet."""
        self._opinions = opinions
        self._material = material
        self._store = store

    def ask(self, interview: Interview, number: int) -> SecondOpinion | None:
        """What the model says of the answer in a turn; None where there is nothing to ask about.

        Blocks for as long as the model may take, and never raises for what it or its server does.
        """
        turn = interview.turns[number]
        question = self._material.questions.get(turn.question_id or "")
        if question is None or turn.grade is None or not takes_opinion(turn):
            return None
        said = answer_as_of(interview, number)
        return self._opinions.opinion(question.stem, question.points, said, turn.grade, turn.language)

    def keep(self, interview: Interview, number: int, opinion: SecondOpinion) -> None:
        """Keeps an opinion with its turn.

        Raises:
            StorageError: if it cannot be written.
        """
        if interview.id is not None:
            self._store.keep_opinion(interview.id, number, opinion)
