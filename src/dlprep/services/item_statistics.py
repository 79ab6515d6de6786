"""Q32: how questions behave in use, from the answers in the history (classical item analysis)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import TYPE_CHECKING

from dlprep.domain.answers import ChoiceAnswer, ChoicesAnswer, SpotBugAnswer, TfReasonAnswer
from dlprep.domain.grading import Grade
from dlprep.domain.messages import message
from dlprep.services.gates import GateRow, Offence, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dlprep.domain.answers import Answer
    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.practice import Attempt
    from dlprep.services.ports import AttemptStore

ENOUGH = 30
"""Answers a question needs before it can be flagged."""
HARDEST, EASIEST = 0.2, 0.95
"""Shares of right answers outside which a question is flagged."""
LEAST_TELLING = 0.1
"""The point-biserial below which a question does not tell good sessions from poor ones."""
_PAGE = 500


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """What the answers to one question say about it."""

    question_id: str
    attempts: int
    """Standing graded answers to the question as it is now."""
    right: float
    """The share of fully right answers, called the p-value of an item."""
    point_biserial: float | None
    """How being right goes with the rest of the session; None when one of them never varies."""
    options: Mapping[str, int]
    """How often each option was chosen; empty for typed answers."""

    @property
    def flags(self) -> tuple[str, ...]:
        """What is odd about the question; empty with fewer than `ENOUGH` answers."""
        if self.attempts < ENOUGH:
            return ()
        found = {
            f"only {self.right:.0%} are right": self.right < HARDEST,
            f"{self.right:.0%} are right": self.right > EASIEST,
            "it does not tell good sessions from poor ones": self.point_biserial is not None
            and self.point_biserial < LEAST_TELLING,
        }
        return tuple(what for what, is_so in found.items() if is_so)


def every_attempt(store: AttemptStore) -> Iterator[Attempt]:
    """All attempts of the history, newest first.

    Raises:
        StorageError: if the history cannot be read.
    """
    before = None
    while page := store.attempts(limit=_PAGE, before_id=before):
        yield from page
        before = page[-1].id


def item_statistics(bank: QuestionBank, attempts: Iterable[Attempt]) -> tuple[ItemStatistics, ...]:
    """The statistics of every question that was answered since it was last edited, by id.

    Answers taken back or not graded are left out. The rest of a session is the mean of its other scores.
    """
    counted = [one for one in attempts if one.undone_at is None and one.grade is not Grade.UNGRADED]
    sessions: dict[int, list[float]] = defaultdict(list)
    for one in counted:
        sessions[one.session_id].append(one.score)
    held: dict[str, list[Attempt]] = defaultdict(list)
    for one in counted:
        if bank.hashes.get(one.planned.question_id) == one.planned.content_hash:
            held[one.planned.question_id].append(one)
    return tuple(_of_question(name, held[name], sessions) for name in sorted(held))


def _of_question(
    question_id: str, held: Sequence[Attempt], sessions: Mapping[int, Sequence[float]]
) -> ItemStatistics:
    pairs = []
    for one in held:
        scores = sessions[one.session_id]
        if len(scores) > 1:
            rest = (sum(scores) - one.score) / (len(scores) - 1)
            pairs.append((float(one.grade is Grade.CORRECT), rest))
    return ItemStatistics(
        question_id=question_id,
        attempts=len(held),
        right=fmean(one.grade is Grade.CORRECT for one in held),
        point_biserial=correlation(pairs),
        options=dict(Counter(option for one in held for option in _chosen(one.answer))),
    )


def _chosen(answer: Answer) -> Iterable[str]:
    match answer:
        case ChoiceAnswer() | TfReasonAnswer() | SpotBugAnswer():
            return (answer.option,)
        case ChoicesAnswer():
            return sorted(answer.options)
        case _:
            return ()


def correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Pearson's correlation: the point-biserial when one side is 0 or 1; None when a side never varies."""
    if len(pairs) < 2:
        return None
    first, second = [one for one, _ in pairs], [other for _, other in pairs]
    spread = pstdev(first) * pstdev(second)
    if spread < 1e-12:
        return None
    mean = fmean(one * other for one, other in pairs)
    return (mean - fmean(first) * fmean(second)) / spread


def item_row(statistics: Sequence[ItemStatistics]) -> GateRow:
    """The row of Q32: shown, and held to no bar, since the answers are one learner's."""
    odd = [Offence(one.question_id, what) for one in statistics for what in one.flags]
    return GateRow(
        gate="Q32",
        title=message("Questions whose answers so far are odd"),
        figure=float(len({one.question_id for one in odd})),
        bar=None,
        scope=Scope.SAMPLE,
        way_out=message("Look at the question: is it too easy, too hard, or keyed wrongly?"),
        sample=sum(one.attempts >= ENOUGH for one in statistics),
        offences=tuple(odd),
    )
