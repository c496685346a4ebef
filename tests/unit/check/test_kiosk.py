"""The kiosk's pictures: what a slip in kiosk.yml is told."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest

from bot.check import kiosk, schema
from bot.check.content import Content

Pictures = list[dict[str, Any]]


@pytest.fixture
def pictures(content: Content) -> Pictures:
    return copy.deepcopy(content.lists["kiosk"])


def _told(content: Content, pictures: Pictures) -> str:
    changed = replace(content, lists={"kiosk": pictures})
    found = [*kiosk.check(changed), *schema.check_lists(changed)]
    return "\n".join(str(problem) for problem in found if "kiosk.yml" in str(problem))


def test_the_pictures_have_no_problem(content: Content, pictures: Pictures) -> None:
    assert _told(content, pictures) == ""


def test_an_unknown_type_is_named(content: Content, pictures: Pictures) -> None:
    pictures[0]["options"][0]["about"] = "authority_moon"
    assert "authority_moon 不在 catalogue.yml 里" in _told(content, pictures)


@pytest.mark.parametrize("field", ["label", "say"])
def test_two_pictures_of_a_screen_must_differ(content: Content, pictures: Pictures, field: str) -> None:
    one, two = pictures[1]["options"][:2]
    two[field] = one[field]
    assert f"两张图的 {field} 都是「{one[field]}」" in _told(content, pictures)


def test_two_first_pictures_must_differ(content: Content, pictures: Pictures) -> None:
    pictures[1]["label"] = pictures[0]["label"]
    assert "两张图的 label 都是「电话」" in _told(content, pictures)


def test_an_icon_that_is_not_drawn_is_refused(content: Content, pictures: Pictures) -> None:
    pictures[0]["icon"] = "unicorn"
    assert "unicorn" in _told(content, pictures)


def test_a_fourth_touch_is_refused(content: Content, pictures: Pictures) -> None:
    leaf = pictures[1]["options"][0]
    deeper = {"icon": "phone", "label": "再往下", "ask": "再问一次吗？", "options": [leaf, leaf]}
    pictures[1]["options"][0] = {"icon": "phone", "label": "往下走", "ask": "再问一次吗？", "options": [deeper, leaf]}
    assert "say 和 about" in _told(content, pictures)


def test_leaves_are_found_at_every_depth(pictures: Pictures) -> None:
    found = [leaf["say"] for picture in pictures for leaf in kiosk.leaves(picture)]
    assert len(found) > 40
    assert len(set(found)) == len(found)
