"""Lengths of packets that telephones use, and others."""

from __future__ import annotations

import pytest

from telephone.sip.offer import is_plain


@pytest.mark.parametrize(
    ("lines", "plain"),
    [
        ("", True),
        ("a=ptime:20", True),
        ("a=ptime:20 \r\na=maxptime:150\r\n", True),
        ("a=rtpmap:8 PCMA/8000\r\na=ptime:65535\r\n", False),
        ("a=ptime:20\r\na=maxptime:4294967295", False),
        ("A=PTIME:999", False),
        ("a=ptime:0", False),
        ("a=ptime:-20", False),
        ("a=ptime:", False),
        ("a=ptime:1e9", False),
        ("a=ptime:\u0662\u0660", False),
    ],
)
def test_only_lengths_that_telephones_use_are_plain(lines: str, plain: bool) -> None:
    assert is_plain(f"v=0\r\nm=audio 4000 RTP/AVP 8\r\n{lines}") is plain
