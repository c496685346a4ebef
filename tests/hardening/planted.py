"""Three hundred numbers and names that must leave no trace, in the ways people write them; the same each time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stdnum.cn import ric

_CHINESE = "零一二三四五六七八九"
_SPOKEN = "零幺二三四五六七八九"
_FULL = "０１２３４５６７８９"
COUNT = 300


@dataclass(frozen=True)
class Planted:
    """One value and the sentence that carries it.

    Attributes:
        kind: what it is.
        forms: every spelling in which it would betray itself.
        sentence: what a resident sends.
    """

    kind: str
    forms: tuple[str, ...]
    sentence: str


def _digits(chance: random.Random, count: int) -> str:
    return "".join(str(chance.randint(0, 9)) for _ in range(count))


def _identity(chance: random.Random) -> str:
    body = f"{chance.choice(('110101', '330106', '440305', '510107'))}19{chance.randint(40, 99)}0{chance.randint(1, 9)}"
    body += f"{chance.randint(10, 28)}{_digits(chance, 3)}"
    return f"{body}{ric.calc_check_digit(body)}"


def _mobile(chance: random.Random) -> str:
    return f"1{chance.choice('3456789')}{_digits(chance, 9)}"


def _card(chance: random.Random) -> str:
    return f"62{_digits(chance, chance.choice((14, 15, 17)))}"


def _account(chance: random.Random) -> str:
    return "wx" + "".join(chance.choice("abcdefghjkmnpqrstuvwxyz") for _ in range(6)) + _digits(chance, 4)


def _address(chance: random.Random) -> str:
    place = chance.choice(("建设路", "人民街", "幸福小区", "锦绣花园", "滨江大道"))
    return f"{place}{chance.randint(100, 999)}号{chance.randint(1, 30)}栋{chance.randint(101, 2909)}室"


def _link(chance: random.Random) -> str:
    return f"http://{_account(chance)}.{chance.choice(('top', 'xyz', 'vip', 'com'))}/pay?u={_digits(chance, 7)}"


def _plain(value: str) -> str:
    return value


def _spaced(value: str) -> str:
    return " ".join(value[start : start + 4] for start in range(0, len(value), 4))


def _dashed(value: str) -> str:
    return "-".join(value[start : start + 4] for start in range(0, len(value), 4))


def _phone_spaced(value: str) -> str:
    return f"{value[:3]} {value[3:7]} {value[7:]}"


def _country(value: str) -> str:
    return f"+86 {value}"


def _table(digits: str) -> Callable[[str], str]:
    return lambda value: value.translate(str.maketrans("0123456789", digits))


_LONG = (_plain, _spaced, _dashed, _table(_FULL), _table(_CHINESE), _table(_SPOKEN))
_KINDS: tuple[tuple[str, Callable[[random.Random], str], tuple[Callable[[str], str], ...], tuple[str, ...]], ...] = (
    (
        "身份证",
        _identity,
        (_plain, _table(_FULL), _spaced),
        ("我身份证号{}报给那个自称公安的人了", "他要我的身份证，我就发了{}过去", "{}，这是我的号，贷款的让我填的"),
    ),
    (
        "银行卡",
        _card,
        _LONG,
        ("他让我转到{}这个账户，说是安全账户", "我的卡号{}说给客服听了", "刷单的让我往{}垫了三千块"),
    ),
    (
        "手机号",
        _mobile,
        (*_LONG, _phone_spaced, _country),
        ("骗子打来的号码是{}，说我涉案", "{}老给我妈打，卖保健品的", "我想举报{}", "我的电话{}，你们给我回个电话"),
    ),
    (
        "验证码",
        lambda chance: str(chance.randint(10_000_000, 99_999_999)),
        (_plain, _table(_FULL), _phone_spaced),
        ("验证码{}我念给那个退款的了", "短信说验证码是{}，他催我给他", "我把动态密码{}发过去了，贷款要的"),
    ),
    ("地址", _address, (_plain,), ("取钱的人让我送到{}", "我住{}，他说马上派人来拿现金", "他约在{}见面")),
    ("链接", _link, (_plain,), ("短信让我点{}领补贴", "举报这个网站{}", "他发来{}叫我下载软件")),
    (
        "账号",
        _account,
        (_plain,),
        ("他微信号{}，叫我跟着炒币", "加了微信号：{}，说带我刷单", "他的账号是{}，我给他充了值"),
    ),
)


def _one(kind: int, turn: int, chance: random.Random) -> Planted:
    name, make, spellings, sentences = _KINDS[kind]
    value = make(chance)
    spelled = spellings[turn % len(spellings)](value)
    forms = tuple(dict.fromkeys((value, spelled, spelled.replace(" ", ""))))
    return Planted(name, forms, sentences[turn % len(sentences)].format(spelled))


def planted() -> Iterator[Planted]:
    """Yield the three hundred, kinds in turn."""
    chance = random.Random(20261125)
    for number in range(COUNT):
        yield _one(number % len(_KINDS), number // len(_KINDS), chance)
