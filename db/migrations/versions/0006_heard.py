"""heard

Revision: 0006
Follows: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "heard",
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person"),
    )
    op.create_index("ix_heard_expires_at", "heard", ["expires_at"])


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_heard_expires_at", "heard")
    op.drop_table("heard")
