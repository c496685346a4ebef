"""What each channel would say to each listener, before anybody hears it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.reply.blocks import Block, Listener
from bot.reply.compose import compose
from bot.reply.render import kiosk, phone, wechat
from bot.triage.case import Case
from db.knowledge import Knowledge

CHANNELS = ("wechat", "kiosk", "phone")
STEPS = {
    "verdict": ("verdict", ""),
    "paying": ("urgent", "paying"),
    "paid": ("urgent", "paid"),
    "case": ("tell", "case"),
    "next": ("tell", "next"),
    "family": ("tell", "family"),
    "again": ("tell", "again"),
}


@dataclass(frozen=True)
class Listening:
    """For whom and where a script is tried.

    Attributes:
        channel: one of `CHANNELS`.
        group: id of the group, or empty.
        helper: role of the one who asks for somebody else, or empty.
        step: one of `STEPS`.
        signals: how many of the script's most typical signals the resident is taken to have told.
    """

    channel: str
    group: str = ""
    helper: str = ""
    step: str = "verdict"
    signals: int = 2


def preview(knowledge: Knowledge, type_id: str, to: Listening) -> str:
    """Return one reply as this channel would give it, in plain text.

    Raises:
        KeyError: there is no such type, step or channel.
    """
    script = knowledge.scripts[type_id]
    kind, detail = STEPS[to.step]
    told = sorted(script.signals, key=lambda signal: -script.signals[signal])[: to.signals]
    stage = {"paid": "paid", "paying": "about_to_pay"}.get(to.step, "contact")
    case = Case(type=type_id, verdict="alarm", stage=stage, group=to.group, helper=to.helper, live=to.step == "paying")
    assessment = {
        "step": {"kind": kind, "detail": detail},
        "case": case.dump(),
        "signals": [{"id": signal, "quote": knowledge.signals[signal].name} for signal in told],
    }
    blocks = compose(assessment, Listener(channel=to.channel), knowledge).blocks
    return {"wechat": _wechat, "kiosk": _kiosk, "phone": _phone}[to.channel](blocks, knowledge)


def _wechat(blocks: list[Block], knowledge: Knowledge) -> str:
    messages = wechat.render(blocks)
    return "\n\n".join(f"〔第 {n} 条，{wechat.utf8(text)} 字节〕\n{text}" for n, text in enumerate(messages, 1))


def _kiosk(blocks: list[Block], knowledge: Knowledge) -> str:
    lines = []
    for number, screen in enumerate(kiosk.render(blocks), 1):
        buttons = "".join(f"\n      [{button.label}]" for button in screen.buttons)
        lines.append(f"  {number}  {screen.text}{buttons}")
    return "\n".join(lines)


def _phone(blocks: list[Block], knowledge: Knowledge) -> str:
    spoken = phone.render(blocks, str(knowledge.wordings[phone.KEYS]["text"]))
    return "\n".join(f"  {phone.seconds(prompt):4.1f} 秒  {prompt}" for prompt in spoken.prompts)


def previews(
    knowledge: Knowledge, type_ids: list[str], groups: list[str], channels: list[str], step: str, helper: str
) -> Iterator[tuple[str, str]]:
    """Yield (heading, reply) for every type, channel and group asked for."""
    for type_id in type_ids:
        for channel in channels:
            for group in groups:
                name = str(knowledge.groups[group]["name"]) if group else "没说是谁"
                heading = f"{knowledge.scripts[type_id].name} · {channel} · {name}"
                yield heading, preview(knowledge, type_id, Listening(channel, group, helper, step))
