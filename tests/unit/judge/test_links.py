"""What links give away by how they are made."""

from __future__ import annotations

import pytest

from bot.judge.judgement import SUSPICIOUS, UNKNOWN
from bot.judge.links import link_reasons
from bot.judge.rules import Rules
from tests.unit.judge.conftest import JudgeText


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("http://www.1cbc.com.cn/login", "lookalike_domain"),
        ("http://a1ipay.com", "lookalike_domain"),
        ("http://taoba0.com", "lookalike_domain"),
        ("http://pindouduo.com", "lookalike_domain"),
        ("http://cmbchlna.com", "lookalike_domain"),
        ("http://www.g0v.cn", "lookalike_domain"),
        ("http://wwwicbc.com.cn", "brand_in_foreign_domain"),
        ("http://icbc.com", "brand_in_foreign_domain"),
        ("http://ccb-credit.com/x", "brand_in_foreign_domain"),
        ("http://www.gov.cn.refund-etc.com", "brand_in_foreign_domain"),
        ("http://icbc.vercel.app", "brand_in_foreign_domain"),
        ("http://12306-refund.cn", "brand_in_foreign_domain"),
        ("http://www.95588bank.com", "brand_in_foreign_domain"),
        ("http://ems-kuaidi.com", "brand_in_foreign_domain"),
        ("https://t.cn/A6abc", "shortener"),
        ("https://dwz.cn/abc", "shortener"),
        ("http://47.100.1.2/a", "raw_ip"),
        ("http://3232235777/", "raw_ip"),
        ("http://0x7f.1/", "raw_ip"),
        ("http://[2001:db8::1]/a", "raw_ip"),
        ("http://example.com/a.apk", "installer"),
        ("http://example.com/get?f=a%252eapk", "installer"),
        ("http://example.com/profile.mobileconfig?x=1", "installer"),
        ("http://xn--80ak6aa92e.com/", "punycode"),
        ("http://some-shop.top/", "abused_tld"),
        ("https://icbc.com.cn@some-shop.com/", "user_at_host"),
        ("https://icbc.com.cn%40some-shop.com/", "user_at_host"),
        ("https://icbc.com.cn\\@some-shop.com/", "user_at_host"),
        ("http://example.com:8899/a", "odd_port"),
    ],
)
def test_a_trick_is_named(link: str, reason: str, rules: Rules) -> None:
    assert reason in link_reasons(link, rules)


@pytest.mark.parametrize(
    "link",
    [
        "https://www.icbc.com.cn/page",
        "https://item.jd.com/100.html",
        "https://mp.weixin.qq.com/s/abc",
        "http://beijing.gov.cn",
        "https://www.12306.cn:443/",
        "ＷＷＷ．ＩＣＢＣ．ＣＯＭ．ＣＮ",
    ],
)
def test_an_official_name_is_no_proof_and_never_safe(link: str, rules: Rules, judged: JudgeText) -> None:
    assert link_reasons(link, rules) == {"official_name_is_no_proof"}
    assert [judgement.level for judgement in judged(f"他发来{link}")] == [UNKNOWN]


@pytest.mark.parametrize(
    "link",
    [
        "https://www.baidu.com/s?wd=1",
        "http://techsite.com",
        "https://www.gov.uk/visa",
        "https://smalltalk.com",
        "https://www.zhihu.com/question/1",
        "https://www.bilibili.com/video/av1",
        "http://www.pku.edu.cn",
        "https://store.example.com/abc/icon.png",
    ],
)
def test_what_has_nothing_about_it_is_only_unknown(link: str, rules: Rules, judged: JudgeText) -> None:
    assert link_reasons(link, rules) == set()
    (judgement,) = judged(f"他发来{link}")
    assert (judgement.level, judgement.reasons) == (UNKNOWN, ("no_record",))


def test_an_official_domain_with_a_trick_is_suspicious(judged: JudgeText) -> None:
    (judgement,) = judged("下这个 https://www.icbc.com.cn/bank.apk")
    assert (judgement.level, judgement.reasons) == (SUSPICIOUS, ("installer", "official_name_is_no_proof"))


def test_a_chinese_name_written_in_punycode_is_read(rules: Rules) -> None:
    host = "工商银行积分".encode("idna").decode()
    assert link_reasons(f"http://{host}.com", rules) == {"brand_in_foreign_domain"}
    assert link_reasons("http://xn--fiqs8s.com", rules) == set()  # 中国: Chinese, and nobody's name
