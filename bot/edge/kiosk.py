"""The touch kiosk: its page, and what its answers carry besides the blocks. Pure."""

from __future__ import annotations

import io
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import segno

from bot.edge.voice import Speaker
from bot.reply.blocks import Listener
from bot.reply.compose import compose
from bot.reply.render import kiosk
from bot.voice.script import SECONDS, heard, pictures_words
from db.files import CONTENT, read_yaml
from db.knowledge import Knowledge

# every wording that the page shows
PAGE_WORDS = (
    *("kiosk_title", "kiosk_who", "kiosk_start", "kiosk_type", "kiosk_type_ask", "kiosk_type_hint", "kiosk_send"),
    *("kiosk_others", "kiosk_next", "kiosk_back", "kiosk_restart", "kiosk_done", "kiosk_more", "kiosk_step"),
    *("kiosk_wait", "kiosk_offline", "kiosk_failed", "kiosk_again", "kiosk_idle", "kiosk_stay", "kiosk_take"),
    *("kiosk_qr", "kiosk_qr_alt", "kiosk_print", "kiosk_offer", "kiosk_close", "kiosk_private", "kiosk_show"),
    *("kiosk_sound_on", "kiosk_sound_off", "kiosk_synthetic"),
    *("kiosk_hide", "kiosk_listen", "kiosk_heading", "kiosk_heading_urgent", "kiosk_heading_type", "kiosk_family"),
    *("kiosk_speak", "kiosk_mic", "kiosk_mic_opening", "kiosk_mic_listening", "kiosk_speak_hint", "kiosk_speak_short"),
    *("kiosk_speak_failed", "kiosk_hearing", "kiosk_heard", "kiosk_no_mic", "kiosk_by_picture"),
    *("choice_paid", "choice_paying", "choice_heard_yes", "choice_heard_no"),
    *("kiosk_heading_drill", "kiosk_drill"),
)
URGENT = ("paid", "paying")
_PLAYED = frozenset({"drill", "quiz"})
_HELD_STAGES = frozenset({"paid", "about_to_pay"})
_TOLD = frozenset({"alarm", "suspect"})
_ASKING = frozenset({"ask", "lead", "group", "remember", "receipt", "distress"})  # nothing to hand on yet


def file_words() -> dict[str, str]:
    """Return the page's words from the content file, for a start without a database."""
    return _page_words({item["id"]: item for item in read_yaml(CONTENT / "wordings.yml")["wordings"]})


def page_words(knowledge: Knowledge | None) -> dict[str, str]:
    """Return the page's words as staff last left them; those of a database that is behind come from the file."""
    return {**file_words(), **(_page_words(knowledge.wordings) if knowledge else {})}


def _page_words(wordings: dict[str, Any]) -> dict[str, str]:
    return {name: str(wordings[name].get("elder") or wordings[name]["text"]) for name in PAGE_WORDS if name in wordings}


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.get_template("kiosk.html.j2")


def page(knowledge: Knowledge | None, speaker: Speaker) -> str:
    """Return the page with every screen in it, so that it needs the network for answers only."""
    pictures = read_yaml(CONTENT / "kiosk.yml")["kiosk"]
    words = page_words(knowledge)
    texts = {detail: _fixed(detail, knowledge) for detail in URGENT}
    fixed = {
        detail: [(text, _keys(speaker, n, text, words)) for n, text in enumerate(found)]
        for detail, found in texts.items()
    }
    voices = page_voices(pictures, words, speaker)
    synthetic = any(speaker.is_synthetic(key) for keys in voices.values() for key in keys)
    return _template().render(pictures=pictures, words=words, fixed=fixed, voices=voices, synthetic=synthetic)


def _keys(speaker: Speaker, number: int, text: str, words: dict[str, str]) -> list[str]:
    """Return the voice of a fixed page; the first says what it is."""
    return speaker.keys([words["kiosk_heading_urgent"], text] if number == 0 else [text])


