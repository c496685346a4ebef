"""A new way of an old scam: noticed by its cue words, so that what staff publish is told within seconds. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.triage.case import Case
from bot.triage.reading import NONE
from db.knowledge import Knowledge, ScriptWords

LEAST_CUES = 2  # one word alone is too common
LEAST_SHARE = 0.1  # of the probability: a type that nobody thinks of lends no words


def noticed(case: Case, text: str, knowledge: Knowledge, month: str = "") -> Case:
    """Return the case with the new way that the text tells of, if any.

    It is kept, for the verdict may come only after a question.

    Args:
        case: the case after the message.
        text: the message, masked and normalised.
        knowledge: the words.
        month: this month as in "2026-11"; ways that are over by then are not told of. Empty: none is over.
    """
    joined = "".join(text.split()).lower()
    likely = [name for name, share in case.types.items() if name != NONE and share >= LEAST_SHARE]
    found = []
    for type_id in dict.fromkeys((case.type, *likely)):
        script = knowledge.scripts.get(type_id)
        for variant in script.words.get("variants") or () if script else ():
            cues = {cue for cue in variant["cues"] if "".join(str(cue).split()).lower() in joined}
            if len(cues) >= LEAST_CUES and not _is_over(variant, month):
                found.append((len(cues), sum(map(len, cues)), f"{type_id}/{variant['id']}"))
    return replace(case, variant=max(found)[2]) if found else case


def variant_of(script: ScriptWords, case: Case) -> dict[str, Any] | None:
    """Return the new way of this script that the case is about."""
    type_id, _, variant_id = case.variant.partition("/")
    if type_id != script.id:
        return None
    return next((one for one in script.words.get("variants") or () if one["id"] == variant_id), None)


def _is_over(variant: dict[str, Any], month: str) -> bool:
    return bool(month and variant.get("until") and str(variant["until"]) < month)
