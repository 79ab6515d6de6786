"""The tables of the history, as the newest migration leaves them."""

from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import (
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Text,
    TypeDecorator,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SCHEMA_VERSION: Final = 10
"""`user_version` of a database at the newest schema; its migration is the revision of that number."""
APPLICATION_ID: Final = 0x646C7072
"""Says in the file's header that it is ours: “dlpr”."""


class Base(DeclarativeBase):
    """Root of the tables. Constraints are named, so that a later migration can drop them."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, kept as UTC text that sorts by time."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Seed(TypeDecorator[int]):
    """An integer of any size: SQLite's own end at 64 bits, Python's seeds do not."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: int | None, _dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> int | None:
        return None if value is None else int(value)


class SessionRow(Base):
    """One practice session and its plan."""

    __tablename__ = "sessions"
    __table_args__ = (
        Index("ix_sessions_open", "id", sqlite_where=text("ended_at IS NULL")),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mode: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    local_day: Mapped[date]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seed: Mapped[int] = mapped_column(Seed)
    request: Mapped[str] = mapped_column(Text)
    """JSON."""
    plan: Mapped[str] = mapped_column(Text)
    """JSON."""
    planned: Mapped[int]
    """Length of the plan."""
    time_limit_seconds: Mapped[float | None] = mapped_column(Double)
    elapsed_seconds: Mapped[float] = mapped_column(Double)
    hints_shown: Mapped[int]


class AttemptRow(Base):
    """One answer; never changed but for `undone_at`."""

    __tablename__ = "attempts"
    __table_args__ = (
        # Two processes may go on with one session: only one of them gets to answer a place in its plan.
        Index(
            "uq_attempts_standing",
            "session_id",
            "position",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
        ),
        # These hold all that the sums over questions and days need: SQLite then never touches the rows.
        Index("ix_attempts_question", "question_id", "undone_at", "grade", "score", "answered_at"),
        Index("ix_attempts_day", "local_day", "undone_at", "grade", "score"),
        Index(
            "ix_attempts_confidence",
            "confidence",
            "undone_at",
            "grade",
            sqlite_where=text("confidence IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    position: Mapped[int]
    question_id: Mapped[str] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(Text)
    shuffle_seed: Mapped[int] = mapped_column(Seed)
    template_seed: Mapped[int | None] = mapped_column(Seed)
    answer: Mapped[str] = mapped_column(Text)
    """JSON."""
    grade: Mapped[str] = mapped_column(Text)
    score: Mapped[float] = mapped_column(Double)
    language: Mapped[str] = mapped_column(Text)
    confidence: Mapped[str | None] = mapped_column(Text)
    hints_used: Mapped[int]
    duration_seconds: Mapped[float] = mapped_column(Double)
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    local_day: Mapped[date]
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    drawn: Mapped[str | None] = mapped_column(Text)
    """JSON."""


class FlagRow(Base):
    """A question the learner flagged."""

    __tablename__ = "flags"

    question_id: Mapped[str] = mapped_column(Text, primary_key=True)
    flagged_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RunRow(Base):
    """One run of a challenge: running, then final or interrupted."""

    __tablename__ = "runs"
    __table_args__ = (
        Index("ix_runs_slug", "slug"),
        Index("ix_runs_local_day", "local_day"),
        Index("ix_runs_running", "id", sqlite_where=text("ended_at IS NULL")),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(Text)
    tier: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(Text)
    """The process that runs it, told apart from a later one with the same number."""
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    local_day: Mapped[date]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    interrupted: Mapped[bool]
    verdict: Mapped[str | None] = mapped_column(Text)
    medal: Mapped[str | None] = mapped_column(Text)
    metric: Mapped[str] = mapped_column(Text)
    value: Mapped[float | None] = mapped_column(Double)
    epochs: Mapped[int]
    wall_seconds: Mapped[float] = mapped_column(Double)
    cpu_seconds: Mapped[float] = mapped_column(Double)
    isolation: Mapped[str | None] = mapped_column(Text)
    message: Mapped[str | None] = mapped_column(Text)
    """JSON."""
    next_step: Mapped[str | None] = mapped_column(Text)
    """JSON."""
    curve: Mapped[str] = mapped_column(Text)
    """JSON."""
    output: Mapped[str] = mapped_column(Text)
    error_line: Mapped[int | None]
    confusion: Mapped[str] = mapped_column(Text)
    """JSON."""
    details: Mapped[str | None] = mapped_column(Text)
    """JSON; see `storage.details`."""


class DraftRow(Base):
    """The learner's code of a challenge, as last saved."""

    __tablename__ = "drafts"

    slug: Mapped[str] = mapped_column(Text, primary_key=True)
    code: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DiagnosisRow(Base):
    """What the learner said is wrong with a mutant."""

    __tablename__ = "diagnoses"
    __table_args__ = (Index("ix_diagnoses_puzzle_id", "puzzle_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    puzzle_id: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    line: Mapped[int]
    said_kind: Mapped[str] = mapped_column(Text)
    said_line: Mapped[int]
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
    local_day: Mapped[date]


class InterviewRow(Base):
    """One interview: what it is to be, what is typed and not sent, and what it came to."""

    __tablename__ = "interviews"
    __table_args__ = (
        Index("ix_interviews_open", "id", sqlite_where=text("ended_at IS NULL")),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str] = mapped_column(Text)
    """JSON."""
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    local_day: Mapped[date]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    draft: Mapped[str] = mapped_column(Text)
    score: Mapped[int | None]
    bar: Mapped[str | None] = mapped_column(Text)


class InterviewTurnRow(Base):
    """One turn; never changed, but that an opinion on it comes later."""

    __tablename__ = "interview_turns"

    # Two processes may go on with one interview: only one of them gets to say its next turn.
    interview_id: Mapped[int] = mapped_column(ForeignKey("interviews.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    elapsed_seconds: Mapped[float] = mapped_column(Double)
    question_id: Mapped[str | None] = mapped_column(Text)
    point_id: Mapped[str | None] = mapped_column(Text)
    details: Mapped[str | None] = mapped_column(Text)
    """JSON; see `storage.turns`."""


class CardRow(Base):
    """What one card's reviews fold into; it can be folded anew from the history at any time."""

    __tablename__ = "cards"
    __table_args__ = (Index("ix_cards_due", "due"),)

    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    stability: Mapped[float] = mapped_column(Double)
    difficulty: Mapped[float] = mapped_column(Double)
    last_review: Mapped[datetime] = mapped_column(UtcDateTime)
    due: Mapped[datetime] = mapped_column(UtcDateTime)
    reviews: Mapped[int]
    lapses: Mapped[int]
    first_day: Mapped[date]
    last_day: Mapped[date]
    last_rating: Mapped[str] = mapped_column(Text)
    confidently_wrong: Mapped[bool]
    last_id: Mapped[int]
    """Of the last attempt, interview or run in it."""


class CardCheckpointRow(Base):
    """How far one source of reviews was folded into cards."""

    __tablename__ = "card_checkpoints"

    source: Mapped[str] = mapped_column(Text, primary_key=True)
    last_id: Mapped[int]


class CardGapRow(Base):
    """An interview or run before the checkpoint that had not ended when it was passed."""

    __tablename__ = "card_gaps"

    source: Mapped[str] = mapped_column(Text, primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class RatingCorrectionRow(Base):
    """The learner's own rating of one review, instead of the one that follows from the answer."""

    __tablename__ = "rating_corrections"

    source: Mapped[str] = mapped_column(Text, primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rating: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ResetRow(Base):
    """A topic that was begun anew; never changed but for `undone_at`."""

    __tablename__ = "resets"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    local_day: Mapped[date]
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ResetAttemptRow(Base):
    """An answer that a reset took out of the count."""

    __tablename__ = "reset_attempts"

    reset_id: Mapped[int] = mapped_column(ForeignKey("resets.id"), primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"), primary_key=True)


class ReadinessRow(Base):
    """What was said last on a day about readiness for a job."""

    __tablename__ = "readiness"

    role: Mapped[str] = mapped_column(Text, primary_key=True)
    """Empty for any."""
    level: Mapped[str] = mapped_column(Text, primary_key=True)
    local_day: Mapped[date] = mapped_column(primary_key=True)
    now: Mapped[float] = mapped_column(Double)
    low: Mapped[float] = mapped_column(Double)
    high: Mapped[float] = mapped_column(Double)
    coverage: Mapped[float] = mapped_column(Double)
    interview: Mapped[date | None]
    minutes: Mapped[int]
    following: Mapped[float | None] = mapped_column(Double)
    stopping: Mapped[float | None] = mapped_column(Double)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RevisionRow(Base):
    """Alembic's own table, so that a new database is made without importing Alembic."""

    __tablename__ = "alembic_version"
    __table_args__ = (PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),)

    version_num: Mapped[str] = mapped_column(String(32))
