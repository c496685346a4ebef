"""What the content and the model were last made ready from

Revision: 0018
Follows: 0017
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("knowledge_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("prepared", sa.String(length=64), server_default="", nullable=False))


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("knowledge_version", schema=None) as batch_op:
        batch_op.drop_column("prepared")
