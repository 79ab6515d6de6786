"""What a run is judged by besides its value: checks, budgets, worst samples, values by seed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Adds a column to the runs; those made before stay without."""
    op.add_column("runs", sa.Column("details", sa.Text))
