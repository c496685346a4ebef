"""Words that the content lacks are said as the files have them: a database older than the program ends no call."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

from db.files import CONTENT, read_yaml
from db.knowledge import Knowledge

logger = logging.getLogger(__name__)
MOST_NAMED = 5


class AtHand:
    """The wordings of the files, read while everything is well."""

    def __init__(self) -> None:
        """Read them: they are those that this program says."""
        self._words: dict[str, dict[str, Any]] = {
            str(item["id"]): item for item in read_yaml(CONTENT / "wordings.yml")["wordings"]
        }
        self._last: tuple[Knowledge, Knowledge] | None = None

    def completed(self, knowledge: Knowledge) -> Knowledge:
        """Return all words, none missing; what is published goes before the files. Never fails."""
        if self._last is None or self._last[0] is not knowledge:
            self._last = (knowledge, self._filled(knowledge))
        return self._last[1]

    def _filled(self, knowledge: Knowledge) -> Knowledge:
        missing = sorted(self._words.keys() - knowledge.wordings.keys())
        if not missing:
            return knowledge
        named = ", ".join(missing[:MOST_NAMED]) + (", …" if len(missing) > MOST_NAMED else "")
        logger.error(
            "wordings are missing from the published content (%d: %s); calls get those of the files: "
            "run `python -m bot prepare`, or publish them in the console",
            len(missing),
            named,
        )
        return replace(knowledge, wordings={**self._words, **knowledge.wordings})
