"""Attack: a new door that nobody described is a door that nobody tests. docs/openapi.yml and the routes must agree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from aiohttp import web

from bot.edge.app import make_app
from bot.edge.messages import BadMessage, parse
from bot.settings import ROOT, Settings
from tests.fakes.wechat_client import APP_ID, KEY, TOKEN

METHODS = frozenset({"get", "post", "put", "patch", "delete"})


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "docs" / "openapi.yml").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def edge(tmp_path: Path) -> web.Application:
    """Return the edge with every channel that it may have."""
    wechat = {"wechat_token": TOKEN, "wechat_aes_key": KEY, "wechat_app_id": APP_ID}
    return make_app(Settings(var_dir=str(tmp_path), **wechat))


def routes(app: web.Application) -> set[tuple[str, str]]:
    """Return (method, path) of every route but the folder of static files."""
    found = set()
    for route in app.router.routes():
        resource = route.resource
        if resource is not None and not isinstance(resource, web.StaticResource) and route.method != "HEAD":
            found.add((route.method.lower(), resource.canonical))
    return found


def test_every_route_is_described_and_nothing_else(described: dict[str, Any], edge: web.Application) -> None:
    told = {(method, path) for path, item in described["paths"].items() for method in item if method in METHODS}
    assert told == routes(edge)


def test_every_door_that_takes_a_body_may_refuse_it(described: dict[str, Any]) -> None:
    for path, item in described["paths"].items():
        for method, operation in item.items():
            if "requestBody" in operation:
                assert {"408", "413"} <= operation["responses"].keys(), (method, path)


def test_every_refusal_says_whom_to_call(described: dict[str, Any]) -> None:
    for item in described["paths"].values():
        for operation in item.values():
            for status, response in operation["responses"].items():
                if status.startswith("4"):
                    assert response == {"$ref": "#/components/responses/Refused"}


@pytest.mark.parametrize(
    "body", [b'{"id": "a", "text": "x"}', b'{"id": "a:b", "choice": "urgent:paid", "channel": "kiosk", "place": "x-1"}']
)
def test_what_the_description_allows_is_taken(body: bytes) -> None:
    assert parse(body)


@pytest.mark.parametrize("body", [b'{"id": "a"}', b'{"id": "", "text": "x"}', b'{"id": "a", "text": " "}', b"[]"])
def test_what_it_does_not_allow_is_refused(body: bytes) -> None:
    with pytest.raises(BadMessage):
        parse(body)
