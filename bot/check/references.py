"""What refers to what: signals, groups, intents, and one script and one example file for each type."""

from __future__ import annotations

from collections.abc import Iterator

from bot.check.content import NLU, Content, list_path, script_path
from bot.check.problems import Problem

TYPES = 64
SCAM = "scam"
_CATALOGUE = "db/content/catalogue.yml"


def check_scripts(content: Content) -> Iterator[Problem]:
    """Yield signals and groups that a script names but nobody knows."""
    signals, groups = content.ids("signals"), content.ids("groups")
    for stem, script in content.scripts.items():
        for kind, known, file in (("signals", signals, "signals.yml"), ("groups", groups, "groups.yml")):
            named = script.get(kind)
            for name in named if isinstance(named, dict) and content.was_read(list_path(kind)) else ():
                if name not in known:
                    yield Problem(script_path(stem), f"{kind} 里的 {name} 在 {file} 里没有。改成那里有的 id。")


def check_types(content: Content) -> Iterator[Problem]:
    """Yield types that lack a script, and a catalogue that is not the agreed 64."""
    if not content.was_read(_CATALOGUE):
        return
    if len(content.types) != TYPES:
        yield Problem(_CATALOGUE, f"现在有 {len(content.types)} 个类型，应当是 {TYPES} 个。类型不能增减，也不能重名。")
    for type_id, entry in content.types.items():
        if not type_id.startswith(f"{entry.get('family')}_"):
            yield Problem(_CATALOGUE, f"{type_id} 的 family 是 {entry.get('family')}，id 要用它开头。")
        if type_id not in content.scripts and content.was_read(script_path(type_id)):
            yield Problem(script_path(type_id), "这个类型还没有剧本文件。照别的剧本写一个。")


def check_signals(content: Content) -> Iterator[Problem]:
    """Yield signals that no script uses: they would be asked about for nothing."""
    scripts = [script.get("signals") for script in content.scripts.values()]
    used = {name for signals in scripts if isinstance(signals, dict) for name in signals}
    for signal in sorted(content.ids("signals") - used):
        yield Problem(list_path("signals"), f"{signal} 没有一个剧本用到。写进相关剧本的 signals，或者删掉它。")


def check_examples(content: Content) -> Iterator[Problem]:
    """Yield example files without type, types without file, and intents nobody knows."""
    files = {line.path for line in content.examples}
    for type_id in content.types:
        path = f"{NLU}/scams/{type_id}.yml"
        if path not in files and content.was_read(path):
            yield Problem(path, "这个类型没有例句文件，或者里面没有例句。补上。")
    for path, intent in sorted({(line.path, line.intent) for line in content.examples}):
        yield from _check_intent(content, path, intent)


def _check_intent(content: Content, path: str, intent: str) -> Iterator[Problem]:
    name, _, topic = intent.partition("/")
    stem = path.rpartition("/")[2].removesuffix(".yml")
    if name not in content.intents:
        yield Problem(path, f"意图 {intent} 在 domain.yml 里没有。看看是不是拼错了。")
    if path.startswith(f"{NLU}/scams/"):
        if stem not in content.types:
            yield Problem(path, f"{stem} 不在 catalogue.yml 的类型里。文件名要用那里面的 id。")
        if intent != f"{SCAM}/{stem}":
            yield Problem(path, f"意图写的是 {intent}，这个文件里只能是 {SCAM}/{stem}。")
    elif name == SCAM:
        yield Problem(path, f"{intent} 的例句要放在 {NLU}/scams/{topic}.yml 里。")
