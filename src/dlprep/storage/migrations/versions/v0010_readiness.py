"""What was said of readiness: a row for each day and job."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Adds an empty table: what was said before was not kept."""
    op.create_table(
        "readiness",
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("local_day", sa.Date, nullable=False),
        sa.Column("now", sa.Double, nullable=False),
        sa.Column("low", sa.Double, nullable=False),
        sa.Column("high", sa.Double, nullable=False),
        sa.Column("coverage", sa.Double, nullable=False),
        sa.Column("interview", sa.Date),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("following", sa.Double),
        sa.Column("stopping", sa.Double),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("role", "level", "local_day", name="pk_readiness"),
    )
