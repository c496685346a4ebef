# Attack: the mask before the database failed, so that numbers, names and addresses (and a script) lie in the stored
# words, in quotes and in the text of a group; an officer opens every page of the review, and makes an example and a
# variant of them. A viewer guesses addresses. An officer exports reported accounts that are formulas.
"""What residents said is shown masked, whatever the database holds; leads leave it by one door only."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.console.keys import DESK, SETTINGS
from bot.edge.seal import Sealer
from bot.text.mask import Found as Hidden
from db import assessments, clusters, leads, visits
from db.assessments import Entry
from db.clusters import Found
from db.session import transaction
from db.visits import POLICE, NewVisit
from tests.fakes.console import Desk, open_desk
from tests.fakes.content import filled_database
from tests.hardening.planted import planted

NAMES = ("我叫王小明，他说我涉案", "我家住在柳河村三组，他上门来收钱", "户名是李桂芳，他让我打过去")
BETRAYING = ("王小明", "柳河村三组", "李桂芳")
SCRIPT = '<script>alert(1)</script>他让我转账"><img src=x onerror=alert(1)>'
FORMS = tuple(form for one in planted() for form in one.forms)
TEXTS = (*(one.sentence for one in planted()), *NAMES, SCRIPT)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    """Start the console on a database in which everything lies open."""
    folder: Path = tmp_path_factory.mktemp("open")
    filled_database(folder)
    async with open_desk(folder) as opened:
        yield opened


def lay_open(desk: Desk) -> tuple[str, int]:
    """Store the texts as they are; returns the matter and the group."""
    at = desk.clock() - timedelta(hours=1)
    with transaction(desk.engine) as session:
        for number, text in enumerate(TEXTS):
            entry = Entry(
                channel="web", text=text, intent="scam", type="authority_police", verdict="suspect", told=True,
                ranking=(("authority_police", 0.3),), signals=(("safe_account", text),), doubt="wrong",
            )  # fmt: skip
            matter = assessments.record(session, "p", entry, number > 0, at)
    words = (NAMES[0], "13912345678")
    clusters.replace(desk.engine, [Found((matter, "other"), "，".join(TEXTS[:40]), words)], at)
    return matter, clusters.shown(desk.engine)[0].id


def betrayed(page: str) -> list[str]:
    """Return what a page gives away."""
    shown = html.unescape(re.sub(r'name="csrf" (?:value|content)="[^"]*"', "", page))
    return [form for form in (*FORMS, *BETRAYING, "13912345678") if form in shown]


@pytest.mark.asyncio(loop_scope="module")
async def test_no_page_of_the_review_gives_anything_away(desk: Desk) -> None:
    matter, group = lay_open(desk)
    officer = await desk.clerk("editor", "安安")
    own = f"/review/matters/{matter}"
    await officer.post(f"{own}/claim")
    examples = [f"{own}/example?n={number}" for number in range(0, len(TEXTS), 7)]
    groups = ["/review/groups", f"/review/groups/{group}", f"/review/groups/{group}/variant"]
    for path in (own, f"{own}/variant", "/review", *groups, *examples):
        answer = await officer.get(path)
        page = await answer.text()
        assert (answer.status, betrayed(page)) == (200, []), path
        assert "<script>" not in page, path
        assert "<img src=x" not in page, path
    assert "&lt;script&gt;" in await (await officer.get(own)).text(), "the hostile words were really there"


@pytest.mark.asyncio(loop_scope="module")
async def test_an_example_with_something_personal_is_refused(desk: Desk) -> None:
    matter, _ = lay_open(desk)
    officer = await desk.clerk("editor", "安安")
    for one in list(planted())[::9]:
        form = {"text": one.sentence, "kind": "scam", "name": "冒充公检法"}
        assert (await officer.post(f"/review/matters/{matter}/example", None, **form)).status == 422, one.sentence
    assert desk.app[DESK].drafts.listed() == []


@pytest.mark.asyncio(loop_scope="module")
async def test_a_variant_takes_no_text_that_was_not_offered(desk: Desk) -> None:
    _, group = lay_open(desk)
    officer = await desk.clerk("editor", "安安")
    form = {"type": "冒充公检法", "name": "新花样", "cues": "涉案", "use": "99999"}
    await officer.post(f"/review/groups/{group}/variant", None, **form)
    for draft in desk.app[DESK].drafts.listed():
        assert betrayed(str(draft.data) + str(draft.examples)) == []
    assert betrayed(str(desk.audited())) == []


@pytest.mark.asyncio(loop_scope="module")
async def test_numbers_of_leads_and_visits_stay_sealed_on_every_page(desk: Desk) -> None:
    sealer, at = Sealer(desk.app[SETTINGS].secret()), desk.clock() - timedelta(days=1)
    lead = sealer.seal(Hidden("手机号", 0, 0, "13700009999"))
    leads.offer(desk.engine, "q", [lead], at)
    leads.keep(desk.engine, "q", at)
    number = "13600008888"
    fingerprint, sealed = sealer.fingerprint("visit", number), sealer.seal_contact(number)
    visits.add(desk.engine, [NewVisit(fingerprint, sealed, POLICE, at)], at)
    officer, other = await desk.clerk("admin", "主管"), await desk.clerk("editor", "波波")
    await officer.post("/visits/1/claim")
    for path in ("/leads", "/leads/export", "/leads/check", "/blocklist", "/visits", "/visits/1", "/audit"):
        page = await (await officer.get(path)).text()
        assert number not in page, path
        assert "13700009999" not in page, path
    refused = await other.post("/visits/1/number")
    assert (refused.status, number in await refused.text()) == (303, False)
    assert (await other.post("/leads/export", None, kind="", least="1", reason="我就想看看")).status == 403
