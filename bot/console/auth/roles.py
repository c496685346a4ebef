"""The four roles, each with everything that the one before it may do. Pure."""

from __future__ import annotations

VIEWER, EDITOR, PUBLISHER, ADMIN = "viewer", "editor", "publisher", "admin"
ROLES = (VIEWER, EDITOR, PUBLISHER, ADMIN)
ANYONE = ""  # of a page: also those who are not logged in
NAMES = {VIEWER: "查看", EDITOR: "编辑", PUBLISHER: "发布", ADMIN: "管理员"}


def is_at_least(role: str, least: str) -> bool:
    """Say whether `role` may do what needs `least`; an unknown role may nothing."""
    if least == ANYONE:
        return True
    if role not in ROLES or least not in ROLES:
        return False
    return ROLES.index(role) >= ROLES.index(least)
