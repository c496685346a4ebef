# Attack: stand at the kiosk after somebody else and ask what it was about.
"""A kiosk's session ends with its person, and a browser cannot pass for another channel."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
import requests

from tests.conftest import System

STORY = "有人冒充法院说我涉案，要把钱打进安全账户核查"
NAME = "冒充公检法"


def _send(system: System, browser: requests.Session, text: str = "", **more: Any) -> dict[str, Any]:
    body = {"id": uuid.uuid4().hex, "text": text, "channel": "kiosk", **more}
    response = browser.post(f"{system.url}/api/messages", json=body, timeout=20)
    assert response.status_code == 200
    answer: dict[str, Any] = response.json()
    return answer


def _code(system: System, browser: requests.Session) -> str:
    response = browser.get(f"{system.url}/api/kiosk/family.svg", timeout=10)
    assert response.headers["Content-Type"].startswith("image/svg+xml")
    assert response.headers["Cache-Control"] == "no-store"
    return response.text


def _forget(system: System, browser: requests.Session) -> requests.Response:
    return browser.post(f"{system.url}/api/forget_session", json={}, timeout=30)


def test_after_forgetting_neither_cookie_knows_anything(system: System) -> None:
    browser = requests.Session()
    assert _send(system, browser, STORY)["kiosk"]["heading"] == f"很像：{NAME}"
    old = browser.cookies["person"]
    assert _forget(system, browser).json() == {"forgotten": True}
    assert browser.cookies["person"] != old
    for cookie in (browser.cookies["person"], old):
        thief = requests.Session()
        thief.cookies.set("person", cookie)
        asked = _send(system, thief, "这是什么骗局", choice="tell:type")
        assert NAME not in str(asked)
        assert _code(system, thief) == _code(system, requests.Session())


def test_the_web_side_of_the_cookie_is_forgotten_too(system: System) -> None:
    browser = requests.Session()
    _send(system, browser, STORY, channel="web")
    old = browser.cookies["person"]
    _forget(system, browser)
    browser.cookies.clear()
    browser.cookies.set("person", old)
    assert NAME not in str(_send(system, browser, "这是什么骗局", choice="tell:type", channel="web"))


def test_a_stranger_gets_a_cookie_and_nothing_else(system: System) -> None:
    response = _forget(system, requests.Session())
    assert response.json() == {"forgotten": True}
    assert "HttpOnly" in response.headers["Set-Cookie"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_another_sites_form_cannot_make_us_forget(system: System, kind: str) -> None:
    response = requests.post(f"{system.url}/api/forget_session", data="{}", headers={"Content-Type": kind}, timeout=10)
    assert response.status_code == 415


@pytest.mark.parametrize("channel", ["phone", "wechat", "test", "service"])
def test_a_browser_cannot_name_another_channel(system: System, channel: str) -> None:
    browser = requests.Session()
    _send(system, browser, STORY, channel="web")
    asked = _send(system, browser, "这是什么骗局", choice="tell:type", channel=channel)
    assert NAME in str(asked)  # it is the web's case that answers
    assert "kiosk" not in asked


def test_the_kiosk_speaks_to_the_old(system: System) -> None:
    answer = _send(system, requests.Session(), STORY)
    assert answer["kiosk"]["screens"][0]["text"]
    assert all(len(screen["text"]) <= 44 for screen in answer["kiosk"]["screens"])
    assert "case" not in answer


def test_the_code_for_the_family_depends_on_the_cookie_alone(system: System) -> None:
    browser = requests.Session()
    general = _code(system, browser)
    _send(system, browser, STORY)
    assert _code(system, browser) != general
