"""WeChat's codes of posters

Revision: 0017
Follows: 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "poster_codes",
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("scene", sa.String(length=12), nullable=False),
        sa.Column("url", sa.String(length=256), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account", "scene"),
    )
    with op.batch_alter_table("poster_jobs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("opens", sa.String(length=300), server_default="", nullable=False))


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("poster_jobs", schema=None) as batch_op:
        batch_op.drop_column("opens")
    op.drop_table("poster_codes")
