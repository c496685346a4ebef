"""docs/phone.md: what comes of speech through G.711, with and without the key that confirms; needs Rasa running."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from bot.edge.hearing.ears import SPEECH, WORK_SECONDS
from bot.edge.hearing.simplified import simplified
from bot.edge.media.process import Worker, command_of
from bot.edge.rasa_client import RasaClient, RasaFailed
from bot.phone.listening import reading_of
from bot.phone.turning import ANSWER, CONFIRM, UNCLEAR, Understood
from bot.publish.assess import load_assessor
from bot.report.phone_saying import Told, say_all, sentences
from bot.report.speech import hear_all
from bot.settings import ROOT, Settings, load_settings
from bot.text.prepare import prepare
from bot.voice.renderer import NotInstalled
from db.files import catalogue

PAGE = ROOT / "docs" / "phone.md"
COMMAND = "python -m bot phone-report"
COUNT = 24  # sentences
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


@dataclass(frozen=True)
class Case:
    """One sentence: its scam, what typed and heard words come to, and the scams they rank, likeliest first."""

    told: Told
    heard_text: str
    typed: Understood
    heard: Understood
    typed_ranking: tuple[str, ...]
    heard_ranking: tuple[str, ...]


def page(cases: Sequence[Case]) -> str:
    """Return the page."""
    rows = []
    for name, confirming in (("answered at once", False), ("confirmed by key", True)):
        found = Counter(come_to(one.typed, one.heard, confirming) for one in cases)
        rows.append(f"| {name} | " + " | ".join(f"{found[each]}/{len(cases)}" for each in _COLUMNS) + " |")
    examples = [f"| {one.told.text} | {one.heard_text or '—'} | {_outcome(one)} |" for one in cases]
    return _PAGE.format(
        command=COMMAND, count=len(cases), rows="\n".join(rows), ranks=ranks(cases), examples="\n".join(examples)
    )


def ranks(cases: Sequence[Case]) -> str:
    """Return the rows of how often the true scam is among the likeliest, and what a caller is asked."""
    count = len(cases)
    lines = [
        f"| true scam likeliest, of {most} | {_in(cases, most, typed=True)}/{count} | {_in(cases, most)}/{count} |"
        for most in (1, 3)
    ]
    for title, fits in (
        ("asked to confirm by key", lambda one: one.what == CONFIRM),
        ("answered at once (facts, a question of ours)", lambda one: one.what == ANSWER),
        ("not understood: once more, then the menu", lambda one: one.what == UNCLEAR),
    ):
        typed, heard = (sum(map(fits, each)) for each in zip(*((one.typed, one.heard) for one in cases), strict=True))
        lines.append(f"| {title} | {typed}/{count} | {heard}/{count} |")
    true = [sum(_says_true(one, each) for one, each in pairs) for pairs in _both(cases)]
    lines.append(f'| the question names the true scam: "yes" is right | {true[0]}/{count} | {true[1]}/{count} |')
    return "\n".join(lines)


def _both(cases: Sequence[Case]) -> tuple[list[tuple[Case, Understood]], list[tuple[Case, Understood]]]:
    return [(one, one.typed) for one in cases], [(one, one.heard) for one in cases]


def _says_true(case: Case, found: Understood) -> bool:
    return found.what == CONFIRM and found.type == case.told.type


def _in(cases: Sequence[Case], most: int, typed: bool = False) -> int:
    return sum(one.told.type in (one.typed_ranking if typed else one.heard_ranking)[:most] for one in cases)


def _outcome(case: Case) -> str:
    if case.heard.what != CONFIRM:
        return {ANSWER: "answered", UNCLEAR: "again"}.get(case.heard.what, case.heard.what)
    if case.heard.type == case.told.type:
        return "confirmed, true"
    return f"asked: {case.heard.type or case.heard.stage}"


_COLUMNS = (RIGHT, WRONG, CAUGHT, AGAIN)
_PAGE = """# What comes of speech on the telephone

Written by `{command}`: {count} sentences of the regression set (never trained on), one a scam, said by four
synthetic voices that are not the assistant's, through 300–3400 Hz and 8-bit mu-law, heard by the real worker
(Whisper `base`) and read by the running model. How the assistant's own prompts sound: docs/voice.md.

## Against the truth

| | typed | heard |
| --- | --- | --- |
{ranks}

## Against the same sentence typed

Right: the same scam and stage as when it is typed. Caught: the caller is asked, and says no.

| | right | told something else | caught: "no" by key | asked again |
| --- | --- | --- | --- | --- |
{rows}

## Sentence by sentence

| said | heard | a caller is |
| --- | --- | --- |
{examples}

## Limits

- Synthetic voices spoke them: no old people, no dialect, no hall, no lost packets. Real calls will be worse.
- Who is asked by key is taken to notice what is wrong. Some will say yes to a neighbouring scam.
- A question without the name of a scam (only "the money is gone") counts as not naming the true one.
- {count} sentences tell a third from a half, not 60 from 65 in a hundred.
- The menus by key do not depend on any of this.
"""


async def _understood(client: RasaClient, text: str) -> Understood:
    prepared = prepare(simplified(text), frozenset({"110", "96110"})).text
    if not prepared:
        return Understood(UNCLEAR)
    metadata: dict[str, Any] = {"case": None, "choice": "", "entities": [], "judgements": [], "listener": _LISTENER}
    return reading_of(prepared, await client.turn(prepared, metadata))


def _ranking(said: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(one["type"]) for one in said["ranking"])


async def _measure(settings: Settings, count: int) -> str:
    told = sentences(frozenset(str(one["id"]) for one in catalogue()), count)
    sounds = await asyncio.to_thread(say_all, told, settings, settings.var / "phone-report")
    worker = Worker(SPEECH, command_of(settings.media_python, SPEECH.module), WORK_SECONDS)
    try:
        trials = await hear_all(worker, sounds, {})
    finally:
        await worker.stop()
    texts = {trial.true: simplified(trial.heard.text) for trial in trials}
    assess = load_assessor(settings)
    typed = assess([one.text for one in told])
    heard = assess([texts[one.id] or "。" for one in told])
    async with aiohttp.ClientSession() as session:
        client = RasaClient(session, settings.rasa_addresses, f"http://127.0.0.1:{settings.actions_port}")
        cases = [
            Case(one, texts[one.id], await _understood(client, one.text), await _understood(client, texts[one.id]),
                 _ranking(before), _ranking(after) if texts[one.id] else ())
            for one, before, after in zip(told, typed, heard, strict=True)
        ]  # fmt: skip
    return page(cases)


def write_phone(count: int = COUNT) -> int:
    """Measure so many sentences, write the page and say where; returns the exit code."""
    settings = load_settings()
    if not Path(settings.media_python).exists():
        print("phone-report: .venv-media is missing; run `make media`")
        return 2
    try:
        PAGE.write_text(asyncio.run(_measure(settings, count)), encoding="utf-8")
    except NotInstalled as error:
        print(f"phone-report: {error}")
        return 2
    except RasaFailed as error:
        print(f"phone-report: Rasa does not answer ({error}); start it with `make run`")
        return 1
    print(f"written: {PAGE.relative_to(ROOT)}")
    return 0
