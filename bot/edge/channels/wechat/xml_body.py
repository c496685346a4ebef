"""WeChat's XML as a flat dictionary; anything that XML can do besides is refused."""

from __future__ import annotations

from xml.etree.ElementTree import ParseError  # the error alone; defusedxml does the parsing

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bot.edge.channels.wechat.crypto import Refused

MOST_BYTES = 64 * 1024
MOST_FIELDS = 64
# what a person allowed or refused: https://developers.weixin.qq.com/doc/service/guide/product/subscription_messages/push.html
LISTED = frozenset({"SubscribeMsgPopupEvent", "SubscribeMsgChangeEvent"})
MOST_LISTED = 10


def parse_xml(raw: bytes) -> dict[str, str]:
    """Return the fields of `<xml>`: name → text.

    Fields that hold other fields are left out, but for the templates of notices: a line `template status` each.

    The bytes must be UTF-8 whatever a declaration says: another encoding could hide a DTD.

    Raises:
        Refused: too long, not UTF-8, malformed, with a DTD or entities, or a field twice.
    """
    if len(raw) > MOST_BYTES:
        raise Refused("too long")
    try:
        root = fromstring(raw.decode("utf-8"), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Refused(f"xml: {type(error).__name__}") from error
    if root.tag != "xml" or len(root) > MOST_FIELDS:
        raise Refused("xml: not a message")
    fields: dict[str, str] = {}
    for child in root:
        if child.tag in fields:
            raise Refused("xml: a field stands twice")
        if len(child) == 0:
            fields[child.tag] = child.text or ""
        elif child.tag in LISTED:
            for item in list(child)[:MOST_LISTED]:
                found = {part.tag: part.text or "" for part in item}
                listed = f"{found.get('TemplateId', '')} {found.get('SubscribeStatusString', '')}"
                fields[child.tag] = f"{fields.get(child.tag, '')}{listed}\n"
    return fields
