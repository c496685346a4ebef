"""`python -m bot staff-add`: the first admin, and a way back in when nobody is left who can invite."""

from __future__ import annotations

import getpass
import sys

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.console.auth import names
from bot.console.auth.tokens import fingerprint, new_token
from bot.console.links import invitation_link
from bot.settings import load_settings
from db import staff
from db.audit import Actor, record
from db.models import utc_now
from db.session import make_engine, transaction


def add_staff(name: str, role: str) -> int:
    """Make an account, or invite one anew, and print the link; returns an exit code."""
    if wrong := names.problem(name):
        print(f"NAME: {wrong}", file=sys.stderr)
        return 2
    settings, token = load_settings(), new_token()
    engine = make_engine(settings.database)
    actor = Actor(None, f"终端：{getpass.getuser()}", "", "", utc_now())
    try:
        with transaction(engine) as session:
            told = _add(session, actor, name, role, token)
    except SQLAlchemyError:
        print("the database is not prepared: run `python -m bot prepare`", file=sys.stderr)
        return 1
    finally:
        engine.dispose()
    print(f"{told}\n{invitation_link(settings, token)}\nIt works once, within 72 hours.")
    return 0


def _add(session: Session, actor: Actor, name: str, role: str, token: str) -> str:
    person = staff.by_key(session, names.key(name))
    is_new = person is None
    if person is None:
        person = staff.add(session, names.cleaned(name), names.key(name), role, actor.at)
    person.role, person.disabled_at = role, None
    staff.invite(session, person.id, fingerprint(token), actor.name, actor.at)
    record(session, actor, "staff.invite", person.name, {"role": role, "new": is_new})
    return f"{person.name} ({role}) sets a password here:"
