"""What was typed into a form, cut to a length; and paging."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

PER_PAGE = 50


async def fields(request: web.Request, **longest: int) -> dict[str, str]:
    """Return the named text fields of a form, stripped; a missing one is empty.

    Args:
        request: whose body is the form.
        longest: how many characters of each field are taken.

    Raises:
        HTTPBadRequest: a field is a file or longer than that.
    """
    form = await request.post()
    read = {}
    for name, most in longest.items():
        value = form.get(name, "")
        if not isinstance(value, str) or len(value) > most:
            raise web.HTTPBadRequest
        read[name] = value.replace("\r\n", "\n").replace("\x00", "").strip()
    return read


@dataclass(frozen=True)
class Paging:
    """One page of a long list."""

    number: int
    pages: int
    total: int

    @property
    def skip(self) -> int:
        """Return how many rows come before it."""
        return (self.number - 1) * PER_PAGE


def paging(asked: str, total: int) -> Paging:
    """Return the page that was asked for, the nearest there is."""
    pages = max(1, -(-total // PER_PAGE))
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    return Paging(min(max(1, number), pages), pages, total)


def number_of(request: web.Request, name: str = "id") -> int:
    """Return a number from the path.

    Raises:
        HTTPNotFound: it is none.
    """
    text = request.match_info[name]
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise web.HTTPNotFound
    return int(text)
