"""One piece in, one judgement out."""

from __future__ import annotations

from bot.judge.accounts import ACCOUNT_REASONS, CARD_REASONS, mail_reasons
from bot.judge.judgement import Judgement, concluded
from bot.judge.links import link_reasons
from bot.judge.numbers import number_reasons
from bot.judge.pieces import CARD, LINK, MAIL, NUMBERS, SHORT_CODE, Piece
from bot.judge.rules import Rules


def reasons_of(piece: Piece, rules: Rules) -> frozenset[str]:
    """Return what a piece gives away, by its kind."""
    kind = piece.found.kind
    if kind == LINK:
        return frozenset(link_reasons(piece.raw, rules))
    if kind in (*NUMBERS, SHORT_CODE):
        return frozenset(number_reasons(piece.found.value, rules))
    if kind == MAIL:
        return frozenset(mail_reasons(piece.raw, rules))
    return CARD_REASONS if kind == CARD else ACCOUNT_REASONS


def judge(piece: Piece, shown: str, rules: Rules) -> Judgement:
    """Judge one piece.

    Args:
        piece: a link, number or account.
        shown: what the person may be shown of it.
        rules: what it is compared with.
    """
    return concluded(piece.found.kind, shown, reasons_of(piece, rules))
