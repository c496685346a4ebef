"""fragments and leads

Revision: 0003
Follows: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_EXPIRING = ("fragments", "offered_leads", "lead_reports")


def _time(name: str) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _text(name: str, length: int = 0) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length) if length else sa.Text(), nullable=False)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "fragments",
        _text("person", 64),
        _text("text"),
        sa.Column("types", sa.JSON(), nullable=False),
        _time("told_at"),
        _time("expires_at"),
        sa.PrimaryKeyConstraint("person"),
    )
    op.create_table(
        "offered_leads",
        _text("person", 64),
        _text("fingerprint", 64),
        _text("kind", 20),
        _text("shown", 60),
        _text("sealed"),
        _time("expires_at"),
        sa.PrimaryKeyConstraint("person", "fingerprint"),
    )
    op.create_table(
        "leads",
        _text("fingerprint", 64),
        _text("kind", 20),
        _text("sealed"),
        sa.Column("reports", sa.Integer(), nullable=False),
        _time("first_at"),
        _time("last_at"),
        sa.PrimaryKeyConstraint("fingerprint"),
    )
    op.create_table(
        "lead_reports",
        _text("person", 64),
        _text("fingerprint", 64),
        _time("expires_at"),
        sa.ForeignKeyConstraint(["fingerprint"], ["leads.fingerprint"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "fingerprint"),
    )
    for table in _EXPIRING:
        op.create_index(f"ix_{table}_expires_at", table, ["expires_at"])


def downgrade() -> None:
    """Take it back."""
    for table in _EXPIRING:
        op.drop_index(f"ix_{table}_expires_at", table)
    for table in ("lead_reports", "leads", "offered_leads", "fragments"):
        op.drop_table(table)
