"""drafts, revisions, publish jobs, releases

Revision: 0008
Follows: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _text(name: str, length: int = 0) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length) if length else sa.Text(), nullable=False)


def _time(name: str, nullable: bool = False) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _json(name: str, nullable: bool = False) -> sa.Column[sa.JSON]:
    return sa.Column(name, sa.JSON(none_as_null=True), nullable=nullable)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), autoincrement=True, primary_key=True, nullable=False)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "drafts", _id(), _text("kind", 12), _text("item_id", 60), _number("base"), _json("data", True),
        _json("examples"), _text("why"), _text("state", 12), _number("version"), _json("authors"),
        _time("created_at"), _time("updated_at"), _text("decided_by", 64), _time("decided_at", True),
        _text("decision"), _number("job_id", True),
    )
    op.create_index("ix_drafts_item", "drafts", ["kind", "item_id"])
    op.create_index("ix_drafts_state", "drafts", ["state"])
    op.create_table(
        "revisions", _id(), _text("kind", 12), _text("item_id", 60), _number("number"), _json("data"),
        _text("written_by", 64), _text("approved_by", 64), _time("published_at"), _text("why"),
        _number("draft_id", True), sa.UniqueConstraint("kind", "item_id", "number"),
    )
    op.create_table(
        "publish_jobs", _id(), _number("active", True), _text("state", 12), _text("step", 12), _json("drafts"),
        _text("started_by", 64), _time("created_at"), _number("percent"), _text("progress"), _text("log"),
        _text("owner", 80), _time("lease_until", True), _text("digest", 64), _text("baseline", 64), _json("gate"),
        _text("approved_by", 64), _time("approved_at", True), _text("override_by", 64), _text("override_reason"),
        _text("error"), _time("finished_at", True), sa.UniqueConstraint("active"),
    )
    with op.batch_alter_table("releases") as releases:
        releases.add_column(sa.Column("export_digest", sa.String(length=64), nullable=False, server_default=""))
        releases.add_column(sa.Column("state", sa.String(length=12), nullable=False, server_default="ready"))
        releases.add_column(sa.Column("job_id", sa.Integer(), nullable=True))
        releases.add_column(sa.Column("live_at", sa.DateTime(timezone=True), nullable=True))
        releases.add_column(sa.Column("live_by", sa.String(length=64), nullable=False, server_default=""))


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("releases") as releases:
        for name in ("live_by", "live_at", "job_id", "state", "export_digest"):
            releases.drop_column(name)
    op.drop_table("publish_jobs")
    op.drop_table("revisions")
    op.drop_index("ix_drafts_state", "drafts")
    op.drop_index("ix_drafts_item", "drafts")
    op.drop_table("drafts")
