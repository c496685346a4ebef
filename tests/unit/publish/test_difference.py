"""Two versions side by side, and three brought together."""

from __future__ import annotations

from typing import Any

import pytest

from bot.publish.difference import Conflict, FieldDifference, differences, rebase

BASE: dict[str, Any] = {
    "id": "t",
    "summary": "一句",
    "do_now": ["停", "挂"],
    "groups": {"elderly": {"warning": "别去"}},
    "variants": [{"id": "v1", "name": "甲"}, {"id": "v2", "name": "乙"}],
}


def with_(**fields: Any) -> dict[str, Any]:
    return {**BASE, **fields}


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (BASE, []),
        (with_(summary="两句"), [FieldDifference("summary", "一句", "两句", "changed")]),
        (with_(do_now=["停", "退"]), [FieldDifference("do_now.1", "挂", "退", "changed")]),
        (with_(do_now=["停", "挂", "报"]), [FieldDifference("do_now.2", None, "报", "added")]),
        (with_(groups={}), [FieldDifference("groups.elderly", {"warning": "别去"}, None, "removed")]),
        (with_(groups={"elderly": {"warning": "莫去"}}),
         [FieldDifference("groups.elderly.warning", "别去", "莫去", "changed")]),
        (with_(variants=[BASE["variants"][1], {"id": "v3", "name": "丙"}]),
         [FieldDifference("variants.v3", None, {"id": "v3", "name": "丙"}, "added"),
          FieldDifference("variants.v1", {"id": "v1", "name": "甲"}, None, "removed")]),
    ],
)  # fmt: skip
def test_differences_by_field(after: dict[str, Any], found: list[FieldDifference]) -> None:
    assert differences(BASE, after) == found


def test_a_new_item_is_one_addition() -> None:
    assert differences(None, BASE) == [FieldDifference("", None, BASE, "added")]


@pytest.mark.parametrize(
    ("theirs", "mine", "merged"),
    [
        ({"summary": "两句"}, {"do_now": ["退"]}, {"summary": "两句", "do_now": ["退"]}),
        ({"summary": "两句"}, {"summary": "两句"}, {"summary": "两句"}),
        ({"groups": {"elderly": {"warning": "别去"}, "minor": {"warning": "找大人"}}},
         {"groups": {"elderly": {"warning": "莫去"}}},
         {"groups": {"elderly": {"warning": "莫去"}, "minor": {"warning": "找大人"}}}),
        ({"variants": [*BASE["variants"], {"id": "v3", "name": "丙"}]},
         {"variants": [{"id": "v1", "name": "改"}, BASE["variants"][1]]},
         {"variants": [{"id": "v1", "name": "改"}, BASE["variants"][1], {"id": "v3", "name": "丙"}]}),
        ({"summary": "两句"}, {"variants": [BASE["variants"][1]]},
         {"summary": "两句", "variants": [BASE["variants"][1]]}),
    ],
)  # fmt: skip
def test_what_does_not_touch_is_brought_together(
    theirs: dict[str, Any], mine: dict[str, Any], merged: dict[str, Any]
) -> None:
    assert rebase(BASE, with_(**theirs), with_(**mine)) == (with_(**merged), [])


def test_a_field_that_both_changed_is_listed_and_mine_stays() -> None:
    merged, conflicts = rebase(BASE, with_(summary="他们", do_now=["他"]), with_(summary="我的", do_now=["我"]))
    assert merged == with_(summary="我的", do_now=["我"])
    assert conflicts == [
        Conflict("summary", "一句", "他们", "我的"),
        Conflict("do_now", ["停", "挂"], ["他"], ["我"]),
    ]


def test_what_one_removed_and_the_other_changed_is_a_conflict() -> None:
    theirs = with_(variants=[{"id": "v1", "name": "改"}, BASE["variants"][1]])
    merged, conflicts = rebase(BASE, theirs, with_(variants=[BASE["variants"][1]]))
    assert merged == with_(variants=[BASE["variants"][1]])
    assert [(one.field, one.theirs, one.mine) for one in conflicts] == [
        ("variants.v1", {"id": "v1", "name": "改"}, None)
    ]
