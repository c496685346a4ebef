"""Start the action server: on loopback only; an error answers 500 and nothing else.

The SDK's own handler returns the whole request body with an exception, which
Rasa then logs: a resident's words would end up in a log file.
"""

from __future__ import annotations

import logging

from rasa_sdk.endpoint import create_app
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.observe.begin import begin
from bot.observe.logs import adopt
from bot.observe.metrics import ACTION_ERRORS
from bot.settings import load_settings

LOOPBACK = "127.0.0.1"
KEEP_ALIVE_SECONDS = 75  # longer than Rasa keeps a connection: who closes first decides whether a message is lost
SANIC_LOGGERS = ("sanic.root", "sanic.error", "sanic.access")
logger = logging.getLogger(__name__)


def make_app() -> Sanic:
    """Return the SDK's application with our error handler in place of its own."""
    app = create_app("actions", cors_origins="")
    adopt(SANIC_LOGGERS)
    app.config.REQUEST_TIMEOUT = 3
    app.config.RESPONSE_TIMEOUT = 3
    app.config.KEEP_ALIVE_TIMEOUT = KEEP_ALIVE_SECONDS

    def on_error(request: Request, exception: Exception) -> HTTPResponse:
        logger.error("action failed: %s", type(exception).__name__)
        ACTION_ERRORS.labels(type(exception).__name__).inc()
        return response.json({"error": "action failed"}, status=500)

    app.error_handler.add(Exception, on_error)
    return app


def serve() -> int:
    """Serve until stopped; the words are read before the first request."""
    from actions.base import knowledge_source

    settings = load_settings()
    begin("actions", settings)
    knowledge_source().warm_up()
    make_app().run(LOOPBACK, int(settings.actions_port), access_log=False)
    return 0
