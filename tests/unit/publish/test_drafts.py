"""Drafts: who may do what, two people on one script, and words that go live on approval."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from bot.publish.drafts import Drafts
from bot.publish.rules import NotAllowed, Operator
from bot.publish.stored import ContentSource
from bot.publish.views import HasProblems, SaveConflict
from db import revisions
from db.example_changes import ExampleChanges, ExampleText
from db.files import CONTENT, read_content
from db.knowledge import KnowledgeSource, current_version
from db.loader import load_rows
from db.models import Hotline, Script
from db.publish_tables import PublishJob
from db.session import make_engine, transaction

NONE = ExampleChanges()
ANN, BOB = Operator("ann", "editor"), Operator("bob", "publisher")
TYPE = "brushing_task"


@pytest.fixture
def audit() -> list[tuple[str, str, str]]:
    """Return what was recorded."""
    return []


@pytest.fixture
def drafts(database: Engine, audit: list[tuple[str, str, str]]) -> Drafts:
    """Return the real thing with a list for an audit log."""

    def record(session: Any, actor: Any, action: str, target: str, detail: dict[str, Any]) -> None:
        audit.append((actor.name, action, target))

    return Drafts(database, ContentSource(database), record)


def changed(item: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Return a deep copy with other fields."""
    return {**copy.deepcopy(item), **fields}


def submitted(drafts: Drafts, **fields: Any) -> Any:
    """Return a submitted draft of one script by Ann."""
    draft = drafts.open("script", TYPE, ANN, why="新说法")
    assert draft.data is not None
    saved = drafts.save(draft.id, draft.version, ANN, changed(draft.data, **fields), NONE, "新说法")
    return drafts.submit(draft.id, saved.draft.version, ANN)


def test_words_go_live_when_a_second_person_approves(drafts: Drafts, database: Engine, audit: list[Any]) -> None:
    clock = [0.0]
    processes = [KnowledgeSource(make_engine(str(database.url)), clock=lambda: clock[0]) for _ in range(2)]
    before = [process.current().scripts[TYPE].summary for process in processes]
    draft = submitted(drafts, summary="点赞领几块红包，后来叫你充钱做单")
    assert draft.way == "words"
    done = drafts.approve(draft.id, draft.version, BOB, "看过了")
    clock[0] = 2.1
    after = [process.current().scripts[TYPE].summary for process in processes]
    assert after == ["点赞领几块红包，后来叫你充钱做单"] * 2 != before
    assert done.state == "published"
    assert audit[-1] == ("bob", "draft.publish", f"script/{TYPE}")
    with transaction(database) as session:
        first, second = reversed(revisions.history(session, "script", TYPE))
        assert (first.number, first.written_by, first.data["summary"]) == (1, "loader", before[0])
        assert (second.number, second.written_by, second.approved_by, second.why) == (2, "ann", "bob", "新说法")
        assert second.data == done.data


def test_the_loader_leaves_what_was_published(drafts: Drafts, database: Engine, tmp_path: Path) -> None:
    draft = submitted(drafts, summary="点赞领几块红包，后来叫你充钱做单")
    drafts.approve(draft.id, draft.version, BOB)
    with transaction(database) as session:
        report = load_rows(session, list(read_content(CONTENT, tmp_path / "none")))
    assert report.kept == [f"scripts/{TYPE}"]


def test_nobody_approves_what_he_wrote(drafts: Drafts) -> None:
    """Attack: a publisher saves a colleague's draft once, then approves it as if it were the colleague's alone."""
    both = Operator("cat", "publisher")
    draft = submitted(drafts, summary="点赞领几块红包，后来叫你充钱做单")
    back = drafts.give_back(draft.id, draft.version, BOB, "再短一点")
    saved = drafts.save(back.id, back.version, both, back.data, NONE, "新说法").draft
    again = drafts.submit(saved.id, saved.version, ANN)
    assert again.authors == ("ann", "cat")
    with pytest.raises(NotAllowed, match="自己写的"):
        drafts.approve(again.id, again.version, both)
    assert drafts.approve(again.id, again.version, BOB).state == "published"


def test_two_who_save_at_once_lose_nothing(drafts: Drafts) -> None:
    draft = drafts.open("script", TYPE, ANN, why="新说法")
    assert draft.data is not None
    hers, his = changed(draft.data, summary="她写的一句"), changed(draft.data, summary="他写的一句")
    drafts.save(draft.id, draft.version, ANN, hers, NONE, "a")
    with pytest.raises(SaveConflict) as caught:
        drafts.save(draft.id, draft.version, BOB, his, NONE, "b")
    assert caught.value.theirs.data == hers
    assert caught.value.mine == his
    (difference,) = caught.value.differences
    assert (difference.field, difference.before, difference.after) == ("summary", "她写的一句", "他写的一句")
    assert drafts.save(draft.id, caught.value.theirs.version, BOB, his, NONE, "b").draft.data == his


def test_two_drafts_of_one_script_are_brought_together(drafts: Drafts) -> None:
    one = submitted(drafts, summary="点赞领几块红包，后来叫你充钱做单")
    two = drafts.open("script", TYPE, ANN, why="别的")
    assert two.data is not None
    slogans = ["点赞领的红包，是钓你的饵", *two.data["slogans"][1:]]
    two = drafts.save(
        two.id, two.version, ANN, changed(two.data, slogans=slogans, summary="我也改了"), NONE, "别的"
    ).draft
    drafts.approve(one.id, one.version, BOB)
    assert drafts.get(two.id).outdated
    with pytest.raises(NotAllowed, match="更新到最新版本"):
        drafts.submit(two.id, two.version, ANN)
    rebased = drafts.rebase(two.id, two.version, ANN)
    assert rebased.draft.data is not None
    assert not rebased.draft.outdated
    assert rebased.draft.data["slogans"] == slogans
    (conflict,) = rebased.conflicts
    assert (conflict.field, conflict.mine, conflict.theirs) == (
        "summary",
        "我也改了",
        "点赞领几块红包，后来叫你充钱做单",
    )


