"""`next_step(before, case, reading) → step`: the one thing to do now."""

from __future__ import annotations

from dataclasses import dataclass

from bot.triage.case import Case
from bot.triage.follow import Answer, asked, contested, follow_up, small_talk, talk_intent
from bot.triage.posterior import Matrix
from bot.triage.question import MAX_QUESTIONS, best_question
from bot.triage.reading import NONE, Reading
from bot.triage.stage import is_urgent, rank
from bot.triage.update import answer_given, tells_story
from bot.triage.verdict import SUSPECT, UNCLEAR, Thresholds, best_type

SURE = 0.6  # probability from which a wish to be deleted needs no plain words
OPEN = "open"  # the pending question "what did they say?", which has no yes or no


@dataclass(frozen=True)
class Step:
    """What to say next.

    Attributes:
        intent: the final intent; Rasa has one rule from each to one action.
        kind: what the action composes.
        detail: signal to ask, topic to explain, choice to serve; may be empty.
    """

    intent: str
    kind: str
    detail: str = ""


_CHOICE_INTENT = {
    "urgent": "scam",
    "tell": "scam",
    "group": "tell_group",
    "remember": "tell_group",
    "service": "service",
    "forget": "forget_me",
    "stop": "scam",
    "mind": "distress",
    "lead": "service",
    "receipt": "ordinary",
    "picture": "follow_up",
    "wrong": "scam",
}


def _urgent(before: Case, case: Case, reading: Reading) -> Step | None:
    """Return the urgent lane when it has not yet spoken for how things stand now."""
    if not is_urgent(case.stage, case.live):
        return None
    pressed = reading.stage.pressed and not reading.asks
    more = pressed and "urgent:paid" in case.said  # gone already, and more is wanted now
    lane = "paid" if case.stage == "paid" and not case.live and not more else "paying"
    risen = rank(case.stage) > rank(before.stage) or (case.live and not before.live)
    new_way = lane == "paid" and len(case.channels) > len(before.channels)  # another number to call
    again = lane == "paying" and (reading.stage.live or pressed)  # he is there once more
    if not (risen or new_way or again) and f"urgent:{lane}" in case.said:
        return None
    return Step("scam", "urgent", lane)


def _question(case: Case, matrix: Matrix, limits: Thresholds) -> Step | None:
    """Return a clarifying question if one is worth asking; never after the urgent lane."""
    spoken = any(key.startswith("urgent:") for key in case.said) or is_urgent(case.stage, case.live)
    if spoken or case.enough or len(case.asked) >= MAX_QUESTIONS or "verdict" in case.said:
        return None
    _, share = best_type(case.types)
    if share >= limits.settled:
        return None
    if case.verdict == UNCLEAR and not case.answers and OPEN not in case.asked:
        return Step("scam", "ask", OPEN)
    signal = best_question(case.types, matrix, {*case.answers, *case.asked}, limits.least_gain)
    return Step("scam", "ask", signal) if signal else None


def _scam(before: Case, case: Case, reading: Reading, matrix: Matrix, limits: Thresholds, intent: str) -> Step:
    """Return the step for a matter that is not urgent now."""
    if reading.is_listed and not case.type:
        return Step(intent, "listed")
    asking = _question(case, matrix, limits)
    if asking:
        return Step(intent, asking.kind, asking.detail)
    if case.verdict == UNCLEAR or (case.verdict == SUSPECT and not case.type):
        return Step(intent, "unsure")
    if case.type != before.type:
        return Step(intent, "verdict", case.type)
    further = [type_id for type_id in case.also if type_id not in before.also]
    if before.said and further:
        return Step(intent, "also", further[0])
    if rank(case.stage) > rank(before.stage) and case.stage == "disclosed":
        return Step(intent, "disclosed")
    if f"verdict:{case.type}" not in case.said and "urgent:paid" not in case.said:
        return Step(intent, "verdict", case.type)
    return Step(intent, "again" if _adds(reading) and "urgent:paid" not in case.said else "what_now", "")


def _adds(reading: Reading) -> bool:
    """Say whether a message adds to the story, rather than goes on talking."""
    return bool(reading.mentions) or reading.types.get(NONE, 0.0) < 0.5


def _lead(before: Case, reading: Reading) -> str:
    """Return the choice that a plain yes or no makes where a number was offered as a lead."""
    offered = any(choice.value == "lead:yes" for choice in before.choices)
    return {"affirm": "lead:yes", "deny": "lead:no"}.get(reading.intent, "") if offered else ""


