"""What fills a history besides answers: interviews, challenge runs, puzzles, flags and drafts."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

from dlprep.domain.grader.grades import AnswerGrade, GraderName, PointGrade, Status
from dlprep.domain.interviewing.bar import Bar
from dlprep.domain.interviewing.plan import InterviewPlan
from dlprep.domain.interviewing.turns import Interview, Turn, TurnKind
from dlprep.domain.judging import Epoch, Isolation, Medal, Report, Tier, Verdict
from dlprep.domain.language import Language
from dlprep.domain.messages import message
from dlprep.domain.mutation_sites import BugKind
from dlprep.domain.questions import Level
from dlprep.storage.database import Database
from dlprep.storage.rows import report_columns
from dlprep.storage.tables import DiagnosisRow, DraftRow, FlagRow, RunRow
from dlprep.storage.turns import interview_row, turn_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from benchmarks.simulated_learner import Item, Sitting

_DAYS_BETWEEN_INTERVIEWS, _DAYS_BETWEEN_RUNS, _DAYS_BETWEEN_PUZZLES, _FLAGS = 7, 3, 9, 25
_CHALLENGES = ("build-conv2d", "cifar10-cnn", "field-fraud", "fix-unshuffled")
_CREDIT = {Status.COVERED: 1.0, Status.MAYBE: 0.5, Status.MISSED: 0.0, Status.WRONG: 0.0}
_GRADER = GraderName("marks", "1", "none")


def add_events(
    path: Path, first: Sitting, last: Sitting, items: Sequence[Item], seed: int
) -> tuple[int, int]:
    """Adds what happened between two sittings; returns the number of interviews and of runs."""
    days = (last.local_day - first.local_day).days
    making = _Events(random.Random(seed), items, days + 1)  # noqa: S311 - a simulation, not a secret
    database = Database(path)
    interviews = list(making.times(_DAYS_BETWEEN_INTERVIEWS, first))
    runs = list(making.times(_DAYS_BETWEEN_RUNS, first))
    try:
        with database.write() as rows:
            for at, day in interviews:
                interview, turns, score = making.interview(at, day)
                row = interview_row(interview)
                row.score, row.bar = score, (Bar.HIRE if score >= 70 else Bar.NO_HIRE).value
                rows.add(row)
                rows.flush()
                rows.add_all(turn_row(row.id, turn) for turn in turns)
            rows.add_all(making.run(at, day) for at, day in runs)
            rows.add_all(making.diagnosis(at, day) for at, day in making.times(_DAYS_BETWEEN_PUZZLES, first))
            rows.add_all(FlagRow(question_id=item.id, flagged_at=last.starts_at) for item in items[:_FLAGS])
            rows.add(DraftRow(slug=_CHALLENGES[0], code="model = 1\n", saved_at=last.starts_at))
    finally:
        database.close()
    return len(interviews), len(runs)


class _Events:
    """Makes up one event after the other; the learner gets better at them too."""

    def __init__(self, chance: random.Random, items: Sequence[Item], days: int) -> None:
        self._chance = chance
        self._items = items
        self._days = days
        self._progress = 0.0

    def times(self, days_between: int, first: Sitting) -> Iterator[tuple[datetime, date]]:
        """When something happened that comes about every so many days."""
        day = 0
        while (day := day + self._chance.randint(1, 2 * days_between - 1)) < self._days:
            self._progress = day / self._days
            yield first.starts_at + timedelta(days=day), first.local_day + timedelta(days=day)

    def interview(self, at: datetime, day: date) -> tuple[Interview, list[Turn], int]:
        """One with some questions, each answered and one in two asked about again, and its score."""
        language = self._chance.choice(tuple(Language))
        plan = InterviewPlan(self._chance.choice(tuple(Level)), language, seed=self._chance.randrange(2**31))
        said: list[tuple[TurnKind, str | None, AnswerGrade | None]] = [(TurnKind.OPENING, None, None)]
        for item in self._chance.sample(self._items, min(len(self._items), self._chance.randint(4, 8))):
            said += [
                (TurnKind.QUESTION, item.id, None),
                (TurnKind.ANSWER, item.id, self._grade(("infer", 40), ("train", 40), ("name", 20))),
            ]
            if self._chance.random() < 0.5:
                said += [
                    (TurnKind.FOLLOW_UP, item.id, None),
                    (TurnKind.ANSWER, item.id, self._grade(("train", 40))),
                ]
        turns = [
            Turn(
                number, kind, "At inference every unit is kept. 推理时保留所有单元。", language,
                at + timedelta(seconds=60 * number), 60.0 * number, question_id,
                "train" if kind is TurnKind.FOLLOW_UP else None, grade,
            )
            for number, (kind, question_id, grade) in enumerate([*said, (TurnKind.CLOSING, None, None)])
        ]  # fmt: skip
        scores = [grade.score or 0 for _, _, grade in said if grade is not None and len(grade.points) > 1]
        ended = Interview(plan, at, day, ended_at=at + timedelta(minutes=30))
        return ended, turns, round(sum(scores) / max(1, len(scores)))

    def _grade(self, *points: tuple[str, int]) -> AnswerGrade:
        return AnswerGrade(tuple(self._point(*point) for point in points), (), False, None, _GRADER)

    def _point(self, name: str, weight: int) -> PointGrade:
        chances = (0.3 + 0.5 * self._progress, 0.2, 0.4 - 0.35 * self._progress, 0.1)
        (status,) = self._chance.choices(tuple(Status), chances)
        return PointGrade(name, weight, status, _CREDIT[status], 0.75, "every unit is kept", (0, 18))

    def run(self, at: datetime, day: date) -> RunRow:
        """A run that was graded, raised or was cancelled."""
        slug = self._chance.choice(_CHALLENGES)
        (verdict,) = self._chance.choices(
            (Verdict.PASS, Verdict.FAIL, Verdict.ERR, Verdict.CANCELLED), (0.55, 0.2, 0.15, 0.1)
        )
        value = 0.6 + 0.3 * self._progress + 0.1 * self._chance.random()
        report = Report(
            slug=slug,
            tier=Tier.EMBEDDED,
            verdict=verdict,
            medal=self._chance.choice(tuple(Medal)) if verdict is Verdict.PASS else None,
            metric="accuracy",
            value=value if verdict.is_graded else None,
            thresholds={"bronze": 0.8},
            epochs=20,
            wall_seconds=30.5,
            cpu_seconds=55.0,
            isolation=Isolation.BASE,
            message=message("{metric} is {value}.", metric=message("Accuracy"), value=round(value, 3)),
            curve=tuple(_epoch(number, value) for number in range(1, 21)),
            output="Epoch 1/20\n" * 40,
        )
        return RunRow(
            code="model = keras.Sequential([])\n" * 20, owner="", interrupted=False, slug=slug,
            tier=report.tier.value, started_at=at, local_day=day, ended_at=at + timedelta(seconds=31),
            **report_columns(report),
        )  # fmt: skip

    def diagnosis(self, at: datetime, day: date) -> DiagnosisRow:
        """A puzzle, found more often the later it was."""
        kinds = tuple(BugKind)
        kind, line = self._chance.choice(kinds), self._chance.randint(1, 30)
        is_found = self._chance.random() < 0.4 + 0.5 * self._progress
        said = kind if is_found else self._chance.choice(kinds)
        return DiagnosisRow(
            puzzle_id=f"puzzle-{self._chance.randint(1, 40)}", kind=kind.value, line=line,
            said_kind=said.value, said_line=line if is_found else line + 1, said_at=at, local_day=day,
        )  # fmt: skip


def _epoch(number: int, value: float) -> Epoch:
    accuracy = value * (1 - 0.6**number)
    return Epoch(
        number, {"loss": 2.3 * 0.85**number, "accuracy": accuracy, "val_accuracy": accuracy - 0.02}, 1.5
    )
