"""What the readers of CSV say about a line, in the clerk's words. Pure."""

from __future__ import annotations

import re

_LINE = re.compile(r"^line (\d+): (.*)$", re.DOTALL)
# the beginning of what the reader says → what the clerk reads
_REASONS = (
    ("kind: must be one of", "种类只能写：链接、电话、账号、银行卡、邮箱。"),
    ("value: is empty", "内容空着。"),
    ("source: must say", "来源要写，60 个字以内，比如“市局通报”。"),
    ("value: would not be found", "内容和种类对不上，居民发来时认不出来。照居民会发的样子写完整。"),
    ("value: is an official domain", "这是官方的网址、号码，或者是短网址的大站，加进去会误伤。写完整的那一条链接。"),
    ("no CSV", "这一行的引号不成对，读不下去。"),
    ("number: must be", "号码要写 11 位手机号，或者带区号的座机。"),
    ("type: must be", "没有这个类型，或者能对上好几种。写脚本里的全名，或者空着。"),
    ("due: must be", "日期写成 2026-12-01 这样。"),
)
OTHERWISE = "读不了。"
BAD_HEADS = "第一行要写清每一列是什么：{}。"


def in_chinese(line: str) -> str:
    """Return "第 3 行：…" for a line of a report."""
    found = _LINE.match(line)
    place, said = (f"第 {found[1]} 行：", found[2]) if found else ("", line)
    return place + next((words for begins, words in _REASONS if said.startswith(begins)), OTHERWISE)
