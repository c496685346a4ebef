"""The quiz in blocks."""

from __future__ import annotations

from bot.drill.say import Teller
from bot.quiz.items import Item
from bot.quiz.play import Round

ANSWERS = (("quiz:scam", "choice_quiz_scam"), ("quiz:fine", "choice_quiz_fine"), ("quiz:quit", "choice_quiz_quit"))
_ANSWERED = {
    (True, True): "quiz_right_scam",
    (True, False): "quiz_wrong_scam",
    (False, True): "quiz_right_fine",
    (False, False): "quiz_wrong_fine",
}
AFTERWARDS = (("quiz:ask", "choice_quiz_again"), ("drill:ask", "choice_drill"))


def tell_begin(teller: Teller, item: Item, kept: Round) -> Teller:
    """Say what it is, and ask the first item."""
    return tell_item(teller.say("quiz_begin"), item, kept)


def tell_item(teller: Teller, item: Item, kept: Round) -> Teller:
    """Ask one item."""
    number, of = str(kept.at + 1), str(len(kept.ids))
    return teller.say("quiz_item", n=number, of=of, text=item.text).offer(*ANSWERS)


def tell_answer(teller: Teller, item: Item, was_right: bool) -> Teller:
    """Say whether the answer was right, and why."""
    return teller.say(_ANSWERED[item.scam, was_right], why=item.why)


def tell_result(teller: Teller, kept: Round, pictures: bool) -> Teller:
    """Say the result, and the card that can be shared; it names nobody."""
    right, of = str(kept.right), str(len(kept.ids))
    teller.say("quiz_result", right=right, of=of)
    share = teller.words("quiz_card", right=right, of=of)
    if not pictures:
        return teller.text(share)
    address = f"/api/quiz/card.svg?right={kept.right}"
    teller.blocks.append({"type": "image", "text": share, "url": address, "alt": share, "drill": True})
    return teller


def tell_together(teller: Teller, people: int, right: float) -> Teller:
    """Say what a place reached together; only sums of enough people come here."""
    return teller.say("quiz_together", people=str(people), right=f"{right:g}")
