"""A job from draft to live release, and killed at every point: run again, it ends right."""

from __future__ import annotations

import json
import multiprocessing
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.publish.drafts import Drafts
from bot.publish.export import export_digest, read_frozen
from bot.publish.gate import read_limits
from bot.publish.job import FAILED, TAKEN, Held, run_job
from bot.publish.jobs import Jobs
from bot.publish.releases import MODEL, SNAPSHOT, folder, live, read_json, served_digest, wanted_digest
from bot.publish.replicas import ReplicaFailed
from bot.publish.rules import NotAllowed, Operator
from bot.publish.steps import STEPS
from bot.publish.stored import ContentSource
from bot.publish.workshop import Workshop
from bot.settings import Settings
from db import publish_jobs as rows
from db import revisions
from db.example_changes import ExampleChanges, ExampleText, Move
from db.files import CONTENT, read_content
from db.knowledge import current_version
from db.loader import load_rows
from db.models import Base, Example, Script, utc_now
from db.publish_tables import PublishJob
from db.session import make_engine, transaction
from tests.fakes.workshop import FakeMeasurer, FakeReplicas, FakeTrainer, Point, die_at, nowhere

ANN, BOB, CAT = Operator("ann", "publisher"), Operator("bob", "publisher"), Operator("cat", "publisher")
TYPE = "brushing_task"
NEW = "有人让我给短视频点赞，先发了两块红包，后面要我充三百做福利单"
LIMITS = replace(read_limits(), watch_seconds=0.0)
POINTS = [f"{step}.{when}" for step in STEPS for when in ("begun", "done")]
POINTS += ["train.half", "measure.half", "swap.put.one", "swap.put.two"]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with all real content, a few examples and the first release."""
    path: Path = tmp_path_factory.mktemp("publish_job") / "assistant.db"
    engine = make_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    with transaction(engine) as session:
        load_rows(session, list(read_content(CONTENT, path.parent / "no_examples")))
        for number in range(3):
            text = ExampleText(f"原来就有的第{number}句", f"scam/{TYPE}")
            session.add(Example(id=text.id, text=text.text, intent=text.intent))
    engine.dispose()
    setting = Setting(path.parent)
    setting.first_release()
    setting.engine.dispose()
    return path.parent


@pytest.fixture(scope="module")
def begun(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, int]:
    """Return (folder, draft, job) of a job that waits to be run."""
    folder: Path = tmp_path_factory.mktemp("begun") / "copy"
    setting = Setting(Path(shutil.copytree(filled, folder)))
    draft = setting.draft()
    job = setting.jobs.start([draft], ANN).id
    setting.engine.dispose()
    return folder, draft, job


class Setting:
    """One desk with quick tools, its database and its disk."""

    def __init__(self, where: Path) -> None:
        """Open the desk on a folder that `first_release` or a copy of it filled."""
        self.settings = Settings(var_dir=str(where), model_dir=str(where / "models"))
        self.engine = make_engine(self.settings.database)
        self.replicas = FakeReplicas(where / "replicas")
        self.audit: list[tuple[str, str]] = []
        drafts = Drafts(self.engine, ContentSource(self.engine), self._record)
        self.jobs = Jobs(self.engine, self.settings, drafts, self._record, spawn=lambda settings, job: None)
        self.jobs.shop = self.shop()
        self.drafts = drafts
        self.first = served_digest(self.settings)

    def first_release(self) -> None:
        """Put a model in place that the knowledge asks for."""
        with transaction(self.engine) as session:
            self.first = wanted_digest(session)
            export = export_digest(read_frozen(session))
        self.settings.model.parent.mkdir()
        self.settings.model.write_text(export, encoding="utf-8")
        self.settings.model.with_suffix(".json").write_text(json.dumps({"digest": self.first}), encoding="utf-8")
        for url in self.replicas.names:
            self.replicas.put(url, self.settings.model)

    def _record(self, session: Any, actor: Any, action: str, target: str, detail: dict[str, Any]) -> None:
        self.audit.append((actor.name, action))

    def shop(self, at: Point = nowhere, wrong: frozenset[str] = frozenset(), **more: Any) -> Workshop:
        """Return quick tools on a connection of their own."""
        replicas = replace(self.replicas, at=at, **more)
        trainer, measurer = FakeTrainer(at), FakeMeasurer(wrong, at)
        engine = make_engine(self.settings.database)
        return Workshop(engine, self.settings, trainer, measurer, replicas, LIMITS, self._record)

    def draft(self) -> int:
        """Return a submitted draft by Ann: a signal weighed anew, and an example."""
        opened = self.drafts.open("script", TYPE, ANN, "新手法")
        assert opened.data is not None
        item = {**opened.data, "signals": {**opened.data["signals"], "cannot_withdraw": 0.81}}
        examples = ExampleChanges(add=(ExampleText(NEW, f"scam/{TYPE}"),))
        saved = self.drafts.save(opened.id, opened.version, ANN, item, examples, "新手法")
        assert saved.problems == []
        return self.drafts.submit(opened.id, saved.draft.version, ANN).id

    def run(self, job: int, at: Point = nowhere, **more: Any) -> int:
        """Run the job's process to its end and return its exit code; negative when it was killed."""

        def steps() -> dict[str, Callable[[Held], str | None]]:
            def marked(name: str) -> Callable[[Held], str | None]:
                def step(held: Held) -> str | None:
                    at(f"{name}.begun")
                    after = STEPS[name](held)
                    at(f"{name}.done")
                    return after

                return step

            return {name: marked(name) for name in STEPS}

        def work() -> None:
            raise SystemExit(run_job(self.shop(at, **more), job, steps(), every=0.05))

        self.engine.dispose()
        process = multiprocessing.get_context("fork").Process(target=work)
        process.start()
        process.join(60)
        assert process.exitcode is not None
        return process.exitcode

    def let_the_lease_run_out(self) -> None:
        """Let half a minute pass for the database."""
        with transaction(self.engine) as session:
            session.execute(update(PublishJob).values(lease_until=utc_now() - timedelta(seconds=1)))

    def must_be_published(self, job: int, draft: int) -> None:
        """Look at everything that a finished job leaves."""
        view = self.jobs.get(job)
        assert (view.state, view.percent, view.error) == ("done", 100, "")
        with transaction(self.engine) as session:
            row = live(session)
            assert row is not None
            assert row.model_digest == view.digest == wanted_digest(session) == served_digest(self.settings)
            assert [self.replicas.has(url) for url in self.replicas.names] == [row.export_digest] * 2
            assert session.get_one(Example, ExampleText(NEW, "").id).retired is False
            (newest, _old) = revisions.history(session, "script", TYPE)
            assert (newest.number, newest.approved_by) == (2, "bob")
            assert {link.weight for link in session.get_one(Script, TYPE).signals} >= {0.81}
        assert self.settings.model.read_text(encoding="utf-8") == row.export_digest
        assert self.drafts.get(draft).state == "published"
        assert self.jobs.active() is None


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Iterator[Setting]:
    """Return a desk of one's own."""
    setting = Setting(Path(shutil.copytree(filled, tmp_path / "copy")))
    yield setting
    setting.engine.dispose()


