"""What a caller's side says of the sound it wants, before PJSIP takes it up. Pure."""

from __future__ import annotations

import re

LONGEST_PACKET_MS = 200  # telephones send 20 to 60
_PACKET = re.compile(r"^a=(?:max)?ptime:(.*)$", re.MULTILINE | re.IGNORECASE)


def is_plain(text: str) -> bool:
    """Say whether packets have a length that telephones use.

    PJSIP 2.15 reckons the room for sound from it, and a number that is far too large overflows (CVE-2026-41416).

    Args:
        text: SDP, or a whole SIP message with it.
    """
    lengths = [found.strip() for found in _PACKET.findall(text)]
    return all(re.fullmatch(r"[0-9]{1,3}", one) and 0 < int(one) <= LONGEST_PACKET_MS for one in lengths)
