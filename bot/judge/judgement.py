"""What comes of judging: a level and the reasons for it. There is no level "safe"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

KNOWN_BAD, SUSPICIOUS, UNKNOWN = "known_bad", "suspicious", "unknown"
_LEVELS = (KNOWN_BAD, SUSPICIOUS, UNKNOWN)

BLOCKED = "blocked"
OFFICIAL = "official_name_is_no_proof"
NO_RECORD = "no_record"

# each has a wording judge_<reason>; the more telling come first, for only two are said
WARNINGS = (
    "lookalike_domain",
    "mixed_script",
    "brand_in_foreign_domain",
    "user_at_host",
    "installer",
    "spoofed_short_code",
    "short_code_extra_digits",
    "foreign_number",
    "no_such_number",
    "hidden_characters",
    "punycode",
    "raw_ip",
    "odd_port",
    "shortener",
    "call_centre_95",
    "service_400",
    "virtual_operator",
    "abused_tld",
)
# these only say that nothing is proved
REMARKS = (OFFICIAL, "unlisted_95", "card_no_proof", "account_no_lookup", NO_RECORD)
REASONS = (BLOCKED, *WARNINGS, *REMARKS)


@dataclass(frozen=True)
class Judgement:
    """What is thought of one link, number or account.

    Attributes:
        kind: 链接, 手机号, 短号 …
        shown: what the person may be shown of it.
        level: "known_bad", "suspicious" or "unknown".
        reasons: ids out of `REASONS`, the most telling first; never empty.
    """

    kind: str
    shown: str
    level: str
    reasons: tuple[str, ...]


def concluded(kind: str, shown: str, found: Iterable[str]) -> Judgement:
    """Return the judgement that rests on these reasons; where there are none, nothing is known."""
    given = set(found)
    reasons = tuple(reason for reason in REASONS if reason in given)
    if BLOCKED in given:
        return Judgement(kind, shown, KNOWN_BAD, reasons)
    return Judgement(kind, shown, SUSPICIOUS if given & set(WARNINGS) else UNKNOWN, reasons or (NO_RECORD,))


def as_blocked(judgement: Judgement) -> Judgement:
    """Return the judgement of what stands on the blocklist: that comes before every other reason."""
    others = tuple(reason for reason in judgement.reasons if reason in WARNINGS)
    return replace(judgement, level=KNOWN_BAD, reasons=(BLOCKED, *others))


def worst_first(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return them by level, and as they stood within a level."""
    return sorted(judgements, key=lambda judgement: _LEVELS.index(judgement.level))
