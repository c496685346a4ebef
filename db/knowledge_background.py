"""The snapshot of words for processes with an event loop: a database that hangs must not stop them."""

from __future__ import annotations

import logging
import threading

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from db.knowledge import Knowledge, KnowledgeSource

logger = logging.getLogger(__name__)

FIRST_SECONDS = 3.0  # nothing can be said without words
WAIT_SECONDS = 0.25  # a database that is well answers in a hundredth of it


class NotReadYet(SQLAlchemyError):
    """The words were never read, and the database does not answer."""


class BackgroundKnowledge(KnowledgeSource):
    """Looks at the version in a thread of its own and waits for it a moment only."""

    def __init__(self, engine: Engine, every: float = 2.0) -> None:
        """Remember where to read; nothing is read yet."""
        super().__init__(engine, every)
        self._reading: threading.Thread | None = None

    def warm_up(self) -> None:
        """Read the words now, however long it takes: for before the first request.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database cannot be reached.
        """
        self._checked = self._clock()
        self._refresh()

    def current(self) -> Knowledge:
        """Return the snapshot, the last one while the database is away or slow.

        Raises:
            NotReadYet: nothing was ever read and the database does not answer.
        """
        if self._snapshot is None or self._clock() - self._checked >= self._every:
            self._look()
        if self._snapshot is None:
            raise NotReadYet("the words were never read: is the database up, and prepared?")
        return self._snapshot

    def _look(self) -> None:
        """Have the version looked at, unless somebody already waits for it in vain."""
        if self._reading is not None and self._reading.is_alive():
            return
        self._checked = self._clock()
        self._reading = threading.Thread(target=self._read, name="knowledge", daemon=True)
        self._reading.start()
        self._reading.join(FIRST_SECONDS if self._snapshot is None else WAIT_SECONDS)

    def _read(self) -> None:
        try:
            self._refresh()
        except Exception as error:
            logger.warning("the words were not looked at: %s", type(error).__name__)
