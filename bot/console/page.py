"""What a page of the console is: one line of the table in bot/console/routes.py."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

KB = 1024
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

# The sections of the menu, in their order; one without pages that a person may see is not shown.
SECTIONS = ("现在", "今天", "脚本", "例句", "审核", "线索", "回访", "宣传", "发布", "人员与开关", "审计")


@dataclass(frozen=True)
class Page:
    """One method and path.

    Attributes:
        method: GET or POST; what changes anything is a POST.
        path: as aiohttp takes it.
        handler: what answers.
        role: the least role; ANYONE: also without having logged in.
        title: its name in the menu; empty: not in the menu.
        section: where in the menu.
        max_body: the largest body in bytes.
        keeps: what was typed is given back when the session ended meanwhile.
    """

    method: str
    path: str
    handler: Handler
    role: str
    title: str = ""
    section: str = ""
    max_body: int = 64 * KB
    keeps: bool = False
