"""Interviews and their turns."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Adds two tables; nothing that is there changes."""
    op.create_table(
        "interviews",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("started_at", sa.DateTime, nullable=False),
        sa.Column("local_day", sa.Date, nullable=False),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("draft", sa.Text, nullable=False),
        sa.Column("score", sa.Integer),
        sa.Column("bar", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_interviews_open", "interviews", ["id"], sqlite_where=sa.text("ended_at IS NULL"))
    op.create_table(
        "interview_turns",
        sa.Column("interview_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("elapsed_seconds", sa.Double, nullable=False),
        sa.Column("question_id", sa.Text),
        sa.Column("point_id", sa.Text),
        sa.Column("details", sa.Text),
        sa.PrimaryKeyConstraint("interview_id", "number", name="pk_interview_turns"),
        sa.ForeignKeyConstraint(["interview_id"], ["interviews.id"], name="fk_interview_turns_interview_id"),
    )
