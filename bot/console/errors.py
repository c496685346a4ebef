"""Errors in calm Chinese, without details; the log gets the kind of the error and no words."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

from aiohttp import web

from bot.console.page import Handler
from bot.console.render import render

logger = logging.getLogger(__name__)

_WORDS = {
    400: ("没看懂这次提交", "内容不完整或格式不对。请回到上一页再试一次。"),
    403: ("这一步没有做", "您的角色不能做这件事，或者页面放得太久、已经失效。请回到首页重新打开这一页再试。"),
    404: ("没有这一页", "可能已经删掉，或者地址抄错了。请从左边的目录里找。"),
    405: ("这一步没有做", "请从页面上的按钮操作。"),
    409: ("有人先改了", "您打开以后，同事已经改过。请回到上一页看看现在的样子。"),
    411: ("这一步没有做", "浏览器没有说明内容多大。请换一个浏览器再试。"),
    413: ("内容太大", "请减少一些再提交。"),
    421: ("地址不对", "请用管理员给的地址打开工作台。"),
    503: ("暂时打不开", "数据库暂时连不上。没有保存的内容请先抄下来，过一分钟再试。"),
}
_OTHERWISE = ("出了点问题", "这一步没有做成，已经记下来了。请过一会儿再试；一直不行，请告诉管理员。")


@web.middleware
async def calm_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn every error into a page that says what to do next."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        status = error.status
    except Exception as error:  # the last net: nothing of what was typed may reach page or log
        logger.error("request failed: %s at %s", type(error).__name__, _place(error))
        status = 503 if type(error).__module__.startswith("sqlalchemy") else 500
    heading, words = _WORDS.get(status, _OTHERWISE)
    if "application/json" in request.headers.get("Accept", ""):
        return web.json_response({"error": f"{heading}。{words}"}, status=status)
    return render(request, "error", status=status, title=heading, heading=heading, words=words)


def _place(error: BaseException) -> str:
    """Return where in our own code it happened."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "/bot/" in frame.filename or "/db/" in frame.filename]
    last = (own or list(frames))[-1]
    return f"{Path(last.filename).name}:{last.lineno}"
