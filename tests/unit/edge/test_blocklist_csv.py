"""The file that staff load: what is wrong is told by line, the rest is loaded, and no value is kept."""

from __future__ import annotations

import pytest

from bot.edge.blocklist_csv import BadFile, Report, decode, read
from bot.edge.judging import make_judge
from bot.edge.seal import Sealer

SEALER = Sealer(b"secret")
HOTLINES = frozenset({"110", "96110", "95588"})
GOOD = """kind,value,source
链接,http://bad-loan.xyz/,市局
电话,139 1234 5678,市局
账号,wxid_liar99,12321
账号,1234567890,12321
银行卡,6222021234567890123,市局
邮箱,someone@bad.com,市局
电话,95013,12321
link,t.cn/A6abc,police
"""


def _read(text: str) -> Report:
    return read(text, make_judge(SEALER), SEALER, HOTLINES)


def test_every_kind_is_taken() -> None:
    report = _read(GOOD)
    assert report.bad == []
    kinds = ["链接", "手机号", "账号", "电话", "银行卡", "邮箱", "电话", "链接"]  # an account of digits is a number
    assert [entry.kind for entry in report.entries] == kinds
    assert report.entries[1].fingerprint == SEALER.fingerprint("手机号", "13912345678")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("网站,http://bad.xyz,市局", "line 2: kind: must be one of 链接"),
        ("链接,,市局", "line 2: value: is empty"),
        ("链接,http://bad.xyz,", "line 2: source: must say who"),
        ("链接,http://bad.xyz," + "长" * 61, "line 2: source: must say who"),
        ("链接,不是链接,市局", "line 2: value: would not be found in a message"),
        ("链接,http://a-bad.xyz http://b-bad.xyz,市局", "line 2: value: would not be found"),
        ("链接,http://qq.com,市局", "line 2: value: is an official domain"),
        ("链接,t.cn,市局", "line 2: value: is an official domain"),
        ("链接,http://com.cn/,市局", "line 2: value: is an official domain"),
        ("电话,110,市局", "line 2: value: would not be found"),
        ("电话,95588,市局", "line 2: value: would not be found"),
        ("电话,张三,市局", "line 2: value: would not be found"),
        ("电话,http://bad.xyz,市局", "line 2: value: would not be found"),
        ("银行卡,110101199003074258,市局", "line 2: value: would not be found"),
        ("链接", "line 2: value: is empty"),
    ],
)
def test_a_bad_line_is_told_and_the_next_is_loaded(line: str, told: str) -> None:
    report = _read(f"kind,value,source\n{line}\n电话,13912345678,市局\n")
    assert len(report.bad) == 1
    assert report.bad[0].startswith(told)
    assert [entry.kind for entry in report.entries] == ["手机号"]


def test_no_value_stands_in_what_is_told() -> None:
    report = _read("kind,value,source\n卡,6222021234567890123,市局\n链接,6222021234567890123,市局\n")
    assert len(report.bad) == 2
    assert "6222" not in "".join(report.bad)


def test_repeats_are_counted_however_they_are_written() -> None:
    lines = ["电话,13912345678,a", "电话,+86 139-1234-5678,b", "链接,bad.xyz,a", "链接,HTTP://WWW.BAD.XYZ/,b"]
    report = _read("\n".join(["kind,value,source", *lines]))
    assert (len(report.entries), report.twice, report.bad) == (2, 2, [])


def test_columns_may_stand_in_any_order_and_blank_lines_between() -> None:
    report = _read("Source, VALUE ,kind,note\n市局,bad.xyz,链接,x\n\n,,,\n")
    assert (len(report.entries), report.bad) == (1, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_what_spreadsheets_write_is_read(encoding: str) -> None:
    assert len(_read(decode(GOOD.encode(encoding))).entries) == 8


@pytest.mark.parametrize("text", ["", "bad.xyz\n", "kind;value;source\n"])
def test_a_file_without_columns_is_refused(text: str) -> None:
    with pytest.raises(BadFile, match="kind,value,source"):
        _read(text)


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(BadFile, match="save it as CSV"):
        decode(b"PK\x03\x04\xff\xff\x80")


@pytest.mark.parametrize(
    "row", ['链接,"http://bad', "链接,\0\0,市局", "链接,=cmd|'/c calc'!A0,市局", '"' * 999, "链接," + "a" * 200_000]
)
def test_a_broken_row_never_raises(row: str) -> None:
    """Attack: a file made to break the reader or the spreadsheet that opens its report."""
    report = _read(f"kind,value,source\n电话,13912345678,市局\n{row}\n")
    assert len(report.entries) == 1
    assert len(report.bad) == 1
