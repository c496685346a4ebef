"""Leads: never opened but in the export, which is on record; the blocklist by one and by file, and back."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.console.csv_out import cell
from bot.console.keys import SETTINGS
from bot.console.pages.leads.reasons import OTHERWISE, in_chinese
from bot.console.uploads import with_heads
from bot.edge.blocklist_csv import read
from bot.edge.judging import make_judge
from bot.edge.seal import Sealer
from bot.text.mask import Found
from db import leads
from db.models import Blocked
from db.session import transaction
from db.staff_models import Audit
from tests.fakes.console import Desk
from tests.fakes.uploading import upload

NUMBER, LINK = "13912345678", "http://bad-pay.top/x"
CARD = "6222021234567890123"


def sealer(desk: Desk) -> Sealer:
    return Sealer(desk.app[SETTINGS].secret())


def report(desk: Desk, kind: str, value: str, people: int = 1) -> str:
    sealed = sealer(desk).seal(Found(kind, 0, 0, value))
    for person in range(people):
        at = desk.clock() - timedelta(hours=person + 1)
        leads.offer(desk.engine, f"p{person}", [sealed], at)
        leads.keep(desk.engine, f"p{person}", at)
    return sealed.fingerprint


def blocked(desk: Desk) -> set[str]:
    with transaction(desk.engine) as session:
        return set(session.scalars(select(Blocked.fingerprint)))


async def test_leads_are_merged_and_never_opened_on_the_page(full_desk: Desk) -> None:
    code = report(full_desk, "手机号", NUMBER, 3)
    report(full_desk, "链接", LINK)
    viewer = await full_desk.clerk("viewer")
    page = await (await viewer.get("/leads")).text()
    assert "3 人" in page
    assert code[:8].upper() in page
    assert "139" not in page.replace(code[:8].upper(), "")
    assert "bad-pay" not in page
    assert "放进黑名单</" not in page
    few = await (await viewer.get("/leads?kind=链接&least=2")).text()
    assert "没有这样的线索" in few


async def test_an_export_needs_a_reason_and_stays_on_record(full_desk: Desk) -> None:
    report(full_desk, "手机号", NUMBER, 2)
    report(full_desk, "账号", "=cmd|calc")
    report(full_desk, "银行卡", CARD)
    ann = await full_desk.clerk("publisher", "安安")
    assert (await ann.post("/leads/export", None, kind="", least="1", reason="无")).status == 422
    assert full_desk.audited() == []
    answer = await ann.post("/leads/export", None, kind="", least="1", reason="交市局刑侦支队")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    rows = list(csv.reader(io.StringIO((await answer.read()).decode("utf-8-sig"))))
    values = {row[2]: row[3] for row in rows[1:]}
    assert values == {NUMBER: "2", "'=cmd|calc": "1", f"'{CARD}": "1"}
    with transaction(full_desk.engine) as session:
        line = session.scalars(select(Audit)).one()
    assert (line.action, line.actor, line.detail["reason"], line.detail["rows"]) == (
        *("leads.export", "安安", "交市局刑侦支队", 3),
    )
    assert NUMBER not in str(line.detail)


@pytest.mark.parametrize("value", ["=1+1", "+86139", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "|x", "1234567890123"])
def test_no_cell_is_computed_or_rounded(value: str) -> None:
    assert cell(value) == f"'{value}"


def test_what_is_harmless_stays() -> None:
    assert [cell(value) for value in ("13912345678", "http://a.cn/=1", 7)] == ["13912345678", "http://a.cn/=1", "7"]


async def test_a_lead_goes_on_the_blocklist_and_comes_off(full_desk: Desk) -> None:
    code = report(full_desk, "链接", LINK)
    ann = await full_desk.clerk("publisher", "安安")
    await ann.post(f"/leads/{code}/block")
    assert blocked(full_desk) == {code}
    found = make_judge(sealer(full_desk)).judge(f"他发来{LINK}", [Found("链接", 3, 23, LINK)], ())
    assert code in found[0].fingerprints, "residents who send it are warned"
    assert "在名单上" in await (await ann.get("/leads")).text()
    await ann.post(f"/leads/{code}/unblock")
    assert blocked(full_desk) == set()
    assert [action for _, action, _ in full_desk.audited()] == ["blocklist.put", "blocklist.take_off"]
    assert (await ann.post(f"/leads/{code}/unblock")).status == 404
    assert (await ann.post("/leads/nothing/block")).status == 404


async def test_one_value_is_looked_up_and_kept_nowhere(full_desk: Desk) -> None:
    code = report(full_desk, "手机号", NUMBER, 2)
    ann = await full_desk.clerk("editor", "安安")
    page = await (await ann.post("/leads/check", None, value="139 1234 5678")).text()
    assert "2 人" in page
    assert code[:8].upper() in page
    assert "1234 5678" not in page
    assert "没有" in await (await ann.post("/leads/check", None, value="13800000000")).text()
    assert (await ann.post("/leads/check", None, value="不知道")).status == 422


GOOD = "种类,内容,来源\n链接,http://bad-one.top/a,市局\n电话,13712345678,市局\n链接,http://bad-one.top/a,市局\n"
BAD = "邮票,x,市局\n链接,,市局\n链接,http://bad-two.top,\n链接,https://www.icbc.com.cn,市局\n电话,abc,市局\n"


async def test_an_import_is_looked_at_loaded_as_shown_and_taken_back_whole(full_desk: Desk) -> None:
    ann = await full_desk.clerk("publisher", "安安")
    first = await upload(ann, "/blocklist/import", "种类,内容,来源\n电话,13712345678,工信局\n")
    await ann.post(f"{first[1]}/load")
    before = blocked(full_desk)
    status, run = await upload(ann, "/blocklist/import", GOOD + BAD)
    page = await (await ann.get(run)).text()
    assert status == 303
    assert "还没有放进去" in page
    assert blocked(full_desk) == before
    assert re.sub(r"\s", "", "".join(re.findall(r"<dd>(.*?)</dd>", page))) == "名单.csv1条1条，不动1行，只算一次5行"
    assert "第 5 行：种类只能写" in page
    assert "abc" not in page
    await ann.post(f"{run}/load")
    assert len(blocked(full_desk)) == 2
    await ann.post(f"{run}/load")
    assert len(blocked(full_desk)) == 2
    await ann.post(f"{run}/undo")
    assert blocked(full_desk) == before, "what stood there before stays"
    await ann.post(f"{run}/undo")
    actions = [action for _, action, _ in full_desk.audited()]
    assert actions == ["blocklist.import", "blocklist.import", "blocklist.undo"]


async def test_a_dry_run_is_over_after_an_hour(full_desk: Desk) -> None:
    ann = await full_desk.clerk("publisher", "安安")
    run = (await upload(ann, "/blocklist/import", GOOD))[1]
    full_desk.clock.forward(minutes=61)
    ann = await full_desk.clerk("publisher", "安安")
    assert (await ann.post(f"{run}/load")).status == 404
    assert blocked(full_desk) == set()


@pytest.mark.parametrize("text", ["", "别的,列\n1,2\n", "\x00", '种类,内容,来源\n链接,"没有关上,市局\n'])
async def test_a_file_that_cannot_be_read_is_refused_in_plain_words(text: str, full_desk: Desk) -> None:
    ann = await full_desk.clerk("publisher", "安安")
    status, body = await upload(ann, "/blocklist/import", text)
    assert status == 303 or (status == 422 and 'class="error"' in body)
    assert blocked(full_desk) == set()


def test_every_reason_of_the_reader_has_chinese_words() -> None:
    text = with_heads(f"种类,内容,来源\n{BAD}", {"种类": "kind", "内容": "value", "来源": "source"})
    own = Sealer(b"k" * 32)
    bad = read(text, make_judge(own), own, ()).bad
    assert len(bad) == 5
    for line in map(in_chinese, bad):
        assert line.startswith("第 ")
        assert OTHERWISE not in line
        assert not re.search("[a-z]", line)
