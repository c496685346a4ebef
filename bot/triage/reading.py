"""What the graph read in one message. Facts about the text, no decisions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

NONE = "none"  # the 65th class: no scam
SHORT_TALK = 30  # characters of a question or wish in the middle of a talk; a longer text is a story
MARKED = 8  # characters of "[图片]" and the marks around it
ROLES = frozenset({"community_worker", "bank_teller", "teacher"})  # helpers who say who they are
OUTRIGHT = "outright"  # "我该怎么劝她": asked for another, whoever it is
STAGES = ("none", "contact", "disclosed", "about_to_pay", "paid")


@dataclass(frozen=True)
class Mention:
    """A signal that was said, with the resident's own words.

    Attributes:
        id: id of the signal.
        quote: the words, a substring of the masked text.
        denied: True when the resident said that it did not happen.
    """

    id: str
    quote: str
    denied: bool = False


@dataclass(frozen=True)
class StageReading:
    """How far things have gone according to one message.

    Attributes:
        stage: one of `STAGES`.
        live: the scammer is there now: on the call, sharing, at the door.
        ended: the call is over or the offer was refused.
        pressed: somebody wants money of them.
        correction: the resident takes back what was understood before.
        kept: the money is still there, the words say.
        verified: they made sure that the other side is who it says.
        loss: words that only a victim says (被骗走, 拉黑, 盗刷).
        by_words: the stage that the rules read, whatever was learnt.
    """

    stage: str = "none"
    live: bool = False
    ended: bool = False
    pressed: bool = False
    correction: bool = False
    kept: bool = False
    verified: bool = False
    loss: bool = False
    by_words: str = "none"

    @property
    def explicit(self) -> bool:
        """Whether the words name the stage outright, including a denial."""
        return self.stage not in ("none", "contact") or self.ended

    def allows(self, stage: str) -> bool:
        """Say whether the learned reader may name this stage; `self` is what the rules read.

        Plain words win over likeness: "一分没转" is no payment, and a slip taken
        back gave nothing away.
        """
        if stage == "paid":
            return not self.kept
        return stage != "disclosed" or not self.correction or self.stage == "disclosed"

    def settled(self) -> StageReading:
        """Return the reading with the scammer's presence taken in: who is pressed on the line is about to pay."""
        if not self.live or self.stage not in ("none", "contact", "disclosed"):
            return self
        if self.pressed:
            return replace(self, stage="about_to_pay")
        return replace(self, stage="contact") if self.stage == "none" else self


_PLACEHOLDER = re.compile(r"〔[^〕]{1,6}〕")


@dataclass(frozen=True)
class Reading:
    """One message, read.

    Attributes:
        text: the masked text, in the resident's own words.
        intent: coarse intent with the highest probability.
        confidence: probability of `intent`.
        types: probability of each of the 64 types and of `NONE`; sums to 1.
        unspecified: probability that a scam is told without saying which.
        mentions: signals said or denied.
        stage: how far things have gone.
        amounts: sums of money, in yuan, as said.
        channels: ways of payment named (工商银行, 微信, 现金 …).
        times: when it happened, as said.
        groups: groups the text names.
        helper: role of the one asking for somebody else, or empty.
        topic: what a knowledge question or service wish is about.
        about: types named outright by name or alias.
        choice: value of a choice that was picked, or empty.
        entities: numbers, links and accounts in it, as they may be shown ("手机号 139****5678").
        moves: what the message does in the talk, see `moves` in db/content/cues.yml.
        judgements: what the edge thinks of its links and numbers: shown, level, reasons.
    """

    text: str
    intent: str
    confidence: float
    types: dict[str, float]
    unspecified: float = 0.0
    mentions: tuple[Mention, ...] = ()
    stage: StageReading = StageReading()
    amounts: tuple[float, ...] = ()
    channels: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    helper: str = ""
    topic: str = ""
    about: tuple[str, ...] = ()
    choice: str = ""
    entities: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    judgements: tuple[dict[str, Any], ...] = ()

    @property
    def is_listed(self) -> bool:
        """Whether a link or number of the message stands on the blocklist."""
        return any(judgement.get("level") == "known_bad" for judgement in self.judgements)

    @property
    def is_paper(self) -> bool:
        """Whether the message is a proof of payment and nothing is told with it."""
        return "receipt" in self.moves and "我" not in self.text

    @property
    def is_picture(self) -> bool:
        """Whether the message is a picture of which nothing could be read."""
        return "picture" in self.moves and len(self.text) <= MARKED

    @property
    def asks(self) -> bool:
        """Whether the message asks about the matter in plain words."""
        return any(move.startswith("ask_") for move in self.moves)

    @property
    def is_number(self) -> bool:
        """Whether the message is a number, a link or an account alone."""
        alone = _PLACEHOLDER.sub("", self.text)
        if not self.entities and self.judgements:  # a short code is not masked
            return not re.search(r"[^\W\d]", alone)
        return bool(self.entities) and not re.search(r"\w", alone)

    @property
    def is_report(self) -> bool:
        """Whether a number or link is sent so that it is kept, and no story is told with it."""
        return self.is_number or (bool(self.entities) and "report" in self.moves and len(self.text) <= SHORT_TALK)
