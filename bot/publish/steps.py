"""The steps of a job. Each finds what an earlier run of it left, and goes on from there."""

from __future__ import annotations

import shutil
import time
from dataclasses import asdict

from sqlalchemy.orm import Session

from bot.publish.export import read_frozen, write_export
from bot.publish.gate import judge
from bot.publish.job import Held, Step
from bot.publish.locking import only_one_swap
from bot.publish.measuring import Measurement, side_by_side
from bot.publish.releases import (
    DIFFERENCES,
    EXPORT,
    METRICS,
    MODEL,
    SNAPSHOT,
    adopt,
    find,
    folder,
    make_live,
    place,
    prune,
    read_json,
    register,
    snapshot,
    write_json,
)
from bot.publish.replicas import ReplicaFailed, must_be_well, put_everywhere
from bot.publish.rules import Operator
from bot.publish.train import model_digest
from bot.publish.writing import change_of, drafts_of, published_now, write_draft
from db.knowledge import raise_version
from db.models import utc_now
from db.publish_tables import Draft, PublishJob
from db.session import transaction


def run_export(held: Held) -> str | None:
    """Write what the model is made of, with the drafts laid over what is published."""
    shop = held.shop
    baseline = adopt(shop.engine, shop.settings)
    with transaction(shop.engine) as session:
        frozen = read_frozen(session, [change_of(session.get_one(Draft, one)) for one in held.row().drafts])
    aside = folder(shop.settings, f"job-{held.job_id}")
    aside.mkdir(parents=True, exist_ok=True)
    export = write_export(frozen, aside / EXPORT)
    digest = model_digest(export)
    target = folder(shop.settings, digest)
    target.mkdir(exist_ok=True)
    if not (target / EXPORT).exists():
        (aside / EXPORT).rename(target / EXPORT)
    shutil.rmtree(aside)
    with transaction(shop.engine) as session:
        register(session, shop.settings, digest, export, held.job_id)
    held.change(digest=digest, baseline=baseline)
    held.say(f"release {digest[:12]}, compared with {baseline[:12] or 'nothing'}")
    return None


def run_train(held: Held) -> str | None:
    """Train, unless the model is there from an earlier run."""
    target = folder(held.shop.settings, held.row().digest)
    if (target / MODEL).exists():
        held.say("the model is there already")
    else:
        held.shop.trainer.train(target / EXPORT, target / MODEL)
    return None


def run_measure(held: Held) -> str | None:
    """Measure the new model and the served one, and lay them side by side."""
    row = held.row()
    new = _measured(held, row.digest)
    old = _measured(held, row.baseline) if row.baseline else None
    assert new is not None
    target = folder(held.shop.settings, row.digest)
    write_json(target / DIFFERENCES, {"baseline": row.baseline, **side_by_side(old, new)})
    with transaction(held.shop.engine) as session:
        release = find(session, row.digest)
        assert release is not None
        release.metrics = {"figures": new["figures"], "types": new["types"]}
    return None


def _measured(held: Held, digest: str) -> Measurement | None:
    """Return the measurement of a release, from disk where it was made on the same texts."""
    target = folder(held.shop.settings, digest)
    found = read_json(target / METRICS)
    if found and found["set"] == held.shop.measurer.measured_on():
        return dict(found)
    if not (target / MODEL).exists():
        return None
    held.say(f"measuring {digest[:12]}")
    found = held.shop.measurer.measure(target / MODEL)
    write_json(target / METRICS, found)
    return found


def run_gate(held: Held) -> str | None:
    """Let the model pass, or refuse it until a publisher overrides with a reason."""
    row = held.row()
    new = read_json(folder(held.shop.settings, row.digest) / METRICS)
    old = read_json(folder(held.shop.settings, row.baseline) / METRICS) if row.baseline else None
    reasons = judge(new, old, held.shop.limits)
    held.change(gate={"passed": not reasons, "reasons": [asdict(reason) for reason in reasons]})
    for reason in reasons:
        held.say(f"refused: {reason.what} {reason.before} → {reason.after:.3f}")
    return "refused" if reasons else None


def run_swap(held: Held) -> str | None:
    """Put the model into each replica, then publish the drafts; all of it or nothing.

    The model first: a reply to a signal that the words do not know yet asks openly for
    two seconds, whereas words without their model would stay wrong if the swap failed.
    """
    row, shop = held.row(), held.shop
    with only_one_swap(shop.settings):
        with transaction(shop.engine) as session:
            release = find(session, row.digest)
            name = (release.export_digest if release else "")[:12]
            _must_still_fit(session, row)
        old = folder(shop.settings, row.baseline) / MODEL if row.baseline else None
        new = folder(shop.settings, row.digest) / MODEL
        put_everywhere(shop.served, new, name, old, shop.limits.slowest, held.say)
        try:
            _publish(held, row)
        except Exception:
            for url in shop.served.urls() if old else ():
                shop.served.put(url, old)  # type: ignore[arg-type]
            raise
        place(shop.settings, row.digest, row.digest)
    gone = prune(shop.engine, shop.settings, {row.digest, row.baseline})
    held.say(f"live; {len(gone)} old releases deleted")
    return None


def _must_still_fit(session: Session, row: PublishJob) -> None:
    """Refuse before any replica is touched what could not be written afterwards."""
    if not row.approved_by:
        raise RuntimeError("nobody approved this release")
    for draft in drafts_of(session, row.drafts):
        if draft.state != "published" and published_now(session, draft)[0] != draft.base:
            raise RuntimeError(
                f"{draft.kind}/{draft.item_id} was published by somebody else meanwhile: rebase draft {draft.id}"
            )


def _publish(held: Held, row: PublishJob) -> None:
    """Write the drafts and make the release the live one, in one transaction."""
    shop, now = held.shop, utc_now()
    with transaction(shop.engine) as session:
        raise_version(session)
        for draft_id in row.drafts:
            draft = session.get_one(Draft, draft_id)
            if draft.state != "published":
                write_draft(session, draft, row.approved_by, now)
        session.flush()
        make_live(session, row.digest, row.approved_by)
        write_json(folder(shop.settings, row.digest) / SNAPSHOT, snapshot(session))
        detail = {"job": held.job_id, "drafts": row.drafts, "override": row.override_reason}
        shop.record(session, Operator(row.approved_by, "publisher"), "release.live", row.digest[:12], detail)


def run_watch(held: Held) -> str | None:
    """Ask each replica known messages for a while; what is unwell is told, and going back offered."""
    shop, row = held.shop, held.row()
    with transaction(shop.engine) as session:
        release = find(session, row.digest)
        name = (release.export_digest if release else "")[:12]
    asked = failed = 0
    ends = time.monotonic() + shop.limits.watch_seconds
    while True:
        for url in shop.served.urls():
            asked += 1
            try:
                must_be_well(shop.served, url, name, shop.limits.slowest)
            except ReplicaFailed as error:
                failed += 1
                held.say(str(error))
        if time.monotonic() >= ends:
            break
        time.sleep(shop.limits.watch_every)
    held.change(gate={**row.gate, "watch": {"asked": asked, "failed": failed, "advise_rollback": failed > 0}})
    held.say(f"watched: {failed} of {asked} answers failed")
    return None


STEPS: dict[str, Step] = {
    "export": run_export,
    "train": run_train,
    "measure": run_measure,
    "gate": run_gate,
    "swap": run_swap,
    "watch": run_watch,
}
