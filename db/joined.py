"""A caller's transaction for functions that would open one of their own, so that change and audit are one."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Engine
from sqlalchemy.orm import Session


def joined(session: Session) -> Engine:
    """Return what `db.session.transaction` takes; its commit leaves the caller's transaction open.

    SQLAlchemy's `join_transaction_mode` sees to it: a session on a connection that
    is in a transaction already flushes at its end, and its rollback rolls back all.
    """
    return cast(Engine, session.connection())
