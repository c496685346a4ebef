"""The forms of the six kinds of content, field by field."""

from __future__ import annotations

from collections.abc import Iterator

from bot.console.content.nodes import (
    BLOCK,
    FIXED,
    FLAG,
    KEYED,
    LINES,
    RECORD,
    ROWS,
    TEXT,
    WEIGHTS,
    WORDS,
    Fold,
    Node,
)  # fmt: skip

KIND_NAMES = {
    "script": "脚本", "answer": "问答", "wording": "固定的话", "group": "人群", "signal": "特征", "hotline": "热线",
}  # fmt: skip
OTHER_KINDS = tuple(kind for kind in KIND_NAMES if kind != "script")

_SOURCE = (
    Node("what", "说的是哪件事"),
    Node("from", "谁在什么场合说的", hint="不写网址。"),
    Node("published", "发表的年月", hint="写成 2026-11；只知道年份就写 2026。", optional=True),
    Node("unconfirmed", "还没查到出处", FLAG, hint="勾了它，就不写发表的年月。"),
    Node("checked", "您查的年月", hint="写成 2026-11。"),
)
VARIANT = (
    Node("name", "这个花样叫什么", most=20),
    Node("cues", "居民会打的词", WORDS, hint="3 到 6 个，每个不超过 12 个字，用顿号隔开。", most=12),
    Node("first_line", "撞上它，最先要听到的一句", most=40),
    Node("warning", "提醒", rows=2, most=60),
    Node("from", "最早有人说起的年月", hint="写成 2026-11。"),
    Node("until", "过时的年月", hint="还在用就空着。", optional=True),
    Node("source", "来源", RECORD, parts=_SOURCE),
)
_SAID = (Node("why_you", "为什么挑上您", rows=2, most=40), Node("warning", "对他说的话", rows=3, most=80))


def _lines(key: str, label: str, rows: int, most: int, hint: str) -> Node:
    return Node(key, label, LINES, hint, rows=rows, most=most)


SCRIPT = (
    Fold("名字和一句话", (
        Node("name", "名字", FIXED),
        Node("aliases", "居民嘴里的叫法", WORDS, hint="3 到 8 个，用顿号隔开。别的脚本用过的不能再用。", most=20),
        Node("summary", "一句话", hint="像邻居隔着门说的。", rows=2, most=40),
        Node("sensitive", "会让人难堪，不在大厅里念出声", FLAG, kept=True),
        Node("implicates", "上当的人怕说出来连累自己", FLAG),
    )),
    Fold("骗子一步步怎么做", (
        Node("stages", "步骤", ROWS, hint="三到五步，照真事的先后。", rows=5, unit="步", parts=(
            Node("name", "这一步叫什么", most=12),
            Node("does", "他做什么", rows=2, most=90),
            Node("says", "他的原话", LINES, rows=3, most=60, unit="句"),
        )),
    )),
    Fold("特征：凭什么认出来", (
        Node("signals", "特征", WEIGHTS, hint="6 到 14 个。写实情：这种骗局里有多常见。改了要重新训练才生效。"),
    )),
    Fold("破绽、现在做、别做、钱没了", (
        _lines("red_flags", "破绽", 4, 40, "三四条，第一条最硬，会单独拿出来用。"),
        _lines("do_now", "现在做", 5, 40, "照必须的先后写，第一条要马上做得了。"),
        _lines("never_do", "别做", 4, 40, "两到四条。"),
        _lines("if_paid", "钱已经转出去了", 5, 40, "第一条必须有 110。"),
        Node("verify", "自己去哪里查", hint="官方App的哪一页、哪个柜台。", rows=2, most=80),
    )),
    Fold("说给老人听的五句", (
        Node("for_elder", "五句", RECORD, hint="每句 32 个字以内，一口气不超过 15 个字。", parts=(
            Node("stop", "这一分钟做什么", most=32),
            Node("truth", "凭什么说是假的", most=32),
            Node("never", "最不能做的一件", most=32),
            Node("next", "他接着会怎样", most=32),
            Node("paid", "钱给了怎么办", most=32),
        )),
    )),
    Fold("说给来帮忙的人", (
        Node("for_helper", "给帮忙的人", RECORD, parts=(
            Node("say_first", "第一句话这样说", most=45),
            Node("never_say", "千万别说", most=45),
            Node("check_together", "两个人一起看一眼", most=45),
            Node("call_110_when", "到这一步就别劝了，打110", most=45),
        )),
    )),
    Fold("写给不同的人", (
        Node("groups", "人群", KEYED, hint="四到八种。只给遇到的危险不一样的人写；不写的两格都空着。", parts=_SAID),
    )),
    Fold("一件真事", (Node("case", "真事", hint="80 到 150 个字，像邻居讲的，不用真名。", rows=5, most=150),)),
    Fold("新花样", (
        Node("variants", "新花样", ROWS, rows=5, unit="种", parts=VARIANT, hint="老骗局的新做法，最多五种。"),
    )),
    Fold("标语", (_lines("slogans", "标语", 3, 18, "两三条，贴在电梯里走过去就看懂。"),)),
    Fold("来源和复核", (
        Node("sources", "来源", ROWS, rows=5, unit="条", parts=_SOURCE, hint="两到五条，每件事都要有来处。"),
        Node("reviewed", "复核日期", hint="写成 2026-11-26。"),
    )),
)  # fmt: skip

