"""Forms and addresses of the staff console."""

from __future__ import annotations

from datetime import date, datetime, timezone
from urllib.parse import parse_qsl, urlencode

from tests.fuzz.target import Check, Target, as_text


def _forms() -> Check:
    from bot.console.content.nodes import Names
    from bot.console.content.reading import clean, read
    from bot.console.content.shapes import SHAPES
    from db.files import CONTENT, read_yaml

    script = read_yaml(CONTENT / "scams" / "authority_police.yml")
    names = Names(groups={"elderly": "老人"}, signals={"secrecy": "要求保密"})

    def check(data: bytes) -> None:
        form = clean(dict(parse_qsl(data.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=None)))
        for kind, folds in SHAPES.items():
            made = read(form, folds, script if kind == "script" else {}, names)
            assert isinstance(made.item, dict)

    return check


def _filled() -> list[bytes]:
    forms = (
        {
            "name": "冒充公检法",
            "aliases": "a、b",
            "stages.0.name": "引流",
            "stages.0.lines.0": "您好",
            "sensitive": "1",
        },
        {"signals.secrecy": "0.95", "groups.elderly.warning": "x", "groups.elderly.why_you": "y", "do_now.0": "打110"},
        {"variants.0.name": "新", "variants.0.from": "2026-01-01", "variants.99.name": "x", "variants.0.drop": "1"},
        {"question": "他让您保密吗？", "patterns": "（甲|乙）~丙\n丁", "use": "报案", "for": "a，b;c"},
    )
    return [urlencode(form).encode() for form in forms]


def _addresses() -> Check:
    from yarl import URL

    from bot.console.auth.names import key, problem
    from bot.console.auth.totp import matching_step
    from bot.console.content.weights import weight_of
    from bot.console.figures.asked import asked_of
    from bot.console.forms import paging
    from bot.console.local_path import local_path

    secret, now = "JBSWY3DPEHPK3PXP" * 2, datetime(2026, 11, 26, tzinfo=timezone.utc)

    def check(data: bytes) -> None:
        text = as_text(data)
        query = dict(URL("/?" + data.decode("ascii", "ignore"), encoded=True).query)  # as aiohttp reads an address
        asked = asked_of(query, date(2026, 11, 26))
        assert 1 <= asked.days <= 3 * 366 + 1
        assert asked.words
        asked.query()
        going = local_path(text)
        assert going.startswith("/")
        assert not going.startswith(("//", "/\\"))
        page = paging(text, 1000)
        assert 1 <= page.number <= page.pages
        assert matching_step(secret, text, now, 10**12) is None
        weight_of(text)
        problem(text)
        key(text)

    return check


_QUERIES = (
    b"period=custom&since=2026-01-01&until=2026-02-30",
    b"period=7&type=-&channel=web",
    b"/people?a=b",
    b"//evil.cn",
    b"12",
    b"0.95",
)

_FORM_WORDS = (b"%00", b"&", b"=", b".0.", b".drop=1", b"%ED%A0%80")
_QUERY_WORDS = (b"period=", b"since=", b"9999-12-31", b"0001-01-01", b"\\", b"%5c", "２".encode(), "①".encode())
_PAGES = "bot/console: figures/asked.py, forms.py, local_path.py, auth"
TARGETS = (
    Target("console forms", "bot/console/content/reading.py", 10, _forms, _filled, _FORM_WORDS, 500),
    Target("console addresses", _PAGES, 20, _addresses, lambda: list(_QUERIES), _QUERY_WORDS, 200),
)
