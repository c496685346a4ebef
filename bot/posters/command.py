"""`python -m bot posters`: print-ready posters into a ZIP file, with progress."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from tqdm import tqdm

from bot.posters.asked import Asked, sheets
from bot.posters.job import run_job
from bot.posters.make import make_set
from bot.posters.options import DESIGNS, WEB, WECHAT
from bot.posters.parts import Busy
from bot.posters.press import NoPress, open_press
from bot.posters.scenes import Topic
from bot.posters.spots import PLACES, SIZES
from bot.posters.wechat_codes import codes_for, has_account
from bot.posters.words import NoPoster, alternatives
from bot.settings import Settings, load_settings
from db import posters
from db.knowledge import Knowledge, load_knowledge
from db.migrate import migrate
from db.models import utc_now
from db.session import make_engine, transaction

NO_URL = "posters: set PUBLIC_URL (or give --url) to where residents reach the assistant: it stands in the QR code"


def run(arguments: argparse.Namespace) -> int:
    """Run the command; returns the exit code: 2 for what cannot be asked, 1 where something was left out."""
    settings = load_settings()
    if arguments.job:
        return run_job(settings, arguments.job)
    if not (arguments.all or (arguments.type and arguments.group and arguments.place)):
        print("posters: give --type, --group and --place, or --all", file=sys.stderr)
        return 2
    url = arguments.url or settings.public_url
    if not url.startswith(("http://", "https://")):
        print(NO_URL, file=sys.stderr)
        return 2
    engine = make_engine(settings.database)
    try:
        return _make(settings, engine, _asked(arguments, settings), url, arguments.out)
    except (NoPress, NoPoster, Busy, OSError) as error:
        print(f"posters: {error}", file=sys.stderr)
        return 1
    except SQLAlchemyError as error:
        print(f"posters: the database failed ({type(error).__name__}): run python -m bot prepare", file=sys.stderr)
        return 1
    finally:
        engine.dispose()


def _asked(arguments: argparse.Namespace, settings: Settings) -> Asked:
    designs = tuple(arguments.design) or (() if arguments.all else DESIGNS)
    return Asked(
        tuple(arguments.type),
        tuple(arguments.group),
        tuple(arguments.place),
        designs,
        tuple(arguments.size) or tuple(SIZES),
        arguments.spot,
        arguments.opens or (WECHAT if has_account(settings) else WEB),
    )


def _make(settings: Settings, engine: Engine, asked: Asked, url: str, out: str) -> int:
    migrate(engine)
    with transaction(engine) as session:
        knowledge = load_knowledge(session)
    _must_be_known(knowledge, asked)
    wanted = sheets(asked, knowledge)
    topics = {sheet.topic for sheet in wanted}
    remember(engine, topics)
    codes = codes_for(settings, engine, (one.scene for one in topics), url, asked.opens == WECHAT)
    target = Path(out) if out else settings.var / "posters" / "posters.zip"
    target.parent.mkdir(parents=True, exist_ok=True)
    with open_press() as press, tqdm(total=len(wanted), unit="sheet") as bar:
        made = make_set(press, knowledge, wanted, codes, target, lambda _: bar.update(1) and None)
    for line in made.left_out:
        print(line, file=sys.stderr)
    print(codes.told)
    print(
        f"Chromium started {press.started} times, {press.most_held // 2**20} MB at most; {made.found} sheets were there"
    )
    print(f"{made.sheets} sheets, each as PDF and PNG, in {target}; {len(made.left_out)} left out")
    return 1 if made.left_out else 0


def _must_be_known(knowledge: Knowledge, asked: Asked) -> None:
    """Say plainly what is wrong with a poster that was asked for by name.

    Raises:
        NoPoster: a type or group is unknown, or no poster is made of it for this group.
    """
    for type_id in asked.types:
        for group in asked.groups:
            next(alternatives(knowledge, Topic(type_id, group, (asked.places or tuple(PLACES))[0], asked.spot)))


def remember(engine: Engine, topics: set[Topic]) -> None:
    """Remember what the scenes stand for: only then does a scan open the topic."""
    with transaction(engine) as session:
        found = [posters.Scene(one.scene, one.type, one.group, one.place, one.spot) for one in topics]
        posters.register(session, found, utc_now())
