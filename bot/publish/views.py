"""What pages are shown of drafts, revisions, jobs and releases: plain data, detached from the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.publish.difference import Conflict, FieldDifference
from bot.publish.fields import FieldProblem
from bot.publish.frozen import Way
from db.example_changes import ExampleChanges
from db.items import Item
from db.publish_tables import Draft, PublishJob, Release, Revision


@dataclass(frozen=True)
class DraftView:
    """One draft.

    Attributes:
        id: its number.
        kind: script, signal, group, answer, wording, hotline or examples.
        item_id: id of the item; of examples, the intent.
        state: editing, submitted, approved, returned, published or withdrawn.
        version: hand it back when saving.
        data: the item as the draft has it, None where only examples change.
        examples: what changes among the examples.
        why: the author's reason.
        authors: everybody who saved it; none of them may approve it.
        base: number of the revision it starts from, 0 for a new item.
        outdated: somebody published the same item since; `rebase` before submitting.
        way: "words" (live within seconds of approval) or "model" (needs a job).
        job_id: of the job it is part of.
        decided_by: who approved or returned it.
        decision: what they said.
    """

    id: int
    kind: str
    item_id: str
    state: str
    version: int
    data: Item | None
    examples: ExampleChanges
    why: str
    authors: tuple[str, ...]
    base: int
    outdated: bool
    way: Way
    created_at: datetime
    updated_at: datetime
    job_id: int | None = None
    decided_by: str = ""
    decided_at: datetime | None = None
    decision: str = ""


@dataclass(frozen=True)
class Saved:
    """A draft after saving, with what is still wrong with it: a draft may be saved with problems."""

    draft: DraftView
    problems: list[FieldProblem]


@dataclass(frozen=True)
class Rebased:
    """A draft brought onto the newest revision; in `conflicts` both sides, the draft keeps its own."""

    draft: DraftView
    conflicts: list[Conflict]


class SaveConflict(Exception):
    """Somebody else saved the draft meanwhile; both texts are here and nothing is lost.

    Attributes:
        theirs: the draft as it is stored.
        mine: the item that was to be saved.
        mine_examples: the changes of examples that were to be saved.
        differences: from theirs to mine, by field.
    """

    def __init__(
        self, theirs: DraftView, mine: Item | None, mine_examples: ExampleChanges, differences: list[FieldDifference]
    ) -> None:
        """Keep both."""
        super().__init__("这份草稿刚被别人改过。两份都在，请合并后再保存。")
        self.theirs = theirs
        self.mine = mine
        self.mine_examples = mine_examples
        self.differences = differences


class HasProblems(Exception):
    """The draft cannot go on; `problems` says what to mend."""

    def __init__(self, problems: list[FieldProblem]) -> None:
        """Keep them."""
        super().__init__(f"还有 {len(problems)} 处要改。")
        self.problems = problems


@dataclass(frozen=True)
class RevisionView:
    """One published version of an item."""

    kind: str
    item_id: str
    number: int
    data: dict[str, Any]
    written_by: str
    approved_by: str
    published_at: datetime
    why: str
    draft_id: int | None

    @classmethod
    def of(cls, row: Revision) -> RevisionView:
        """Return a row as it is shown."""
        return cls(**{name: getattr(row, name) for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class JobView:
    """A job that makes a release.

    Attributes:
        id: its number.
        state: queued, running, waiting (for approval), refused (by the gate), failed, cancelled or done.
        step: the next step to run, or the one that is running.
        percent: of the whole, 0 to 100.
        progress: one line in Chinese on what is being done.
        log: the last lines of the log.
        drafts: what it publishes.
        digest: name of the release it makes, once known.
        baseline: name of the release it is compared with.
        gate: {passed, reasons: [...], …}, once known.
        alive: its process gave a sign of life within the lease; false while running means: resume it.
        error: why it failed.
    """

    id: int
    state: str
    step: str
    percent: int
    progress: str
    log: str
    drafts: tuple[int, ...]
    started_by: str
    created_at: datetime
    digest: str
    baseline: str
    gate: dict[str, Any]
    approved_by: str
    override_by: str
    override_reason: str
    error: str
    finished_at: datetime | None
    alive: bool = False

    @classmethod
    def of(cls, row: PublishJob, now: datetime) -> JobView:
        """Return a row as it is shown."""
        names = [name for name in cls.__dataclass_fields__ if name not in ("alive", "drafts")]
        alive = bool(row.owner and row.lease_until and row.lease_until > now)
        return cls(**{name: getattr(row, name) for name in names}, drafts=tuple(row.drafts), alive=alive)


@dataclass(frozen=True)
class ReleaseView:
    """One release; `state` is ready (never served), live or former."""

    digest: str
    state: str
    knowledge_version: int
    metrics: dict[str, Any] = field(repr=False)
    created_at: datetime
    live_at: datetime | None
    live_by: str
    job_id: int | None
    on_disk: bool = True

    @classmethod
    def of(cls, row: Release, on_disk: bool) -> ReleaseView:
        """Return a row as it is shown."""
        names = ("state", "knowledge_version", "metrics", "created_at", "live_at", "live_by", "job_id")
        return cls(digest=row.model_digest, **{name: getattr(row, name) for name in names}, on_disk=on_disk)


def draft_view(draft: Draft, latest: int, before: Item | None, way: Way) -> DraftView:
    """Return a draft as it is shown.

    Args:
        draft: the row.
        latest: number of the newest revision of its item.
        before: the item as it is published.
        way: how it goes live.
    """
    same = ("id", "kind", "item_id", "state", "version", "data", "why", "base", "created_at", "updated_at",
            "job_id", "decided_by", "decided_at", "decision")  # fmt: skip
    return DraftView(
        **{name: getattr(draft, name) for name in same},
        examples=ExampleChanges.load(draft.examples),
        authors=tuple(draft.authors),
        outdated=draft.base != latest,
        way=way,
    )
