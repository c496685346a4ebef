"""What residents type."""

from __future__ import annotations

from tests.fuzz.target import Check, Target, as_text

_SPELLINGS = (
    *("/restart", "／restart", "\u200b/restart", "\\/restart", "∕x", "⁄x", "/ x", "///"),
    *(
        "六万二",
        "3千",
        "1.13万",
        "5w",
        "一三八零零一三八零零零",
        "七十二七十二",
        "百万保障",
        "零零零",
        "十",
        "两万五千八",
    ),
    *(
        "１３９１２３４５６７８",
        "轉帳",
        "v信",
        "安 全 账 户",
        "安.全.账.户",
        "①②③",
        "👨‍👩‍👧",
        "ﷺ",
        "ǅ",
        "ß",
        "İ",
        "\u0345",
    ),
)
_WORDS = tuple(
    word.encode("utf-8", "surrogatepass") for word in (*_SPELLINGS, "\ud83d", "〔链接1〕", "http://a.cn", "元")
)


def _sentences() -> list[bytes]:
    from tests.hardening.planted import planted

    return [one.sentence.encode() for one in planted()][:120] + [word.encode() for word in _SPELLINGS]


def _prepare() -> Check:
    from bot.text.mask import find
    from bot.text.normalise import normalise
    from bot.text.prepare import MAX_CHARS, prepare

    keep = frozenset({"110", "96110"})

    def check(data: bytes) -> None:
        text = as_text(data)
        mapped = normalise(text)
        assert len(mapped.text) == len(mapped.starts) == len(mapped.ends)
        assert all(0 <= first < last <= len(text) for first, last in zip(mapped.starts, mapped.ends, strict=True))
        made = prepare(text, keep)
        assert len(made.text) <= MAX_CHARS + 12 * len(made.finds)
        assert not normalise(made.text).text.startswith("/")
        assert all(0 <= one.start < one.end <= MAX_CHARS for one in find(text[:MAX_CHARS], keep))

    return check


def _choices() -> Check:
    from bot.text.normalise import normalise
    from bot.triage.case import Choice
    from bot.triage.choices import find_choice

    offered = tuple(Choice(n, f"answer:{n}", label) for n, label in enumerate(("是", "不是", "说不清", "（4）四"), 1))

    def check(data: bytes) -> None:
        text = as_text(data)
        for said in (text, normalise(text).text):
            assert find_choice(said, offered) in ("", *(one.value for one in offered))

    return check


def _judge() -> Check:
    from bot.edge.judging import make_judge, told
    from bot.edge.seal import Sealer, reportable
    from bot.text.mask import find

    sealer = Sealer(b"fuzz")
    judge, hotlines = make_judge(sealer), frozenset({"110", "96110", "95588"})

    def check(data: bytes) -> None:
        text = as_text(data)
        finds = tuple(find(text, hotlines))
        judged = judge.judge(text, finds, hotlines)
        assert len(told(judged, {next(iter(one.fingerprints)) for one in judged[:1]})) <= 6
        for found in reportable(finds):
            sealed = sealer.seal(found)
            assert sealer.open(sealed.sealed)
            assert found.kind == "链接" or found.value not in sealed.shown

    return check


_LINKS = (
    *(
        "http://a.cn/x.apk",
        "https://www.icbc.com.cn@evil.top:8080/%2e%61pk",
        "xn--fiq228c.cn",
        "1.2.3.4:80/x",
        "аpple.com",
    ),
    *(
        "http://[::1]/",
        "a@b.cn",
        "//evil",
        "http://工商银行.com",
        "http://a。cn",
        "+86 95588",
        "0095588",
        "t.cn/a",
        "１．２．３．４",
    ),
)

TARGETS = (
    Target("text", "bot/text: limit, normalise, mask", 158, _prepare, _sentences, _WORDS),
    Target(
        "choices",
        "bot/triage/choices.py",
        80,
        _choices,
        lambda: [
            word.encode() for word in ("2", "第二个", "我选二", "（3）", "是", "二十", "99项", "不是。", "第 ２ 个吧")
        ],
        ("十".encode(), "第".encode(), "个".encode(), "²".encode(), "٣".encode(), "①".encode()),
        120,
    ),
    Target(
        "links and numbers",
        "bot/judge, bot/edge/judging.py, seal.py",
        60,
        _judge,
        lambda: [link.encode() for link in _LINKS] + _sentences()[:60],
        (*(link.encode() for link in _LINKS), b"xn--", b".com", b"%25", b"@", "。".encode()),
        400,
    ),
)
