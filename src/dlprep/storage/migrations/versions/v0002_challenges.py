"""Challenge runs and drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the tables of challenges."""
    _runs()
    op.create_table(
        "drafts",
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("saved_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("slug", name="pk_drafts"),
    )


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("tier", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("started_at", sa.DateTime, nullable=False),
        sa.Column("local_day", sa.Date, nullable=False),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("interrupted", sa.Boolean, nullable=False),
        sa.Column("verdict", sa.Text),
        sa.Column("medal", sa.Text),
        sa.Column("metric", sa.Text, nullable=False),
        sa.Column("value", sa.Double),
        sa.Column("epochs", sa.Integer, nullable=False),
        sa.Column("wall_seconds", sa.Double, nullable=False),
        sa.Column("cpu_seconds", sa.Double, nullable=False),
        sa.Column("isolation", sa.Text),
        sa.Column("message", sa.Text),
        sa.Column("next_step", sa.Text),
        sa.Column("curve", sa.Text, nullable=False),
        sa.Column("output", sa.Text, nullable=False),
        sa.Column("error_line", sa.Integer),
        sa.Column("confusion", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_runs_slug", "runs", ["slug"])
    op.create_index("ix_runs_local_day", "runs", ["local_day"])
    op.create_index("ix_runs_running", "runs", ["id"], sqlite_where=sa.text("ended_at IS NULL"))
