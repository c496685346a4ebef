"""A poster as one page of HTML that needs nothing else: words set, colours filled in. Pure but for its templates."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from bot.posters.code import qr_svg
from bot.posters.colours import PALETTES
from bot.posters.setting import MARKS, clauses, pieces, slogan_lines, width
from bot.posters.spots import Size
from bot.posters.words import PosterWords
from bot.templates import make_environment

FOLDER = Path(__file__).resolve().parent / "templates"
# design → characters of a slogan's line that are aimed at, largest type size, and room for the line, in rem.
# The headline of "column" runs from top to bottom.
HEADLINES = {"block": (8, 4.6, 26.5), "notice": (8, 4.2, 24.4), "talk": (9, 3.2, 20.5), "column": (9, 3.7, 29.0)}
_WIDE = {"block": (21.6, 3.9), "notice": (20.4, 3.7), "talk": (18.6, 3.0), "column": (24.0, 3.1)}
_ADDRESS_ROOM = 12.4  # rem of type size times characters that stand in one line below the code
_WIDTH_OF_LIFT, _HIGHER_LIFT = 27 / 29.7, 1.2


def page(words: PosterWords, design: str, size: Size, link: str, shown_link: str) -> str:
    """Return the page.

    Args:
        words: what stands on it.
        design: a key of `HEADLINES`.
        size: sheet or screen.
        link: what the QR code holds.
        shown_link: the address as people read it below the code.
    """
    lines, rem = headline(words.slogan, design, size)
    return (
        _environment()
        .get_template(f"{design}.html.j2")
        .render(
            words=words,
            design=design,
            size=size,
            page=size.pixels,
            lines=lines,
            headline_rem=rem,
            palette=asdict(PALETTES[design]),
            code=Markup(qr_svg(link)),  # noqa: S704 - drawn here, from our own link
            shown_link=shown_link,
            address_rem=round(min(0.74, _ADDRESS_ROOM / max(len(shown_link), 1)), 3),
        )
    )


def headline(slogan: str, design: str, size: Size) -> tuple[list[str], float]:
    """Return the lines of a slogan and their type size in rem: as large as the longest line allows."""
    longest, largest, room = HEADLINES[design]
    if size.id == "lift" and design != "column":  # narrower than a sheet, and higher
        room, largest = room * _WIDTH_OF_LIFT, largest * _HIGHER_LIFT
    elif size.id == "wide":  # the headline has the left half
        room, largest = _WIDE[design]
    lines = slogan_lines(slogan, longest)
    return lines, round(min(largest, room / max(width(line) for line in lines)), 2)


def set_words(text: str) -> Markup:
    """Return a text that is divided between clauses where it can be, else between words."""
    made = Markup()
    for clause in clauses(text):
        inner = Markup("").join(Markup("<span class=w>{}</span>").format(piece) for piece in pieces(clause))
        made += Markup("<span class=c>{}</span>").format(inner)
    return made


def hang_mark(line: str) -> Markup:
    """Return a line of a slogan whose mark at the end takes no room: it hangs over the edge."""
    words = line.rstrip(MARKS)
    if words == line:
        return Markup("{}").format(line)
    return Markup("{}<span class=hang>{}</span>").format(words, line[len(words) :])


@cache
def _environment() -> Environment:
    made = make_environment(FOLDER)
    made.filters.update(set=set_words, hang=hang_mark)
    return made
