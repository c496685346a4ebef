# Attack: read the database, its journal or the log after a conversation, and find who said
# what: phone numbers, ID cards, bank cards, codes, links, addresses, names of users.
"""No planted number is in any file that the assistant wrote."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import MetaData, select

from db.session import transaction
from tests.conftest import Person, System, words
from tests.hardening.conftest import database

PLANTED = {
    "mobile": ("13912345678", "骗子打来的号码是13912345678，自称公安，让我转到安全账户"),
    "spaced mobile": ("137 8888 4321", "他手机是 137 8888 4321，让我加他，说刷单返利"),
    "country code": ("+8615011112222", "他用+8615011112222打的，说我涉嫌洗钱要资金清查"),
    "id card": ("110101199003074258", "我身份证110101199003074258已经报给那个公安局的人了"),
    "bank card": ("6222021234567890128", "我把工行卡号6222021234567890128和密码给了冒充客服的"),
    "spaced card": ("6217 0012 3456 7890 123", "他让我转到 6217 0012 3456 7890 123 这个安全账户"),
    "full-width card": ("６２２８４８１２３４５６７８９０", "让我转到６２２８４８１２３４５６７８９０，我转了两万"),
    "code": ("73940518", "验证码73940518我念给那个退款客服了"),
    "link": ("bad-loan.xyz", "短信让我点http://bad-loan.xyz/a?u=998877去领补贴"),
    "mail": ("zhangsan88@example.com", "让我把资料发到zhangsan88@example.com，说办贷款"),
    "account": ("wxid_liar99", "他微信号wxid_liar99，叫我跟他炒虚拟币"),
    "address": ("建设路88号", "来取现金的人让我送到幸福里小区建设路88号3栋502室"),
}


@pytest.fixture(scope="module")
def told(system: System) -> Person:
    """Tell everything, by one person, with a name that must not be kept either."""
    person = Person(system, user="resident-zhaoqiansun-4477")
    for _, sentence in PLANTED.values():
        person.send(sentence)
    return person


def written(system: System) -> Iterator[Path]:
    """Yield every file below the folder of the system: database, journal, log."""
    yield from (path for path in Path(system.environment["VAR_DIR"]).rglob("*") if path.is_file())


@pytest.mark.parametrize("name", PLANTED)
def test_it_is_in_no_file(name: str, told: Person) -> None:
    planted = PLANTED[name][0]
    forms = {form.encode() for form in (planted, planted.replace(" ", ""), ascii(planted)[1:-1])}
    found = [path.name for path in written(told.system) for form in forms if form in path.read_bytes()]
    assert found == []


def test_it_is_in_no_table(told: Person) -> None:
    engine = database(told.system)
    tables = MetaData()
    tables.reflect(engine)
    with transaction(engine) as session:
        rows = "\n".join(str(tuple(row)) for table in tables.sorted_tables for row in session.execute(select(table)))
    engine.dispose()
    assert "stored_replies" in tables.tables
    assert [planted for planted, _ in PLANTED.values() if planted in rows] == []


def test_the_user_is_kept_as_a_hash_only(told: Person) -> None:
    assert [path.name for path in written(told.system) if told.user.encode() in path.read_bytes()] == []


def test_no_words_of_a_resident_reach_the_log(told: Person) -> None:
    log = told.system.log.read_text(encoding="utf-8", errors="replace")
    assert [w for w in ("骗子打来的", "幸福里", "退款客服", "\\u9a97\\u5b50\\u6253\\u6765") if w in log] == []


def test_quotes_in_an_answer_are_masked(told: Person) -> None:
    answer = Person(told.system).send("让我加13912345678，垫钱刷单返利，再转到6222021234567890128")
    assert "13912345678" not in words(answer)
    assert "6222021234567890128" not in words(answer)
