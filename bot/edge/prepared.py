"""From words and a person to a message for a turn: prepared, nothing in it identifies anybody."""

from __future__ import annotations

from aiohttp import web

from bot.edge.keys import JUDGE, KNOWLEDGE, PEOPLE, SEALER
from bot.edge.reader import Message
from bot.edge.seal import callable_numbers, reportable
from bot.text.prepare import MAX_CHARS, prepare

WRITTEN_TO = "wechat"  # the channel that can write by itself


def prepared_message(
    app: web.Application,
    channel: str,
    user: str,
    message_id: str,
    text: str,
    choice: str = "",
    elder: bool = False,
    place: str = "",
) -> Message | None:
    """Return the message, None when nothing readable was sent."""
    numbers = app[KNOWLEDGE].numbers()
    prepared = prepare(text, numbers)
    if not prepared.text and not choice:
        return None
    entities = tuple(app[SEALER].seal(found) for found in reportable(prepared.finds))
    judged = app[JUDGE].judge(text[:MAX_CHARS], prepared.finds, numbers)
    person = app[PEOPLE].person(channel, user)
    return Message(
        person=person,
        id=message_id,
        text=prepared.text or "。",
        choice=choice,
        channel=channel,
        elder=elder,
        entities=entities,
        judged=judged,
        place=place,
        numbers=tuple(app[SEALER].seal_contact(value) for value in callable_numbers(prepared.finds)),
        reply_to=app[SEALER].seal_user(user) if channel == WRITTEN_TO else "",
    )
