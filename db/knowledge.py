"""The words residents read, as one immutable snapshot in memory.

Actions, the edge and the console read this snapshot; it is loaded again when
the one row of `knowledge_version` changes.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db.models import Answer, Group, Hotline, KnowledgeVersion, Script, Signal, Wording
from db.session import transaction


class MissingWording(KeyError):
    """The program says a sentence that the content does not have; says which, and what to do about it."""

    def __init__(self, wording: str) -> None:
        """Keep its id."""
        super().__init__(wording)
        self.wording = wording

    def __str__(self) -> str:
        """Return what is wrong, for whoever runs the program."""
        return (
            f"the wording {self.wording} is missing: the published content is older than this program. "
            "Run `python -m bot prepare`, or publish that wording in the console."
        )


class Wordings(dict[str, dict[str, Any]]):
    """Wordings by id; one that is not there says so by name."""

    def __missing__(self, wording: str) -> dict[str, Any]:
        """Tell what is missing.

        Raises:
            MissingWording: always.
        """
        raise MissingWording(wording)


@dataclass(frozen=True)
class ScriptWords:
    """The words of one scam type; `words` holds the fields of its YAML file."""

    id: str
    family: str
    family_name: str
    national: str
    name: str
    summary: str
    sensitive: bool
    words: dict[str, Any]
    signals: dict[str, float]

    def lines(self, name: str) -> tuple[str, ...]:
        """Return a list field such as `do_now`, empty when absent."""
        return tuple(self.words.get(name) or ())

    @property
    def for_elder(self) -> dict[str, str]:
        """Return the five spoken lines; a script written before there were any speaks by its first lines."""
        spoken = self.words.get("for_elder")
        if isinstance(spoken, dict):
            return {str(key): str(line) for key, line in spoken.items()}
        first = {"stop": "do_now", "truth": "red_flags", "never": "never_do", "paid": "if_paid"}
        return {key: str(self.lines(name)[0]) for key, name in first.items() if self.lines(name)}


@dataclass(frozen=True)
class SignalWords:
    """How a signal is shown and asked."""

    id: str
    name: str
    question: str
    question_elder: str


@dataclass(frozen=True)
class Knowledge:
    """All words, by id."""

    version: int
    scripts: dict[str, ScriptWords] = field(default_factory=dict)
    signals: dict[str, SignalWords] = field(default_factory=dict)
    groups: dict[str, dict[str, Any]] = field(default_factory=dict)
    hotlines: dict[str, dict[str, Any]] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    wordings: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Have a missing wording named, whoever asks for it."""
        object.__setattr__(self, "wordings", Wordings(self.wordings))


def current_version(session: Session) -> int:
    """Return the knowledge version, 0 before anything was loaded."""
    row = session.get(KnowledgeVersion, 1)
    return row.version if row else 0


def raise_version(session: Session) -> int:
    """Count one change of content; every process reloads within seconds."""
    row = session.get(KnowledgeVersion, 1, with_for_update=True)
    if row is None:
        row = KnowledgeVersion(id=1, version=0)
        session.add(row)
    row.version += 1
    return row.version


def _script_words(row: Script) -> ScriptWords:
    return ScriptWords(
        row.id,
        row.family,
        row.family_name,
        row.national,
        row.name,
        row.summary,
        row.sensitive,
        row.words,
        {link.signal_id: link.weight for link in row.signals},
    )


def load_knowledge(session: Session) -> Knowledge:
    """Read everything residents may be shown."""
    scripts = session.scalars(select(Script).order_by(Script.position))
    signals = session.scalars(select(Signal).order_by(Signal.position))
    groups = session.scalars(select(Group).order_by(Group.position))
    hotlines = session.scalars(select(Hotline).order_by(Hotline.position))
    answers = session.scalars(select(Answer).order_by(Answer.position))
    wordings = session.scalars(select(Wording).order_by(Wording.position))
    return Knowledge(
        version=current_version(session),
        scripts={row.id: _script_words(row) for row in scripts},
        signals={row.id: SignalWords(row.id, row.name, row.question, row.question_elder) for row in signals},
        groups={row.id: {"id": row.id, "name": row.name, "cues": row.cues, **row.words} for row in groups},
        hotlines={row.id: {"id": row.id, "name": row.name, **row.words} for row in hotlines},
        answers={row.id: {"id": row.id, "title": row.title, **row.words} for row in answers},
        wordings={row.id: row.words for row in wordings},
    )


class KnowledgeSource:
    """Hands out the current snapshot, looking at the version at most every `every` seconds.

    When the database is away the last snapshot goes on serving: old words are
    better than none while somebody is being pressed to pay.
    """

    def __init__(self, engine: Engine, every: float = 2.0, clock: Callable[[], float] = time.monotonic) -> None:
        """Remember where to read; nothing is read yet."""
        self._engine = engine
        self._every = every
        self._clock = clock
        self._snapshot: Knowledge | None = None
        self._checked = 0.0

    def current(self) -> Knowledge:
        """Return the snapshot, reloaded if the version row changed.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: nothing was ever read and the
                database cannot be reached.
        """
        if self._snapshot is not None and self._clock() - self._checked < self._every:
            return self._snapshot
        self._checked = self._clock()
        try:
            self._refresh()
        except Exception:
            if self._snapshot is None:
                raise
        assert self._snapshot is not None
        return self._snapshot

    def _refresh(self) -> None:
        with transaction(self._engine) as session:
            if self._snapshot is None or current_version(session) != self._snapshot.version:
                self._snapshot = load_knowledge(session)
