"""Items laid out as forms and read back: nothing is lost, empty rows go, messages find their fields."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from bot.console.content import nodes as kinds
from bot.console.content.boxes import Section, all_paths, sections, walk
from bot.console.content.ids import new_id, with_ids
from bot.console.content.nodes import Names
from bot.console.content.placing import placed, typed_path
from bot.console.content.plain import labels, plain
from bot.console.content.reading import clean, read
from bot.console.content.shapes import SHAPES
from bot.console.content.weights import LEVELS, options, weight_of, word_of
from bot.publish.fields import FieldProblem
from db.files import CONTENT

LISTS = {"answer": "answers", "wording": "wordings", "group": "groups", "signal": "signals", "hotline": "hotlines"}


def items(kind: str) -> list[dict[str, Any]]:
    """Return the real content of a kind."""
    if kind == "script":
        return [yaml.safe_load(path.read_text("utf-8")) for path in sorted((CONTENT / "scams").glob("*.yml"))]
    found: list[dict[str, Any]] = yaml.safe_load((CONTENT / f"{LISTS[kind]}.yml").read_text("utf-8"))[LISTS[kind]]
    return found


@pytest.fixture(scope="module")
def names() -> Names:
    """Return the real names."""
    return Names(
        {one["id"]: one["name"] for one in items("signal")}, {one["id"]: one["name"] for one in items("group")}
    )


def filled(form: list[Section]) -> dict[str, str]:
    """Return what a browser sends of a form."""
    found: dict[str, str] = {}
    for box in walk(box for part in form for box in part.boxes):
        if box.kind == kinds.FLAG:
            found |= {box.path: "1"} if box.is_set else {}
        elif box.kind != kinds.FIXED and not box.parts:
            found[box.path] = box.value
    return found


def as_text(value: Any) -> Any:
    """Return a YAML date as the text that the loader makes of it."""
    if isinstance(value, dict):
        return {key: as_text(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_text(one) for one in value]
    return str(value) if isinstance(value, date) else value


@pytest.mark.parametrize("kind", SHAPES)
def test_every_item_there_is_comes_back_from_its_form_as_it_was(kind: str, names: Names) -> None:
    for item in map(as_text, items(kind)):
        done = read(filled(sections(SHAPES[kind], item, names)), SHAPES[kind], item, names)
        assert done.item == item
        assert done.places == {}


SCRIPT: dict[str, Any] = {
    "id": "x",
    "name": "名字",
    "red_flags": ["一", "二", "三"],
    "signals": {"asks_code": 0.35},
    "variants": [{"id": "old", "name": "老花样", "note": "只有机器认得"}],
    "strange": {"kept": True},
}
NAMES = Names({"asks_code": "要验证码", "asks_alone": "要他一个人"}, {"elderly": "老年人"})


def typed(**changed: str) -> dict[str, str]:
    """Return the form of the script above with other words in it."""
    return filled(sections(SHAPES["script"], SCRIPT, NAMES)) | changed


def test_an_emptied_row_goes_and_the_next_moves_up() -> None:
    done = read(typed(**{"red_flags.1": "  "}), SHAPES["script"], SCRIPT, NAMES)
    assert done.item["red_flags"] == ["一", "三"]
    assert done.places == {"red_flags.1": "red_flags.2"}
    found = placed(
        [FieldProblem("red_flags.1", "太短")], all_paths(sections(SHAPES["script"], SCRIPT, NAMES)), done.places
    )
    assert found == {"red_flags.2": ["太短"]}


def test_an_entry_is_dropped_by_its_box_and_keeps_what_no_field_shows() -> None:
    kept = read(typed(**{"variants.1.name": "新花样"}), SHAPES["script"], SCRIPT, NAMES).item["variants"]
    assert [one.get("id") for one in kept] == ["old", None]
    assert kept[0]["note"] == "只有机器认得"
    gone = read(typed(**{"variants.0.drop": "1"}), SHAPES["script"], SCRIPT, NAMES)
    assert gone.item["variants"] == []
    assert gone.item["strange"] == {"kept": True}


@pytest.mark.parametrize("value", ["", "2", "-1", "nan", "abc", "1e999"])
def test_a_weight_that_no_choice_offers_is_none(value: str) -> None:
    done = read(typed(**{"signals.asks_code": value}), SHAPES["script"], SCRIPT, NAMES)
    assert done.item["signals"] == {}


def test_weights_are_plain_choices_and_a_finer_one_stays() -> None:
    assert ("0.35", "偶尔") in options(0.35)
    assert len(options(0.35)) == len(LEVELS) + 1
    assert (word_of(0.97), word_of(0.08)) == ("几乎回回有", "少见")
    assert weight_of("0.35") == 0.35


def test_fields_that_no_form_has_change_nothing() -> None:
    form = {**typed(), "red_flags.9999": "x", "red_flags.-1": "x", "signals.nonsense": "0.5", "id": "y", "groups": "x"}
    done = read(form, SHAPES["script"], SCRIPT, NAMES)
    assert done.item["red_flags"] == ["一", "二", "三"]
    assert done.item["signals"] == {"asks_code": 0.35}
    assert done.item["groups"] == {}


def test_line_ends_of_every_system_are_one() -> None:
    assert clean({"a": "x\r\ny\rz\x00", "b": object()}) == {"a": "x\ny\nz"}


def test_a_message_without_a_field_of_its_own_goes_to_the_nearest_above() -> None:
    found = placed(
        [FieldProblem("aliases.3", "一样"), FieldProblem("nowhere.1", "乱"), FieldProblem("", "整份")],
        {"aliases", "name"},
    )
    assert found == {"aliases": ["一样"], "": ["乱", "整份"]}
    assert typed_path("a.0.b.1", {"a.0": "a.2", "a.0.b.1": "a.2.b.5"}) == "a.2.b.5"


@pytest.mark.parametrize(
    ("field", "message", "said"),
    [
        (
            "stages.1.says.0",
            "stages 第 2 条 says 第 1 条「加我」有 70 个字，最多 60 个。",
            "「加我」有 70 个字，最多 60 个。",
        ),
        ("", "缺少 if_paid、verify，补上。", "缺少钱已经转出去了、自己去哪里查，补上。"),
        ("signals", "signals 里的 asks_code 在 signals.yml 里没有。", "要验证码在特征里没有。"),
        ("summary", "summary 「」只有 0 个字，至少 2 个。写完整。", "还没写。"),
        ("", "db/content/scams/loan_fake.yml：name 一样", "脚本“虚假网络贷款”：名字一样"),
        ("summary", "summary「他说 asks_code」不行", "「他说 asks_code」不行"),
    ],
)
def test_messages_are_said_for_somebody_who_sees_a_form(field: str, message: str, said: str) -> None:
    words = labels("script", Names(NAMES.signals, NAMES.groups, {"loan_fake": "虚假网络贷款"}))
    assert plain(FieldProblem(field, message), {"id": "x"}, words) == FieldProblem(field, said)


def test_new_variants_get_an_id_that_is_free() -> None:
    today = date(2026, 11, 26)
    assert new_id("v", today, {"v20261126"}) == "v20261126_2"
    item = with_ids({"variants": [{"id": "v20261126"}, {"name": "甲"}, {"name": "乙"}]}, today)
    assert [one["id"] for one in item["variants"]] == ["v20261126", "v20261126_2", "v20261126_3"]
