"""From words and a person to a message for a turn: prepared, nothing in it identifies anybody."""

from __future__ import annotations

from aiohttp import web

from bot.edge.keys import JUDGE, KNOWLEDGE, PEOPLE, SEALER
from bot.edge.reader import Message
from bot.edge.seal import callable_numbers, reportable
from bot.text.prepare import MAX_CHARS, prepare


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
    numbers_in = tuple(app[SEALER].seal_contact(value) for value in callable_numbers(prepared.finds))
    return Message(
        person, message_id, prepared.text or "。", choice, channel, elder, entities, judged, place, numbers_in
    )
