"""What is looked for in the history, from words and choices; and what it says of topics and challenges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlprep.domain.grading import Grade
from dlprep.domain.practice import Mode
from dlprep.domain.records.filters import WRONG, HistoryFilter
from dlprep.domain.records.shares import Share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.judging import Tier
    from dlprep.domain.progress import QuestionRecord, RunRecord
    from dlprep.services.ports import RunStore
    from dlprep.services.search import SearchIndex

_RUNS_OF_EACH = 60


def history_filter(
    bank: QuestionBank, index: SearchIndex | None, *, words: str, topic: str, grade: str, mode: str
) -> HistoryFilter:
    """The filter that choices amount to, each empty for all; `index` is needed for words alone.

    The grade `wrong` stands for every grade that is not right.
    """
    ids: frozenset[str] | None = None
    if words and index is not None:
        ids = frozenset(hit.question_id for hit in index.find(words, limit=len(bank.questions)))
    if topic:
        of_topic = frozenset(each.id for each in bank.questions.values() if each.topic == topic)
        ids = of_topic if ids is None else ids & of_topic
    grades = WRONG if grade == "wrong" else frozenset((Grade(grade),)) if grade else frozenset()
    return HistoryFilter(ids, grades, Mode(mode) if mode else None)


def topic_shares(bank: QuestionBank, records: Mapping[str, QuestionRecord]) -> dict[str, Share]:
    """How many answers were right in each topic with answers, in the bank's order."""
    found: dict[str, Share] = {}
    for topic in bank.topics:
        of_topic = [
            records[each.id]
            for each in bank.questions.values()
            if each.topic == topic.id and each.id in records
        ]
        if answers := sum(record.attempts for record in of_topic):
            found[topic.id] = Share(sum(record.correct for record in of_topic), answers)
    return found


@dataclass(frozen=True, slots=True)
class ChallengeCourse:
    """How the graded runs of one challenge on one tier went."""

    best: RunRecord
    values: tuple[float, ...]
    """Oldest first, of the newest runs."""


def challenge_courses(store: RunStore) -> tuple[ChallengeCourse, ...]:
    """The course of every challenge with a graded run, the one that ran last first."""
    best = store.best_runs()
    values: dict[tuple[str, Tier], list[float]] = {}
    for run in store.recent_runs(each=_RUNS_OF_EACH):
        if (run.slug, run.tier) in best and run.verdict and run.verdict.is_graded and run.value is not None:
            values.setdefault((run.slug, run.tier), []).append(run.value)
    return tuple(ChallengeCourse(best[key], tuple(reversed(found))) for key, found in values.items())
