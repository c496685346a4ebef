"""Who may do what with a draft and a release, in one place. Pure.

The console hides what is not allowed; here it is refused.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Protocol

RANK: dict[str, int] = {"viewer": 0, "editor": 1, "publisher": 2, "admin": 3}
STATES = ("editing", "submitted", "approved", "returned", "published", "withdrawn")
# action → (states it starts from, state it leads to)
MOVES: dict[str, tuple[frozenset[str], str]] = {
    "save": (frozenset({"editing", "returned"}), "editing"),
    "submit": (frozenset({"editing", "returned"}), "submitted"),
    "withdraw": (frozenset({"editing", "submitted", "returned"}), "withdrawn"),
    "return": (frozenset({"submitted", "approved"}), "returned"),
    "approve": (frozenset({"submitted"}), "approved"),
    "publish": (frozenset({"approved"}), "published"),
}
_NEEDS: dict[str, str] = {
    "save": "editor", "submit": "editor", "withdraw": "editor", "return": "publisher", "approve": "publisher",
    "publish": "publisher", "start": "publisher", "release": "publisher", "override": "publisher",
    "cancel": "publisher", "rollback": "publisher",
}  # fmt: skip


class NotAllowed(PermissionError):
    """The action is refused; the message says why, in Chinese, for the person who tried."""


class Actor(Protocol):
    """Who acts: whatever has a name that stays on record, and a role."""

    @property
    def name(self) -> str:
        """Of the account; two people never share one."""

    @property
    def role(self) -> str:
        """One of `RANK`."""


@dataclass(frozen=True)
class Operator:
    """Somebody at the terminal, or in a test.

    Attributes:
        name: stays on record.
        role: viewer, editor, publisher or admin.
    """

    name: str
    role: str = "admin"
    id: int | None = None
    address: str = ""
    at: datetime = field(default_factory=lambda: datetime.now(timezone.utc))


def require(action: str, actor: Actor, kind: str = "") -> None:
    """Refuse whoever's role is too low.

    Raises:
        NotAllowed: with the reason.
    """
    needed = _NEEDS[action]
    if RANK.get(actor.role, -1) < RANK[needed]:
        told = {"editor": "编辑", "publisher": "发布人", "admin": "管理员"}[needed]
        raise NotAllowed(f"这一步要{told}来做，请找有这个权限的同事。")
    if kind == "hotline" and action in ("save", "submit", "withdraw") and actor.role != "admin":
        raise NotAllowed("热线号码只有管理员能改。")


def moved(action: str, state: str) -> str:
    """Return the state that an action leads to.

    Raises:
        NotAllowed: the draft is in a state that has no such action.
    """
    begins, ends = MOVES[action]
    if state not in begins:
        raise NotAllowed(f"这份草稿现在是“{STATE_NAMES.get(state, state)}”，不能这样做。刷新看看别人是不是已经处理了。")
    return ends


def second_person(actor: Actor, authors: Collection[str]) -> None:
    """Refuse whoever wrote any of it: a second person approves.

    Raises:
        NotAllowed: the actor is one of the authors.
    """
    if actor.name in authors:
        raise NotAllowed("自己写的不能自己批准，请另一位发布人来看。")


def reason_of(text: str) -> str:
    """Return a reason that stays on record.

    Raises:
        NotAllowed: it is empty.
    """
    if not text.strip():
        raise NotAllowed("请写明理由，会留在记录里。")
    return text.strip()


STATE_NAMES = {
    "editing": "在写", "submitted": "待审", "approved": "已批准", "returned": "退回修改",
    "published": "已发布", "withdrawn": "已撤回",
}  # fmt: skip
