"""Drafts and releases as lines of a list."""

from __future__ import annotations

import pytest

from bot.console.naming import intent_name, item_name, label_groups
from bot.console.pages.publish.shown import counted, release_names
from bot.publish.views import ReleaseView
from db.example_changes import ExampleChanges, ExampleText, Move
from db.knowledge import Knowledge
from db.models import utc_now


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (ExampleChanges(), ""),
        (ExampleChanges(add=(ExampleText("甲", "thanks"), ExampleText("乙", "thanks"))), "加 2 句"),
        (
            ExampleChanges(move=(Move("1", "thanks"), Move("2", "thanks", stage="paid")), retire=("3",)),
            "移 1 句，改 1 句的阶段，退 1 句",
        ),
    ],
)
def test_changes_are_counted_in_words(changes: ExampleChanges, told: str) -> None:
    assert counted(changes) == told


def test_releases_are_numbered_from_the_first_on() -> None:
    newest_first = [ReleaseView(name, "former", 1, {}, utc_now(), None, "", None) for name in ("c", "b", "a")]
    assert release_names(newest_first) == {"a": "第 1 版", "b": "第 2 版", "c": "第 3 版"}


def test_everything_has_a_name_in_chinese(knowledge: Knowledge) -> None:
    labels = [
        "ordinary",
        "follow_up/again",
        "ask_knowledge/credit_repair_real",
        "something_wrong",
        "scam/brushing_task",
    ]
    groups = label_groups(labels, knowledge)
    names = {key: name for _, listed in groups for key, name in listed}
    assert len([key for key in names if key.startswith("scam/")]) == len(knowledge.scripts) == 64
    assert names["follow_up/again"] == "接着问：他又来了"
    assert names["ask_knowledge/credit_repair_real"].startswith("问知识：")
    assert not any(part.isascii() and part.isalpha() for name in names.values() for part in name.split("：")[-1:])
    assert intent_name("scam/brushing_task", knowledge) == knowledge.scripts["brushing_task"].name
    assert item_name("signal", "order_brushing", knowledge) == knowledge.signals["order_brushing"].name
