"""Every action × role × state: what is not written down here is refused."""

from __future__ import annotations

import pytest

from bot.publish.rules import MOVES, STATES, NotAllowed, Operator, moved, reason_of, require, second_person

ALLOWED = {
    "viewer": set(),
    "editor": {"save", "submit", "withdraw"},
    "publisher": {"save", "submit", "withdraw", "return", "approve", "publish", "start", "release", "override",
                  "cancel", "rollback"},
}  # fmt: skip
ALLOWED["admin"] = ALLOWED["publisher"]


@pytest.mark.parametrize("role", [*ALLOWED, "nobody", ""])
@pytest.mark.parametrize("action", sorted(ALLOWED["admin"]))
def test_roles(role: str, action: str) -> None:
    if action in ALLOWED.get(role, set()):
        require(action, Operator("x", role))
    else:
        with pytest.raises(NotAllowed):
            require(action, Operator("x", role))


@pytest.mark.parametrize(("role", "fine"), [("editor", False), ("publisher", False), ("admin", True)])
def test_only_an_admin_writes_hotlines(role: str, fine: bool) -> None:
    if fine:
        require("save", Operator("x", role), "hotline")
    else:
        with pytest.raises(NotAllowed):
            require("save", Operator("x", role), "hotline")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", sorted(MOVES))
def test_states(action: str, state: str) -> None:
    begins, ends = MOVES[action]
    if state in begins:
        assert moved(action, state) == ends
    else:
        with pytest.raises(NotAllowed):
            moved(action, state)


def test_nothing_leads_out_of_published_or_withdrawn() -> None:
    assert not any({"published", "withdrawn"} & begins for begins, _ in MOVES.values())


def test_a_second_person_and_a_reason() -> None:
    second_person(Operator("bob"), ["ann"])
    with pytest.raises(NotAllowed):
        second_person(Operator("ann"), ["bob", "ann"])
    assert reason_of("  因为 ") == "因为"
    with pytest.raises(NotAllowed):
        reason_of("\n")
