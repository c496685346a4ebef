"""access tokens, pushes, switches of channels

Revision: 0004
Follows: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _time(name: str, nullable: bool = False) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str, length: int = 0) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length) if length else sa.Text(), nullable=False)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "access_tokens",
        _text("app_id", 64),
        _text("sealed"),
        _time("expires_at"),
        _time("forced_at", nullable=True),
        sa.PrimaryKeyConstraint("app_id"),
    )
    op.create_table(
        "pushes",
        _text("person", 64),
        _text("message_id", 80),
        _text("part", 8),
        _time("expires_at"),
        sa.PrimaryKeyConstraint("person", "message_id"),
    )
    op.create_table(
        "channel_switches",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        _text("channel", 12),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        _text("reason"),
        _text("switched_by", 64),
        _time("switched_at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_access_tokens_expires_at", "access_tokens", ["expires_at"])
    op.create_index("ix_pushes_expires_at", "pushes", ["expires_at"])
    op.create_index("ix_channel_switches_channel", "channel_switches", ["channel"])


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_channel_switches_channel", "channel_switches")
    op.drop_index("ix_pushes_expires_at", "pushes")
    op.drop_index("ix_access_tokens_expires_at", "access_tokens")
    for table in ("channel_switches", "pushes", "access_tokens"):
        op.drop_table(table)
