"""Practice sessions, attempts and flags."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables of practice."""
    _sessions()
    _attempts()
    op.create_table(
        "flags",
        sa.Column("question_id", sa.Text, nullable=False),
        sa.Column("flagged_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("question_id", name="pk_flags"),
    )


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("started_at", sa.DateTime, nullable=False),
        sa.Column("local_day", sa.Date, nullable=False),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("seed", sa.Text, nullable=False),
        sa.Column("request", sa.Text, nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("planned", sa.Integer, nullable=False),
        sa.Column("time_limit_seconds", sa.Double),
        sa.Column("elapsed_seconds", sa.Double, nullable=False),
        sa.Column("hints_shown", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sessions_open", "sessions", ["id"], sqlite_where=sa.text("ended_at IS NULL"))


def _attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("session_id", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("question_id", sa.Text, nullable=False),
        sa.Column("content_hash", sa.Text, nullable=False),
        sa.Column("shuffle_seed", sa.Text, nullable=False),
        sa.Column("template_seed", sa.Text),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("grade", sa.Text, nullable=False),
        sa.Column("score", sa.Double, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("confidence", sa.Text),
        sa.Column("hints_used", sa.Integer, nullable=False),
        sa.Column("duration_seconds", sa.Double, nullable=False),
        sa.Column("answered_at", sa.DateTime, nullable=False),
        sa.Column("local_day", sa.Date, nullable=False),
        sa.Column("undone_at", sa.DateTime),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_attempts_session_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_attempts_standing",
        "attempts",
        ["session_id", "position"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
    )
    op.create_index(
        "ix_attempts_question", "attempts", ["question_id", "undone_at", "grade", "score", "answered_at"]
    )
    op.create_index("ix_attempts_day", "attempts", ["local_day", "undone_at", "grade", "score"])
