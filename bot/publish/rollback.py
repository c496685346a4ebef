"""Back to an earlier release: its model in every replica and, on request, its words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from bot.publish.locking import only_one_swap
from bot.publish.releases import MODEL, SNAPSHOT, adopt, find, folder, make_live, place, read_json, wanted_digest
from bot.publish.replicas import put_everywhere
from bot.publish.rules import Actor, NotAllowed
from bot.publish.workshop import Workshop
from bot.publish.writing import EXAMPLES
from db import revisions
from db.example_changes import ExampleChanges, ExampleText, Move, active_examples, text_of, write_changes
from db.items import read_item, write_item
from db.knowledge import raise_version
from db.publish_jobs import active
from db.revisions import Written
from db.session import transaction


@dataclass(frozen=True)
class RolledBack:
    """What a rollback did.

    Attributes:
        digest: of the release that is live now.
        items: (kind, id) of the content that was set back.
        examples: how many examples were added, moved or retired.
    """

    digest: str
    items: tuple[tuple[str, str], ...] = ()
    examples: int = 0


def rollback(shop: Workshop, digest: str, actor: Actor, reason: str, with_content: bool) -> RolledBack:
    """Put a release back.

    Raises:
        NotAllowed: its files are gone, or a job is swapping.
        bot.publish.replicas.ReplicaFailed: a replica did not take it; all have what they had.
    """
    path = folder(shop.settings, digest) / MODEL
    words = read_json(folder(shop.settings, digest) / SNAPSHOT) if with_content else None
    if not path.exists():
        raise NotAllowed("这次发布的文件已经清掉了，回不去。选近一些的。")
    if with_content and words is None:
        raise NotAllowed("这次发布没有留下当时的内容，只能换回模型。")
    with only_one_swap(shop.settings):
        now_live = adopt(shop.engine, shop.settings)
        with transaction(shop.engine) as session:
            job = active(session)
            if job is not None and job.step == "swap":
                raise NotAllowed("正有一个发布在换上去，等它结束再回退。")
            release = find(session, digest)
            name = (release.export_digest if release else "")[:12]
        old = folder(shop.settings, now_live) / MODEL if now_live else None
        log: list[str] = []
        put_everywhere(shop.served, path, name, old, shop.limits.slowest, log.append)
        done = _record(shop, digest, actor, reason, words)
        with transaction(shop.engine) as session:
            answers_for = wanted_digest(session)
        place(shop.settings, digest, answers_for)
    return done


def _record(shop: Workshop, digest: str, actor: Actor, reason: str, words: dict[str, Any] | None) -> RolledBack:
    with transaction(shop.engine) as session:
        done = restore_content(session, words, digest, actor.name, reason) if words else RolledBack(digest)
        make_live(session, digest, actor.name)
        detail = {"reason": reason, "content": words is not None, "items": len(done.items), "examples": done.examples}
        shop.record(session, actor, "release.rollback", digest[:12], detail)
    return done


def restore_content(session: Session, words: dict[str, Any], digest: str, by: str, reason: str) -> RolledBack:
    """Set rows back to a snapshot, each as a new revision; what came later and is in no snapshot stays.

    Args:
        session: the transaction.
        words: a snapshot.
        digest: of its release.
        by: who does it.
        reason: on record.
    """
    why = f"回退到发布 {digest[:12]}：{reason}"
    changed: list[tuple[str, str]] = []
    raise_version(session)
    for kind, items in words["items"].items():
        for item in items:
            item_id = str(item["id"])
            if read_item(session, kind, item_id) == item:
                continue
            revisions.current(session, kind, item_id)
            write_item(session, kind, item, by)
            session.flush()
            revisions.add(session, kind, item_id, item, Written(by, by, why))
            changed.append((kind, item_id))
    changes = back_to(words["examples"], [text_of(row) for row in active_examples(session)])
    if changes:
        data = {"changes": changes.dump(), "undo": write_changes(session, changes, by)}
        revisions.add(session, EXAMPLES, f"release/{digest[:12]}", data, Written(by, by, why))
    return RolledBack(digest, tuple(changed), len(changes.add) + len(changes.move) + len(changes.retire))


def back_to(then: list[dict[str, Any]], now: list[ExampleText]) -> ExampleChanges:
    """Return what brings the examples back. Pure."""
    wanted = {one.id: one for one in (ExampleText(**data) for data in then)}
    have = {one.id: one for one in now}
    moved = {one for one in wanted.keys() & have.keys() if wanted[one] != have[one]}
    same_but_intent = {one for one in moved if {**asdict(wanted[one]), "intent": have[one].intent} == asdict(have[one])}
    return ExampleChanges(
        add=tuple(wanted[one] for one in wanted if one not in have or one in moved - same_but_intent),
        move=tuple(Move(one, wanted[one].intent) for one in sorted(same_but_intent)),
        retire=tuple(one for one in have if one not in wanted),
    )
