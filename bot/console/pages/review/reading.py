"""A matter as the review shows it, read in one go; every word passes the mask again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from bot.console.pages.review.names import Guess, guesses
from bot.console.shown import hider
from db import matters, reviews
from db.knowledge import Knowledge
from db.matters import MatterRow, matter_row
from db.record_models import Matter, Review
from db.reviews import Decided
from db.session import transaction


@dataclass(frozen=True)
class Said:
    """One message, fit to be shown."""

    at: datetime
    text: str
    quotes: tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """A matter, what was said, what the assistant thought, who has it, what was decided.

    Attributes:
        officer: who has it now, empty when nobody has.
        until: until when.
        was_type: what the assistant took it for; a decision does not change that.
        was_verdict: and how sure it was.
    """

    matter: MatterRow
    said: tuple[Said, ...]
    thought: tuple[Guess, ...]
    officer: str
    until: datetime | None
    decided: Decided | None
    was_type: str
    was_verdict: str


def read_matter(engine: Engine, knowledge: Knowledge, matter: str, now: datetime) -> Seen | None:
    """Return a matter; None where there is none (any more)."""
    with transaction(engine) as session:
        row, review = session.get(Matter, matter), session.get(Review, matter)
        if row is None:
            return None
        found = matter_row(row)
        held = review is not None and review.outcome == "" and review.leased_until > now
        officer, until = (review.officer, review.leased_until) if review and held else ("", None)
    said = matters.messages_of(engine, matter)
    ranking = next((one.ranking for one in reversed(said) if one.ranking), ())
    decided = reviews.decided(engine, matter)
    return Seen(
        found,
        tuple(_said(one, knowledge) for one in said if one.text),
        tuple(guesses(ranking, knowledge.scripts)),
        officer,
        until,
        decided,
        decided.was_type if decided else found.type,
        decided.was_verdict if decided else found.verdict,
    )


def _said(one: matters.MessageRow, knowledge: Knowledge) -> Said:
    hide = hider(knowledge)
    quotes = dict.fromkeys(hide(quote) for _, quote in one.signals)
    return Said(one.at, hide(one.text), tuple(quote for quote in quotes if quote != hide(one.text)))
