"""What new examples are compared with takes seconds to prepare: begun while the officer still reads the form."""

from __future__ import annotations

import asyncio
import logging
from threading import Lock

from bot.publish.service import Desk
from bot.publish.writing import EXAMPLES
from db.example_changes import ExampleChanges, ExampleText

logger = logging.getLogger(__name__)
_ANY = ExampleChanges((ExampleText("随便一句话", "ordinary"),))


class Warming:
    """Prepares the publishing desk's comparison, once at a time."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk."""
        self._desk = desk
        self._lock = Lock()

    def begin(self) -> asyncio.Future[None]:
        """Prepare it in another thread; nobody has to wait for what is returned."""
        return asyncio.get_running_loop().run_in_executor(None, self._quietly)

    def wait(self) -> None:
        """Return when it is prepared; at once where it was."""
        with self._lock:
            self._desk.drafts.problems(EXAMPLES, None, _ANY)

    def _quietly(self) -> None:
        try:
            self.wait()
        except Exception as error:  # whoever sends the form will be told
            logger.warning("examples were not prepared: %s", type(error).__name__)
