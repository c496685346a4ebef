"""an index that holds all that figures are counted from

Revision: 0011
Follows: 0010
"""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    columns = ("told", "day", "type", "group", "stage", "verdict", "channel", "place", "doubt", "outcome", "asked_at")
    op.create_index("ix_matters_figures", "matters", list(columns))


def downgrade() -> None:
    """Undo the change."""
    op.drop_index("ix_matters_figures", table_name="matters")
