"""The fixed sentences and the code that says them: same ids, same blanks to fill."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bot.check.content import Content, list_path
from bot.check.problems import Problem

# What bot/reply fills into each wording; a wording that is not named here has no blanks.
BLANKS: dict[str, frozenset[str]] = {
    "picture_read": frozenset({"seen"}),
    "speech_heard": frozenset({"heard"}),
    "paid_bank": frozenset({"name", "number"}),
    "report_script": frozenset({"when", "what", "channel", "amount"}),
    "verdict_alarm": frozenset({"name", "summary"}),
    "verdict_suspect": frozenset({"name", "summary"}),
    "verdict_why": frozenset({"quotes"}),
    "verdict_next": frozenset({"next"}),
    "verdict_verify": frozenset({"verify"}),
    "verdict_again": frozenset({"name", "verify_line"}),
    "also": frozenset({"name", "summary"}),
    "paid_bank_later": frozenset({"name", "number"}),
    "persuade": frozenset({"say_first", "never_say", "check_together", "call_110_when"}),
    "disagree": frozenset({"verify"}),
    "group_guess": frozenset({"group"}),
    "record": frozenset({"what"}),
    "lead_ask": frozenset({"shown"}),
    "judge_line": frozenset({"shown", "reason"}),
    "helper_lead": frozenset({"say_first"}),
    "helper_avoid": frozenset({"never_say", "check_together", "call_110_when"}),
    "helper_avoid_heard": frozenset({"check_together", "call_110_when"}),
    "group_thanks": frozenset({"group"}),
    "knowledge_type": frozenset({"name", "summary"}),
    "knowledge_flags": frozenset({"flags"}),
    "tell_case": frozenset({"case"}),
    "tell_next": frozenset({"stages"}),
    "tell_family": frozenset({"name", "summary", "slogan"}),
    "tell_family_heard": frozenset({"summary", "slogan"}),
    "tell_again": frozenset({"verify"}),
    "kiosk_step": frozenset({"n", "of"}),
    "kiosk_idle": frozenset({"seconds"}),
    "kiosk_heading_type": frozenset({"name"}),
    "drill_line": frozenset({"line"}),
    "drill_hint": frozenset({"quote", "name"}),
    "drill_won": frozenset({"n"}),
    "drill_type": frozenset({"name", "summary"}),
    "drill_line_other": frozenset({"line"}),
    "drill_next": frozenset({"does"}),
    "drill_cost": frozenset({"case"}),
    "drill_real": frozenset({"verify"}),
    "quiz_item": frozenset({"n", "of", "text"}),
    **dict.fromkeys(("quiz_right_scam", "quiz_wrong_scam", "quiz_right_fine", "quiz_wrong_fine"), frozenset({"why"})),
    "quiz_result": frozenset({"right", "of"}),
    "quiz_card": frozenset({"right"}),
    "quiz_card_score": frozenset({"right"}),
    "quiz_together": frozenset({"people", "right"}),
    "article_stage": frozenset({"n", "name"}),
    "article_group": frozenset({"group"}),
    "poster_who": frozenset({"group"}),
    "poster_open": frozenset({"name"}),
    "poster_open_flags": frozenset({"flags"}),
}
SPEAKERS = (
    *("bot/reply", "bot/edge", "bot/phone", "bot/drill", "bot/quiz", "actions"),
    *("bot/console/pages/visits", "bot/console/articles", "bot/posters", "bot/visits"),
)  # the code that says wordings
_BLANK = re.compile(r"\{([^{}]*)\}")
_FIXED = "compose_fixed"


def check(content: Content) -> Iterator[Problem]:
    """Yield wrong blanks, and wordings that are missing or that nothing says."""
    items = content.lists.get("wordings", ())
    path = list_path("wordings")
    if not content.was_read(path):
        return
    for item in items:
        allowed = BLANKS.get(str(item.get("id")), frozenset())
        yield from check_blanks(path, {key: str(item.get(key) or "") for key in ("id", "text", "elder")}, allowed)
    known = content.ids("wordings")
    asked, literals, prefixes = read_sources(content.root)
    for missing in sorted((asked | BLANKS.keys()) - known):
        yield Problem(path, f"程序要说的 {missing} 这里没有。补上这一条，或把 id 改回来。")
    for spare in sorted(known - literals):
        if not spare.startswith(tuple(prefixes)):
            yield Problem(path, f"{spare} 没有一处程序会说到。看看 id 是不是拼错了，用不着就删掉。")


def check_blanks(path: str, item: dict[str, str], allowed: frozenset[str]) -> Iterator[Problem]:
    """Yield blanks that nothing fills, and those that are missing from one wording."""
    for key in ("text", "elder"):
        used = set(_BLANK.findall(item[key]))
        for name in sorted(used - allowed):
            yield Problem(path, f"{item['id']} 的 {key} 里的 {{{name}}} 没有东西可填。可用的：{_listed(allowed)}。")
        if re.search(r"[{}]", _BLANK.sub("", item[key])):
            yield Problem(path, f"{item['id']} 的 {key} 里有一个花括号不成对。")
    for name in sorted(allowed - set(_BLANK.findall(item["text"]))):
        yield Problem(path, f"{item['id']} 的 text 里少了 {{{name}}}，程序要填的内容会丢掉。")


def _listed(names: frozenset[str]) -> str:
    return "、".join(f"{{{name}}}" for name in sorted(names)) or "无"


def read_sources(root: Path) -> tuple[set[str], set[str], set[str]]:
    """Read from the code which wordings it says.

    Returns:
        (ids it surely asks for, every string it holds, the beginnings of ids it puts together).
    """
    asked: set[str] = set()
    literals: set[str] = set()
    prefixes: set[str] = set()
    for folder in SPEAKERS:
        for file in sorted((root / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                asked |= set(_asked(node))
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    literals.add(node.value)
                elif isinstance(node, ast.JoinedStr):
                    prefixes |= _prefix(node)
    return asked | {text for text in literals if re.fullmatch(r"choice_[a-z_]+", text)}, literals, prefixes


def _asked(node: ast.AST) -> Iterator[str]:
    """Yield the id in `….say("id")` and `compose_fixed(context, "id")`."""
    if not isinstance(node, ast.Call):
        return
    says = isinstance(node.func, ast.Attribute) and node.func.attr == "say"
    fixed = isinstance(node.func, ast.Name) and node.func.id == _FIXED
    first = node.args[0:1] if says else node.args[1:2] if fixed else []
    for argument in first:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value


def _prefix(node: ast.JoinedStr) -> set[str]:
    first = node.values[0] if node.values else None
    if isinstance(first, ast.Constant) and re.fullmatch(r"[a-z_]+_", str(first.value)):
        return {str(first.value)}
    return set()
