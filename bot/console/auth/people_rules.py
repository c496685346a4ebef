"""What an admin may do to a colleague's account. Pure."""

from __future__ import annotations

from bot.console.auth.roles import ADMIN, ROLES

OWN = "自己的角色和账号要由另一位管理员来改。"
LAST = "这是最后一位管理员，改了就没人能管账号了。先把另一位同事设为管理员。"
NO_ROLE = "没有这个角色。"


def problem(actor_id: int, target_id: int, role: str, is_disabled: bool, other_admins: int) -> str:
    """Return why a change is refused; empty if it is not.

    Args:
        actor_id: who wants it.
        target_id: whose account it is.
        role: what the account would be.
        is_disabled: whether it would be shut.
        other_admins: how many more accounts are admins who can log in.
    """
    if role not in ROLES:
        return NO_ROLE
    if actor_id == target_id:
        return OWN
    if (role != ADMIN or is_disabled) and not other_admins:
        return LAST
    return ""
