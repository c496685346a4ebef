"""posters

Revision: 0015
Follows: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "poster_scenes",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("group", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=12), nullable=False),
        sa.Column("spot", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "poster_scans",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("scene", sa.String(length=12), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("scans", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "scene", "channel"),
    )
    op.create_table(
        "poster_jobs",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("error", sa.String(length=300), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("poster_jobs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_poster_jobs_expires_at"), ["expires_at"], unique=False)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("poster_jobs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_poster_jobs_expires_at"))
    op.drop_table("poster_jobs")
    op.drop_table("poster_scans")
    op.drop_table("poster_scenes")
