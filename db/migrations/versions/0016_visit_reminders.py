"""reminders of return visits in WeChat, and the notices that a person allowed

Revision: 0016
Follows: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "visit_reminders",
        sa.Column("visit", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("step", sa.String(length=8), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("visit", "step"),
    )
    with op.batch_alter_table("visit_reminders", schema=None) as batch_op:
        for name in ("person", "due_at", "expires_at"):
            batch_op.create_index(batch_op.f(f"ix_visit_reminders_{name}"), [name], unique=False)
    op.create_table(
        "notice_grants",
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("event", sa.String(length=64), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person", "event"),
    )
    with op.batch_alter_table("notice_grants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_grants_expires_at"), ["expires_at"], unique=False)
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.add_column(sa.Column("group", sa.String(length=40), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("wechat", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("said_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("DELETE FROM outbox WHERE about = 'visit'")  # written by the reminders from now on


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("visits", schema=None) as batch_op:
        for name in ("said_at", "wechat", "group"):
            batch_op.drop_column(name)
    with op.batch_alter_table("notice_grants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_grants_expires_at"))
    op.drop_table("notice_grants")
    with op.batch_alter_table("visit_reminders", schema=None) as batch_op:
        for name in ("expires_at", "due_at", "person"):
            batch_op.drop_index(batch_op.f(f"ix_visit_reminders_{name}"))
    op.drop_table("visit_reminders")
