"""Stand-ins for interviews: a store in dicts, and a grader that reads marks instead of meaning."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dlprep.domain.errors import StorageError
from dlprep.domain.grader.following import next_point
from dlprep.domain.grader.grades import RECOVERED, AnswerGrade, Flag, GraderName, PointGrade, Status
from dlprep.domain.interviewing.opinions import with_opinions
from dlprep.domain.interviewing.turns import InterviewRecord, Speaker, TurnKind
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dlprep.domain.interviewing.turns import Interview, Turn
    from dlprep.domain.opinion.opinions import SecondOpinion
    from dlprep.domain.rubrics import RubricPoint

_CREDIT = {Status.COVERED: 1.0, Status.MAYBE: 0.5, Status.MISSED: 0.0, Status.WRONG: 0.0}


class FakeInterviews:
    """An InterviewStore in plain dicts."""

    def __init__(self) -> None:
        self._interviews: dict[int, Interview] = {}
        self._results: dict[int, tuple[int | None, str | None]] = {}

    def add_interview(self, interview: Interview) -> Interview:
        self._check(interview.started_at)
        kept = replace(interview, id=len(self._interviews) + 1, turns=())
        assert kept.id is not None
        self._interviews[kept.id] = kept
        return kept

    def add_turn(self, interview_id: int, turn: Turn) -> None:
        self._check(turn.at)
        interview = self._interview(interview_id)
        if turn.number != len(interview.turns):
            raise StorageError(message("This turn was already made."))
        draft = "" if turn.speaker is Speaker.CANDIDATE else interview.draft
        self._interviews[interview_id] = replace(interview, turns=(*interview.turns, turn), draft=draft)

    def keep_opinion(self, interview_id: int, number: int, opinion: SecondOpinion) -> None:
        self._check()
        interview = self._interview(interview_id)
        if number >= len(interview.turns):
            raise StorageError(message("There is no such entry in the history."))
        self._interviews[interview_id] = with_opinions(interview, {number: opinion})

    def save_interview_draft(self, interview_id: int, text: str) -> None:
        self._check()
        self._interviews[interview_id] = replace(self._interview(interview_id), draft=text)

    def end_interview(
        self, interview_id: int, ended_at: datetime, *, score: int | None, bar: str | None
    ) -> None:
        self._check(ended_at)
        interview = self._interview(interview_id)
        if interview.ended_at is None:
            self._interviews[interview_id] = replace(interview, ended_at=ended_at, draft="")
            self._results[interview_id] = (score, bar)

    def interview(self, interview_id: int) -> Interview | None:
        self._check()
        return self._interviews.get(interview_id)

    def unfinished_interview(self) -> Interview | None:
        self._check()
        unfinished = [one for one in self._interviews.values() if one.ended_at is None]
        return unfinished[-1] if unfinished else None

    def open_interview(self) -> InterviewRecord | None:
        self._check()
        unfinished = [number for number, one in self._interviews.items() if one.ended_at is None]
        return self._record(unfinished[-1]) if unfinished else None

    def interviews(self, *, limit: int, before_id: int | None = None) -> tuple[InterviewRecord, ...]:
        self._check()
        numbers = sorted(
            (one for one in self._interviews if before_id is None or one < before_id), reverse=True
        )
        return tuple(self._record(number) for number in numbers[:limit])

    def recent_questions(self, *, limit: int) -> tuple[str, ...]:
        self._check()
        asked = [
            turn.question_id
            for number in sorted(self._interviews, reverse=True)
            for turn in reversed(self._interviews[number].turns)
            if turn.kind is TurnKind.QUESTION and turn.question_id is not None
        ]
        return tuple(dict.fromkeys(asked))[:limit]

    def _record(self, number: int) -> InterviewRecord:
        interview = self._interviews[number]
        score, bar = self._results.get(number, (None, None))
        return InterviewRecord(
            id=number,
            plan=interview.plan,
            started_at=interview.started_at,
            local_day=interview.local_day,
            ended_at=interview.ended_at,
            turns=len(interview.turns),
            score=score,
            bar=bar,
        )

    def _interview(self, interview_id: int) -> Interview:
        if interview_id not in self._interviews:
            raise StorageError(message("There is no such entry in the history."))
        return self._interviews[interview_id]

    def _check(self, *times: datetime) -> None:
        """Says no in the name of the disk; FakeStore does."""


class FakeGrader:
    """Grades marks: `+id` covers a point, `~id` touches it, `!id` is wrong about it; `??` is unfamiliar."""

    name = GraderName("marks", "1", "none")

    def grade(self, points: Sequence[RubricPoint], text: str) -> AnswerGrade:
        graded = tuple(self._point(point, text) for point in points)
        flags = self.flags(text)
        return AnswerGrade(graded, flags, "??" in text, next_point(graded), self.name)

    def grade_follow_up(self, point: RubricPoint, before: PointGrade | None, text: str) -> PointGrade:
        known = before or PointGrade(point.id, point.weight, Status.MISSED, 0.0, 0.5, say=point.text)
        if f"+{point.id}" not in text:
            return known
        credit = max(known.credit, RECOVERED)
        return replace(known, status=Status.COVERED, credit=credit, evidence=f"+{point.id}", say=None)

    def flags(self, text: str) -> tuple[Flag, ...]:
        return () if text.strip() else (Flag.EMPTY,)

    @staticmethod
    def _point(point: RubricPoint, text: str) -> PointGrade:
        marks = {"+": Status.COVERED, "~": Status.MAYBE, "!": Status.WRONG}
        status = next(
            (status for mark, status in marks.items() if f"{mark}{point.id}" in text), Status.MISSED
        )
        say = None if status is Status.COVERED else point.text
        return PointGrade(point.id, point.weight, status, _CREDIT[status], 0.8, say=say)
