"""The limits as they are set: "30/minute; 300/hour". Pure."""

from __future__ import annotations

from dataclasses import dataclass

from limits import RateLimitItem, parse_many

from bot.settings import Settings

OFF = "off"
Rate = tuple[RateLimitItem, ...]
NEVER: Rate = ()


@dataclass(frozen=True)
class Rates:
    """How much is let through.

    Attributes:
        person: messages of one person.
        address: messages of everybody behind one address.
        newcomers: persons that were never seen before, behind one address.
        files: pictures and recordings of one person.
        files_address: the same of everybody behind one address.
        urgent: taps on the two urgent entries by one person that are assessed in full.
        urgent_address: the same of everybody behind one address.
        kiosk: messages of one kiosk.
    """

    person: Rate
    address: Rate
    newcomers: Rate
    files: Rate
    files_address: Rate
    urgent: Rate
    urgent_address: Rate
    kiosk: Rate


def read_rate(name: str, text: str) -> Rate:
    """Return what a setting means.

    Raises:
        ValueError: it is no rate; the message names the setting and the remedy.
    """
    if text.strip().lower() == OFF:
        return NEVER
    try:
        rate = tuple(parse_many(text))
    except ValueError:
        rate = NEVER
    if not rate or any(item.amount < 1 for item in rate):
        raise ValueError(f'{name}: write for example "30/minute; 300/hour", or {OFF}')
    return rate


def read_rates(settings: Settings) -> Rates:
    """Return the limits of this edge.

    Raises:
        ValueError: a setting is no rate.
    """
    return Rates(
        person=read_rate("RATE_PERSON", settings.rate_person),
        address=read_rate("RATE_ADDRESS", settings.rate_address),
        newcomers=read_rate("RATE_NEWCOMERS", settings.rate_newcomers),
        files=read_rate("RATE_FILES", settings.rate_files),
        files_address=read_rate("RATE_FILES_ADDRESS", settings.rate_files_address),
        # beyond these the fixed words of the entry are said: no setting can have them refused
        urgent=tuple(parse_many("12/minute")),
        urgent_address=tuple(parse_many("300/minute")),
        kiosk=tuple(parse_many("120/minute")),
    )
