"""Sanic brings log handlers of its own; they write as ours do."""

from __future__ import annotations

import os

from sanic.log import LOGGING_CONFIG_DEFAULTS

from bot.observe.logs import JsonFormatter, secrets_of


def write_json(process: str) -> None:
    """Set what Sanic configures its loggers with; call it before an application is made."""

    def formatter() -> JsonFormatter:
        return JsonFormatter(process, secrets_of(os.environ.items()))

    LOGGING_CONFIG_DEFAULTS["formatters"] = {"generic": {"()": formatter}, "access": {"()": formatter}}
