"""What the use cases need from outside, as protocols that storage, judge and clock fulfil."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from dlprep.domain.records.filters import EVERYTHING
from dlprep.services.reset_store import ResetStore
from dlprep.services.saying_store import SayingStore

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path
    from threading import Event

    from dlprep.domain.challenges import ChallengeFolder
    from dlprep.domain.grader.evidence import Nearness
    from dlprep.domain.grader.grades import AnswerGrade, Flag, GraderName, PointGrade
    from dlprep.domain.interviewing.turns import Interview, InterviewRecord, Turn
    from dlprep.domain.judging import Report, RunEvent, Submission, Tier
    from dlprep.domain.keeping.backups import Backup, BackupKind, BackupReport, Restored
    from dlprep.domain.memory.cards import CardKey
    from dlprep.domain.memory.ratings import Rating
    from dlprep.domain.memory.schedule import Remembered
    from dlprep.domain.memory.sources import ReviewKey
    from dlprep.domain.messages import Message
    from dlprep.domain.mutation import Diagnosis, DiagnosisRecord
    from dlprep.domain.opinion.asking import Prompt
    from dlprep.domain.opinion.opinions import SecondOpinion
    from dlprep.domain.opinion.replies import Claim
    from dlprep.domain.practice import Attempt, Confidence, PlannedQuestion, PracticeSession
    from dlprep.domain.progress import (
        DayRecord,
        QuestionRecord,
        RunRecord,
        ScoredAnswer,
        SessionRecord,
        SprintRecord,
    )
    from dlprep.domain.records.filters import HistoryFilter
    from dlprep.domain.records.shares import Share
    from dlprep.domain.rubrics import KeyPoint, RubricPoint


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time and the calendar day it falls on for the learner."""

    at: datetime
    """Aware, UTC."""
    local_day: date


class Clock(Protocol):
    """Time, by argument."""

    def moment(self) -> Moment:
        """Now."""

    def monotonic(self) -> float:
        """Seconds on a clock that is never set back, for durations."""


class AttemptStore(Protocol):
    """Where practice sessions, attempts and flags are kept. Every method raises StorageError on failure."""

    def add_session(self, session: PracticeSession) -> PracticeSession:
        """Keeps a new session; returns it with its id."""

    def add_attempt(self, attempt: Attempt) -> Attempt:
        """Keeps an answer; when this returns, it is on disk. Returns it with its id."""

    def undo_attempt(self, attempt_id: int, undone_at: datetime) -> None:
        """Marks an attempt as taken back."""

    def save_progress(self, session_id: int, *, elapsed_seconds: float, hints_shown: int) -> None:
        """Keeps how long a session has been open and how many hints its current question has shown."""

    def extend_plan(self, session_id: int, plan: tuple[PlannedQuestion, ...]) -> tuple[PlannedQuestion, ...]:
        """Keeps a plan that goes on from the one kept, and returns the plan that now stands.

        That is the one kept, unchanged, where `plan` does not begin with it or adds nothing, as when another
        process was first; and where the session has ended.
        """

    def end_session(self, session_id: int, ended_at: datetime) -> None:
        """Marks a session as ended."""

    def session(self, session_id: int) -> PracticeSession | None:
        """The session with its standing attempts, or None."""

    def unfinished_session(self) -> PracticeSession | None:
        """The newest session that was not ended, or None."""

    def sessions(
        self, *, limit: int, before_id: int | None = None, wanted: HistoryFilter = EVERYTHING
    ) -> tuple[SessionRecord, ...]:
        """Sessions, newest first; `before_id` pages on."""

    def best_sprints(self, *, limit: int) -> tuple[SprintRecord, ...]:
        """Ended sprints with an answer: most right first, then fewest wrong, then the older."""

    def attempts(
        self,
        *,
        limit: int,
        question_id: str | None = None,
        before_id: int | None = None,
        wanted: HistoryFilter = EVERYTHING,
    ) -> tuple[Attempt, ...]:
        """Attempts, newest first, undone ones included; `before_id` pages on."""

    def recent_answers(self, *, limit: int) -> tuple[ScoredAnswer, ...]:
        """Standing graded answers among the newest `2 * limit` attempts, at most `limit`, newest first."""

    def attempt(self, attempt_id: int) -> Attempt | None:
        """The attempt with this id, or None."""

    def question_records(self) -> Mapping[str, QuestionRecord]:
        """A record for every question answered at least once, by question id."""

    def days(self, *, since: date | None = None) -> tuple[DayRecord, ...]:
        """Days with at least one attempt or run, oldest first; `since` leaves out what was earlier."""

    def active_days(self) -> frozenset[date]:
        """The same days, without their sums."""

    def day_times(self, days: Collection[date]) -> Mapping[date, tuple[datetime, datetime]]:
        """When something was done first and last on each of `days`; days without anything are left out."""

    def confidence_shares(self) -> Mapping[Confidence, Share]:
        """How many of the graded answers with each mark were right."""

    def retention_shares(self, *, newest: int) -> Mapping[int, Share]:
        """Among the `newest` attempts, how many answers to a question that had been asked before were right.

        The key is the day of `domain.records.retention.RETENTION_FROM` at which the days since then begin.
        """

    def set_flagged(self, question_id: str, *, flagged: bool, at: datetime) -> None:
        """Flags a question, or takes the flag off."""

    def flagged(self) -> frozenset[str]:
        """Ids of the flagged questions."""


