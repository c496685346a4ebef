"""Names that staff know things by, in place of ids. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from db.knowledge import Knowledge

SCAM = "scam/"
STAGES = {
    "none": "只是听说、问问",
    "contact": "在跟对方说，什么都没给",
    "disclosed": "给了信息、装了软件或共享了屏幕",
    "about_to_pay": "正要转钱",
    "paid": "钱已经转了",
}
VERDICTS = {"alarm": "高度疑似诈骗", "suspect": "可疑", "unclear": "信息不够，要再问", "none": "没看出是骗局"}
INTENTS = {
    "scam": "遇到骗局",
    "something_wrong": "说了不对劲，没说是哪一种",
    "ordinary": "平常的事",
    "ask_knowledge": "问知识",
    "service": "要办事",
    "smalltalk": "打招呼、闲聊",
    "thanks": "道谢",
    "distress": "想不开、有危险",
    "affirm": "说“是”",
    "deny": "说“不是”",
    "unclear": "说不清",
    "answer": "回答上一句问话",
    "follow_up": "接着问",
    "tell_group": "说自己是谁",
    "forget_me": "要删记录",
    "out_of_scope": "不归我们管的",
}
_PARTS = {
    "follow_up/again": "他又来了",
    "follow_up/case": "想听真事",
    "follow_up/disagree": "不同意",
    "follow_up/family": "转给家人",
    "follow_up/my_record": "我的记录",
    "follow_up/next": "他接着会怎样",
    "follow_up/repeat": "再说一遍",
    "follow_up/report": "怎么报案",
    "follow_up/stopped": "已经停了",
    "follow_up/type": "这是哪种骗局",
    "follow_up/undecided": "还拿不准",
    "follow_up/what_now": "那怎么办",
    "follow_up/wont_listen": "她不听劝",
    "service/human": "找人工",
    "service/other": "别的事",
    "service/poster": "要海报",
    "service/quiz": "要答题",
    "service/report_number": "举报号码",
    "service/visit": "请人上门",
    "service/volunteer": "做志愿者",
    "smalltalk/abuse": "骂人",
    "smalltalk/bye": "再见",
    "smalltalk/chat": "闲聊",
    "smalltalk/greet": "问好",
    "smalltalk/who_are_you": "问你是谁",
    "ask_knowledge/what_is": "某种骗局是什么",
    "ask_knowledge/hotline_96110": "96110是什么",
    "ask_knowledge/hotline_110_or_96110": "打110还是96110",
}
KINDS = {
    "script": "剧本", "signal": "信号", "group": "人群", "answer": "知识问答", "wording": "通用话术",
    "hotline": "热线", "examples": "例句",
}  # fmt: skip


def type_name(type_id: str, knowledge: Knowledge) -> str:
    """Return the name of a type, or of what else the regression set and the ranking name."""
    script = knowledge.scripts.get(type_id)
    return script.name if script else INTENTS.get(type_id, type_id)


def intent_name(intent: str, knowledge: Knowledge) -> str:
    """Return the name of an example's label: a type, or an intent with its part."""
    if intent.startswith(SCAM):
        return type_name(intent.removeprefix(SCAM), knowledge)
    whole, _, part = intent.partition("/")
    name = INTENTS.get(whole, whole)
    if not part:
        return name
    answer = knowledge.answers.get(part)
    told = _PARTS.get(intent) or (str(answer["title"]) if answer else part)
    return f"{name}：{told}"


def label_groups(intents: Iterable[str], knowledge: Knowledge) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return (heading, [(label, name)]) for a list to choose from: the types by family, then the rest."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for script in knowledge.scripts.values():
        groups.setdefault(f"骗局：{script.family_name}", []).append((f"{SCAM}{script.id}", script.name))
    for intent in sorted(one for one in intents if not one.startswith(SCAM)):
        groups.setdefault("不是某一种骗局", []).append((intent, intent_name(intent, knowledge)))
    return list(groups.items())


def item_name(kind: str, item_id: str, knowledge: Knowledge) -> str:
    """Return by what a draft's item is known."""
    if kind == "examples":
        return intent_name(item_id, knowledge)
    if kind == "script":
        return type_name(item_id, knowledge)
    if kind == "signal":
        return knowledge.signals[item_id].name if item_id in knowledge.signals else item_id
    listed = {"group": knowledge.groups, "hotline": knowledge.hotlines, "answer": knowledge.answers}.get(kind, {})
    entry = listed.get(item_id, {})
    return str(entry.get("name") or entry.get("title") or item_id)
