"""`update(case, reading) → case`: what is known after one more message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.triage.case import KEPT_QUOTES, KEPT_TYPES, Case
from bot.triage.elapsed import oldest
from bot.triage.posterior import Distribution, Matrix, answered, combine, normalised
from bot.triage.reading import NONE, ROLES, Reading
from bot.triage.stage import merge_stage
from bot.triage.told import told_stage
from bot.triage.verdict import SUSPICIOUS, Thresholds, at_least_suspect, best_type, is_scam, judge, never_falls

STORY_INTENTS = frozenset({"scam", "ordinary"})
YES_NO = {"affirm": "yes", "deny": "no", "unclear": "unsure", "follow_up/undecided": "unsure"}
SECOND = "shopping_agency"  # offers to get the money back: comes after many a loss
LOST = 0.9  # P(a scam) of what is told after a loss
SHORT = 16  # characters; a longer text after a question is a new piece of story


def tells_story(reading: Reading, limits: Thresholds) -> bool:
    """Say whether the message tells what happened, rather than talks to us.

    A short "有人让我下个软件" may look most like a wish; a signal in it and some
    probability of a scam make it a story all the same.
    """
    suspicious = 1.0 - reading.types.get(NONE, 0.0) >= limits.unclear
    return reading.intent in STORY_INTENTS or (suspicious and bool(reading.mentions))


def answer_given(case: Case, reading: Reading) -> str:
    """Return "yes", "no" or "unsure" when the message answers the pending question."""
    if not case.pending or case.pending == "open":
        return ""
    kind, _, value = reading.choice.partition(":")
    if kind == "answer":
        return value if value in YES_NO.values() else ""
    if reading.choice or len(reading.text) > SHORT:
        return ""
    topic = f"/{reading.topic}" if reading.intent == "follow_up" else ""
    return YES_NO.get(f"{reading.intent}{topic}", "")


def _of_a_loss(types: Mapping[str, float]) -> Distribution:
    """Return the reading of a message after a loss is known: it says how that came, not whether."""
    named = normalised({key: share for key, share in types.items() if key != NONE})
    return {**{key: share * LOST for key, share in named.items() if key != NONE}, NONE: 1.0 - LOST}


def _distribution(case: Case, reading: Reading, matrix: Matrix, limits: Thresholds) -> Distribution:
    answer = answer_given(case, reading)
    if answer:
        return answered(case.types, case.pending, answer, matrix)
    if reading.choice or reading.is_report or (case.types and not tells_story(reading, limits)):
        return dict(case.types) or {NONE: 1.0}
    if case.verdict in SUSPICIOUS:
        return combine(case.types, reading.types, suspicious=True)
    if case.stage == "paid" and (reading.mentions or 1.0 - reading.types.get(NONE, 0.0) >= limits.unclear):
        return _of_a_loss(reading.types)
    if is_scam(reading.types, limits):  # what was vague before does not weigh against a clear story
        return normalised(reading.types)
    return combine(case.types, reading.types, suspicious=False)


def _answers(case: Case, reading: Reading) -> dict[str, str]:
    answers = dict(case.answers)
    answer = answer_given(case, reading)
    if answer:
        answers[case.pending] = answer
    for mention in reading.mentions:
        answers[mention.id] = "no" if mention.denied else "yes"
    return answers


def _own(type_id: str, other: str, matrix: Matrix) -> set[str]:
    """Return the signals that are typical of one type and not of another."""
    listed = matrix.get(type_id, {}).items()
    return {signal for signal, weight in listed if weight >= 0.5 and matrix.get(other, {}).get(signal, 0) < 0.3}


def _also(
    dist: Distribution,
    reading: Reading,
    best: str,
    case: Case,
    answers: dict[str, str],
    matrix: Matrix,
    limits: Thresholds,
) -> tuple[str, ...]:
    """Return further types of the same story: likely, and with a signal of their own; or a story of their own."""
    found = list(case.also)
    fresh, sure = best_type(reading.types)
    told = {mention.id for mention in reading.mentions if not mention.denied}
    alone = sure >= limits.settled and bool(told & _own(fresh, best, matrix))
    second = case.stage == "paid" and fresh == SECOND and sure >= limits.type
    if case.type and fresh not in (best, *found) and (alone or second):
        found.append(fresh)  # this message alone tells of another one
    for type_id, share in dist.items():
        if type_id in (NONE, best) or type_id in found or share < limits.also:
            continue
        if any(answers.get(signal) == "yes" for signal in _own(type_id, best, matrix)):
            found.append(type_id)
    return tuple(type_id for type_id in found if type_id != best)[:3]


def _kept(dist: Distribution, limits: Thresholds) -> Distribution:
    """Return what is worth carrying on; a harmless message leaves no trace."""
    if 1.0 - dist.get(NONE, 0.0) < limits.unclear / 2:
        return {}
    kept = dict(list(dist.items())[:KEPT_TYPES])
    kept.setdefault(NONE, dist.get(NONE, 0.0))
    return kept


def _with_group(case: Case, reading: Reading) -> Case:
    """Take in who it is about: told outright it replaces what was known, otherwise it is a guess."""
    if not reading.groups or (case.group and reading.intent != "tell_group"):
        return case
    return replace(case, group=reading.groups[0], guessed=reading.intent != "tell_group")


def _helper(case: Case, reading: Reading) -> str:
    """Return who asks for another; a child speaks of its mother and asks for itself."""
    if case.group == "minor" or "minor" in reading.groups:
        return reading.helper if reading.helper in ROLES else ""
    if reading.helper in ROLES:
        return reading.helper
    return case.helper or reading.helper or ("relative" if "wont_listen" in reading.moves else "")


def _with_choice(case: Case, choice: str) -> Case:
    """Take in the choices that tell a fact about the person."""
    kind, _, value = choice.partition(":")
    if kind == "group":
        return replace(case, group="" if value == "none" else value, group_asked=True, guessed=False)
    if kind == "remember":
        return replace(case, consent=value == "yes")
    if choice == "stop:done":
        return replace(case, live=False)
    if choice == "receipt:own" and case.verdict not in SUSPICIOUS:
        return replace(case, types={}, verdict=NONE, type="")
    return case


def update(case: Case, reading: Reading, matrix: Matrix, limits: Thresholds) -> Case:
    """Return the case after one message.

    Args:
        case: what was known before; an empty case for a stranger.
        reading: the new message, read.
        matrix: type → signal → typicality, 0 to 1.
        limits: the thresholds.
    """
    dist = _distribution(case, reading, matrix, limits)
    answers = _answers(case, reading)
    stage = told_stage(case, reading, 1.0 - dist.get(NONE, 0.0), limits)
    story = tells_story(reading, limits) or bool(answer_given(case, reading))
    read = (story or case.types) and not reading.is_report
    told = judge(dist, reading.unspecified, limits) if read else NONE
    verdict = never_falls(case.verdict, told, reading.stage.verified)
    best, _ = best_type(normalised(dist))
    # what is only suspected for a link on the blocklist has no type before a story gives it one
    sure = case.type or told in SUSPICIOUS
    named = best if verdict in SUSPICIOUS and sure else ""
    verdict = at_least_suspect(verdict) if reading.is_listed else verdict
    quotes = case.quotes + tuple((m.id, m.quote[:16]) for m in reading.mentions if not m.denied)
    updated = replace(
        case,
        types=_kept(dist, limits),
        answers=answers,
        quotes=tuple(dict(quotes).items())[-KEPT_QUOTES:],
        stage=merge_stage(case.stage, stage),
        live=stage.live or (case.live and not stage.explicit),
        verdict=verdict,
        type=named,
        also=_also(dist, reading, named, case, answers, matrix, limits) if named else case.also,
        pending="",
        helper=_helper(case, reading),
        enough=case.enough or "enough" in reading.moves,
        channels=tuple(dict.fromkeys((*case.channels, *reading.channels)))[:4],
        amounts=tuple(dict.fromkeys((*case.amounts, *reading.amounts)))[:4] if stage.stage == "paid" else case.amounts,
        when=case.when or (oldest(reading.times) if stage.stage == "paid" else ""),
        turns=case.turns + 1,
    )
    return _with_choice(_with_group(updated, reading), reading.choice)