_ANSWER = (
    Node("title", "居民会怎么问", most=20),
    Node("short", "先答一句", rows=2, most=60),
    Node("more", "再说清楚", rows=5, most=220),
    Node("elder", "说给老人听", rows=2, most=45, hint="一口气不超过 15 个字。"),
    Node("sources", "来源", ROWS, rows=3, unit="条", parts=_SOURCE),
)
_WORDING = (
    Node("text", "居民读到的话", rows=6, most=400, hint="花括号里的词程序会填，不要改，也不要删。"),
    Node("elder", "说给老人听", rows=4, most=200, hint="空着就说上面那句。", optional=True),
)
_GROUP = (
    Node("name", "名字", most=12),
    Node("greeting_hint", "这群人最常遇到什么", most=40),
    Node("cues", "居民怎么说自己是谁", BLOCK, rows=8, hint="一行一个。改了要重新训练才生效。"),
    Node("sources", "来源", BLOCK, rows=2, hint="一行一个。"),
)
_SIGNAL = (
    Node("name", "名字", most=12),
    Node("question", "问一般人的话", most=40, hint="用问号结尾。"),
    Node("question_elder", "问老人的话", most=16, hint="用问号结尾。"),
    Node("patterns", "居民和骗子的说法", BLOCK, rows=10,
         hint="一行一个；（甲|乙）是任选一个，~ 是中间可以隔几个字。改了要重新训练才生效。"),
)  # fmt: skip
_HOTLINE = (
    Node("name", "名字", most=16),
    Node("hours", "几点有人接", most=20),
    Node("use", "打它做什么", most=40),
    Node("for", "程序按这些词选它", WORDS, hint="用顿号隔开。"),
    Node("source", "谁公布的"),
    Node("reviewed", "复核日期", hint="写成 2026-11-26。"),
)

SHAPES: dict[str, tuple[Fold, ...]] = {
    "script": SCRIPT,
    "answer": (Fold("问答", _ANSWER),),
    "wording": (Fold("话", _WORDING),),
    "group": (Fold("人群", _GROUP),),
    "signal": (Fold("特征", _SIGNAL),),
    "hotline": (Fold("热线", _HOTLINE),),
}
TITLE_FIELD = {"answer": "title", "wording": "text"}  # of the others: name


def nodes_of(folds: tuple[Fold, ...]) -> tuple[Node, ...]:
    """Return the fields of a form in order."""
    return tuple(node for fold in folds for node in fold.nodes)


def every(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Yield fields and all that lies below them."""
    for node in nodes:
        yield node
        yield from every(node.parts)


def has_text(kind: str) -> bool:
    """Whether a node holds words that are typed."""
    return kind in (TEXT, WORDS, BLOCK, LINES)
