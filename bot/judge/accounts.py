"""What mail addresses, accounts and cards give away, which is little."""

from __future__ import annotations

from bot.judge.brands import BORROWED, brand_reasons
from bot.judge.judgement import OFFICIAL
from bot.judge.links import host_reasons
from bot.judge.rules import Rules, within
from bot.judge.script import is_foreign, plain, visible
from bot.judge.suffixes import Split

ACCOUNT_REASONS = frozenset({"account_no_lookup"})
CARD_REASONS = frozenset({"card_no_proof"})


def mail_reasons(raw: str, rules: Rules) -> set[str]:
    """Return everything that a mail address gives away.

    Args:
        raw: as it was written.
        rules: what it is compared with.
    """
    name, _, host = plain(raw).rpartition("@")
    found = {"mixed_script"} if any(map(is_foreign, visible(raw))) else set()
    name_tells = brand_reasons(Split("", name, ""), (), rules)
    if host.count(".") and within(host, rules.domains) and not found:
        # anybody has an address at qq.com, and a sender's name is easily faked
        return {BORROWED} if name_tells and host == "qq.com" else {OFFICIAL}
    return found | host_reasons(host, rules) | ({BORROWED} if name_tells else set()) or set(ACCOUNT_REASONS)
