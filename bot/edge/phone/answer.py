"""From what is to be said to the commands of the protocol. Nothing is half said."""

from __future__ import annotations

import logging
from dataclasses import replace

from bot.edge.phone.sounds import Sounds
from bot.edge.voice import FolderSpeaker
from bot.phone.book import Book
from bot.phone.events import Command, HangUp, Play, Record, Sound, Transfer
from bot.phone.turning import Say

logger = logging.getLogger(__name__)

SAFE = "safe_reply"
NO_VOICE = "no sound for the telephone: run `python -m bot voice --only phone`, or record the prompts in the console"


def commands_of(say: Say, book: Book, sounds: Sounds, speaker: FolderSpeaker) -> tuple[Command, ...]:
    """Return the commands; where a sentence has no sound yet, the safe words stand for all of them."""
    then = say.then
    if isinstance(then, Record):
        then = replace(then, meanwhile=_ready(book.say("phone_wait"), sounds, speaker))
    if not say.prompts:
        return (then,)
    found = _ready(say.prompts, sounds, speaker)
    if found:
        return (Play(found), then)
    logger.error("a sentence of %d has no sound yet; the safe words are said", len(say.prompts))
    safe = _ready(book.say(SAFE), sounds, speaker)
    return (Play(safe), then) if safe else _speechless(book)


def safe_commands(book: Book, sounds: Sounds) -> tuple[Command, ...]:
    """Return what a media program does when no edge answers."""
    last = Transfer(book.human) if book.human else HangUp()
    return (Play(sounds.of(book.say(SAFE))), last)


def _ready(prompts: tuple[str, ...], sounds: Sounds, speaker: FolderSpeaker) -> tuple[Sound, ...]:
    """Return the sounds of prompts, none where one is missing; the caller's own words have none and are left out."""
    if not speaker.keys(prompts):
        return ()
    return tuple(sound for sound in sounds.of(prompts) if sound.url)


def _speechless(book: Book) -> tuple[Command, ...]:
    logger.error(NO_VOICE)
    return (Transfer(book.human),) if book.human else (HangUp(),)
