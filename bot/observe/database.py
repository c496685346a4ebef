"""Counts what goes wrong between a process and the database."""

from __future__ import annotations

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import IntegrityError

from bot.observe.metrics import DATABASE_ERRORS


def _count(context: ExceptionContext) -> None:
    error = context.sqlalchemy_exception or context.original_exception
    if not isinstance(error, IntegrityError):  # how two processes agree who answers a message
        DATABASE_ERRORS.labels(type(error).__name__).inc()


def count_errors(engine: Engine) -> Engine:
    """Have the errors of an engine counted; returns it."""
    event.listen(engine, "handle_error", _count)
    return engine
