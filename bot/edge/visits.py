"""`python -m bot visits --import FILE.csv`: whom the police ask us to visit; the numbers are sealed at once."""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.edge.blocklist_csv import BadFile, decode
from bot.edge.seal import Sealer
from bot.edge.visits_csv import read_visits
from bot.settings import load_settings
from db import visits
from db.files import CONTENT
from db.migrate import migrate
from db.models import utc_now
from db.session import make_engine


def catalogue() -> frozenset[str]:
    """Return the ids of the types."""
    return frozenset(path.stem for path in (CONTENT / "scams").glob("*.yml"))


def import_visits(name: str, dry_run: bool) -> int:
    """Run the command; returns the exit code: 1 when a line was bad or nothing could be loaded."""
    settings = load_settings()
    engine = make_engine(settings.database)
    try:
        read = read_visits(decode(Path(name).read_bytes()), Sealer(settings.secret()), catalogue())
        migrate(engine)
        added, refused = visits.add(engine, read.visits, utc_now(), dry_run)
    except (OSError, BadFile) as error:
        print(f"visits: {name}: {error}", file=sys.stderr)
        return 1
    except SQLAlchemyError as error:  # its text would show the rows
        print(f"visits: the database failed ({type(error).__name__}): see DATABASE_URL", file=sys.stderr)
        return 1
    finally:
        engine.dispose()
    for line in read.bad:
        print(line, file=sys.stderr)
    print(f"{added} {'would be added' if dry_run else 'added'}, {refused} known already, {len(read.bad)} bad")
    return 1 if read.bad else 0
