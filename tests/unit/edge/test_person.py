"""Attack: somebody reads another's case with a forged cookie or a guessed token."""

from __future__ import annotations

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from bot.edge.person import COOKIE, People

PEOPLE = People(b"secret", "token", secure=False)


def _request(**headers: str) -> web.Request:
    return make_mocked_request("POST", "/api/messages", headers=headers)


def _cookie(people: People, user: str) -> str:
    response = web.Response()
    people.set_cookie(response, user)
    return response.cookies[COOKIE].value


def test_a_cookie_comes_back_as_its_person() -> None:
    assert PEOPLE.from_cookie(_request(Cookie=f"{COOKIE}={_cookie(PEOPLE, 'u1')}")) == ("u1", False)


@pytest.mark.parametrize("value", ["", "u1", '"u1"', "InUxIg.x", "InUxIg", ".", "é.x", "x" * 5000])
def test_a_forged_cookie_is_a_stranger(value: str) -> None:
    user, new = PEOPLE.from_cookie(_request(Cookie=f"{COOKIE}={value}"))
    assert new
    assert len(user) == 32
    assert user != value


def test_a_cookie_of_another_key_is_a_stranger() -> None:
    other = _cookie(People(b"other", "", secure=False), "u1")
    assert PEOPLE.from_cookie(_request(Cookie=f"{COOKIE}={other}"))[1]


def test_a_changed_cookie_is_a_stranger() -> None:
    payload, _, signature = _cookie(PEOPLE, "u1").partition(".")
    assert PEOPLE.from_cookie(_request(Cookie=f"{COOKIE}={payload[:-1]}A.{signature}"))[1]


def test_strangers_are_told_apart() -> None:
    assert PEOPLE.from_cookie(_request())[0] != PEOPLE.from_cookie(_request())[0]


@pytest.mark.parametrize("secure", [True, False])
def test_the_cookie_is_out_of_reach_of_scripts(secure: bool) -> None:
    response = web.Response()
    People(b"secret", "", secure).set_cookie(response, "u1")
    cookie = response.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert bool(cookie["secure"]) is secure
    assert cookie["max-age"] == str(72 * 3600)


def test_the_service_is_known_by_its_token() -> None:
    assert PEOPLE.is_service(_request(Authorization="Bearer token"))
    assert not PEOPLE.is_service(_request())


@pytest.mark.parametrize(
    "header", ["Bearer tokem", "Bearer ", "Bearer", "", "Basic dG9rZW4=", "Bearer token2", "Bearer tökén"]
)
@pytest.mark.parametrize("people", [PEOPLE, People(b"secret", "", secure=False)])
def test_a_wrong_token_is_refused(people: People, header: str) -> None:
    with pytest.raises(web.HTTPUnauthorized):
        people.is_service(_request(Authorization=header))


def test_the_stored_id_is_a_keyed_hash() -> None:
    stored = PEOPLE.person("web", "u1")
    assert stored == PEOPLE.person("web", "u1")
    assert "u1" not in stored
    assert len(stored) == 40
    others = {PEOPLE.person("kiosk", "u1"), PEOPLE.person("web", "u2"), People(b"other", "", False).person("web", "u1")}
    assert stored not in others
    assert len(others) == 3
