"""`/examples`: the training examples by label, searched, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.asking import ask, desk_of
from bot.console.forms import PER_PAGE, Paging, paging
from bot.console.keys import KNOWLEDGE
from bot.console.naming import STAGES, intent_name, label_groups
from bot.console.pages.publish.shown import draft_line
from bot.console.render import render
from bot.console.visit import actor_of, in_transaction
from bot.publish.service import Desk
from bot.publish.views import DraftView
from bot.publish.writing import EXAMPLES
from db import examples
from db.examples import Wanted
from db.models import Example

LEAST = 24  # fewer of a type and the validator objects
STAGE_FILTER = (("", "都要"), ("-", "没有判断过"), *STAGES.items())
_OWN_STATES = ("editing", "returned", "submitted")


@dataclass(frozen=True)
class Seen:
    """One page of examples, or the counts where nothing was asked for."""

    labels: list[str]
    counts: dict[str, tuple[int, int]]
    rows: list[Example]
    paging: Paging | None


async def get_examples(request: web.Request) -> web.Response:
    """Show the counts by label, or the examples that were asked for."""
    asked = {name: request.query.get(name, "").strip()[:80] for name in ("intent", "q", "stage", "retired")}
    wanted = Wanted(asked["intent"], asked["q"], asked["stage"], asked["retired"] == "1")
    seen = await in_transaction(request, _read, wanted, request.query.get("page", ""))
    drafts = (await ask(_own_drafts, desk_of(request), actor_of(request).name)).value or []
    knowledge = request.app[KNOWLEDGE].current()
    query = urlencode({name: value for name, value in asked.items() if value})
    groups = label_groups(seen.labels, knowledge)
    return render(
        request,
        "examples/list",
        title="例句",
        seen=seen,
        asked=asked,
        query=f"{query}&" if query else "",
        groups=groups,
        stages=STAGES,
        stage_filter=STAGE_FILTER,
        least=LEAST,
        total=sum(used for used, _ in seen.counts.values()),
        drafts=[draft_line(draft, knowledge, actor_of(request).name) for draft in drafts],
        intent_name=lambda intent: intent_name(intent, knowledge),
    )


def _read(session: Session, wanted: Wanted, number: str) -> Seen:
    labels = examples.labels(session)
    if wanted == Wanted():
        return Seen(labels, examples.counts(session), [], None)
    page = paging(number, examples.count(session, wanted))
    return Seen(labels, {}, examples.page(session, wanted, page.skip, PER_PAGE), page)


def _own_drafts(desk: Desk, name: str) -> list[DraftView]:
    listed = desk.drafts.listed(_OWN_STATES)
    return [one for one in listed if one.kind == EXAMPLES and name in one.authors]
