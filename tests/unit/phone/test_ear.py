"""What is said is for the ear: no word of a screen, no key but ours, the most important first and last."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bot.phone.answers import answered
from bot.phone.book import Book
from bot.phone.listing import reply_of
from bot.phone.state import Call
from bot.reply.render.phone import prompts_of
from bot.voice import cases
from db.knowledge import Knowledge

# of our own screen: what he shows on his, and what stands in the caller's telephone, is told in such words too
SCREEN = re.compile(
    "点一下：|点击|往上翻|看下面|见下|如下|下方|上方|下列|上述|这几行|发给我|发我|打字说|照着念|选下面|看图|见图"
)
MARKS = re.compile("[「」“”《》【】（）()<>*#_/{}]")
KEY = re.compile("按[零一二三四五六七八九](?!会|下|点)")
OURS = re.compile(
    r"(?:(?<=，)|(?<=。..)|(?<=\A..))按[零一二三四五六七八九]。"
)  # "都不是，按七。"; "电话按一。" on the first menu
HANGS_UP = re.compile("挂(?!失|账|号)")
WHOSE = re.compile("他|她|那|孩子|视频|谁|案子|吓唬|生人|一听这话")
ADULT = re.compile("爸|妈|老师")


def test_no_word_belongs_to_a_screen(spoken: frozenset[str]) -> None:
    assert [prompt for prompt in spoken if SCREEN.search(prompt)] == []


def test_nothing_is_left_that_only_an_eye_understands(spoken: frozenset[str]) -> None:
    assert [prompt for prompt in spoken if MARKS.search(prompt)] == []


def test_no_key_is_named_but_ours(spoken: frozenset[str]) -> None:
    # "别按九": nine is what somebody presses here whose money has gone
    assert [prompt for prompt in spoken if len(KEY.findall(prompt)) != len(OURS.findall(prompt))] == []


def first_things(knowledge: Knowledge) -> Iterator[str]:
    """Yield what is said in the first seconds, and the short answers."""
    yield from (script.for_elder["stop"] for script in knowledge.scripts.values())
    yield from (str(answer["elder"]) for answer in knowledge.answers.values())
    yield from (str(knowledge.wordings[name]["elder"]) for name in ("urgent_paying", "urgent_paying_again"))
    yield str(knowledge.wordings["keeps_pressing"]["elder"])


def test_it_is_clear_whose_call_is_to_be_hung_up(knowledge: Knowledge) -> None:
    # "挂电话" over the telephone is hanging up on us
    assert [line for line in first_things(knowledge) if HANGS_UP.search(line) and not WHOSE.search(line)] == []


def test_every_scam_is_answered_by_what_to_do_first_and_again_at_the_end(book: Book) -> None:
    remember = book.say("phone_remember")[0]
    for script in book.knowledge.scripts.values():
        stop = book.stop(script.id)
        for one in cases.verdicts(script):
            prompts = answered(Call(private=True), reply_of(book, one), book).prompts
            assert prompts[1 : 1 + len(stop)] == stop, script.id
            end = prompts.index(remember) + 1
            assert prompts[end : end + len(stop)] == stop, script.id
            assert "按" in prompts[end + len(stop)], script.id  # nothing but keys comes after it


@pytest.fixture(scope="module")
def answers(book: Book) -> list[tuple[cases.Assessment, Call]]:
    """Return what is answered to everything that needs no type, and to an eighth of the scams."""
    knowledge = book.knowledge
    found = [*cases.urgent(knowledge), *cases.talk(knowledge)]
    found += [one for script in list(knowledge.scripts.values())[::8] for one in cases.of_type(script)]
    return [(one, answered(Call(), reply_of(book, one), book)) for one in found]


def test_what_is_said_again_is_something_to_do(book: Book, answers: list[tuple[cases.Assessment, Call]]) -> None:
    # Attack on ourselves: "最要紧的，再说一遍。听着没什么不对。"
    remember = book.say("phone_remember")[0]
    for one, call in answers:
        if remember in call.prompts:
            again = call.prompts[call.prompts.index(remember) + 1]
            assert re.search("别(?!人)|停|110|告诉|打|先|挂", again), (one["step"], again)
            assert again.endswith("。"), (one["step"], again)


def test_a_lead_is_never_the_most_important(book: Book, answers: list[tuple[cases.Assessment, Call]]) -> None:
    leads = {
        prompts_of(str(book.knowledge.wordings[name]["elder"]))[0]
        for name in ("ordinary", "unsure", "fallback", "greeting", "verdict_alarm", "group_thanks", "what_now")
    }
    assert leads & {prompt for _, call in answers for prompt in call.core} == set()


def test_the_urgent_lane_begins_with_the_call_to_make(answers: list[tuple[cases.Assessment, Call]]) -> None:
    for one, call in answers:
        if one["step"]["kind"] == "urgent":
            assert "110" in call.prompts[0] or ADULT.search(call.prompts[0]), call.prompts[0]


def test_the_next_steps_are_counted_for_the_ear(book: Book) -> None:
    one = next(
        one for one in cases.of_type(book.knowledge.scripts["authority_police"]) if one["step"]["detail"] == "next"
    )
    prompts = answered(Call(), reply_of(book, one), book).prompts
    assert prompts[1] == "第一步，说您有事。"
    assert not [prompt for prompt in prompts if "：" in prompt and prompt.startswith("第")]


def test_who_asks_for_another_hears_no_reproach(book: Book) -> None:
    for script in list(book.knowledge.scripts.values())[::8]:
        reproach = str(script.words["for_helper"]["never_say"])
        for one in cases.of_type(script):
            if one["case"].get("helper"):
                assert reproach not in "".join(answered(Call(), reply_of(book, one), book).prompts)


def test_nothing_is_promised_that_ends_with_the_call(spoken: frozenset[str]) -> None:
    # who rings again is somebody new to us, see docs/adr/0029
    assert [prompt for prompt in spoken if "记三天" in prompt or "下回不用" in prompt] == []
