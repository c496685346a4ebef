"""Roles, names, tokens, and what may be done to a colleague's account."""

from __future__ import annotations

import pytest

from bot.console.auth import names
from bot.console.auth.people_rules import LAST, NO_ROLE, OWN, problem
from bot.console.auth.roles import ANYONE, ROLES, is_at_least
from bot.console.auth.tokens import Keys, fingerprint, looks_right, new_token


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("least", ROLES)
def test_roles_include_those_before_them(role: str, least: str) -> None:
    assert is_at_least(role, least) is (ROLES.index(role) >= ROLES.index(least))


@pytest.mark.parametrize(
    ("role", "least", "may"),
    [("", "viewer", False), ("root", "viewer", False), ("admin", "root", False), ("", ANYONE, True)],
)
def test_an_unknown_role_may_nothing(role: str, least: str, may: bool) -> None:
    assert is_at_least(role, least) is may


@pytest.mark.parametrize(
    ("actor", "target", "role", "disabled", "others", "told"),
    [
        (1, 2, "viewer", False, 1, ""),
        (1, 2, "admin", False, 0, ""),
        (1, 2, "viewer", False, 0, LAST),
        (1, 2, "admin", True, 0, LAST),
        (1, 2, "root", False, 5, NO_ROLE),
        (1, 1, "admin", False, 5, OWN),
        (1, 1, "viewer", True, 5, OWN),
    ],
)
def test_what_an_admin_may_do(actor: int, target: int, role: str, disabled: bool, others: int, told: str) -> None:
    assert problem(actor, target, role, disabled, others) == told


@pytest.mark.parametrize(
    ("name", "good"),
    [("王芳", True), ("古丽·买买提", True), ("zhang.san-1_a", True), ("王", False), ("王 芳", False), ("<b>", False)],
)
def test_names(name: str, good: bool) -> None:
    assert (names.problem(name) == "") is good


@pytest.mark.parametrize(("one", "other"), [("Ａbc", "aBC"), (" 王芳 ", "王芳"), ("ﬁn", "FIN")])
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert names.key(one) == names.key(other)


def test_tokens() -> None:
    token = new_token()
    assert looks_right(token)
    assert token not in fingerprint(token)
    assert not any(map(looks_right, ("", token[:-1], token + "x", token[:-1] + "\n", "é" * 43)))


def test_a_form_belongs_to_one_session() -> None:
    keys, token = Keys(b"secret"), new_token()
    assert keys.csrf_matches(token, keys.csrf(token))
    for other in (keys.csrf(new_token()), Keys(b"other").csrf(token), "", "é", "\udcff"):
        assert not keys.csrf_matches(token, other)


def test_a_recovery_code_may_be_typed_loosely() -> None:
    keys = Keys(b"secret")
    assert keys.recovery("ABCDE-FGHJK") == keys.recovery(" abcde fghjk ")