def test_from_draft_to_live_release_and_back(desk: Setting) -> None:
    draft = desk.draft()
    job = desk.jobs.start([draft], ANN)
    assert desk.run(job.id) == 0
    waiting = desk.jobs.get(job.id)
    assert (waiting.state, waiting.step, waiting.gate["passed"]) == ("waiting", "approve", True)
    assert desk.jobs.differences(waiting.digest)["baseline"] == desk.first
    with pytest.raises(NotAllowed, match="自己写的"):
        desk.jobs.approve(job.id, ANN)
    assert desk.replicas.has("one") == desk.settings.model.read_text(encoding="utf-8")  # nothing is served yet
    desk.jobs.approve(job.id, BOB)
    assert desk.run(job.id) == 0
    desk.must_be_published(job.id, draft)

    done = desk.jobs.rollback(desk.first[:10], CAT, "误报多了", with_content=True)
    assert (done.items, done.examples) == ((("script", TYPE),), 1)
    with transaction(desk.engine) as session:
        assert wanted_digest(session) == desk.first == served_digest(desk.settings)
        assert session.get_one(Example, ExampleText(NEW, "").id).retired is True
        assert revisions.history(session, "script", TYPE)[0].number == 3
    assert [entry for entry in desk.audit if entry[1].startswith("release.")] == [
        ("ann", "release.start"), ("bob", "release.approve"), ("cat", "release.rollback"),
    ]  # fmt: skip


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_any_point_and_run_again(point: str, begun: tuple[Path, int, int], tmp_path: Path) -> None:
    """Attack: the machine loses power, or somebody ends the process, at the worst moment."""
    filled, draft, job = begun
    desk = Setting(Path(shutil.copytree(filled, tmp_path / "copy")))
    killed = 0
    for _ in range(4):
        if desk.jobs.get(job).state == "waiting":
            desk.jobs.approve(job, BOB)
        if desk.jobs.get(job).state == "done":
            break
        code = desk.run(job, die_at(point) if not killed else nowhere)
        if code < 0:
            killed += 1
            assert desk.run(job) == TAKEN  # the lease still holds: nobody runs it twice
            desk.let_the_lease_run_out()
        else:
            assert code == 0
    assert killed == 1
    desk.must_be_published(job, draft)
    desk.engine.dispose()


