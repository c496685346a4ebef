"""Start Rasa: on loopback unless told, with our tracker store and the compiled validator."""

from __future__ import annotations

import os
import socket
import sys
from typing import Any

from bot.absent import SERVING, go_without
from bot.observe.begin import begin
from bot.observe.sanic_logs import write_json
from bot.quiet import hush_rasa
from bot.serve.model import usable_model
from bot.settings import ROOT, load_settings

RESPONSE_SECONDS = 20  # the edge gives up at 4 s; its turn may still finish and be stored


def compile_action_validator() -> None:
    """Check action results with a validator compiled once.

    Rasa 3.6.21 builds the JSON schema and its validator anew for every action
    result: about 12 of 19 ms of a turn. The checks stay the same
    (docs/adr/0003-compiled-validator.md).
    """
    from jsonschema import Draft202012Validator
    from rasa.core.actions.action import RemoteAction

    validator = Draft202012Validator(RemoteAction.action_response_format_spec())

    def validate(self: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate


def _port_is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def serve() -> int:
    """Serve until stopped; returns an exit code."""
    settings = load_settings()
    port = int(settings.rasa_port)
    begin("rasa", settings)
    model = usable_model(settings)
    if model is None:
        print(f"{settings.model} is missing or broken: run `python -m bot prepare` first", file=sys.stderr)
        return 1
    if not _port_is_free(settings.rasa_host, port):
        print(f"port {port} is taken: stop what uses it, or set RASA_PORT", file=sys.stderr)
        return 1
    os.chdir(ROOT)
    os.environ["ACTIONS_PORT"] = settings.actions_port
    go_without(SERVING)

    import rasa.core.run
    from rasa.core.utils import AvailableEndpoints

    from bot.serve.action_endpoint import KeptEndpoint
    from bot.serve.straight_runner import run_straight

    compile_action_validator()
    run_straight()
    hush_rasa()
    write_json("rasa")
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    endpoints.action = KeptEndpoint(endpoints.action)
    rasa.core.run.serve_application(
        model_path=str(model),
        interface=settings.rasa_host,
        port=port,
        credentials=str(ROOT / "credentials.yml"),
        endpoints=endpoints,
        enable_api=True,
        response_timeout=RESPONSE_SECONDS,
        request_timeout=RESPONSE_SECONDS,
    )
    return 0
