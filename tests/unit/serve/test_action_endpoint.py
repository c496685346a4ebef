"""Connections to the action server are kept, and found again after it was away."""

from __future__ import annotations

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from rasa.utils.endpoints import EndpointConfig

from bot.serve.action_endpoint import KeptEndpoint


async def _answer(request: web.Request) -> web.Response:
    assert request.transport is not None
    return web.json_response({"line": request.transport.get_extra_info("peername")[1], "got": await request.json()})


async def _serving(port: int | None = None) -> TestServer:
    app = web.Application()
    app.router.add_post("/webhook", _answer)
    server = TestServer(app, port=port)
    await server.start_server()
    return server


async def test_turns_share_one_connection() -> None:
    server = await _serving()
    endpoint = KeptEndpoint(EndpointConfig(str(server.make_url("/webhook"))))
    answers = [await endpoint.request(json={"turn": number}) for number in range(3)]
    assert [answer["got"]["turn"] for answer in answers] == [0, 1, 2]
    assert len({answer["line"] for answer in answers}) == 1
    await endpoint.close()
    await server.close()


async def test_a_restarted_action_server_is_found_again() -> None:
    # the fault: every kept connection leads to a process that was killed
    server = await _serving()
    endpoint = KeptEndpoint(EndpointConfig(str(server.make_url("/webhook"))))
    await endpoint.request(json={})
    port = server.port
    await server.close()
    again = await _serving(port)
    assert (await endpoint.request(json={"turn": 2}))["got"] == {"turn": 2}
    await endpoint.close()
    await again.close()


@pytest.mark.parametrize("name", ["url", "params", "headers", "basic_auth", "token", "token_name", "cafile", "type"])
def test_what_endpoints_yml_says_is_kept(name: str) -> None:
    given = {"headers": {"X-A": "b"}, "token": "t", "type": "x", "basic_auth": {"username": "u", "password": "p"}}
    endpoint = EndpointConfig("http://127.0.0.1:1/webhook", **given, enable_selective_domain=True)
    kept = KeptEndpoint(endpoint)
    assert getattr(kept, name) == getattr(endpoint, name)
    assert kept.kwargs == {"enable_selective_domain": True}