class RunStore(Protocol):
    """Where challenge runs and drafts are kept. Every method raises StorageError on failure."""

    def start_run(self, submission: Submission, moment: Moment) -> int:
        """Keeps a run as running before the worker starts; returns its id."""

    def finish_run(self, run_id: int, report: Report, ended_at: datetime) -> None:
        """Keeps the outcome of a run."""

    def interrupt_runs(self, ended_at: datetime) -> int:
        """Marks runs that a dead process left running; returns how many."""

    def runs(
        self, *, limit: int, slug: str | None = None, before_id: int | None = None
    ) -> tuple[RunRecord, ...]:
        """Runs, newest first; `before_id` pages on."""

    def recent_runs(self, *, each: int) -> tuple[RunRecord, ...]:
        """The newest runs, at most `each` of a challenge on a tier, newest first.

        They come without what is large: code, messages, output, curve, confusion and details.
        """

    def best_runs(self) -> Mapping[tuple[str, Tier], RunRecord]:
        """The first graded run with most merit (`domain.progress.merit`), by slug and tier."""

    def save_draft(self, slug: str, code: str, at: datetime) -> None:
        """Keeps the learner's code of a challenge."""

    def draft(self, slug: str) -> str | None:
        """The code last kept for a challenge, or None."""

    def discard_draft(self, slug: str) -> None:
        """Forgets the draft; the stub is where the learner starts again."""


class DiagnosisStore(Protocol):
    """Where it is kept what learners said about mutants. Every method raises StorageError on failure."""

    def add_diagnosis(self, puzzle_id: str, truth: Diagnosis, said: Diagnosis, moment: Moment) -> int:
        """Keeps a diagnosis beside what is true; returns its id."""

    def diagnoses(self) -> tuple[DiagnosisRecord, ...]:
        """Every diagnosis, newest first."""


class InterviewStore(Protocol):
    """Where interviews are kept, turn by turn. Every method raises StorageError on failure."""

    def add_interview(self, interview: Interview) -> Interview:
        """Keeps a new interview, which has no turns yet; returns it with its id."""

    def add_turn(self, interview_id: int, turn: Turn) -> None:
        """Keeps a turn; when this returns, it is on disk. A turn of the candidate's clears the draft.

        Raises:
            StorageError: also if there is a turn with this number, as when another process goes on with it.
        """

    def keep_opinion(self, interview_id: int, number: int, opinion: SecondOpinion) -> None:
        """Keeps with a turn what a language model said of it; all else of the turn stays as it is."""

    def save_interview_draft(self, interview_id: int, text: str) -> None:
        """Keeps what the candidate has typed and not sent."""

    def end_interview(
        self, interview_id: int, ended_at: datetime, *, score: int | None, bar: str | None
    ) -> None:
        """Marks an interview as ended, with what it came to; one that has ended stays as it was."""

    def interview(self, interview_id: int) -> Interview | None:
        """The interview with its turns, or None."""

    def unfinished_interview(self) -> Interview | None:
        """The newest interview that was not ended, or None."""

    def open_interview(self) -> InterviewRecord | None:
        """The newest interview that was not ended as a line of a list, without reading its turns."""

    def interviews(self, *, limit: int, before_id: int | None = None) -> tuple[InterviewRecord, ...]:
        """Interviews, newest first; `before_id` pages on."""

    def recent_questions(self, *, limit: int) -> tuple[str, ...]:
        """Ids of the questions last asked in interviews, the newest first, each once."""