def test_only_one_job_at_a_time(desk: Setting) -> None:
    job = desk.jobs.start([desk.draft()], ANN)
    with pytest.raises(NotAllowed, match="没有结束"):
        desk.jobs.start([], BOB)
    desk.jobs.cancel(job.id, BOB, "写错了")
    assert desk.drafts.get(job.drafts[0]).state == "submitted"
    assert desk.run(job.id) == TAKEN
    assert desk.jobs.start([], BOB).state == "queued"


def test_a_job_cancelled_under_way_ends_its_process(desk: Setting) -> None:
    job = desk.jobs.start([desk.draft()], ANN).id

    def cancel(point: str) -> None:
        if point == "train.half":
            desk.jobs.cancel(job, BOB)

    assert desk.run(job, cancel) == TAKEN
    assert desk.jobs.get(job).state == "cancelled"
    with transaction(desk.engine) as session:
        assert live(session) is not None
        assert served_digest(desk.settings) == desk.first


def test_the_gate_refuses_and_an_override_needs_a_reason(desk: Setting) -> None:
    FakeMeasurer().measure(desk.settings.model)
    job = desk.jobs.start([desk.draft()], ANN).id
    first = folder(desk.settings, desk.first)
    assert desk.run(job, wrong=frozenset()) == 0
    assert desk.jobs.get(job).state == "waiting"
    desk.jobs.cancel(job, ANN)
    (folder(desk.settings, desk.jobs.get(job).digest) / "metrics.json").unlink()
    again = desk.jobs.start(list(desk.jobs.get(job).drafts), ANN).id
    assert desk.run(again, wrong=frozenset({TYPE})) == 0
    view = desk.jobs.get(again)
    assert (view.state, view.gate["passed"]) == ("refused", False)
    assert TYPE in {reason["what"] for reason in view.gate["reasons"]}
    (lost,) = desk.jobs.differences(view.digest)["types"]
    assert (lost["type"], len(lost["worse"]), lost["better"]) == (TYPE, 10, [])
    with pytest.raises(NotAllowed, match="不在等批准"):
        desk.jobs.approve(again, BOB)
    with pytest.raises(NotAllowed, match="理由"):
        desk.jobs.override(again, BOB, "  ")
    with pytest.raises(NotAllowed, match="发布人"):
        desk.jobs.override(again, Operator("eve", "editor"), "我说了算")
    desk.jobs.override(again, BOB, "检验的句子过时了")
    desk.jobs.approve(again, BOB)
    assert desk.run(again) == 0
    assert desk.jobs.get(again).override_reason == "检验的句子过时了"
    assert (first / MODEL).exists()


def test_one_replica_that_fails_takes_all_back(desk: Setting) -> None:
    draft = desk.draft()
    job = desk.jobs.start([draft], ANN).id
    desk.run(job)
    desk.jobs.approve(job, BOB)
    with transaction(desk.engine) as session:
        version = current_version(session)
    before = desk.replicas.has("one")
    assert desk.run(job, broken=frozenset({"two"})) == FAILED
    view = desk.jobs.get(job)
    assert view.state == "failed"
    assert "two: no answer" in view.error
    assert [desk.replicas.has(url) for url in desk.replicas.names] == [before] * 2
    assert served_digest(desk.settings) == desk.first
    with transaction(desk.engine) as session:
        assert current_version(session) == version
        assert session.get(Example, ExampleText(NEW, "").id) is None
    assert desk.drafts.get(draft).state == "submitted"