def page_voices(pictures: list[dict[str, Any]], words: dict[str, str], speaker: Speaker) -> dict[str, list[str]]:
    """Return the keys of every text that the page itself may show, by its words without blanks."""
    idle = [words["kiosk_idle"].replace("{seconds}", str(left)) for left in SECONDS]
    texts = (*words.values(), *idle, *pictures_words(pictures))
    return {"".join(text.split()): speaker.keys([text]) for text in texts if "{" not in text}


def _fixed(detail: str, knowledge: Knowledge | None) -> list[str]:
    """Return the words of an urgent entry that are said whether or not the network is there."""
    if knowledge is None:
        return [page_words(None)["kiosk_failed"]]
    reply = compose({"step": {"kind": "urgent", "detail": detail}}, Listener("kiosk", elder=True), knowledge)
    return [screen.text for screen in kiosk.render(reply.blocks)]


def kiosk_part(reply: dict[str, Any], knowledge: Knowledge | None, speaker: Speaker) -> dict[str, Any]:
    """Return what the page needs of a reply.

    Args:
        reply: blocks, and `case` and `kind` where a turn was computed.
        knowledge: the words; without them there is no heading.
        speaker: who reads aloud, if anybody.

    Returns:
        screens: texts with their buttons, in order, and the keys of the sounds that read them:
            `voice` aloud, `handset` into the ear of one person.
        heading: stands above them; of a type that shames it says nothing.
        private: shown only to whoever asks for it, never spoken aloud.
        held: somebody is in need: the screen stays until dismissed.
        drill: none of it is true: the screens look like nothing else.
        family: what may be handed on, empty when nothing was found.
    """
    case = reply.get("case") or {}
    script = knowledge.scripts.get(case.get("type") or "") if knowledge else None
    told = script is not None and case.get("verdict") in _TOLD
    private = is_private(case, knowledge)
    drill = reply.get("kind") in _PLAYED
    private = private and not drill
    held = not drill and (case.get("stage") in _HELD_STAGES or reply.get("kind") == "distress")
    asking = drill or reply.get("kind") in _ASKING
    handed = not asking and (told or case.get("stage") in _HELD_STAGES)
    name = script.name if script and told and not asking and not private else ""
    words = page_words(knowledge)
    heading = words["kiosk_heading_drill"] if drill else _heading(name, held and not private, words)
    screens = kiosk.render(reply["blocks"])
    voices = [
        speaker.keys([heading if n == 0 and (name or held or drill) else "", *heard(screen)])
        for n, screen in enumerate(screens)
    ]
    return {
        "screens": [
            {**asdict(screen), "voice": [] if private else voice, "handset": voice}
            for screen, voice in zip(screens, voices, strict=True)
        ],
        "heading": heading,
        "private": private,
        "held": held,
        "drill": drill,
        "family": family_text(str(case.get("type") or "") if told else "", knowledge) if handed else "",
    }


def is_private(case: dict[str, Any], knowledge: Knowledge | None) -> bool:
    """Say whether the case is of a type that shames: a hall must neither read nor hear it."""
    types = [case.get("type"), *(case.get("also") or ())]
    scripts = knowledge.scripts if knowledge else {}
    return any(scripts[type_id].sensitive for type_id in types if type_id in scripts)


def _heading(name: str, held: bool, words: dict[str, str]) -> str:
    if held:
        return words["kiosk_heading_urgent"]
    return words["kiosk_heading_type"].replace("{name}", name) if name else words["kiosk_heading"]


def family_text(type_id: str, knowledge: Knowledge | None) -> str:
    """Return the words to hand on: about the scam, never about what happened to this person."""
    if knowledge is None or type_id not in knowledge.scripts:
        return page_words(knowledge)["kiosk_family"]
    assessment = {"step": {"kind": "tell", "detail": "family"}, "case": {"format": 1, "type": type_id}}
    return str(compose(assessment, Listener(), knowledge).blocks[0]["text"])


def qr_svg(text: str) -> str:
    """Return a QR code that holds the text itself: whoever scans it needs no network and leaves no trace."""
    code = segno.make(text, encoding="utf-8", error="m", micro=False, boost_error=False)
    made = io.BytesIO()
    code.save(made, kind="svg", xmldecl=False, border=4, omitsize=True, light="#fff", svgclass=None, lineclass=None)
    return made.getvalue().decode()
