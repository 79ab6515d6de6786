"""Stand-ins for the ports: a clock that is set by hand and a history kept in dicts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from dlprep.domain.errors import StorageError
from dlprep.domain.grading import Grade
from dlprep.domain.messages import Message, message
from dlprep.domain.mutation import Diagnosis, DiagnosisRecord
from dlprep.domain.practice import Confidence, Mode
from dlprep.domain.progress import (
    DayRecord,
    QuestionRecord,
    RunRecord,
    ScoredAnswer,
    SessionRecord,
    SprintRecord,
    merit,
)
from dlprep.domain.records.filters import EVERYTHING, HistoryFilter
from dlprep.domain.records.retention import RETENTION_FROM
from dlprep.domain.records.shares import Share
from dlprep.services.ports import Moment
from fakes_interviews import FakeInterviews
from fakes_memory import FakeMemory
from fakes_resets import FakeResets
from fakes_sayings import FakeSayings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from dlprep.domain.judging import Report, Submission, Tier
    from dlprep.domain.mutation_book import KindSheet, VerifiedMutant
    from dlprep.domain.mutation_sites import BugKind
    from dlprep.domain.practice import Attempt, PlannedQuestion, PracticeSession

_Row = TypeVar("_Row")

NOON = Moment(datetime(2026, 3, 14, 12, 0, tzinfo=UTC), date(2026, 3, 14))


class FakeClock:
    """A clock that stands still until a test sets it."""

    def __init__(self, now: Moment = NOON, seconds: float = 1000.0) -> None:
        self.now = now
        """What `moment` answers."""
        self.seconds = seconds
        """What `monotonic` answers."""

    def moment(self) -> Moment:
        return self.now

    def monotonic(self) -> float:
        return self.seconds

    def advance(self, seconds: float) -> None:
        """Moves both clocks forward; the local day follows UTC."""
        at = self.now.at + timedelta(seconds=seconds)
        self.now = Moment(at, at.date())
        self.seconds += seconds


@dataclass
class FakeBook:
    """What the bank says about mutants, made by the test."""

    verified: dict[str, VerifiedMutant] = field(default_factory=dict)
    kinds: dict[BugKind, KindSheet] = field(default_factory=dict)


class FakeStore(FakeResets, FakeSayings, FakeMemory, FakeInterviews):
    """A Store in plain dicts, with the same answers as the real one.

    Every run still running counts as left behind by a dead process. Set `fault` to make every call raise it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.notices: tuple[Message, ...] = ()
        self.fault: StorageError | None = None
        self.closed = False
        self._sessions: dict[int, PracticeSession] = {}
        self._attempts: dict[int, Attempt] = {}
        self._of_session: dict[int, list[int]] = {}
        self._flagged: set[str] = set()
        self._runs: dict[int, RunRecord] = {}
        self._drafts: dict[str, str] = {}
        self._diagnoses: list[DiagnosisRecord] = []

    def add_session(self, session: PracticeSession) -> PracticeSession:
        self._check(session.started_at)
        kept = replace(session, id=len(self._sessions) + 1)
        assert kept.id is not None
        self._sessions[kept.id] = replace(kept, attempts=())
        return kept

    def add_attempt(self, attempt: Attempt) -> Attempt:
        self._check(attempt.answered_at)
        self._known(self._sessions, attempt.session_id)
        standing = self._standing(attempt.session_id)
        if any(other.position == attempt.position for other in standing):
            raise StorageError(message("This question was already answered."))
        kept = replace(attempt, id=len(self._attempts) + 1)
        assert kept.id is not None
        self._attempts[kept.id] = kept
        self._of_session.setdefault(kept.session_id, []).append(kept.id)
        return kept

    def undo_attempt(self, attempt_id: int, undone_at: datetime) -> None:
        self._check(undone_at)
        attempt = self._known(self._attempts, attempt_id)
        if attempt.undone_at is None:
            self._attempts[attempt_id] = replace(attempt, undone_at=undone_at)

    def save_progress(self, session_id: int, *, elapsed_seconds: float, hints_shown: int) -> None:
        self._check()
        session = self._known(self._sessions, session_id)
        self._sessions[session_id] = replace(
            session, elapsed_seconds=elapsed_seconds, hints_shown=hints_shown
        )

    def extend_plan(self, session_id: int, plan: tuple[PlannedQuestion, ...]) -> tuple[PlannedQuestion, ...]:
        self._check()
        session = self._known(self._sessions, session_id)
        kept = session.plan
        if session.ended_at is not None or len(plan) <= len(kept) or plan[: len(kept)] != kept:
            return kept
        self._sessions[session_id] = replace(session, plan=plan)
        return plan

    def end_session(self, session_id: int, ended_at: datetime) -> None:
        self._check(ended_at)
        session = self._known(self._sessions, session_id)
        if session.ended_at is None:
            self._sessions[session_id] = replace(session, ended_at=ended_at)

    def session(self, session_id: int) -> PracticeSession | None:
        self._check()
        session = self._sessions.get(session_id)
        return session and replace(session, attempts=self._standing(session_id))

    def unfinished_session(self) -> PracticeSession | None:
        self._check()
        open_ids = [number for number, session in self._sessions.items() if session.ended_at is None]
        return self.session(max(open_ids)) if open_ids else None

    def sessions(
        self, *, limit: int, before_id: int | None = None, wanted: HistoryFilter = EVERYTHING
    ) -> tuple[SessionRecord, ...]:
        self._check()
        asked = [
            number
            for number, session in self._sessions.items()
            if wanted.mode in (None, session.request.mode)
            and (not wanted.is_about_answers or any(map(wanted.admits, self._standing(number))))
        ]
        return tuple(self._session_record(number) for number in _page(asked, limit, before_id))

    def best_sprints(self, *, limit: int) -> tuple[SprintRecord, ...]:
        self._check()
        ended = [
            (number, session, self._standing(number))
            for number, session in self._sessions.items()
            if session.request.mode is Mode.SPRINT and session.ended_at is not None
        ]
        records = [
            SprintRecord(
                session_id=number,
                correct=sum(attempt.grade is Grade.CORRECT for attempt in standing),
                answered=len(standing),
                started_at=session.started_at,
                local_day=session.local_day,
            )
            for number, session, standing in ended
            if standing
        ]
        records.sort(key=lambda one: (-one.correct, one.answered, one.session_id))
        return tuple(records[:limit])

    def attempts(
        self,
        *,
        limit: int,
        question_id: str | None = None,
        before_id: int | None = None,
        wanted: HistoryFilter = EVERYTHING,
    ) -> tuple[Attempt, ...]:
        self._check()
        asked = {
            number: attempt
            for number, attempt in self._attempts.items()
            if question_id in (None, attempt.planned.question_id)
            and wanted.admits(attempt)
            and wanted.mode in (None, self._sessions[attempt.session_id].request.mode)
        }
        return tuple(asked[number] for number in _page(asked, limit, before_id))

    def recent_answers(self, *, limit: int) -> tuple[ScoredAnswer, ...]:
        self._check()
        newest = sorted(self._attempts, reverse=True)[: 2 * limit]
        found = [self._attempts[number] for number in newest]
        return tuple(
            ScoredAnswer(one.planned.question_id, one.score, one.answered_at)
            for one in found
            if one.undone_at is None and one.grade is not Grade.UNGRADED
        )[:limit]

    def attempt(self, attempt_id: int) -> Attempt | None:
        self._check()
        return self._attempts.get(attempt_id)

    def question_records(self) -> Mapping[str, QuestionRecord]:
        self._check()
        by_question: dict[str, list[Attempt]] = {}
        for attempt in self._attempts.values():
            if attempt.undone_at is None and attempt.grade is not Grade.UNGRADED:
                by_question.setdefault(attempt.planned.question_id, []).append(attempt)
        return {name: _question_record(name, attempts) for name, attempts in by_question.items()}

    def days(self, *, since: date | None = None) -> tuple[DayRecord, ...]:
        self._check()
        return tuple(
            DayRecord(
                day=day,
                attempts=len(attempts),
                score_sum=_score_sum(attempts),
                runs=len(runs),
                graded=sum(attempt.grade is not Grade.UNGRADED for attempt in attempts),
            )
            for day, (attempts, runs) in sorted(self._by_day().items())
            if since is None or day >= since
        )

    def active_days(self) -> frozenset[date]:
        self._check()
        return frozenset(self._by_day())

    def day_times(self, days: Collection[date]) -> Mapping[date, tuple[datetime, datetime]]:
        self._check()
        found = {}
        for day, (attempts, runs) in self._by_day().items():
            ends = [attempt.answered_at for attempt in attempts[:1] + attempts[-1:]]
            times = [*ends, *(run.started_at for run in runs)]
            if day in days:
                found[day] = (min(times), max(times))
        return found

    def confidence_shares(self) -> Mapping[Confidence, Share]:
        self._check()
        found: dict[Confidence, list[bool]] = {}
        for attempt in self._graded():
            if attempt.confidence is not None:
                found.setdefault(attempt.confidence, []).append(attempt.grade is Grade.CORRECT)
        return {mark: Share(sum(right), len(right)) for mark, right in found.items()}

    def retention_shares(self, *, newest: int) -> Mapping[int, Share]:
        self._check()
        last: dict[str, date] = {}
        found: dict[int, list[bool]] = {}
        for attempt in self._graded():
            if (attempt.id or 0) <= max(self._attempts) - newest:
                continue
            name = attempt.planned.question_id
            if name in last:
                gap = max(0, (attempt.local_day - last[name]).days)
                first = max(day for day in RETENTION_FROM if day <= gap)
                found.setdefault(first, []).append(attempt.grade is Grade.CORRECT)
            last[name] = attempt.local_day
        return {first: Share(sum(right), len(right)) for first, right in found.items()}

    def set_flagged(self, question_id: str, *, flagged: bool, at: datetime) -> None:
        self._check(at)
        if flagged:
            self._flagged.add(question_id)
        else:
            self._flagged.discard(question_id)

    def flagged(self) -> frozenset[str]:
        self._check()
        return frozenset(self._flagged)

    def start_run(self, submission: Submission, moment: Moment) -> int:
        self._check(moment.at)
        number = len(self._runs) + 1
        self._runs[number] = RunRecord(
            id=number,
            slug=submission.slug,
            tier=submission.tier,
            code=submission.code,
            started_at=moment.at,
            local_day=moment.local_day,
            ended_at=None,
            verdict=None,
            interrupted=False,
        )
        return number

    def finish_run(self, run_id: int, report: Report, ended_at: datetime) -> None:
        self._check(ended_at)
        run = self._known(self._runs, run_id)
        if run.verdict is not None:
            raise StorageError(message("This run has already ended."))
        self._runs[run_id] = replace(
            run,
            ended_at=ended_at,
            verdict=report.verdict,
            interrupted=False,
            medal=report.medal,
            metric=report.metric,
            value=report.value,
            epochs=report.epochs,
            wall_seconds=report.wall_seconds,
            cpu_seconds=report.cpu_seconds,
            isolation=report.isolation,
            message=report.message,
            next_step=report.next_step,
            curve=report.curve,
            output=report.output,
            error_line=report.error_line,
            confusion=report.confusion,
            checks=report.checks,
            budgets=report.budgets,
            samples=report.samples,
            seed_values=report.seed_values,
        )

    def interrupt_runs(self, ended_at: datetime) -> int:
        self._check(ended_at)
        left = [run for run in self._runs.values() if run.verdict is None and not run.interrupted]
        for run in left:
            self._runs[run.id] = replace(run, interrupted=True, ended_at=ended_at)
        return len(left)

    def runs(
        self, *, limit: int, slug: str | None = None, before_id: int | None = None
    ) -> tuple[RunRecord, ...]:
        self._check()
        asked = {number: run for number, run in self._runs.items() if slug in (None, run.slug)}
        return tuple(asked[number] for number in _page(asked, limit, before_id))

    def recent_runs(self, *, each: int) -> tuple[RunRecord, ...]:
        self._check()
        taken: dict[tuple[str, Tier], int] = {}
        found = []
        for number in sorted(self._runs, reverse=True):
            run = self._runs[number]
            taken[run.slug, run.tier] = taken.get((run.slug, run.tier), 0) + 1
            if taken[run.slug, run.tier] <= each:
                found.append(_outline(run))
        return tuple(found)

    def best_runs(self) -> Mapping[tuple[str, Tier], RunRecord]:
        self._check()
        best: dict[tuple[str, Tier], RunRecord] = {}
        for run in self._runs.values():
            if run.verdict is None or not run.verdict.is_graded or run.value is None:
                continue
            leader = best.get((run.slug, run.tier))
            if leader is None or merit(run) > merit(leader):
                best[run.slug, run.tier] = run
        return best

    def save_draft(self, slug: str, code: str, at: datetime) -> None:
        self._check(at)
        self._drafts[slug] = code

    def draft(self, slug: str) -> str | None:
        self._check()
        return self._drafts.get(slug)

    def discard_draft(self, slug: str) -> None:
        self._check()
        self._drafts.pop(slug, None)

    def add_diagnosis(self, puzzle_id: str, truth: Diagnosis, said: Diagnosis, moment: Moment) -> int:
        self._check(moment.at)
        number = len(self._diagnoses) + 1
        self._diagnoses.append(DiagnosisRecord(number, puzzle_id, truth, said, moment.at, moment.local_day))
        return number

    def diagnoses(self) -> tuple[DiagnosisRecord, ...]:
        self._check()
        return tuple(reversed(self._diagnoses))

    def close(self) -> None:
        self.closed = True

    def _check(self, *times: datetime) -> None:
        if self.fault is not None:
            raise self.fault
        if any(at.tzinfo is None for at in times):
            raise ValueError("a time without a zone")

    @staticmethod
    def _known(rows: Mapping[int, _Row], number: int) -> _Row:
        if number not in rows:
            raise StorageError(message("There is no such entry in the history."))
        return rows[number]

    def _standing(self, session_id: int) -> tuple[Attempt, ...]:
        attempts = [self._attempts[number] for number in self._of_session.get(session_id, ())]
        standing = [each for each in attempts if each.undone_at is None]
        return tuple(sorted(standing, key=lambda attempt: attempt.position))

    def _graded(self) -> list[Attempt]:
        attempts = self._attempts.values()
        return [each for each in attempts if each.undone_at is None and each.grade is not Grade.UNGRADED]

    def _by_day(self) -> dict[date, tuple[list[Attempt], list[RunRecord]]]:
        found: dict[date, tuple[list[Attempt], list[RunRecord]]] = {}
        for attempt in self._attempts.values():
            if attempt.undone_at is None:
                found.setdefault(attempt.local_day, ([], []))[0].append(attempt)
        for run in self._runs.values():
            if run.verdict is not None and run.verdict.counts:
                found.setdefault(run.local_day, ([], []))[1].append(run)
        return found

    def _session_record(self, session_id: int) -> SessionRecord:
        session, standing = self._sessions[session_id], self._standing(session_id)
        return SessionRecord(
            id=session_id,
            mode=session.request.mode,
            language=session.language,
            started_at=session.started_at,
            local_day=session.local_day,
            ended_at=session.ended_at,
            planned=len(session.plan),
            answered=len(standing),
            score_sum=_score_sum(standing),
            elapsed_seconds=session.elapsed_seconds,
        )


def _page(rows: Iterable[int], limit: int, before_id: int | None) -> list[int]:
    return [number for number in sorted(rows, reverse=True) if before_id is None or number < before_id][
        :limit
    ]


def _outline(run: RunRecord) -> RunRecord:
    return replace(
        run,
        code="",
        message=None,
        next_step=None,
        curve=(),
        output="",
        error_line=None,
        confusion=(),
        checks=(),
        budgets=(),
        samples=(),
        seed_values=(),
    )


def _score_sum(attempts: Iterable[Attempt]) -> float:
    return sum((attempt.score for attempt in attempts if attempt.grade is not Grade.UNGRADED), 0.0)


def _question_record(question_id: str, attempts: list[Attempt]) -> QuestionRecord:
    return QuestionRecord(
        question_id=question_id,
        attempts=len(attempts),
        correct=sum(attempt.grade is Grade.CORRECT for attempt in attempts),
        score_sum=_score_sum(attempts),
        last_grade=attempts[-1].grade,
        last_at=attempts[-1].answered_at,
    )
