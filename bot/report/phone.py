"""docs/phone.md: what comes of speech through G.711, with and without the key that confirms; needs Rasa running."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import aiohttp

from bot.edge.hearing.ears import SPEECH, WORK_SECONDS
from bot.edge.hearing.simplified import simplified
from bot.edge.media.process import Worker, command_of
from bot.edge.rasa_client import RasaClient, RasaFailed
from bot.phone.listening import reading_of
from bot.phone.turning import CONFIRM, UNCLEAR, Understood
from bot.report.speech import DATA, hear_all, recordings
from bot.settings import ROOT, Settings, load_settings
from bot.text.prepare import prepare
from db.files import read_yaml

PAGE = ROOT / "docs" / "phone.md"
COMMAND = "python -m bot phone-report"
LINE = "telephone line"
RIGHT, WRONG, CAUGHT, AGAIN = "right", "wrong", "caught", "again"
_LISTENER = {"channel": "phone", "elder": True}


def come_to(typed: Understood, heard: Understood, confirming: bool) -> str:
    """Return what a caller gets of a recording.

    Args:
        typed: what the same sentence, typed, comes to.
        heard: what the recording comes to.
        confirming: a key confirms what was understood; a caller is taken to say no to what is wrong.
    """
    if heard.what == UNCLEAR:
        return AGAIN
    if heard == typed:
        return RIGHT
    return CAUGHT if confirming and heard.what == CONFIRM else WRONG


def page(pairs: Iterable[tuple[Understood, Understood]]) -> str:
    """Return the page."""
    pairs = list(pairs)
    rows = []
    for name, confirming in (("answered at once", False), ("confirmed by key", True)):
        found = Counter(come_to(typed, heard, confirming) for typed, heard in pairs)
        rows.append(f"| {name} | " + " | ".join(f"{found[one]}/{len(pairs)}" for one in _COLUMNS) + " |")
    return _PAGE.format(command=COMMAND, rows="\n".join(rows))


_COLUMNS = (RIGHT, WRONG, CAUGHT, AGAIN)
_PAGE = """# What comes of speech on the telephone

Written by `{command}`: the 12 rendered sentences of docs/speech.md through 300–3400 Hz and 8-bit mu-law,
heard by the real worker, read by the running model. Right: the same scam and stage as when the
sentence is typed.

| | right | told something else | caught: "no" by key | asked again |
| --- | --- | --- | --- | --- |
{rows}

## Limits

- A synthetic voice spoke them: no old people, no dialect, no hall, no lost packets.
- Who is asked by key is taken to notice what is wrong. Some will say yes to a neighbouring scam.
- Right means "as if typed", not "the true scam": how well typed words are recognised is measured elsewhere.
- Twelve sentences show that the step works, not how often it is needed.
"""


async def _understood(client: RasaClient, text: str) -> Understood:
    prepared = prepare(simplified(text), frozenset({"110", "96110"})).text
    if not prepared:
        return Understood(UNCLEAR)
    metadata = {"case": None, "choice": "", "entities": [], "judgements": [], "listener": _LISTENER}
    return reading_of(prepared, await client.turn(prepared, metadata))


async def _measure(settings: Settings) -> str:
    truths = {str(item["id"]): str(item["say"]) for item in read_yaml(DATA.with_suffix(".yml"))["sentences"]}
    worker = Worker(SPEECH, command_of(settings.media_python, SPEECH.module), WORK_SECONDS)
    sounds = await asyncio.to_thread(recordings, settings.media_python)
    actions = f"http://127.0.0.1:{settings.actions_port}"
    try:
        trials = await hear_all(worker, sounds[LINE], truths)
    finally:
        await worker.stop()
    async with aiohttp.ClientSession() as session:
        client = RasaClient(session, settings.rasa_addresses, actions)
        pairs = [(await _understood(client, one.true), await _understood(client, one.heard.text)) for one in trials]
    return page(pairs)


def write_phone() -> int:
    """Measure, write the page and say where; returns the exit code."""
    settings = load_settings()
    if not Path(settings.media_python).exists():
        print("phone-report: .venv-media is missing; run `make media`")
        return 2
    try:
        PAGE.write_text(asyncio.run(_measure(settings)), encoding="utf-8")
    except RasaFailed as error:
        print(f"phone-report: Rasa does not answer ({error}); start it with `make run`")
        return 1
    print(f"written: {PAGE.relative_to(ROOT)}")
    return 0
