"""Tables of posters: what a QR scene stands for, how often it was scanned, and the sets that were ordered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models import Base


class PosterScene(Base):
    """What the scene in a poster's QR code stands for; none is ever removed: paper hangs for years."""

    __tablename__ = "poster_scenes"

    id: Mapped[str] = mapped_column(String(12), primary_key=True)
    type: Mapped[str] = mapped_column(String(40))
    group: Mapped[str] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(12))  # kind of place: lift, market …
    spot: Mapped[str] = mapped_column(String(40), default="")  # id in `places`, empty where it may hang anywhere
    made_at: Mapped[datetime]


class PosterScan(Base):
    """How often a scene was opened on a day; nobody is joined to it."""

    __tablename__ = "poster_scans"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)  # in China
    scene: Mapped[str] = mapped_column(String(12), primary_key=True)
    channel: Mapped[str] = mapped_column(String(12), primary_key=True)
    scans: Mapped[int]


class PosterCode(Base):
    """What WeChat's own QR code of a scene holds: asked for once, kept for good, for an account allows 100,000."""

    __tablename__ = "poster_codes"

    account: Mapped[str] = mapped_column(String(64), primary_key=True)  # AppID: the code of another opens another
    scene: Mapped[str] = mapped_column(String(12), primary_key=True)
    url: Mapped[str] = mapped_column(String(256))
    made_at: Mapped[datetime]


class PosterJob(Base):
    """A set that staff ordered: how far it is, and its file."""

    __tablename__ = "poster_jobs"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    asked: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(8))  # queued, running, done, failed
    total: Mapped[int]
    made: Mapped[int] = mapped_column(default=0)
    left_out: Mapped[list[str]] = mapped_column(default=list)  # what could not be set, in the clerk's words
    error: Mapped[str] = mapped_column(String(300), default="")
    opens: Mapped[str] = mapped_column(String(300), default="")  # what its codes open, in the clerk's words
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    moved_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
