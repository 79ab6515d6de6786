"""Resets of topics, and which answers each of them took out of the count."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Adds two tables; nothing that is there changes."""
    op.create_table(
        "resets",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("local_day", sa.Date, nullable=False),
        sa.Column("undone_at", sa.DateTime),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reset_attempts",
        sa.Column("reset_id", sa.Integer, nullable=False),
        sa.Column("attempt_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("reset_id", "attempt_id", name="pk_reset_attempts"),
        sa.ForeignKeyConstraint(["reset_id"], ["resets.id"], name="fk_reset_attempts_reset_id"),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name="fk_reset_attempts_attempt_id"),
    )