def test_a_draft_may_be_saved_with_problems_but_not_submitted(drafts: Drafts) -> None:
    draft = drafts.open("script", TYPE, ANN, why="x")
    assert draft.data is not None
    bad = changed(draft.data, if_paid=["打13800138000", *draft.data["if_paid"][1:]])
    saved = drafts.save(draft.id, draft.version, ANN, bad, NONE, "x")
    assert {problem.field for problem in saved.problems} == {"if_paid.0"}
    with pytest.raises(HasProblems):
        drafts.submit(draft.id, saved.draft.version, ANN)


def test_only_an_admin_brings_in_a_number(drafts: Drafts, database: Engine) -> None:
    item = {"id": "12389", "name": "公安举报", "hours": "全天", "use": "举报公安民警违纪", "for": ["police_complaint"],
            "source": "公安部", "reviewed": "2026-11-25"}  # fmt: skip
    with pytest.raises(NotAllowed, match="管理员"):
        drafts.open("hotline", "12389", BOB, "新号", item)
    admin = Operator("root", "admin")
    draft = drafts.open("hotline", "12389", admin, "新号", item)
    draft = drafts.submit(draft.id, draft.version, admin)
    drafts.approve(draft.id, draft.version, BOB)
    with transaction(database) as session:
        assert session.get_one(Hotline, "12389").name == "公安举报"


def test_nothing_is_published_when_writing_fails(database: Engine) -> None:
    def broken(session: Any, actor: Any, action: str, target: str, detail: dict[str, Any]) -> None:
        if action == "draft.publish":
            raise RuntimeError("no audit, no change")

    drafts = Drafts(database, ContentSource(database), broken)
    draft = submitted(drafts, summary="点赞领几块红包，后来叫你充钱做单")
    with transaction(database) as session:
        version, summary = current_version(session), session.get_one(Script, TYPE).summary
    with pytest.raises(RuntimeError):
        drafts.approve(draft.id, draft.version, BOB)
    with transaction(database) as session:
        assert (current_version(session), session.get_one(Script, TYPE).summary) == (version, summary)
    assert drafts.get(draft.id).state == "submitted"


def test_a_change_of_the_model_is_not_published_as_words(drafts: Drafts, database: Engine) -> None:
    draft = drafts.open("script", TYPE, ANN, why="x")
    assert draft.data is not None
    signals = {**draft.data["signals"], "cannot_withdraw": 0.8}
    saved = drafts.save(draft.id, draft.version, ANN, changed(draft.data, signals=signals), NONE, "x").draft
    assert saved.way == "model"
    sent = drafts.submit(saved.id, saved.version, ANN)
    with pytest.raises(NotAllowed, match="重新训练"):
        drafts.approve(sent.id, sent.version, BOB)


def test_what_a_job_is_about_to_publish_is_left_alone(drafts: Drafts, database: Engine) -> None:
    one = submitted(drafts, summary="点赞领几块红包，后来叫你充钱做单")
    two = drafts.open("script", TYPE, ANN, why="x")
    with transaction(database) as session:
        session.add(PublishJob(started_by="bob", drafts=[two.id]))
    with pytest.raises(NotAllowed, match="正在训练"):
        drafts.approve(one.id, one.version, BOB)


def test_new_examples_are_looked_at_one_by_one(drafts: Drafts) -> None:
    text = "有人让我给短视频点赞，先发了两块红包，后面要我充三百做福利单"
    add = (
        ExampleText(text, f"scam/{TYPE}"),
        ExampleText(text + "呀", "ordinary"),
        ExampleText("/restart", f"scam/{TYPE}"),
        ExampleText("他的号是13800138000，叫我转账", f"scam/{TYPE}"),
        ExampleText("随便一句话，没有这个类型的", "scam/nothing"),
        ExampleText("新花样里的一句话说的是别的事情", f"scam/{TYPE}", variant="nosuch"),
    )
    found = {problem.field for problem in drafts.problems("examples", None, ExampleChanges(add=add))}
    assert found == {"add.1", "add.2", "add.3", "add.4", "add.5"}


def test_what_is_measured_with_may_not_be_trained_on(drafts: Drafts) -> None:
    from bot.check.measured import read_regression

    text = str(read_regression(CONTENT.parent.parent)[TYPE][0]["text"])
    changes = ExampleChanges(add=(ExampleText(text, f"scam/{TYPE}"),))
    (problem,) = drafts.problems("examples", None, changes)
    assert "检验用的句子" in problem.message


def test_a_draft_that_is_gone_or_changes_its_id(drafts: Drafts, database: Engine) -> None:
    draft = drafts.open("script", TYPE, ANN, why="x")
    assert draft.data is not None
    with pytest.raises(NotAllowed, match="id"):
        drafts.save(draft.id, draft.version, ANN, changed(draft.data, id="other"), NONE, "x")
    with pytest.raises(LookupError):
        drafts.get(999)
    with pytest.raises(LookupError):
        drafts.open("wording", "no_such", ANN, "x", {"id": "no_such", "text": "x"})
    with transaction(database) as session:
        assert session.scalars(select(Script.id).where(Script.id == "other")).first() is None
