"""Asks for one's own password once more before something grave; a stolen session guesses slowly."""

from __future__ import annotations

from aiohttp import web

from bot.console import attempts
from bot.console.auth.lockout import ACCOUNT, ADDRESS
from bot.console.keys import HASHING
from bot.console.visit import actor_of, address_of, in_transaction, now_of
from db import staff

WRONG = "密码不对，或者试得太勤了。连着几次不对要等一会儿，最长 15 分钟。"


async def is_own_password(request: web.Request, password: str) -> bool:
    """Say whether this is the password of who is logged in."""
    staff_id = actor_of(request).id or 0
    account, address = f"own:{staff_id}", f"address:{address_of(request)}"
    if not await in_transaction(request, attempts.begin, ((account, ACCOUNT), (address, ADDRESS)), now_of(request)):
        return False
    person = await in_transaction(request, staff.by_id, staff_id)
    if person is None or not await request.app[HASHING].matches(person.password_hash, password):
        return False
    await in_transaction(request, attempts.succeed, account, address)
    return True
