"""What is known after one more message."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.triage.case import KEPT_QUOTES, KEPT_TYPES, Case, Choice
from bot.triage.posterior import Matrix
from bot.triage.reading import STAGES, Mention, Reading, StageReading
from bot.triage.stage import rank
from bot.triage.update import answer_given, tells_story, update
from bot.triage.verdict import Thresholds

Read = Callable[..., Reading]
STORY = "他让我做任务，我照着做了，后来越想越不对，就来问问你这是怎么回事"
ALARMED = Case(
    types={"brushing_task": 0.85, "loan_fake": 0.1, "none": 0.05},
    verdict="alarm",
    type="brushing_task",
    stage="contact",
    turns=1,
)


def test_a_story_is_judged(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    case = update(Case(), read(brushing_task=0.9), matrix, limits)
    assert (case.verdict, case.type, case.turns) == ("alarm", "brushing_task", 1)


def test_a_harmless_message_leaves_no_trace(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    case = update(Case(), read("ordinary", brushing_task=0.02), matrix, limits)
    assert case == Case(turns=1)


@pytest.mark.parametrize(("before", "now"), itertools.product(STAGES, STAGES))
def test_the_stage_never_falls_but_by_correction(
    before: str, now: str, read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    case = replace(ALARMED, stage=before)
    said = update(case, read(brushing_task=0.8, text=STORY, stage=StageReading(now)), matrix, limits)
    taken_back = update(
        case, read(brushing_task=0.8, text=STORY, stage=StageReading(now, correction=True)), matrix, limits
    )
    assert rank(said.stage) == max(rank(before), rank(now))
    assert taken_back.stage == now


@pytest.mark.parametrize("intent", ["ordinary", "smalltalk", "thanks", "deny", "out_of_scope", "scam"])
def test_no_harmless_message_lowers_stage_or_verdict(
    intent: str, read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    case = replace(ALARMED, stage="paid")
    for _ in range(5):
        case = update(case, read(intent, text="我提现过，不是骗子", brushing_task=0.01), matrix, limits)
    assert (case.stage, case.verdict) == ("paid", "alarm")


def test_no_harmless_message_changes_the_type(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    case, little = ALARMED, {type_id: 0.05 / len(matrix) for type_id in matrix}
    for _ in range(6):
        case = update(case, read("ordinary", text="我提现过", **{**little, "romance_escort": 0.002}), matrix, limits)
    assert case.type == "brushing_task"


def test_rent_that_was_paid_is_not_a_loss(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    paid = StageReading("paid")
    assert update(Case(), read("ordinary", stage=paid), matrix, limits).stage == "none"


def test_words_only_a_victim_says_count_whatever_the_type(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    lost = StageReading("paid", loss=True)
    assert update(Case(), read("ordinary", stage=lost), matrix, limits).stage == "paid"


@pytest.mark.parametrize(
    ("choice", "stage", "live"), [("urgent:paid", "paid", False), ("urgent:paying", "about_to_pay", True)]
)
def test_an_urgent_choice_is_believed(
    choice: str, stage: str, live: bool, read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    case = update(Case(), read("out_of_scope", 0.0, choice=choice), matrix, limits)
    assert (case.stage, case.live) == (stage, live)


def test_stopping_ends_what_was_live(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    assert not update(replace(ALARMED, live=True), read(choice="stop:done"), matrix, limits).live


@pytest.mark.parametrize(
    ("choice", "group", "consent"),
    [
        ("group:student", "student", None),
        ("group:none", "", None),
        ("remember:yes", "", True),
        ("remember:no", "", False),
    ],
)
def test_choices_tell_facts(
    choice: str, group: str, consent: bool | None, read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    case = update(ALARMED, read(choice=choice), matrix, limits)
    assert (case.group, case.consent, case.group_asked) == (group, consent, choice.startswith("group"))
    assert case.types == pytest.approx(ALARMED.types)


@pytest.mark.parametrize(
    ("intent", "text", "choice", "answer"),
    [
        ("affirm", "是的", "", "yes"),
        ("deny", "没有", "", "no"),
        ("unclear", "记不清", "", "unsure"),
        ("affirm", "是的，他还让我下载一个软件，然后共享了屏幕给他看", "", ""),
        ("scam", "他让我转钱", "", ""),
        ("out_of_scope", "。", "answer:no", "no"),
        ("out_of_scope", "。", "answer:maybe", ""),
        ("affirm", "是", "tell:case", ""),
    ],
)
def test_what_counts_as_an_answer(intent: str, text: str, choice: str, answer: str, read: Read) -> None:
    reading = read(intent, text=text, choice=choice)
    assert answer_given(replace(ALARMED, pending="asks_prepay"), reading) == answer
    assert answer_given(replace(ALARMED, pending=""), reading) == ""
    assert answer_given(replace(ALARMED, pending="open"), reading) == ""


def test_an_answer_is_kept_and_the_question_closed(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    case = update(replace(ALARMED, pending="asks_prepay"), read("affirm", text="是"), matrix, limits)
    assert (case.answers, case.pending) == ({"asks_prepay": "yes"}, "")
    assert case.types["brushing_task"] > ALARMED.types["brushing_task"]


def test_signals_said_and_denied_are_known(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    mentions = (Mention("asks_prepay", "让我先垫钱"), Mention("asks_code", "没要验证码", denied=True))
    case = update(Case(), read(brushing_task=0.9, mentions=mentions), matrix, limits)
    assert case.answers == {"asks_prepay": "yes", "asks_code": "no"}
    assert case.quotes == (("asks_prepay", "让我先垫钱"),)


def test_quotes_and_types_are_few_and_short(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    mentions = tuple(Mention(f"signal_{n}", "他说的很长很长的一句话他说的很长很长的一句话") for n in range(9))
    shares = {type_id: 0.9 / len(matrix) for type_id in matrix}
    case = update(Case(), read(mentions=mentions, **shares), matrix, limits)
    assert len(case.quotes) == KEPT_QUOTES
    assert all(len(words) <= 16 for _, words in case.quotes)
    assert len(case.types) <= KEPT_TYPES + 1
    assert "none" in case.types


def test_a_second_type_needs_a_signal_of_its_own(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    own = next(s for s, w in matrix["loan_fake"].items() if w >= 0.5 and matrix["brushing_task"].get(s, 0) < 0.3)
    told = read(brushing_task=0.7, loan_fake=0.25, mentions=(Mention(own, "要交费"),))
    assert update(Case(), told, matrix, limits).also == ("loan_fake",)
    assert update(Case(), replace(told, mentions=()), matrix, limits).also == ()


def test_group_helper_and_channels_are_kept_once_told(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    case = update(ALARMED, read(groups=("elderly",), helper="relative", channels=("微信",)), matrix, limits)
    case = update(case, read(groups=("student",), helper="friend", channels=("现金", "微信")), matrix, limits)
    assert (case.group, case.helper, case.channels) == ("elderly", "relative", ("微信", "现金"))


@pytest.mark.parametrize(
    ("before", "intent", "groups", "group", "guessed"),
    [
        (Case(), "scam", ("elderly",), "elderly", True),
        (Case(), "tell_group", ("finance_staff",), "finance_staff", False),
        (Case(group="elderly", guessed=True), "scam", ("student",), "elderly", True),
        (Case(group="elderly", guessed=True), "tell_group", ("student",), "student", False),
        (Case(group="elderly", guessed=True), "tell_group", (), "elderly", True),
    ],
)
def test_a_group_is_guessed_until_it_is_told(
    before: Case,
    intent: str,
    groups: tuple[str, ...],
    group: str,
    guessed: bool,
    read: Read,
    matrix: Matrix,
    limits: Thresholds,
) -> None:
    case = update(before, read(intent, brushing_task=0.9, groups=groups), matrix, limits)
    assert (case.group, case.guessed) == (group, guessed)


def test_a_group_is_forgotten_when_they_say_so(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    case = update(Case(group="elderly", guessed=True), read(choice="group:none"), matrix, limits)
    assert (case.group, case.guessed, case.group_asked) == ("", False, True)


@pytest.mark.parametrize(
    ("before", "said", "groups", "helper"),
    [
        ("", "relative", (), "relative"),
        ("relative", "teacher", (), "teacher"),
        ("teacher", "relative", (), "teacher"),
        ("", "relative", ("minor",), ""),
        ("", "teacher", ("minor",), "teacher"),
    ],
)
def test_a_child_asks_for_itself_and_a_role_said_outright_counts(
    before: str, said: str, groups: tuple[str, ...], helper: str, read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    told = read(invest_platform=0.9, helper=said, groups=groups)
    assert update(Case(helper=before), told, matrix, limits).helper == helper


@pytest.mark.parametrize(
    ("share", "stage", "kept"),
    [
        (0.9, StageReading("paid"), "paid"),
        (0.5, StageReading("paid"), "contact"),
        (0.5, StageReading("about_to_pay", pressed=True), "about_to_pay"),
        (0.5, StageReading("paid", loss=True), "paid"),
        (0.1, StageReading("paid"), "none"),
    ],
)
def test_likeness_alone_does_not_start_the_urgent_lane(
    share: float, stage: StageReading, kept: str, read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    assert update(Case(), read("ordinary", invest_platform=share, stage=stage), matrix, limits).stage == kept


def test_after_a_loss_what_is_told_says_how_it_came(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    told = update(Case(stage="paid"), read("ordinary", shopping_ticket=0.2), matrix, limits)
    assert told.type == "shopping_ticket"


@pytest.mark.parametrize(
    ("stage", "text", "kept"),
    [
        (StageReading("paid"), "那怎么办", "contact"),
        (StageReading("paid", by_words="paid"), "钱转了怎么办", "paid"),
        (StageReading("paid", loss=True), "被骗走了怎么办", "paid"),
        (StageReading("disclosed"), "我念给她了", "disclosed"),
    ],
)
def test_likeness_reads_no_loss_into_a_question(
    stage: StageReading, text: str, kept: str, read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    moves = ("ask_now",) if "怎么办" in text else ()
    before = replace(ALARMED, stage="contact")
    assert update(before, read(brushing_task=0.8, text=text, stage=stage, moves=moves), matrix, limits).stage == kept


def test_a_second_scam_needs_a_message_and_a_signal_of_its_own(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    own = next(s for s, w in matrix["shopping_agency"].items() if w >= 0.5 and matrix["brushing_task"].get(s, 0) < 0.3)
    told = read(shopping_agency=0.9, mentions=(Mention(own, "先交手续费"),))
    before = replace(ALARMED, types={"brushing_task": 0.97, "none": 0.03}, type="brushing_task")
    assert update(before, told, matrix, limits).also == ("shopping_agency",)
    assert update(before, replace(told, mentions=()), matrix, limits).also == ()


def test_a_clear_story_is_not_held_down_by_what_was_vague(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    vague = Case(types={"none": 0.7, "invest_platform": 0.3}, verdict="unclear")
    assert update(vague, read(brushing_task=0.95), matrix, limits).verdict == "alarm"


@pytest.mark.parametrize(
    "more", [{"choice": "urgent:paid"}, {"text": "举报〔链接1〕", "entities": ("链接 bad…",), "moves": ("report",)}]
)
def test_a_tap_or_a_report_of_a_stranger_leaves_no_type(
    more: dict[str, object], read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    first = update(Case(), read(device_trojan=0.9, **more), matrix, limits)
    assert (first.types, first.verdict) == ({}, "none")
    assert update(first, read("affirm", text="是"), matrix, limits).verdict == "none"


def test_ones_own_payment_is_no_matter(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    unclear = Case(types={"invest_platform": 0.5, "none": 0.5}, verdict="unclear")
    assert update(unclear, read(choice="receipt:own"), matrix, limits).verdict == "none"
    assert update(ALARMED, read(choice="receipt:own"), matrix, limits).verdict == "alarm"


def test_who_asks_for_somebody_that_will_not_listen_is_a_helper(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    told = read(invest_platform=0.9, moves=("wont_listen",))
    assert update(Case(), told, matrix, limits).helper == "relative"
    assert update(Case(helper="teacher"), told, matrix, limits).helper == "teacher"


@pytest.mark.parametrize(
    ("intent", "topic", "answer"),
    [("affirm", "", "yes"), ("deny", "", "no"), ("unclear", "", "unsure"), ("follow_up", "undecided", "unsure")],
)
def test_a_free_answer_counts(
    intent: str, topic: str, answer: str, read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    before = replace(ALARMED, pending="asks_prepay", asked=("asks_prepay",))
    case = update(before, read(intent, text="好像有吧", topic=topic), matrix, limits)
    assert case.answers["asks_prepay"] == answer


@pytest.mark.parametrize(("stage", "amounts", "when"), [("paid", (5000.0,), "昨天"), ("contact", (), "")])
def test_sums_and_times_are_kept_of_what_was_paid(
    stage: str, amounts: tuple[float, ...], when: str, read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    told = read(brushing_task=0.9, stage=StageReading(stage), amounts=(5000.0,), times=("昨天", "今天"))
    case = update(Case(), told, matrix, limits)
    assert (case.amounts, case.when) == (amounts, when)


@pytest.mark.parametrize(
    ("intent", "share", "signal", "story"),
    [
        ("scam", 0.0, False, True),
        ("ordinary", 0.0, False, True),
        ("service", 0.5, True, True),
        ("service", 0.5, False, False),
        ("service", 0.1, True, False),
    ],
)
def test_what_tells_a_story(
    intent: str, share: float, signal: bool, story: bool, read: Read, limits: Thresholds
) -> None:
    mentions = (Mention("asks_install_app", "让我下个软件"),) if signal else ()
    assert tells_story(read(intent, brushing_task=share, mentions=mentions), limits) is story


@pytest.mark.parametrize("consent", [None, True, False])
def test_other_fields_outlive_a_message(consent: bool | None, read: Read, matrix: Matrix, limits: Thresholds) -> None:
    case = replace(ALARMED, consent=consent, said=("verdict",), asked=("asks_code",), choices=(Choice(1, "a:b", "是"),))
    after = update(case, read("thanks"), matrix, limits)
    assert (after.consent, after.said, after.asked, after.turns) == (consent, ("verdict",), ("asks_code",), 2)
