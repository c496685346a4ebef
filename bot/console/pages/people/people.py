"""`/people`: who works here; inviting a colleague."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.auth import names
from bot.console.auth.roles import ROLES, VIEWER
from bot.console.auth.tokens import fingerprint, new_token
from bot.console.forms import fields
from bot.console.keys import SETTINGS
from bot.console.links import invitation_link
from bot.console.render import render
from bot.console.visit import actor_of, in_transaction
from db import staff
from db.audit import Actor, record
from db.staff_models import Staff

TAKEN = "已经有人叫这个名字了。换一个，比如加上所在的社区。"


@dataclass(frozen=True)
class Listed:
    """A colleague as the list shows them."""

    person: Staff
    invited_at: datetime | None

    @property
    def state(self) -> str:
        """Return how the account stands."""
        if self.person.disabled_at:
            return "停用"
        return "在用" if self.person.password_hash else "等他设密码"


async def get_people(request: web.Request) -> web.Response:
    """List everyone."""
    return render(request, "people/list", title="人员", people=await in_transaction(request, _everyone))


def _everyone(session: Session) -> list[Listed]:
    pending = staff.pending_invitations(session)
    return [Listed(person, pending.get(person.id)) for person in staff.everyone(session)]


async def get_invite(request: web.Request) -> web.Response:
    """Show the form."""
    return render(request, "people/invite", title="邀请同事", form={"name": "", "role": VIEWER}, errors={})


async def post_invite(request: web.Request) -> web.Response:
    """Make the account and show the link this once."""
    form = await fields(request, name=80, role=12)
    errors = {}
    if wrong := names.problem(form["name"]):
        errors["name"] = wrong
    if form["role"] not in ROLES:
        errors["role"] = "请选一个角色。"
    token = new_token()
    if not errors and not await in_transaction(request, _invite, actor_of(request), form, token):
        errors["name"] = TAKEN
    if errors:
        return render(request, "people/invite", status=422, title="邀请同事", form=form, errors=errors)
    return show_link(request, names.cleaned(form["name"]), token)


def _invite(session: Session, actor: Actor, form: dict[str, str], token: str) -> bool:
    key = names.key(form["name"])
    if staff.by_key(session, key):
        return False
    person = staff.add(session, names.cleaned(form["name"]), key, form["role"], actor.at)
    staff.invite(session, person.id, fingerprint(token), actor.name, actor.at)
    record(session, actor, "staff.invite", person.name, {"role": person.role, "new": True})
    return True


def show_link(request: web.Request, name: str, token: str) -> web.Response:
    """Return the page that shows a link; only its hash is kept, so it cannot be shown again."""
    link = invitation_link(request.app[SETTINGS], token)
    return render(request, "people/link", title="把链接交给本人", name=name, link=link)
