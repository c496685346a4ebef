"""How publishing tells the audit log: one call inside the transaction that changes something."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

# (session, who, what was done, to what, details); writes through the session, as db.audit.record does
Record = Callable[[Session, Any, str, str, dict[str, Any]], None]

logger = logging.getLogger(__name__)


def log_only(session: Session, actor: Any, action: str, target: str, detail: dict[str, Any]) -> None:
    """Tell the process's log; for tools that run where no audit log is kept."""
    logger.info("%s: %s %s %s", actor.name, action, target, detail)