class MemoryStore(Protocol):
    """Where cards are kept: what attempts, ended interviews and graded runs fold into.

    Cards follow the history at a distance: `fold_reviews` takes in what is new. Taking an answer back changes
    its card at once. Every method raises StorageError on failure.
    """

    def fold_reviews(self, *, limit: int) -> int:
        """Takes at most `limit` new entries into the cards, all or none; returns how many, 0 at the end."""

    def unfolded_answers(self) -> int:
        """About how many answers the cards do not know of yet."""

    def cards(self) -> tuple[Remembered, ...]:
        """Every card, as far as the history was taken in."""

    def card(self, key: CardKey) -> Remembered | None:
        """One card, or None."""

    def correct_rating(self, review: ReviewKey, rating: Rating | None, made_at: datetime) -> None:
        """Keeps the learner's own rating of a review; None goes back to the one that follows from it.

        The card is folded anew at once, when the review is in it already.
        """

    def corrected_ratings(self) -> Mapping[ReviewKey, Rating]:
        """The learner's own ratings."""


class Store(
    AttemptStore, RunStore, DiagnosisStore, InterviewStore, MemoryStore, ResetStore, SayingStore, Protocol
):
    """The whole history."""

    notices: tuple[Message, ...]
    """What opening it found that the learner should know, such as a damaged file set aside."""

    def close(self) -> None:
        """Closes the database. Nothing else may be called afterwards."""


class BackupKeeper(Protocol):
    """Where copies of the whole history are kept. Every method raises StorageError on failure."""

    @property
    def folder(self) -> Path:
        """Where they lie."""

    def all(self) -> tuple[Backup, ...]:
        """Every backup, newest first."""

    def report(self, backup: Backup, *, thorough: bool = False) -> BackupReport:
        """What is in a backup; a large one is read whole only if `thorough`."""

    def create(self, kind: BackupKind, moment: Moment) -> Backup:
        """Makes and checks a backup, then lets those go that are not kept any longer."""

    def restore(self, source: Path, moment: Moment) -> Restored:
        """Puts a backup in place of the history, which is kept as a backup of its own.

        Raises:
            BadInputError: if the backup is not there, damaged, or made by a newer dlprep.
        """


class Watcher(Protocol):
    """Is told what happens during a run, from the thread that runs it."""

    def __call__(self, event: RunEvent, /) -> None:
        """Takes the next thing that happened."""


class Judge(Protocol):
    """Runs a submission in a process of its own and grades it."""

    def warm(self, folder: ChallengeFolder, tier: Tier) -> None:
        """Starts a spare worker, so that a run need not wait for TensorFlow. Returns at once."""

    def judge(
        self, folder: ChallengeFolder, submission: Submission, *, watch: Watcher, cancel: Event
    ) -> Report:
        """Runs and grades; blocks until the report. Setting `cancel` ends the run within a second.

        Never raises for what the learner's code does. Our own faults come back as an INTERNAL report.

        Raises:
            DatasetError: if the tier's data is missing or damaged.
            EnvironmentFaultError: if TensorFlow is not installed.
        """

    def rehearse(
        self, folder: ChallengeFolder, submission: Submission, *, watch: Watcher, cancel: Event
    ) -> Report:
        """Runs in small, a step or two of every `fit`, and says what would fail; graded functions are graded.

        The report of a script that would run is PASS without a medal and a value. Raises as `judge` does.
        """

    def close(self) -> None:
        """Ends the spare worker and whatever still runs."""


class Grader(Protocol):
    """Grades free answers; the same answer always gets the same grade."""

    name: GraderName

    def grade(self, points: Sequence[RubricPoint], text: str) -> AnswerGrade:
        """The grade of an answer."""

    def grade_follow_up(self, point: RubricPoint, before: PointGrade | None, text: str) -> PointGrade:
        """What the reply to a follow-up makes of a point; never less than it was `before`."""

    def flags(self, text: str) -> tuple[Flag, ...]:
        """What is remarkable about a text, whatever it answers."""


class Meanings(Protocol):
    """Says how near parts of an answer come to points in meaning."""

    name: str
    """Of the embedder."""
    version: str

    def nearness(self, points: Sequence[KeyPoint], windows: Sequence[str]) -> Sequence[tuple[Nearness, ...]]:
        """For each point, how near each window comes to it."""


class LanguageModel(Protocol):
    """Replies to a prompt with text that nobody has to trust."""

    name: str
    address: str
    """Of the server; models of one name on two servers may differ."""

    def reply(self, prompt: Prompt) -> str:
        """What the model says.

        Raises:
            NoReplyError: if nothing comes, or nothing that can be read.
        """


class ClaimCache(Protocol):
    """Keeps what models claimed; loses it rather than fail."""

    def load(self, key: str) -> dict[str, Claim] | None:
        """The claims under a key, or None."""

    def save(self, key: str, claims: Mapping[str, Claim]) -> None:
        """Keeps claims."""
