"""An index that holds all that the sums over marks of confidence need."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Adds an index; nothing that is there changes."""
    op.create_index(
        "ix_attempts_confidence",
        "attempts",
        ["confidence", "undone_at", "grade"],
        sqlite_where=sa.text("confidence IS NOT NULL"),
    )
