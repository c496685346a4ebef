"""WeChat's codes of posters, by account and scene."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError

from db.poster_models import PosterCode
from db.session import transaction


def kept(engine: Engine, account: str, scenes: Iterable[str]) -> dict[str, str]:
    """Return what the codes of these scenes hold, as far as they were asked for."""
    wanted = frozenset(scenes)
    with transaction(engine) as session:
        rows = session.execute(select(PosterCode.scene, PosterCode.url).where(PosterCode.account == account))
        return {scene: url for scene, url in rows if scene in wanted}


def keep(engine: Engine, account: str, scene: str, url: str, now: datetime) -> None:
    """Keep the code of a scene; the first one stays, for it may be printed already."""
    try:
        with transaction(engine) as session:
            if session.get(PosterCode, (account, scene)) is None:
                session.add(PosterCode(account=account, scene=scene, url=url, made_at=now))
    except IntegrityError:  # another process asked for the same
        return
