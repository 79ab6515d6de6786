"""What a learner said is wrong with a mutant."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Adds a table; nothing that is there changes."""
    op.create_table(
        "diagnoses",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("puzzle_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("said_kind", sa.Text, nullable=False),
        sa.Column("said_line", sa.Integer, nullable=False),
        sa.Column("said_at", sa.DateTime, nullable=False),
        sa.Column("local_day", sa.Date, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_diagnoses_puzzle_id", "diagnoses", ["puzzle_id"])