def test_a_rollback_that_fails_changes_nothing(desk: Setting) -> None:
    job = desk.jobs.start([desk.draft()], ANN).id
    desk.run(job)
    desk.jobs.approve(job, BOB)
    desk.run(job)
    served = served_digest(desk.settings)
    desk.jobs.shop = desk.shop(slow=5.0)
    with pytest.raises(ReplicaFailed, match=r"5\.0 s"):
        desk.jobs.rollback(desk.first, CAT, "试试")
    assert served_digest(desk.settings) == served
    assert desk.replicas.has("one") == desk.settings.model.read_text(encoding="utf-8")


def test_a_rollback_of_the_model_alone_does_not_train_again(desk: Setting) -> None:
    job = desk.jobs.start([desk.draft()], ANN).id
    desk.run(job)
    desk.jobs.approve(job, BOB)
    desk.run(job)
    desk.jobs.rollback(desk.first, CAT, "误报多了")
    assert served_digest(desk.settings) == desk.first
    stamp = json.loads(desk.settings.model.with_suffix(".json").read_text(encoding="utf-8"))
    with transaction(desk.engine) as session:
        assert stamp["digest"] == wanted_digest(session) != desk.first
        assert session.get_one(Example, ExampleText(NEW, "").id).retired is False


def test_words_published_during_a_job_do_not_get_lost(desk: Setting) -> None:
    """A colleague's change of another script goes live meanwhile; the swap leaves it alone."""
    job = desk.jobs.start([desk.draft()], ANN).id
    desk.run(job)
    other = desk.drafts.open("script", "invest_platform", ANN, "说短一点")
    assert other.data is not None
    item = {**other.data, "summary": "老师带你炒，账面赚了提不出来"}
    other = desk.drafts.save(other.id, other.version, ANN, item, ExampleChanges(), "说短一点").draft
    desk.drafts.approve(other.id, desk.drafts.submit(other.id, other.version, ANN).version, BOB)
    desk.jobs.approve(job, BOB)
    assert desk.run(job) == 0
    with transaction(desk.engine) as session:
        assert session.get_one(Script, "invest_platform").summary == "老师带你炒，账面赚了提不出来"
        assert live(session) is not None
    assert served_digest(desk.settings) == desk.jobs.get(job).digest


def test_old_files_are_deleted_but_never_the_live_ones(desk: Setting) -> None:
    from bot.publish.releases import adopt, make_live, prune, register

    adopt(desk.engine, desk.settings)
    with transaction(desk.engine) as session:
        for number in range(5):
            digest = f"{number}" * 64
            folder(desk.settings, digest).mkdir(parents=True)
            register(session, desk.settings, digest, "", None)
        make_live(session, desk.first, "x")
    gone = prune(desk.engine, desk.settings, {"0" * 64}, keep=2)
    assert sorted(digest[0] for digest in gone) == ["1", "2"]
    assert (folder(desk.settings, desk.first) / MODEL).exists()
    assert folder(desk.settings, "0" * 64).exists()


def test_the_snapshot_holds_items_and_examples(desk: Setting) -> None:
    from bot.publish.releases import adopt

    digest = adopt(desk.engine, desk.settings)
    kept = read_json(folder(desk.settings, digest) / SNAPSHOT)
    assert len(kept["items"]["script"]) == 64
    assert len(kept["examples"]) == 3


def test_the_lease_is_held_by_one(desk: Setting) -> None:
    with transaction(desk.engine) as session:
        session.add(PublishJob(id=1, started_by="x"))
    now = utc_now()
    with transaction(desk.engine) as session:
        assert rows.claim(session, 1, "a", now)
        assert not rows.claim(session, 1, "b", now)
        assert rows.hold(session, 1, "a", now)
        assert rows.claim(session, 1, "b", now + rows.LEASE + timedelta(seconds=1))
        assert not rows.hold(session, 1, "a", now)


def test_examples_that_moved_go_back() -> None:
    from bot.publish.rollback import back_to

    one, two, three = (ExampleText(text, "ordinary") for text in ("一句", "两句", "三句"))
    then = [vars(one) | {}, vars(two) | {}]
    now = [ExampleText("一句", "thanks"), three]
    assert back_to(then, now) == ExampleChanges((two,), (Move(one.id, "ordinary"),), (three.id,))
