"""Attack: read our files with an entity, blow up memory, or hide one field behind another."""

from __future__ import annotations

import pytest

from bot.edge.channels.wechat.crypto import Refused
from bot.edge.channels.wechat.xml_body import MOST_BYTES, parse_xml

BOMB = (
    '<!DOCTYPE z [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {two} "{f"&{one};" * 10}">' for one, two in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><xml><Content>&i;</Content></xml>"
)


@pytest.mark.parametrize(
    ("raw", "fields"),
    [
        ("<xml></xml>", {}),
        ("<xml><A>1</A><B/></xml>", {"A": "1", "B": ""}),
        ("<xml>\n <A><![CDATA[<b>&amp;]]></A>\n</xml>", {"A": "<b>&amp;"}),
        ("<xml><A>x]]&gt;y</A></xml>", {"A": "x]]>y"}),
        ("<xml><A><![CDATA[x]]]]><![CDATA[>y]]></A></xml>", {"A": "x]]>y"}),
        ("<xml><A>&#38;&lt;</A></xml>", {"A": "&<"}),
        ("<xml><A><B>inner</B></A><C>😀</C></xml>", {"C": "😀"}),
        ('<?xml version="1.0" encoding="gbk"?><xml><A>钱</A></xml>', {"A": "钱"}),
    ],
)
def test_fields_are_read(raw: str, fields: dict[str, str]) -> None:
    assert parse_xml(raw.encode()) == fields


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "text",
        "{}",
        "<xml>",
        "<xml><A></xml>",
        "<xml/><xml/>",
        "<html></html>",
        "<xml><A>1</A><A>2</A></xml>",
        "<xml><A>\x00</A></xml>",
        "<xml><A>&unknown;</A></xml>",
        "<xml><A>&#0;</A></xml>",
        "<!DOCTYPE xml><xml/>",
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><A>&e;</A></xml>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd"><xml/>',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1/x">%p;]><xml/>',
        BOMB,
        "<xml>" + "".join(f"<A{n}/>" for n in range(65)) + "</xml>",
        "<xml>" + "<A>" * 20_000,
        "<xml " + " ".join(f'a{n}="1"' for n in range(9000)),
    ],
    ids=range(19),
)
def test_what_is_no_plain_message_is_refused(raw: str) -> None:
    with pytest.raises(Refused):
        parse_xml(raw.encode())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "gbk", "utf-7"])
def test_another_encoding_cannot_hide_a_dtd(encoding: str) -> None:
    raw = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY e "钱">]><xml><A>&e;</A></xml>'
    with pytest.raises(Refused):
        parse_xml(raw.encode(encoding))


def test_sixty_four_kilobytes_and_no_more() -> None:
    head, tail = b"<xml><A>", b"</A></xml>"
    fits = head + b"x" * (MOST_BYTES - len(head) - len(tail)) + tail
    assert len(parse_xml(fits)["A"]) == MOST_BYTES - 18
    with pytest.raises(Refused, match="too long"):
        parse_xml(fits.replace(b"</A>", b"x</A>"))


def test_deep_nesting_does_no_harm() -> None:
    assert parse_xml(b"<xml>" + b"<A>" * 9000 + b"</A>" * 9000 + b"</xml>") == {}
