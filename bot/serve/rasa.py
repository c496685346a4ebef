"""Start Rasa: on loopback unless told, with our tracker store and the compiled validator, in several workers."""

from __future__ import annotations

import os
import socket
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from bot.absent import SERVING, go_without
from bot.observe.begin import enter, serve_metrics
from bot.observe.sanic_logs import write_json
from bot.quiet import hush_rasa
from bot.serve.nursery import Nursery
from bot.serve.orphan import leave_when_followed
from bot.serve.pulse import Pulse
from bot.settings import ROOT, Settings, load_settings

if TYPE_CHECKING:
    from rasa.core.utils import AvailableEndpoints


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


def copy_nothing_for_silent_lines() -> None:
    """Keep Rasa from copying events for debug lines that nobody reads: 4 % of its time.

    Its processor copies for nothing else (tests/unit/serve/test_silent_lines.py).
    """
    import rasa.core.processor

    rasa.core.processor.copy = SimpleNamespace(deepcopy=lambda value: value)


def _port_is_free(host: str, port: int) -> bool:
    """Say whether a port can be had; under the supervisor it may be shared with who makes room."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if os.environ.get("SUPERVISOR_ENABLED"):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def serve() -> int:
    """Serve until stopped; returns an exit code."""
    settings = load_settings()
    port = int(settings.rasa_port)
    enter("rasa", settings, port)
    if taken := [host for host in settings.rasa_hosts if not _port_is_free(host, port)]:
        print(f"port {port} of {taken[0]} is taken: stop what uses it, or set RASA_PORT", file=sys.stderr)
        return 1
    os.chdir(ROOT)
    os.environ["ACTIONS_PORT"] = settings.actions_port
    go_without(SERVING)
    endpoints = _rasa_as_we_have_it()

    from bot.serve.rasa_server import NoModel

    try:
        return _serve(settings, port, endpoints)
    except NoModel as error:
        print(error, file=sys.stderr)
        return 1


def _rasa_as_we_have_it() -> AvailableEndpoints:
    """Put our parts in the place of Rasa's, and return where its actions are."""
    from rasa.core.utils import AvailableEndpoints

    from bot.serve.action_endpoint import KeptEndpoint
    from bot.serve.straight_runner import run_straight

    compile_action_validator()
    run_straight()
    copy_nothing_for_silent_lines()
    hush_rasa()
    write_json("rasa")
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    endpoints.action = KeptEndpoint(endpoints.action)
    return endpoints


def _serve(settings: Settings, port: int, endpoints: AvailableEndpoints) -> int:
    """Load the model and keep the workers, each with an address of its own, so that each can be given a model.

    The sockets stay open here: while a worker is forked anew, who asks it waits for a moment.
    """
    from bot.serve.rasa_server import Loaded, listen, serve_agent

    loaded, hosts, nursery = Loaded(settings, endpoints), settings.rasa_hosts, os.getpid()
    loaded.refresh()
    sockets = [listen(host, port) for host in hosts]

    def work(number: int) -> None:
        leave_when_followed(settings.var, nursery, port, number)
        serve_metrics("rasa", settings, number)
        serve_agent(loaded.agent, endpoints, sockets[number])

    return Nursery(len(hosts), work, loaded.refresh, Pulse(settings.rasa_workers).stopped, loaded.is_stale).run()
