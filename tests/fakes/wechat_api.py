"""A WeChat API on loopback that behaves like the real one: tokens that expire, quotas, errors, slowness."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.fakes.wechat_client import APP_ID

SECRET = "secret-for-tests"


class FakeWeChatApi:
    """The API, and everything that was asked of it.

    Attributes:
        errors: codes to answer the next calls with, the token's excepted.
        sent: (person, text) of every message delivered.
        codes: ticket of every permanent QR code, by scene.
        most_codes: permanent codes that the account may have.
        granted: messages still allowed of each person; who is not named has five.
        gate: while it is closed every call hangs.
    """

    def __init__(self) -> None:
        """Be well."""
        self.errors: list[int] = []
        self.sent: list[tuple[str, str]] = []
        self.granted: dict[str, int] = {}
        self.notices: list[tuple[str, str, dict[str, str]]] = []
        self.allowed: Counter[str] = Counter()  # notices that each person allowed
        self.menus: list[dict[str, Any]] = []
        self.codes: dict[str, str] = {}
        self.most_codes = 100_000
        self.media: dict[str, tuple[str, bytes]] = {}
        self.calls: Counter[str] = Counter()
        self.bodies: list[bytes] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.arrived = asyncio.Semaphore(0)
        self.delivered = asyncio.Semaphore(0)
        self.news = asyncio.Event()  # set by the next delivery; each has one of its own
        self._issued = 0
        self.token = ""
        self.expires_in = 7200
        app = web.Application(client_max_size=2**20)
        app.router.add_post("/cgi-bin/stable_token", self._stable_token)
        app.router.add_post("/cgi-bin/message/custom/send", self._send)
        app.router.add_post("/cgi-bin/message/subscribe/bizsend", self._notice)
        app.router.add_post("/cgi-bin/menu/create", self._menu)
        app.router.add_post("/cgi-bin/qrcode/create", self._code)
        app.router.add_get("/cgi-bin/media/get", self._media)
        self.server = TestServer(app, host="127.0.0.1")

    @property
    def base(self) -> str:
        """Address for WECHAT_API_BASE."""
        return f"http://127.0.0.1:{self.server.port}"

    def expire(self) -> None:
        """Take no token that was given so far."""
        self.token = ""

    async def _called(self, request: web.Request) -> None:
        self.calls[request.path.rpartition("cgi-bin/")[2]] += 1
        self.arrived.release()
        await self.gate.wait()

    async def _stable_token(self, request: web.Request) -> web.Response:
        await self._called(request)
        body = await request.json()
        if (body["grant_type"], body["appid"]) != ("client_credential", APP_ID):
            return web.json_response({"errcode": 40013, "errmsg": "invalid appid"})
        if body["secret"] != SECRET:
            return web.json_response({"errcode": 40125, "errmsg": "invalid appsecret"})
        if body["force_refresh"]:
            self.calls["forced"] += 1
        if body["force_refresh"] or not self.token:
            self._issued += 1
            self.token = f"token_{self._issued}"
        return web.json_response({"access_token": self.token, "expires_in": self.expires_in})

    def _refusal(self, request: web.Request) -> web.Response | None:
        if request.query.get("access_token") != self.token or not self.token:
            return web.json_response({"errcode": 40001, "errmsg": "invalid credential, access_token is invalid"})
        if self.errors:
            return web.json_response({"errcode": self.errors.pop(0), "errmsg": "as the test wished"})
        return None

    async def _send(self, request: web.Request) -> web.Response:
        await self._called(request)
        refusal = self._refusal(request)
        if refusal is not None:
            return refusal
        self.bodies.append(await request.read())
        body = await request.json()
        left = self.granted.get(body["touser"], 5)
        if left < 1:
            return web.json_response({"errcode": 45047, "errmsg": "out of response count limit"})
        self.granted[body["touser"]] = left - 1
        self.sent.append((body["touser"], body["text"]["content"]))
        self.delivered.release()
        heard, self.news = self.news, asyncio.Event()
        heard.set()
        return web.json_response({"errcode": 0, "errmsg": "ok"})

    async def _notice(self, request: web.Request) -> web.Response:
        await self._called(request)
        refusal = self._refusal(request)
        if refusal is not None:
            return refusal
        body = await request.json()
        values = {name: field["value"] for name, field in body["data"].items()}
        if any(not 0 < len(value) <= 20 for value in values.values()):
            return web.json_response({"errcode": 47003, "errmsg": "argument invalid!"})
        if self.allowed[body["touser"]] < 1:
            return web.json_response({"errcode": 43101, "errmsg": "user refuse to accept the msg"})
        self.allowed[body["touser"]] -= 1
        self.notices.append((body["touser"], body["template_id"], values))
        return web.json_response({"errcode": 0, "errmsg": "ok"})

    async def _menu(self, request: web.Request) -> web.Response:
        await self._called(request)
        refusal = self._refusal(request)
        if refusal is None:
            self.bodies.append(await request.read())
            self.menus.append(await request.json())
        return refusal or web.json_response({"errcode": 0, "errmsg": "ok"})

    async def _code(self, request: web.Request) -> web.Response:
        """Give a permanent code by the rules of WeChat: a scene of 1 to 64 characters, the same code each time."""
        await self._called(request)
        refusal = self._refusal(request)
        if refusal is not None:
            return refusal
        body = await request.json()
        scene = body.get("action_info", {}).get("scene", {}).get("scene_str", "")
        if body.get("action_name") != "QR_LIMIT_STR_SCENE" or not (isinstance(scene, str) and 1 <= len(scene) <= 64):
            return web.json_response({"errcode": 40053, "errmsg": "invalid action info, please check document"})
        if scene not in self.codes and len(self.codes) >= self.most_codes:
            return web.json_response({"errcode": 45029, "errmsg": "qrcode count out of limit"})
        ticket = hashlib.sha256(scene.encode()).hexdigest()[:22]
        self.codes[scene] = ticket
        return web.json_response({"ticket": f"gQ{ticket}8DwAAAAA", "url": f"http://weixin.qq.com/q/{ticket}"})

    async def _media(self, request: web.Request) -> web.Response:
        await self._called(request)
        refusal = self._refusal(request)
        if refusal is not None:
            return refusal
        if request.query["media_id"] not in self.media:
            return web.json_response({"errcode": 40007, "errmsg": "invalid media_id"})
        kind, data = self.media[request.query["media_id"]]
        return web.Response(body=data, content_type=kind)
