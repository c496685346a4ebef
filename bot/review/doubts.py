"""Why staff should look at a matter. Pure."""

from __future__ import annotations

from collections.abc import Sequence

WRONG = "wrong"  # a resident pressed 说得不对
CONTESTED = "contested"  # a resident said that it is no scam
NO_TYPE = "no_type"  # a warning without a type
UNLIKELY = "unlikely"  # a type that was hardly likelier than the next
UNSURE = "unsure"  # not enough to go on
LOST = "lost"  # a message was not understood in the middle of a matter
ALL = (WRONG, CONTESTED, NO_TYPE, UNLIKELY, UNSURE, LOST)

LEAST = 0.5  # probability of a type under which it is worth a look
_WARNED = frozenset({"alarm", "suspect"})
_NOT_UNDERSTOOD = frozenset({"fallback", "out_of_scope"})


def doubt(kind: str, verdict: str, type_id: str, ranking: Sequence[tuple[str, float]]) -> str:
    """Return the strongest reason to look at a matter as it stands after a message, empty where there is none.

    Args:
        kind: what was said, see `bot.reply.compose.COMPOSERS`.
        verdict: none, unclear, suspect or alarm.
        type_id: the type, empty where there is none.
        ranking: the likeliest types with their probabilities.
    """
    if kind == "wrong":
        return WRONG
    if kind == "disagree":
        return CONTESTED
    if verdict in _WARNED:
        if not type_id:
            return NO_TYPE
        if dict(ranking).get(type_id, 1.0) < LEAST:
            return UNLIKELY
    if verdict == "unclear" or kind == "unsure":
        return UNSURE
    return LOST if kind in _NOT_UNDERSTOOD else ""
