"""The stage reader on the language residents use: negation, and who did what to whom.

Too low sends a victim away with advice instead of to 110; too high frightens.
"""

from __future__ import annotations

import pytest

from bot.nlu.patterns import PatternMatcher
from bot.nlu.stages import Cue, read_stage
from bot.text.normalise import normalise
from bot.triage.reading import StageReading
from db.files import CONTENT, read_yaml

SENTENCES: dict[str, list[str]] = {
    "paid": [
        "已经打过去三万",
        "钱没了",
        "我转了五千给他",
        "我妈把养老钱全转过去了",
        "刚给客服汇了两万八",
        "我被骗了六万",
        "卡里的钱被划走了",
        "定金交了五百，人就拉黑我了",
        "我上午去银行汇款了，对方说还差保证金",
        "买了五张礼品卡，卡密都念给他了",
        "现金交给上门的小伙子拿走了",
        "我充了三千进去，现在提不出来",
        "付了押金之后平台打不开了",
        "他让我转五千，我就转了",
        "之前没转，今天早上还是转了",
        "我老公给那个女的打了十万",
        "支付宝扫码付了699",
        "手续费交了三次，总共一万二",
        "转都转了，怎么办",
        "投了二十万，提现失败",
        "没想到钱全没了",
        "没忍住又转了两千",
        "不是没转，是已经转了一万",
        "他说先交税，我交了，还要我再交",
        "前两笔返了，第三笔转了八千不返了",
    ],
    "about_to_pay": [
        "客服正催我转钱",
        "我正在银行柜台准备汇款",
        "他让我现在马上转两万",
        "再不交就要抓我",
        "只给我十分钟，不转就冻结账户",
        "我打算下午转给他",
        "就差输密码了",
        "差点就转了，他还在催我转",
        "他在电话里逼我转钱，我还没转",
        "我妈正要去取钱",
        "钱取出来了，等人来拿",
        "我该不该转给他",
    ],
    "disclosed": [
        "我把验证码报给他了",
        "身份证照片发过去了，没转钱",
        "下载了他发的软件",
        "跟他共享了屏幕",
        "点了短信里的链接，填了卡号",
        "做了人脸识别，张嘴眨眼都做了",
        "银行卡寄出去了",
        "装了那个app，钱还没动",
        "U盾已经寄给他了",
        "他让我转钱，我没转，验证码报给他了",
    ],
    "contact": [
        "加了他微信，天天聊",
        "他把我拉进一个炒股群",
        "网上认识了一个男的，聊了两个月",
        "有人给我打电话说我涉嫌洗钱",
        "他说带我赚钱",
        "收到一条短信说积分到期",
        "对方让我下个软件，我没下",
        "他让我转五千我没转",
        "他让我交保证金，我没交",
        "他叫我妈去汇款，我妈没去",
        "客服说要给我退款",
    ],
    "none": [
        "接到电话我直接挂了",
        "陌生人加我我没理",
        "听说最近有人冒充客服",
        "什么是杀猪盘",
        "短信里的链接我没点",
        "一看就是骗子，拉黑了",
        "今天天气不错",
        "我没上当，挂断了",
        "他加我我没通过",
    ],
}
HARD: list[tuple[str, str, str]] = [
    ("paid", "他骗走了我八千块", "no cue for 骗走了我"),
    ("paid", "微信红包发了他两千，现在联系不上了", "发了 is no way of paying; 联系不上 is no loss"),
    ("paid", "验证码给他了，卡里少了四千九", "少了 is no loss"),
    ("paid", "还没来得及反应钱就被转走了", "还没 of another verb blocks the loss"),
    ("paid", "我不敢跟家里说我转了三万", "不敢 of another verb blocks the payment"),
    ("about_to_pay", "要不要把钱转过去", "the cue wants 转 directly after 要不要"),
    ("about_to_pay", "能不能先付定金", "the cue wants 付 directly after 能不能"),
    ("about_to_pay", "我正在凑钱，晚上之前要打给他们", "打给他 counts as paid though 要 stands before"),
    ("disclosed", "密码告诉他了", "no cue for 密码告诉"),
    ("disclosed", "他让我转钱我没转，但是密码给他了", "给他了 counts as paid whatever was given"),
    ("disclosed", "手机卡借给他用了", "借给他…了 counts as paid"),
    ("contact", "客服打来说要给我退款", "打来 without 电话 is no contact"),
    ("contact", "对方一直聊，什么都没要", "聊 without 了, 过, 着 is no contact"),
]
NOT_PAID = [
    "他让我转五千我没转",
    "他先返了我五十",
    "差点就转了",
    "我没有转钱给他",
    "还没转",
    "幸亏没转给他",
    "他说要交了钱才放人",
    "他叫我爸转三万",
    "能不能转给他",
    "如果转了会怎样",
    "他给我转了五十块",
    "返了我一百二",
    "准备交保证金",
    "我不会给他转钱的",
    "没给他打钱",
]


@pytest.fixture(scope="module")
def matcher() -> PatternMatcher:
    """Return the matcher over the real cues."""
    return PatternMatcher(read_yaml(CONTENT / "cues.yml")["cues"])


def _read(matcher: PatternMatcher, text: str) -> StageReading:
    plain = normalise(text).text
    return read_stage(plain, [Cue(*hit) for hit in matcher.find(plain)])


@pytest.mark.parametrize(("stage", "text"), [(stage, text) for stage, texts in SENTENCES.items() for text in texts])
def test_the_stage_is_read(matcher: PatternMatcher, stage: str, text: str) -> None:
    assert _read(matcher, text).stage == stage


@pytest.mark.parametrize(("stage", "text", "why"), HARD)
def test_a_hard_stage_is_read(matcher: PatternMatcher, stage: str, text: str, why: str) -> None:
    assert _read(matcher, text).stage == stage, why


@pytest.mark.parametrize("text", NOT_PAID)
def test_no_money_has_left(matcher: PatternMatcher, text: str) -> None:
    reading = _read(matcher, text)
    assert reading.stage != "paid"
    assert not reading.loss


@pytest.mark.parametrize(
    "text",
    [
        "他现在还在电话里",
        "电话还没挂",
        "他不让我挂",
        "屏幕还共享着",
        "人在楼下等着取钱",
        "正在共享屏幕",
        "我没敢挂",
        "手机自己在动",
        "他不让我挂电话",
    ],
)
def test_the_scammer_is_there_now(matcher: PatternMatcher, text: str) -> None:
    assert _read(matcher, text).live


@pytest.mark.parametrize(
    "text",
    [
        "电话我挂了",
        "他不让我挂，我已经挂断了",
        "昨天他打过电话",
        "钱没了",
        "他不让我挂，我还是挂断了",
    ],
)
def test_the_scammer_is_not_there_now(matcher: PatternMatcher, text: str) -> None:
    assert not _read(matcher, text).live


@pytest.mark.parametrize(
    ("text", "correction"), [("我说错了，没转", True), ("其实没转", True), ("没转", False), ("我转错了账户", False)]
)
def test_a_correction_is_told_from_a_denial(matcher: PatternMatcher, text: str, correction: bool) -> None:
    assert _read(matcher, text).correction is correction


@pytest.mark.parametrize("text", ["被骗了", "我上当了", "他把我拉黑了我", "提现不了", "卡被盗刷"])
def test_words_only_a_victim_says(matcher: PatternMatcher, text: str) -> None:
    assert _read(matcher, text).loss


def test_without_cues_nothing_is_claimed() -> None:
    assert read_stage("今天天气不错", []) == StageReading()
