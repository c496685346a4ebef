"""`python -m bot blocklist --import FILE.csv`: what staff know to be a scammer's, kept as fingerprints only."""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy import Engine, inspect
from sqlalchemy.exc import SQLAlchemyError

from bot.edge.blocklist_csv import BadFile, decode, read
from bot.edge.judging import make_judge
from bot.edge.seal import Sealer
from bot.settings import load_settings
from db import blocked
from db.blocked import Entry
from db.files import CONTENT, read_yaml
from db.migrate import migrate
from db.models import Blocked, utc_now
from db.session import make_engine


def import_file(name: str, dry_run: bool) -> int:
    """Run the command.

    Args:
        name: the CSV file.
        dry_run: read and report, load nothing.

    Returns:
        Exit code: 1 when a line was bad or nothing could be loaded.
    """
    settings = load_settings()
    sealer = Sealer(settings.secret())
    hotlines = frozenset(str(item["id"]) for item in read_yaml(CONTENT / "hotlines.yml")["hotlines"])
    try:
        report = read(decode(Path(name).read_bytes()), make_judge(sealer), sealer, hotlines)
        added = _load(make_engine(settings.database), report.entries, dry_run)
    except (OSError, BadFile) as error:
        print(f"blocklist: {name}: {error}", file=sys.stderr)
        return 1
    except SQLAlchemyError as error:  # its text would show the rows
        print(f"blocklist: the database failed ({type(error).__name__}): see DATABASE_URL", file=sys.stderr)
        return 1
    for line in report.bad:
        print(line, file=sys.stderr)
    done = "would be added" if dry_run else "added"
    there = len(report.entries) - added
    print(f"{added} {done}, {there} already there, {report.twice} twice in the file, {len(report.bad)} bad")
    return 1 if report.bad else 0


def _load(engine: Engine, entries: list[Entry], dry_run: bool) -> int:
    """Load the entries, or only look; returns how many are new."""
    try:
        if not dry_run:
            migrate(engine)
            return blocked.add(engine, entries, utc_now())
        if not inspect(engine).has_table(Blocked.__tablename__):  # looking changes nothing, the schema neither
            return len(entries)
        return len(entries) - len(blocked.among(engine, [entry.fingerprint for entry in entries]))
    finally:
        engine.dispose()
