# Attack: reach Rasa (no authentication, `PUT /model`) or the action server from another
# machine, frame the page, sniff its types, or read answers out of a cache.
"""Only the edge is meant to be reached, and its pages are closed to other sites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from bot.chaos.net import free_range
from bot.console.routes import ROUTES
from tests.conftest import Person, System, make_environment

LOOPBACK = "0100007F"
LISTEN = "0A"


def listeners(port: int) -> list[str]:
    """Return the addresses on which something listens, as the kernel writes them."""
    rows = [line.split() for name in ("tcp", "tcp6") for line in Path("/proc/net", name).read_text().splitlines()[1:]]
    return [row[1].split(":")[0] for row in rows if row[3] == LISTEN and int(row[1].split(":")[1], 16) == port]


@pytest.fixture(scope="module")
def console(system: System) -> Iterator[System]:
    """Start the staff console beside the system of all tests."""
    own = System(system.environment)
    own.start("console")
    port = int(own.environment["CONSOLE_PORT"])
    try:
        own.wait_for(lambda: listeners(port))
        yield own
    finally:
        own.stop()


CONSOLE_PATHS = sorted({(page.method, re.sub(r"\{[^}]*\}", "1", page.path)) for page in ROUTES} - {("GET", "/")})


@pytest.mark.parametrize(("method", "path"), CONSOLE_PATHS)
def test_the_public_edge_knows_no_page_of_the_console(method: str, path: str, system: System) -> None:
    response = requests.request(method, f"{system.url}{path}", timeout=10, allow_redirects=False)
    assert response.status_code in (404, 405)
    assert "Location" not in response.headers
    assert not [cookie for cookie in response.cookies if "staff" in cookie.name]


def test_only_the_root_has_the_same_path_in_both() -> None:
    both = {"/", "/static/"}
    assert {path for _, path in CONSOLE_PATHS} & {"/kiosk", "/api/messages", "/healthz", "/readyz", "/wechat"} <= both


def test_the_console_listens_on_loopback_only(console: System) -> None:
    assert set(listeners(int(console.environment["CONSOLE_PORT"]))) == {LOOPBACK}


def test_the_console_answers_to_no_foreign_name(console: System) -> None:
    url = f"http://127.0.0.1:{console.environment['CONSOLE_PORT']}/login"
    assert requests.get(url, timeout=20).status_code == 200
    assert requests.get(url, headers={"Host": "evil.example"}, timeout=20).status_code == 421


@pytest.mark.parametrize("name", ["RASA_PORT", "ACTIONS_PORT", "EDGE_PORT"])
def test_listens_on_loopback_only(name: str, system: System) -> None:
    found = listeners(int(system.environment[name]))
    assert found
    assert all(len(address) == len(LOOPBACK) and address.endswith("7F") for address in found)  # 127.x: Rasa's workers


@pytest.mark.parametrize("path", ["/", "/static/nothing.js", "/api/greeting", "/healthz", "/nothing"])
def test_every_answer_has_the_security_headers(path: str, system: System) -> None:
    headers = requests.get(f"{system.url}{path}", timeout=10).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_answers_of_the_door_are_not_cached(system: System) -> None:
    good = requests.post(f"{system.url}/api/messages", json={"id": "a", "text": "你好"}, timeout=10)
    bad = requests.post(
        f"{system.url}/api/messages", data="{", headers={"Content-Type": "application/json"}, timeout=10
    )
    for response in (good, bad, requests.get(f"{system.url}/api/greeting", timeout=10)):
        assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/metrics", "/webhooks/turn/webhook", "/model/parse", "/model", "/webhook", "/conversations/x/tracker"]
)
def test_the_edge_passes_nothing_through_to_rasa(path: str, system: System) -> None:
    assert requests.post(f"{system.url}{path}", json={"text": "x"}, timeout=10).status_code == 404


def test_another_site_cannot_read_the_door(system: System) -> None:
    headers = {"Origin": "https://evil.example"}
    response = requests.post(f"{system.url}/api/messages", json={"id": "a", "text": "x"}, headers=headers, timeout=10)
    assert "Access-Control-Allow-Origin" not in response.headers


def test_metrics_are_for_this_machine_alone_and_name_nobody(tmp_path: Path) -> None:
    environment = make_environment(tmp_path, METRICS_PORT=str(free_range()))
    edge = System(environment)
    edge.start("edge")
    port = int(environment["METRICS_PORT"])
    try:
        edge.wait_for(lambda: requests.get(f"{edge.url}/healthz", timeout=3).status_code == 200)
        Person(edge, user="somebody-known").send("我叫欧阳紫薯，冒充警察的说我洗钱", message_id="told-once")
        assert set(listeners(port)) == {LOOPBACK}
        assert requests.get(f"{edge.url}/metrics", timeout=5).status_code == 404
        told = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=5).text
    finally:
        edge.stop()
    assert 'assistant_turns_total{channel="other",outcome="safe"} 1.0' in told
    assert not [word for word in ("somebody-known", "told-once", "欧阳紫薯", "洗钱") if word in told]
