"""Ways through the call that callers really take."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.phone import state, turning
from bot.phone.book import Book
from bot.phone.events import Answered, HangUp, HungUp, Key, Listen, Record, Recorded, Silence, Transfer
from bot.phone.machine import MOST_FAILED
from bot.phone.turning import Send, Understood
from tests.fakes.phone import FakeCaller, advice, distress, question

HUMAN = "12345"


def caller(book: Book, hearing: Understood | None = None) -> FakeCaller:
    """Return a caller whose every message gets a verdict, the urgent ones the urgent lane."""

    def answering(send: Send) -> turning.Replied:
        return advice(stage="paid", kind="urgent") if send.choice == "urgent:paid" else advice()

    return FakeCaller(book, answering, hearing).does(Answered("hall"))


def test_the_urgent_keys_are_named_before_the_first_question(book: Book) -> None:
    heard = caller(book).heard
    urgent = next(n for n, prompt in enumerate(heard) if "按九" in prompt)
    asked = next(n for n, prompt in enumerate(heard) if prompt.endswith("？"))
    assert "机器" in "".join(heard[:urgent])
    assert urgent < asked


def test_a_synthetic_voice_says_so_and_a_human_one_does_not(book: Book) -> None:
    assert "机器在说话" in "".join(caller(book).heard)
    recorded = "".join(caller(replace(book, synthetic=False)).heard)
    assert "机器在说话" not in recorded
    assert "机器" in recorded  # who answers is a machine, whoever lent it a voice


def test_three_menus_at_most_lead_to_a_sentence(book: Book) -> None:
    def depth(options: object) -> int:
        assert isinstance(options, (list, tuple))
        return 1 + max((depth(one["options"]) for one in options if "options" in one), default=0)

    assert depth(book.pictures) <= 3
    made = caller(book).does(Key("1"), Key("2"), Key("1"))
    assert made.sent == [Send(text="有人打电话说我孙子出事了，让我马上拿钱")]


def test_the_most_important_is_said_first_and_last(book: Book) -> None:
    stop = book.stop("authority_police")[0]
    reply = advice()
    reply.blocks[0]["text"] = f"这很像骗子。\n{stop}\n别给钱。\n拿不准，打96110。"
    heard = FakeCaller(book, lambda _: reply).does(Answered(), Key("1"), Key("1")).heard
    told = [prompt for prompt in heard if "按" not in prompt]
    assert told.index(stop) == 1
    assert told[-1] == stop


def test_a_question_gets_only_its_own_keys(book: Book) -> None:
    made = FakeCaller(book, lambda _: question()).does(Answered(), Key("1"), Key("1"))
    assert made.heard[-1].count("按") == 3
    made.does(Key("2"))
    assert made.sent[-1] == Send(choice="answer:no")


@pytest.mark.parametrize("event", [Silence(), Key("6"), Key("*")])
def test_whoever_fails_three_times_gets_a_person(small: Book, event: Silence | Key) -> None:
    made = caller(replace(small, human=HUMAN))
    for _ in range(MOST_FAILED):
        assert isinstance(made.does(event).then, Listen)
    assert made.does(event).then == Transfer(HUMAN)


def test_silence_after_advice_ends_with_the_most_important(book: Book) -> None:
    made = caller(book).does(Key("9"), Silence())
    assert "打110" in "".join(made.heard)
    assert made.call.at == state.CLOSING
    assert made.does(Silence()).then == HangUp()


def test_who_may_die_is_not_told_of_anything_else(book: Book) -> None:
    made = FakeCaller(book, lambda _: distress()).does(Answered(), Key("1"), Key("1"))
    assert not [prompt for prompt in made.heard if "按九" in prompt or "按七" in prompt]
    made.does(Key("0"))
    assert set(made.heard) <= {*made.call.core, *book.say("phone_number_again")}


def test_without_somebody_the_number_is_read_twice(book: Book) -> None:
    heard = caller(book).does(Key("0")).heard
    assert len([prompt for prompt in heard if "96110" in prompt]) == 2
    assert len([prompt for prompt in caller(book).does(Key("9"), Key("0")).heard if "打110" in prompt]) == 2


def test_what_was_heard_is_confirmed_by_key(book: Book) -> None:
    made = caller(book, Understood(turning.CONFIRM, "authority_police", "paid")).does(Key("7"))
    assert isinstance(made.then, Record)
    made.does(Recorded(4.0))
    assert made.sent == []
    assert book.summary("authority_police")[0] in made.heard
    assert "110" in made.heard[0]
    assert made.does(Key("1")).sent == [Send(choice="heard:yes")]


def test_what_was_misheard_leads_back_to_the_keys_and_then_to_a_person(book: Book) -> None:
    made = caller(replace(book, human=HUMAN), Understood(turning.UNCLEAR)).does(Key("7"), Recorded(2.0))
    assert isinstance(made.then, Record)
    assert "按键" in "".join(made.does(Recorded(2.0)).heard)
    made.does(Key("7"), Recorded(2.0))
    assert made.does(Recorded(2.0)).then == Transfer(HUMAN)


def test_a_type_that_shames_is_announced_once(book: Book) -> None:
    shaming = next(script.id for script in book.knowledge.scripts.values() if script.sensitive)
    made = FakeCaller(book, lambda _: advice(shaming)).does(Answered(), Key("1"), Key("1"))
    private = book.say("phone_private")[0]
    assert made.heard[0] == private
    assert private not in made.does(Key("2")).heard


def test_somebody_else_at_the_handset_starts_anew(book: Book) -> None:
    made = caller(book).does(Key("9"), Key("#"))
    assert made.call.at == state.MENU
    assert (made.call.handset, made.call.grave, made.call.line) == (1, "", "hall")


def test_the_key_that_ends_a_recording_pressed_too_soon_is_nobody_else(book: Book) -> None:
    # "说完了，按井号" is heard as an order by some; they must not be sent back to the greeting
    made = caller(book).does(Key("7"), Key("#"))
    assert (made.call.at, made.call.handset) == (state.RECORD, 0)
    assert isinstance(made.then, Record)


def test_a_call_to_110_waits_for_no_word_about_the_receiver(book: Book) -> None:
    shaming = next(script.id for script in book.knowledge.scripts.values() if script.sensitive)
    reply = advice(shaming, stage="paid", kind="urgent")
    heard = FakeCaller(book, lambda _: reply).does(Answered(), Key("9")).heard
    assert heard.index(book.say("phone_private")[0]) == 1


def test_after_hanging_up_nothing_is_said(book: Book) -> None:
    made = caller(book).does(HungUp())
    assert (made.heard, made.then) == ([], HangUp())
    assert made.does(Key("9")).then == HangUp()
