"""staff: accounts, sessions, attempts, audit; what residents are told while a channel is shut

Revision: 0007
Follows: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SQLITE_TRIGGERS = tuple(
    f"CREATE TRIGGER audit_no_{verb} BEFORE {verb.upper()} ON audit "
    "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
    for verb in ("update", "delete")
)
POSTGRES_TRIGGERS = (
    "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
)


def _time(name: str, nullable: bool = False) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str, length: int = 0, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length) if length else sa.Text(), nullable=nullable)


def _number(name: str, nullable: bool = False, **more: bool) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable, **more)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "staff",
        _number("id", autoincrement=True),
        _text("name", 40),
        _text("name_key", 64),
        _text("role", 12),
        _text("password_hash", nullable=True),
        _time("password_at", nullable=True),
        _text("totp_sealed", nullable=True),
        _text("totp_pending", nullable=True),
        _number("totp_step"),
        _time("disabled_at", nullable=True),
        _time("created_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name_key"),
    )
    op.create_table(
        "staff_recovery",
        _number("staff_id"),
        _text("code_hash", 64),
        sa.PrimaryKeyConstraint("staff_id", "code_hash"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], ondelete="CASCADE"),
    )
    op.create_table(
        "staff_invitations",
        _text("token_hash", 64),
        _number("staff_id"),
        _text("invited_by", 64),
        _time("created_at"),
        _time("used_at", nullable=True),
        sa.PrimaryKeyConstraint("token_hash"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], ondelete="CASCADE"),
    )
    op.create_index("ix_staff_invitations_staff_id", "staff_invitations", ["staff_id"])
    op.create_table(
        "staff_sessions",
        _number("id", autoincrement=True),
        _text("token_hash", 64),
        _number("staff_id"),
        _text("stage", 8),
        _text("browser", 40),
        _text("address", 64),
        _time("created_at"),
        _time("seen_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], ondelete="CASCADE"),
    )
    op.create_index("ix_staff_sessions_staff_id", "staff_sessions", ["staff_id"])
    op.create_table(
        "staff_attempts",
        _text("key", 64),
        _number("failures"),
        _time("last_at", nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    _audit()
    op.add_column("channel_switches", sa.Column("told", sa.String(length=60), nullable=False, server_default=""))


def _audit() -> None:
    op.create_table(
        "audit",
        _number("id", autoincrement=True),
        _time("at"),
        _number("actor_id", nullable=True),
        _text("actor", 64),
        _text("action", 40),
        _text("target", 120),
        sa.Column("detail", sa.JSON(), nullable=False),
        _text("address", 64),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("at", "actor", "action"):
        op.create_index(f"ix_audit_{column}", "audit", [column])
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_TRIGGERS if is_sqlite else POSTGRES_TRIGGERS:
        op.execute(statement)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("channel_switches") as table:
        table.drop_column("told")
    for name in ("audit", "staff_attempts", "staff_sessions", "staff_invitations", "staff_recovery", "staff"):
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_refuse()")
