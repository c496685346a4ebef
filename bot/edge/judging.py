"""Judges what a message holds, before anything but the judgement leaves the edge."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.edge.seal import Sealer, canonical, shown
from bot.judge.judge import judge
from bot.judge.judgement import Judgement, as_blocked, worst_first
from bot.judge.keys import keys_of
from bot.judge.pieces import SHORT_CODE, Piece, pieces
from bot.judge.rules import Rules, make_rules
from bot.text.mask import Found
from db.files import CONTENT, read_yaml

MOST = 6  # judgements that go with a message; all of them are compared with the blocklist


@dataclass(frozen=True)
class Judged:
    """A judgement, and the fingerprints under which its object may stand on the blocklist."""

    judgement: Judgement
    fingerprints: frozenset[str]


class Judge:
    """Judges the finds of messages; needs neither network nor database."""

    def __init__(self, content: dict[str, Any], sealer: Sealer) -> None:
        """Keep what is compared with.

        Args:
            content: judge.yml, as it is.
            sealer: makes the fingerprints.
        """
        self._content = content
        self._sealer = sealer
        self._rules = make_rules(content, ())

    def rules(self, hotlines: Collection[str]) -> Rules:
        """Return the rules with the hotlines as they are now."""
        if self._rules.hotlines != hotlines:
            self._rules = make_rules(self._content, hotlines)
        return self._rules

    def judge(self, text: str, finds: Sequence[Found], hotlines: Collection[str]) -> tuple[Judged, ...]:
        """Judge every link, number and account of a text.

        Args:
            text: the resident's own words, or what a picture or a code says.
            finds: what masking found in exactly this text.
            hotlines: the public numbers.
        """
        rules = self.rules(hotlines)
        return tuple(
            Judged(judge(piece, shown_of(piece), rules), self.fingerprints(piece))
            for piece in pieces(text, finds, hotlines)
        )

    def fingerprints(self, piece: Piece) -> frozenset[str]:
        """Return the fingerprints of a piece: by its keys, and as a lead has it."""
        keys = {*keys_of(piece), (piece.found.kind, canonical(piece.found))}
        return frozenset(self._sealer.fingerprint(kind, value) for kind, value in keys)


def make_judge(sealer: Sealer) -> Judge:
    """Return a judge by the rules of db/content/judge.yml, its suffix list already read."""
    made = Judge(read_yaml(CONTENT / "judge.yml"), sealer)
    made.judge("http://example.com", (), ())
    return made


def shown_of(piece: Piece) -> str:
    """Return what the person may be shown of a piece; a short code is public."""
    return f"号码 {piece.found.value}" if piece.found.kind == SHORT_CODE else shown(piece.found)


def told(judged: Iterable[Judged], blocked: Collection[str]) -> list[dict[str, Any]]:
    """Return what goes with the message: the worst few, each once.

    Args:
        judged: everything in the message.
        blocked: the fingerprints that stand on the blocklist.
    """
    known = set(blocked)
    final = [as_blocked(one.judgement) if one.fingerprints & known else one.judgement for one in judged]
    return [
        {"shown": one.shown, "level": one.level, "reasons": list(one.reasons)}
        for one in dict.fromkeys(worst_first(final))
    ][:MOST]
