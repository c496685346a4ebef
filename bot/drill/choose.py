"""Which drill: of a type fit for the group, never the last one again, nothing for minors that is not for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.drill.cues import Cues
from db.knowledge import ScriptWords

MINOR = "minor"
LEAST = 0.3  # how typical a signal must be to make a type one for grown-ups
OPEN_PLACES = frozenset({"kiosk"})  # others look on


def allowed(script: ScriptWords, group: str, channel: str, cues: Cues) -> bool:
    """Say whether a group may play a type at all on a channel.

    What shames is never played in a hall, nor by somebody of whom it is not known that they are grown up.
    """
    if script.sensitive and (channel in OPEN_PLACES or group in (MINOR, "")):
        return False
    return group != MINOR or not (_for_grown_ups(script, cues) or script.words.get("implicates"))


def _for_grown_ups(script: ScriptWords, cues: Cues) -> bool:
    """Say whether a type is about sex or extortion, by its signals or by anything that is said in it."""
    if any(script.signals.get(signal, 0.0) >= LEAST for signal in cues.grown_up):
        return True
    lines = (str(line) for stage in script.words.get("stages") or () for line in stage.get("says") or ())
    return any(not cues.grown_up.isdisjoint(cues.says.find(line)) for line in lines)


def choose(
    scripts: Mapping[str, ScriptWords],
    group: str,
    channel: str,
    cues: Cues,
    last: str,
    number: int,
    first: Iterable[str] = (),
) -> str:
    """Return the type to play, empty where none is left.

    Args:
        scripts: the published ones.
        group: who plays, or empty.
        channel: where.
        cues: which signals are for grown-ups.
        last: the type played last.
        number: at random, not negative.
        first: types that must be known to the group; they come twice as often.
    """
    open_to = [
        script
        for script in scripts.values()
        if script.id != last and not script.sensitive and allowed(script, group, channel, cues)
    ]
    fit = [script for script in open_to if group in (script.words.get("groups") or {})] or open_to
    last_family = scripts[last].family if last in scripts else ""
    fit = [script for script in fit if script.family != last_family] or fit
    wanted = frozenset(first)
    drawn = [script.id for script in fit for _ in range(2 if script.id in wanted else 1)]
    return drawn[number % len(drawn)] if drawn else ""


def named(scripts: Mapping[str, ScriptWords], text: str) -> str:
    """Return the type that a short wish names ("演练刷单"), empty where it names none."""
    for script in scripts.values():
        names = (script.name, *script.lines("aliases"))
        if any(str(name) in text for name in names):
            return script.id
    return ""
