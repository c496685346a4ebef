"""Files that staff bring: CSV lists, and content in YAML."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from tests.fuzz.target import Check, Target

_CSV = (
    b'"',
    b'""',
    b",",
    b"\r\n",
    b"\r",
    b"\t",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    "链接".encode("gb18030"),
    b"=cmd|x",
    b"\x00",
)
_BLOCKED = "kind,value,source\n链接,http://a.top/x,市局\n电话,13912345678,x\n账号,wxabc1234,x\nemail,a@b.cn,x\n银行卡,6222021234567890128,x\n"
_VISITS = (
    "number,type,due\n13912345678,invest_crypto,2026-12-01\n+86 139-1234-5679,,2026-12-02\n057187654321,,2026-13-01\n"
)
_PLACES = "id,kind,name,township,village\nhall-1,kiosk,政务大厅,城关镇,东村\nhall-1,kiosk,再一次,,\nx y,poster,a,b,c\n"


def _seeds(text: str) -> list[bytes]:
    return [
        text.encode("utf-8-sig"),
        text.encode("gb18030"),
        text.replace("\n", "\r\n").encode(),
        text.encode("utf-16"),
    ]


def _blocklist() -> Check:
    from bot.edge.blocklist_csv import BadFile, decode, read
    from bot.edge.judging import make_judge
    from bot.edge.seal import Sealer

    sealer, hotlines = Sealer(b"fuzz"), frozenset({"110", "96110"})
    judge = make_judge(sealer)

    def check(data: bytes) -> None:
        try:
            report = read(decode(data), judge, sealer, hotlines)
        except BadFile:
            return
        assert all(len(entry.fingerprint) == 64 and len(entry.source) <= 60 for entry in report.entries)

    return check


def _visits() -> Check:
    from bot.edge.blocklist_csv import BadFile, decode
    from bot.edge.seal import Sealer
    from bot.edge.visits_csv import read_visits

    sealer, types = Sealer(b"fuzz"), frozenset({"invest_crypto"})

    def check(data: bytes) -> None:
        try:
            found = read_visits(decode(data), sealer, types)
        except BadFile:
            return
        assert not any(digits in line for line in found.bad for digits in ("13912345678", "057187654321"))

    return check


def _places() -> Check:
    import csv

    from bot.console.uploads import with_heads
    from bot.edge.blocklist_csv import BadFile, decode
    from bot.edge.places_csv import read_places

    heads = {"编号": "id", "名称": "name"}

    def check(data: bytes) -> None:
        try:
            text = decode(data)
            read_places(text)
            read_places(with_heads(text, heads))
        except (BadFile, csv.Error):
            return

    return check


_ODD_VALUES: tuple[Any, ...] = (
    None,
    "",
    "字" * 500,
    -1,
    2.5,
    True,
    [],
    {},
    [[]],
    ["a"] * 100,
    {"a": {"b": []}},
    "\u202e",
    10**30,
)


def _changed(item: Any, steps: bytes) -> Any:
    """Return a script with a value of another kind at a place that the bytes choose."""
    if len(steps) < 2:
        return _ODD_VALUES[(steps or b"\0")[0] % len(_ODD_VALUES)]
    if isinstance(item, dict) and item:
        key = sorted(item)[steps[0] % len(item)]
        return {**item, key: _changed(item[key], steps[1:])}
    if isinstance(item, list) and item:
        place = steps[0] % len(item)
        return [*item[:place], _changed(item[place], steps[1:]), *item[place + 1 :]]
    return _changed(item, steps[:1])


def _yaml() -> Check:
    from bot.check.content import explain, read_content
    from bot.check.run import ROOT, check_script
    from db.files import ContentError, read_yaml

    content = read_content(ROOT)
    script = content.scripts["authority_police"]
    file = Path(tempfile.mkdtemp(), "script.yml")

    def check(data: bytes) -> None:
        given: Any
        if data[:1] == b"!":
            given = _changed(script, data[1:9])
        else:
            file.write_bytes(data)
            try:
                given = read_yaml(file)
            except (ContentError, UnicodeDecodeError) as error:
                explain(error)
                return
        if isinstance(given, dict):
            assert all(problem.path for problem in check_script(given, content))

    return check


def _scripts() -> list[bytes]:
    return [
        b"id: a\nname: b\n",
        b"- a\n- {b: [c]}\n",
        b"a: &x [1]\nb: *x\n",
        b"a: |\n  b\n",
        *(b"!" + bytes([n] * 4) for n in range(40)),
    ]


_YAML = (
    b"!!python/object:os.system",
    b"&a",
    b"*a",
    b"<<: *a",
    b"? ",
    b"- ",
    b": ",
    b"|",
    b">",
    b"%YAML 9.9",
    b"---",
    b"!!binary",
    b"0o7",
    b".nan",
)

TARGETS = (
    Target("CSV of the blocklist", "bot/edge/blocklist_csv.py", 20, _blocklist, lambda: _seeds(_BLOCKED), _CSV, 400),
    Target("CSV of visits", "bot/edge/visits_csv.py", 40, _visits, lambda: _seeds(_VISITS), _CSV),
    Target("CSV of places", "bot/edge/places_csv.py, console/uploads.py", 50, _places, lambda: _seeds(_PLACES), _CSV),
    Target("content", "db/files.py, bot/check: YAML and its checks", 2, _yaml, _scripts, _YAML, 300),
)
