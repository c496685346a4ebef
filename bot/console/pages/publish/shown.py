"""Drafts, jobs and releases as lines of a list. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.console.naming import KINDS, item_name
from bot.publish.views import DraftView, JobView, ReleaseView
from bot.publish.writing import EXAMPLES
from db.example_changes import ExampleChanges
from db.knowledge import Knowledge

RELEASE_STATES = {"live": "正在用", "former": "以前用过", "ready": "没有用过"}


@dataclass(frozen=True)
class DraftLine:
    """One draft.

    Attributes:
        draft: itself.
        name: "剧本：冒充公检法".
        changes: what it does to the examples, in words.
        is_own: whoever looks at it wrote some of it, and so cannot approve it.
    """

    draft: DraftView
    name: str
    changes: str
    is_own: bool

    @property
    def url(self) -> str:
        """Return the page on which it is looked at."""
        return f"/publish/drafts/{self.draft.id}" if self.draft.kind == EXAMPLES else f"/drafts/{self.draft.id}"


def draft_line(draft: DraftView, knowledge: Knowledge, reader: str) -> DraftLine:
    """Return a draft as a line.

    Args:
        draft: which.
        knowledge: for names.
        reader: name of whoever looks at it.
    """
    name = f"{KINDS.get(draft.kind, draft.kind)}：{item_name(draft.kind, draft.item_id, knowledge)}"
    return DraftLine(draft, name, counted(draft.examples), reader in draft.authors)


def counted(changes: ExampleChanges) -> str:
    """Return how many examples a draft changes, in words; empty for none."""
    judged = sum(move.stage is not None for move in changes.move)
    counts = (
        (len(changes.add), "加 {} 句"),
        (len(changes.move) - judged, "移 {} 句"),
        (judged, "改 {} 句的阶段"),
        (len(changes.retire), "退 {} 句"),
    )
    return "，".join(words.format(count) for count, words in counts if count)


def release_names(releases: Sequence[ReleaseView]) -> dict[str, str]:
    """Return the name of each release by its digest: counted from the first one on."""
    oldest_first = list(reversed(releases))
    return {one.digest: f"第 {number} 版" for number, one in enumerate(oldest_first, 1)}


def may_approve(job: JobView, authors: Collection[str], reader: str) -> bool:
    """Say whether somebody is a second person to a job; without drafts, whoever did not start it."""
    return reader not in (authors or {job.started_by})
