# Attack: be somebody else: guess the service token, forge or swap the cookie, ask for the
# answer to another person's message id, choose `user` without the token, or plant markup.
"""Nobody gets at another person's matter."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
import requests

from tests.conftest import SERVICE_TOKEN, Person, System, words
from tests.hardening.conftest import is_calm

STORY = "网上刷单垫了三千块，客服说操作失误不给退"
NAME = "网络兼职刷单"


def send(system: System, session: requests.Session, text: str, message_id: str = "", **more: Any) -> requests.Response:
    body = {"id": message_id or uuid.uuid4().hex, "text": text, **more}
    return session.post(f"{system.url}/api/messages", json=body, timeout=10)


@pytest.mark.parametrize(
    "header",
    ["Bearer wrong", "Bearer ", "", "Basic dXNlcjpwYXNz", f"Bearer {SERVICE_TOKEN}x", "Bearer \xff\xfe"],
    ids=ascii,
)
def test_a_wrong_token_is_refused_calmly(header: str, system: System) -> None:
    headers = {"Authorization": header.encode("latin-1")}
    body = {"id": "a", "text": "x"}
    response = requests.post(f"{system.url}/api/messages", json=body, headers=headers, timeout=10)
    assert response.status_code == 401
    assert is_calm(response.json())
    assert "Set-Cookie" not in response.headers


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(system: System) -> None:
    cookie = send(system, requests.Session(), "你好").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_the_browser_gets_no_case(system: System) -> None:
    assert set(send(system, requests.Session(), STORY).json()) == {"id", "blocks"}


def forged(cookie: str) -> list[str]:
    """Return cookies that were not signed by us."""
    value, _, signature = cookie.rpartition(".")
    flipped = ("A" if signature[0] != "A" else "B") + signature[1:]
    return [f"{value}x.{signature}", f"{value}.{flipped}", value, "ImFkbWluIg.x", "x" * 3_000, "%00"]


def test_a_forged_cookie_is_a_stranger(system: System) -> None:
    victim = requests.Session()
    send(system, victim, STORY)
    assert NAME in words(send(system, victim, "谢谢你告诉我这是什么骗局", choice="tell:type").json())
    for value in forged(victim.cookies["person"]):
        response = requests.post(
            f"{system.url}/api/messages",
            json={"id": "f", "choice": "tell:type"},
            headers={"Cookie": f"person={value}"},
            timeout=10,
        )
        assert response.status_code == 200
        assert NAME not in words(response.json())
        assert "person=" in response.headers["Set-Cookie"]


def test_without_the_token_a_user_cannot_be_named(system: System) -> None:
    person = Person(system, channel="web")
    person.send(STORY)
    thief = send(system, requests.Session(), "", choice="tell:type", user=person.user, channel="web")
    assert NAME not in words(thief.json())
    assert NAME in words(person.send(choice="tell:type"))


def test_another_persons_message_id_gives_nothing_of_theirs(system: System) -> None:
    one, other = Person(system), Person(system)
    mine = one.send(STORY, message_id="same-id")
    theirs = other.send("你好", message_id="same-id")
    assert NAME in words(mine)
    assert NAME not in words(theirs)
    assert theirs["case"]["verdict"] == "none"
    assert one.send("任何别的话", message_id="same-id") == mine


def test_one_user_in_two_channels_is_two_persons(system: System) -> None:
    wechat = Person(system, channel="wechat")
    wechat.send(STORY)
    kiosk = Person(system, channel="kiosk", user=wechat.user)
    assert kiosk.send("你好")["case"]["type"] is None


def test_markup_stays_data(system: System) -> None:
    planted = "<img src=x onerror=alert(1)><script>alert(1)</script>"
    response = send(system, requests.Session(), f"{planted}有人让我下软件共享屏幕，转到安全账户{planted}")
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert json.loads(response.text)["blocks"]
    page = requests.get(f"{system.url}/", timeout=10).text
    assert planted not in page


def test_an_id_with_markup_is_not_echoed(system: System) -> None:
    response = send(system, requests.Session(), "你好", message_id="<script>alert(1)</script>")
    assert response.status_code == 400
    assert "<script>" not in response.text
