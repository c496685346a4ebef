"""Leads: offered, then kept once each person says so."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from sqlalchemy import Engine, select

from db import cases, leads
from db.leads import Sealed
from db.models import Lead, LeadReport
from db.session import transaction

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=timezone.utc)
PHONE = Sealed("f1", "手机号", "手机号 139****5678", "sealed")
LINK = Sealed("f2", "链接", "链接 bad…", "sealed")


def _reports(engine: Engine) -> dict[str, int]:
    with transaction(engine) as session:
        return {lead.fingerprint: lead.reports for lead in session.scalars(select(Lead))}


def _confirm(engine: Engine, person: str, *values: Sealed) -> int:
    leads.offer(engine, person, values, NOW)
    return leads.keep(engine, person, NOW)


def test_nothing_is_a_lead_before_they_say_so(engine: Engine) -> None:
    leads.offer(engine, "p", [PHONE, LINK], NOW)
    assert leads.offered(engine, "p", NOW) == [PHONE.shown, LINK.shown]
    assert _reports(engine) == {}
    leads.drop(engine, "p")
    assert leads.keep(engine, "p", NOW) == 0


def test_one_person_counts_once_and_many_are_merged(engine: Engine) -> None:
    assert _confirm(engine, "p", PHONE) == 1
    assert _confirm(engine, "p", PHONE, LINK) == 2
    assert _confirm(engine, "q", PHONE) == 1
    assert _reports(engine) == {"f1": 2, "f2": 1}


def test_a_new_offer_takes_the_place_of_the_old(engine: Engine) -> None:
    leads.offer(engine, "p", [PHONE], NOW)
    leads.offer(engine, "p", [LINK], NOW)
    assert leads.offered(engine, "p", NOW) == [LINK.shown]


@pytest.mark.parametrize("gone", ["late", "purge", "forget"])
def test_an_offer_does_not_lie_for_ever(gone: str, engine: Engine) -> None:
    leads.offer(engine, "p", [PHONE], NOW)
    later = NOW + leads.OFFER_LASTS if gone == "late" else NOW
    if gone == "purge":
        cases.purge(engine, NOW + leads.OFFER_LASTS)
    if gone == "forget":
        cases.forget(engine, "p")
    assert leads.offered(engine, "p", later) == []


def test_who_is_forgotten_leaves_the_lead_and_no_trace(engine: Engine) -> None:
    _confirm(engine, "p", PHONE)
    cases.forget(engine, "p")
    with transaction(engine) as session:
        assert list(session.scalars(select(LeadReport))) == []
    assert _reports(engine) == {"f1": 1}


def test_staff_see_merged_leads_in_pages_and_no_value(engine: Engine) -> None:
    for person in ("p", "q", "r"):
        _confirm(engine, person, PHONE)
    _confirm(engine, "p", LINK)
    rows, total = leads.listed(engine, size=1)
    assert (rows[0].kind, rows[0].reports, total) == ("手机号", 3, 2)
    assert "sealed" not in str(rows)
    assert [row.kind for row in leads.listed(engine, page=2, size=1)[0]] == ["链接"]
    assert [row.reports for row in leads.listed(engine, least=2)[0]] == [3]
    assert leads.listed(engine, kind="链接")[1] == 1


@pytest.mark.parametrize(("actor", "reason"), [("", "案件"), ("王警官", " "), ("", "")])
def test_nothing_is_unsealed_without_a_name_and_a_reason(actor: str, reason: str, engine: Engine) -> None:
    _confirm(engine, "p", PHONE)
    opened: list[str] = []

    def opener(sealed: str) -> str:
        opened.append(sealed)
        return "13912345678"

    with pytest.raises(ValueError, match="actor, reason"):
        leads.unsealed(engine, ["f1"], opener, actor, reason)
    assert opened == []
    found = leads.unsealed(engine, ["f1", "unknown"], opener, "王警官", "案件2026-11")
    assert [(row.value, row.reports) for row in found] == [("13912345678", 1)]
