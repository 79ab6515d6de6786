"""Cards of the memory: what the history folds into, how far it was folded, and corrected ratings."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Adds four empty tables; cards are folded later, in small steps beside the learner's work."""
    op.create_table(
        "cards",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("stability", sa.Double, nullable=False),
        sa.Column("difficulty", sa.Double, nullable=False),
        sa.Column("last_review", sa.DateTime, nullable=False),
        sa.Column("due", sa.DateTime, nullable=False),
        sa.Column("reviews", sa.Integer, nullable=False),
        sa.Column("lapses", sa.Integer, nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("last_rating", sa.Text, nullable=False),
        sa.Column("confidently_wrong", sa.Boolean, nullable=False),
        sa.Column("last_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", name="pk_cards"),
    )
    op.create_index("ix_cards_due", "cards", ["due"])
    op.create_table(
        "card_checkpoints",
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("last_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("source", name="pk_card_checkpoints"),
    )
    op.create_table(
        "card_gaps",
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("source", "id", name="pk_card_gaps"),
    )
    op.create_table(
        "rating_corrections",
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("rating", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("source", "id", name="pk_rating_corrections"),
    )
