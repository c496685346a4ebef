"""Our client against an API that behaves like WeChat's. Attack: a redirect or an error text that tells the token."""

from __future__ import annotations

from collections.abc import Callable

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.edge.channels.wechat import transport
from bot.edge.channels.wechat.api import WeChatApi
from bot.edge.channels.wechat.media import LIMITS
from bot.edge.channels.wechat.menu import menu
from bot.edge.channels.wechat.transport import ApiError, Denied, Transport, Unreachable
from tests.fakes.wechat_api import FakeWeChatApi

MakeApi = Callable[..., WeChatApi]


async def test_a_message_is_sent_as_utf8(api_server: FakeWeChatApi, make_api: MakeApi) -> None:
    await make_api().send_text("oUser_1", "先别转\n打110")
    assert api_server.sent == [("oUser_1", "先别转\n打110")]
    assert "先别转".encode() in api_server.bodies[0]


async def test_two_processes_fetch_one_token(api_server: FakeWeChatApi, make_api: MakeApi) -> None:
    await make_api().send_text("oUser_1", "a")
    await make_api().send_text("oUser_1", "b")
    assert api_server.calls["stable_token"] == 1


async def test_an_expired_token_is_replaced_and_the_message_sent_once(
    api_server: FakeWeChatApi, make_api: MakeApi
) -> None:
    api = make_api()
    await api.ready()
    api_server.expire()
    await api.send_text("oUser_1", "a")
    assert api_server.sent == [("oUser_1", "a")]
    assert api_server.calls["forced"] == 0


@pytest.mark.parametrize("code", [40001, 40014, 42001])
async def test_each_code_of_a_refused_token_is_tried_once_more(
    code: int, api_server: FakeWeChatApi, make_api: MakeApi
) -> None:
    api_server.errors = [code]
    await make_api().send_text("oUser_1", "a")
    assert api_server.sent == [("oUser_1", "a")]
    api_server.errors = [code, code]
    with pytest.raises(Denied, match=str(code)):
        await make_api().send_text("oUser_1", "b")


@pytest.mark.parametrize("code", [45015, 45047, 48001, 40003, -1])
async def test_other_codes_are_told(code: int, api_server: FakeWeChatApi, make_api: MakeApi) -> None:
    api_server.errors = [code]
    with pytest.raises(Denied) as caught:
        await make_api().send_text("oUser_1", "a")
    assert caught.value.code == code
    assert api_server.calls["message/custom/send"] == 1


async def test_a_wrong_secret_is_told(api_server: FakeWeChatApi, make_api: MakeApi) -> None:
    with pytest.raises(Denied, match="40125"):
        await make_api(app_secret="wrong").ready()


async def test_the_menu_arrives_as_it_is(api_server: FakeWeChatApi, make_api: MakeApi) -> None:
    await make_api().create_menu(menu())
    assert api_server.menus == [menu()]
    assert "钱已经转出去了".encode() in api_server.bodies[0]


async def test_media_are_fetched_by_id(api_server: FakeWeChatApi, make_api: MakeApi) -> None:
    api_server.media["m1"] = ("image/jpeg", b"\xff\xd8picture")
    fetched = await make_api().fetch_media("image", "m1")
    assert (fetched.type, fetched.data) == ("image/jpeg", b"\xff\xd8picture")


@pytest.mark.parametrize(
    ("kind", "type_", "data"),
    [
        ("image", "text/html", b"<script>"),
        ("image", "image/svg+xml", b"<svg/>"),
        ("image", "audio/amr", b"#!AMR"),
        ("voice", "image/png", b"png"),
        ("voice", "audio/amr", b"x" * (LIMITS["voice"].most_bytes + 1)),
        ("image", "application/json", b'{"errcode": 40007}'),
        ("image", "text/plain", b'{"errcode": 40007}'),
        ("image", "application/json", b'{"video_url": "http://x"}'),
    ],
)
async def test_media_of_another_type_or_size_are_refused(
    kind: str, type_: str, data: bytes, api_server: FakeWeChatApi, make_api: MakeApi
) -> None:
    api_server.media["m1"] = (type_, data)
    with pytest.raises(ApiError):
        await make_api().fetch_media(kind, "m1")


async def test_media_that_are_gone_are_told(api_server: FakeWeChatApi, make_api: MakeApi) -> None:
    with pytest.raises(Denied, match="40007"):
        await make_api().fetch_media("image", "gone")


async def test_a_slow_api_is_unreachable_and_may_have_sent(
    api_server: FakeWeChatApi, make_api: MakeApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    api = make_api()
    await api.ready()
    monkeypatch.setattr(transport, "TIMEOUT", aiohttp.ClientTimeout(total=0.05))
    api_server.gate.clear()
    with pytest.raises(Unreachable) as caught:
        await api.send_text("oUser_1", "a")
    assert not caught.value.never_sent


async def test_a_dead_api_is_unreachable_and_has_sent_nothing(api_server: FakeWeChatApi, make_api: MakeApi) -> None:
    api = make_api()
    await api.ready()
    await api_server.server.close()
    with pytest.raises(Unreachable) as caught:
        await api.send_text("oUser_1", "a")
    assert caught.value.never_sent
    assert "token" not in f"{caught.value!r} {caught.value.__cause__!r}"


@pytest.mark.parametrize(
    "response",
    [
        web.Response(status=302, headers={"Location": "http://127.0.0.1:9/steal"}),
        web.Response(status=502, text="<html>bad gateway</html>"),
        web.Response(text=""),
        web.Response(text="[]"),
        web.Response(text="[" * 50_000),
        web.Response(text='{"errcode": "x"}'),
        web.Response(body=b"\xff" * 70_000),
    ],
    ids=["redirect", "gateway", "empty", "list", "deep", "odd code", "huge"],
)
async def test_an_answer_that_is_none_is_an_error_of_ours(response: web.Response) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=response.status, body=response.body, headers=response.headers)

    app = web.Application()
    app.router.add_post("/cgi-bin/x", answer)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        with pytest.raises(ApiError):
            await Transport(session, f"http://127.0.0.1:{server.port}").post("x", {}, "token_1")
