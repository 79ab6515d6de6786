"""The numbers that a template was asked with."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds a column to the attempts; those made before stay without."""
    op.add_column("attempts", sa.Column("drawn", sa.Text))