def _chosen(before: Case, case: Case, reading: Reading) -> Step | None:
    kind, _, value = (reading.choice or _lead(before, reading)).partition(":")
    if kind not in _CHOICE_INTENT:
        return None
    return Step(_CHOICE_INTENT[kind], "distress" if kind == "mind" else kind, value)


def _paper(case: Case, reading: Reading) -> Step | None:
    """Return the step for a picture, a proof of payment or a number that comes alone."""
    if reading.is_picture:
        return Step(talk_intent(case), "picture")
    if reading.is_paper and case.stage != "paid":
        return Step("ordinary" if case.verdict == NONE else "scam", "receipt")
    intent = "scam" if reading.is_listed else "service"
    return Step(intent, "service", "report_number") if reading.is_report else None


def _deletion(reading: Reading) -> Step | None:
    """Return the step for the wish to be forgotten, which nothing may hold up: told outright, or surely meant."""
    sure = "delete" in reading.moves or (reading.confidence >= SURE and "ask_record" not in reading.moves)
    return Step("forget_me", "forget_me", reading.topic) if reading.intent == "forget_me" and sure else None


def _story(before: Case, case: Case, reading: Reading, urgent: Step | None, matrix: Matrix, limits: Thresholds) -> Step:
    """Return the step for a message that tells what happened."""
    if case.verdict == NONE and case.stage != "paid":
        return Step("ordinary", "ordinary")
    if urgent:
        return urgent
    answer = contested(before, reading)
    return Step("scam", *answer) if answer else _scam(before, case, reading, matrix, limits, "scam")


def next_step(before: Case, case: Case, reading: Reading, matrix: Matrix, limits: Thresholds) -> Step:
    """Return what to say, in the order of the design: life, money, question, verdict, talk.

    Args:
        before: the case before this message.
        case: the case after it.
        reading: the message.
        matrix: type → signal → typicality.
        limits: the thresholds.
    """
    if reading.intent == "distress" and reading.confidence >= limits.distress:
        return Step("distress", "distress")
    chosen = _chosen(before, case, reading) or _paper(case, reading) or _deletion(reading)
    if chosen:
        return chosen
    urgent = _urgent(before, case, reading)
    plain = None if urgent else asked(before, reading)
    if plain:
        return _asked(before, case, reading, plain, matrix, limits)
    if answer_given(before, reading):
        if case.verdict == NONE:
            return Step("answer", "ordinary")
        return urgent or _scam(before, case, reading, matrix, limits, "answer")
    if reading.is_listed:  # whatever the words around it look like
        return urgent or _scam(before, case, reading, matrix, limits, "scam")
    talk = None if urgent or contested(before, reading) else small_talk(reading)
    if talk:
        return Step(talk[0], *talk)
    if tells_story(reading, limits):
        return _story(before, case, reading, urgent, matrix, limits)
    return urgent or _talk(before, case, reading, limits) or _scam(before, case, reading, matrix, limits, "scam")


def _asked(before: Case, case: Case, reading: Reading, plain: Answer, matrix: Matrix, limits: Thresholds) -> Step:
    """Return the step for a question about the matter; where it is not clear yet, that comes first."""
    if plain[0] in ("what_now", "repeat") and case.verdict == UNCLEAR:
        return _scam(before, case, reading, matrix, limits, "scam")
    return Step(talk_intent(case), *plain)


def _talk(before: Case, case: Case, reading: Reading, limits: Thresholds) -> Step | None:
    """Return the step for a message without a story; None where the matter itself goes on."""
    answer = contested(before, reading)
    if answer:
        return Step("scam", *answer)
    waiting = case.verdict == UNCLEAR and reading.topic in ("what_now", "repeat")
    if reading.intent == "follow_up" and reading.confidence >= limits.intent:
        return None if waiting else Step(talk_intent(case), *follow_up(case, reading.topic))
    if case.enough and case.verdict != NONE:
        return None
    if reading.confidence < limits.intent:
        return Step("out_of_scope", "fallback")
    if reading.intent == "forget_me":
        return Step(talk_intent(case), "record")  # nothing is deleted on a guess
    if reading.intent == "tell_group" and not reading.groups and not case.group:
        return Step("tell_group", "continue")
    return Step(reading.intent, reading.intent, reading.topic)
