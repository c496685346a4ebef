"""The police's list of victims as CSV, read into sealed visits; faults are told by line, never with the number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.edge.csv_rows import named_rows
from bot.edge.seal import Sealer
from db.assessments import CHINA
from db.visits import POLICE, NewVisit

COLUMNS = ("number", "type", "due")
_NUMBER = re.compile(r"1[3-9]\d{9}|0\d{9,11}")


@dataclass
class VisitsRead:
    """What came of reading a file: the visits, and what is wrong by line."""

    visits: list[NewVisit] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)


def read_visits(text: str, sealer: Sealer, types: frozenset[str]) -> VisitsRead:
    """Read the visits of a file.

    Args:
        text: of the file.
        sealer: seals the numbers and makes their fingerprints.
        types: the known types.

    Raises:
        BadFile: it has not the right columns.
    """
    found = VisitsRead()
    for line, given in named_rows(text, COLUMNS):
        one = _visit(given, sealer, types)
        if isinstance(one, str):
            found.bad.append(f"line {line}: {one}")
        else:
            found.visits.append(one)
    return found


def _visit(given: dict[str, str], sealer: Sealer, types: frozenset[str]) -> NewVisit | str:
    number = re.sub(r"^(?:\+|00)?86(?=1\d{10}$)", "", re.sub(r"[\s\-]", "", given["number"]))
    if not _NUMBER.fullmatch(number):
        return "number: must be a mobile of 11 digits or a landline with its area code"
    if given["type"] and given["type"] not in types:
        return "type: must be an id of catalogue.yml, or empty"
    try:
        due = datetime.combine(date.fromisoformat(given["due"]), time(9), CHINA)
    except ValueError:
        return "due: must be a day such as 2026-12-01"
    fingerprint = sealer.fingerprint("visit", number)
    return NewVisit(fingerprint, sealer.seal_contact(number), POLICE, due, given["type"])
