"""stage of examples

Revision: 0002
Follows: 0001
"""

from __future__ import annotations

import hashlib
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_BEFORE = ("intent", "text", "register", "variant")


def _digest(values: dict[str, Any]) -> str:
    """Return `db.files.digest` of flat values, as it was when this migration was written."""
    return hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()


def upgrade() -> None:
    """Add the column, and to the origin of each row that nobody changed: else all would count as staff's."""
    with op.batch_alter_table("examples") as batch_op:
        batch_op.add_column(sa.Column("stage", sa.String(length=20), nullable=False, server_default=""))
    table = sa.table("examples", *(sa.column(name, sa.String) for name in ("id", "origin", *_BEFORE)))
    connection = op.get_bind()
    for row in connection.execute(sa.select(table)).mappings().all():
        values = {name: row[name] for name in _BEFORE}
        if row["origin"] == _digest(values):
            changed = sa.update(table).where(table.c.id == row["id"])
            connection.execute(changed.values(origin=_digest({**values, "stage": ""})))


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("examples") as batch_op:
        batch_op.drop_column("stage")
