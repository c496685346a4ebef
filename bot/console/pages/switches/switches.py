"""`/switches`: a channel is shut with a reason, and residents are told approved words meanwhile."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.forms import fields
from bot.console.keys import KNOWLEDGE
from bot.console.render import render, see_other
from bot.console.visit import actor_of, in_transaction
from bot.edge.switch import CHANNELS, OFF_WORDINGS
from db import switches
from db.audit import Actor, record
from db.models import ChannelSwitch
from db.switches import Switched

HISTORY = 20
LONGEST_REASON = 200
NO_REASON = "请写明为什么，以后要查得到。"
NO_WORDS = "请选一段居民会看到的话。"


async def get_switches(request: web.Request) -> web.Response:
    """Show how every channel stands."""
    states, history = await in_transaction(request, _read)
    return render(
        request, "switches/list", title="开关", states=states, history=history, names=CHANNELS, words=_words(request)
    )


def _read(session: Session) -> tuple[dict[str, Switched], list[ChannelSwitch]]:
    return {channel: switches.last(session, channel) for channel in CHANNELS}, switches.history(session, HISTORY)


async def get_switch(request: web.Request) -> web.Response:
    """Show the form that shuts or opens a channel."""
    return await _form(request, {"reason": "", "told": next(iter(OFF_WORDINGS))}, {})


async def post_switch(request: web.Request) -> web.Response:
    """Shut or open it; residents feel it within two seconds."""
    form = await fields(request, to=3, reason=LONGEST_REASON, told=60)
    shuts, errors = form["to"] == "off", {}
    if not form["reason"]:
        errors["reason"] = NO_REASON
    if shuts and form["told"] not in _words(request):
        errors["told"] = NO_WORDS
    if form["to"] not in ("on", "off"):
        raise web.HTTPBadRequest
    if errors:
        return await _form(request, form, errors)
    channel = _channel(request)
    await in_transaction(request, _switch, actor_of(request), channel, form)
    return see_other(request, "/switches", f"{CHANNELS[channel]}{'关掉了' if shuts else '打开了'}。")


def _switch(session: Session, actor: Actor, channel: str, form: dict[str, str]) -> None:
    switches.add(session, channel, form["to"] == "on", form["reason"], actor.name, actor.at, form["told"])
    detail = {"reason": form["reason"]} | ({"told": form["told"]} if form["to"] == "off" else {})
    record(session, actor, f"channel.{form['to']}", CHANNELS[channel], detail)


async def _form(request: web.Request, form: dict[str, str], errors: dict[str, str]) -> web.Response:
    channel = _channel(request)
    state = await in_transaction(request, switches.last, channel)
    title = f"{'关掉' if state.is_open else '打开'}{CHANNELS[channel]}"
    return render(
        request,
        "switches/form",
        status=422 if errors else 200,
        title=title,
        channel=channel,
        name=CHANNELS[channel],
        state=state,
        words=_words(request),
        form=form,
        errors=errors,
    )


def _channel(request: web.Request) -> str:
    channel = request.match_info["channel"]
    if channel not in CHANNELS:
        raise web.HTTPNotFound
    return channel


def _words(request: web.Request) -> dict[str, str]:
    """Return the approved words by id, as they stand in the knowledge base now."""
    wordings = request.app[KNOWLEDGE].current().wordings
    return {name: str(wordings[name]["text"]) for name in OFF_WORDINGS if name in wordings}
