"""Every prompt of every path of a call, as staff read it and as the voice says it ahead. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.phone import nodes
from bot.phone.answers import answered
from bot.phone.book import Book
from bot.phone.listening import understood
from bot.phone.state import Call
from bot.phone.turning import CONFIRM, Outcome, Replied, Say, Understood
from bot.reply.blocks import Listener
from bot.reply.compose import compose
from bot.reply.render.phone import KEYS
from bot.triage.case import load_case

LISTENER = Listener("phone", elder=True)
# said once, before or after what is said at a place; and what is said while somebody waits
LEADS = (
    *("phone_wrong_key", "phone_still_there", "phone_handed_over", "phone_by_keys", "phone_wait"),
    *("phone_unclear", "phone_misheard", "phone_deaf", "phone_not_transferred", "phone_private", "phone_remember"),
)
WITH_HUMAN = "0"  # stands for any number that key 0 leads to


@dataclass(frozen=True)
class Passage:
    """What is said at one place of the call, and where its keys lead."""

    title: str
    prompts: tuple[str, ...]
    keys: tuple[tuple[str, str], ...] = ()


def menus(book: Book, path: str = "") -> Iterator[Passage]:
    """Yield every menu, and what each of its keys leads to."""
    found = book.menu(path)
    leads = tuple((key, _goal(book, action)) for key, action in found.keys.items())
    yield Passage(_name(book, path) or "第一层菜单", found.prompts, leads)
    options = (book.picture(path) or {}).get("options") if path else book.pictures
    for n, option in enumerate(options or ()):
        if "options" in option:
            yield from menus(book, f"{path}.{n}" if path else str(n))


def _name(book: Book, path: str) -> str:
    steps = path.split(".") if path else []
    found = (book.picture(".".join(steps[: n + 1])) for n in range(len(steps)))
    return " → ".join(str(one["label"]) for one in found if one)


def _goal(book: Book, action: str) -> str:
    kind, _, path = action.partition("/")
    picture = book.picture(path) if kind == "go" else None
    if picture is None:
        return "自己说"
    if "options" in picture:
        return f"菜单「{picture['label']}」"
    name = book.knowledge.scripts[picture["about"]].name if picture["about"] in book.knowledge.scripts else ""
    return f"等于说“{picture['say']}” → {name}"


def fixed(book: Book) -> Iterator[Passage]:
    """Yield what is said in every call, whatever it is about."""
    call = Call()
    for synthetic, voice in ((True, "机器的声音"), (False, "真人录的音")):
        said = Book(book.knowledge, book.pictures, book.human, synthetic).greeting()
        yield Passage(f"接通，{voice}", (*said, *book.menu().prompts))
    yield Passage("听不清、按错、没动静、换人时，先说的一句", book.say(*LEADS))
    yield Passage("每次再说一遍时，末尾加上", book.say(KEYS, "phone_star"))
    yield Passage("自己说（嘀一声以后录音）", nodes.record(call, book).prompts)
    human = Book(book.knowledge, book.pictures, WITH_HUMAN)
    yield Passage("按 0，设了人工号码", nodes.human(call, human).prompts)
    yield Passage("按 0，没设人工号码（念两遍）", nodes.number(call, book).prompts)
    yield Passage("按 0，钱已经转了或正在催", nodes.number(Call(grave="urgent"), book).prompts)
    yield Passage("说完了，没有再按键", nodes.closing(call, book).prompts)
    yield Passage("说完了，没有再按键，急的时候", nodes.closing(Call(grave="urgent"), book).prompts)
    yield Passage("系统出毛病时", book.say("safe_reply"))


def confirmations(book: Book) -> Iterator[Passage]:
    """Yield the question whether it was heard right, for every scam and stage."""
    for type_id in ("", *book.knowledge.scripts):
        for stage in ("contact", "paid", "about_to_pay"):
            if type_id or stage != "contact":
                name = book.knowledge.scripts[type_id].name if type_id else "没听出是哪种"
                told = {"paid": "，钱已转", "about_to_pay": "，正在催"}.get(stage, "")
                said = understood(Call(), Understood(CONFIRM, type_id, stage), book)
                yield Passage(f"听录音：{name}{told}", _prompts(said))


def replies(book: Book, assessments: Iterable[dict[str, Any]]) -> Iterator[Passage]:
    """Yield how the telephone says each of these assessments."""
    for assessment in assessments:
        call = answered(Call(), reply_of(book, assessment), book)
        yield Passage(_title(book, assessment), call.prompts)


_TITLES = {
    "verdict": "判断和建议",
    "again": "又说起这件事",
    "what_now": "问怎么办",
    "also": "里头还套着一种",
    "persuade": "劝别人劝不动",
    "disagree": "不信",
    "disclosed": "给过资料了",
    "group": "说了自己是谁",
    "ask": "追问",
    "distress": "想不开",
    "urgent paid": "钱已经转了",
    "urgent paying": "正在催",
    "tell next": "他接下来会怎么做",
    "tell case": "别人怎么被骗的",
    "tell family": "说给家里人听",
    "tell again": "他又打来了",
    "tell type": "这是什么骗局",
    "tell report": "报案时说什么",
}


def _title(book: Book, assessment: dict[str, Any]) -> str:
    """Return what a passage answers, in the words of staff, and for whom it is."""
    kind, detail = str(assessment["step"]["kind"]), str(assessment["step"]["detail"])
    group = book.knowledge.groups.get(str(assessment["case"].get("group") or ""))
    title = _TITLES.get(f"{kind} {detail}") or _TITLES.get(kind) or f"{kind} {detail}".strip()
    return f"{title} · {group['name']}" if group else title


def reply_of(book: Book, assessment: dict[str, Any]) -> Replied:
    """Return what the edge would hand on for an assessment."""
    reply = compose(assessment, LISTENER, book.knowledge)
    case = load_case(assessment.get("case"))
    summary = {"type": case.type, "also": list(case.also), "verdict": case.verdict, "stage": case.stage}
    return Replied(reply.blocks, str(assessment["step"]["kind"]), summary)


def fixed_prompts(book: Book) -> Iterator[str]:
    """Yield the prompts of all calls but the replies: what the voice says first."""
    for passage in (*fixed(book), *menus(book), *confirmations(book)):
        yield from passage.prompts


def _prompts(outcome: Outcome) -> tuple[str, ...]:
    return outcome.do.prompts if isinstance(outcome.do, Say) else ()
