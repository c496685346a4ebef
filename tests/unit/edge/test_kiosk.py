"""The kiosk's page and what its answers carry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from bot.edge.kiosk import PAGE_WORDS, family_text, file_words, kiosk_part, page, page_words, qr_svg
from bot.edge.voice import FolderSpeaker, Speaker
from bot.voice.script import wanted
from bot.voice.sentences import sentence_key, spoken_sentences
from bot.voice.store import Store
from db.files import CONTENT, read_yaml
from db.knowledge import Knowledge

SILENT = FolderSpeaker(Path("nowhere"))
SAID = [{"type": "text", "text": "先挂电话。"}]


def _part(knowledge: Knowledge, kind: str = "verdict", speaker: Speaker = SILENT, **case: Any) -> dict[str, Any]:
    reply = {"blocks": SAID, "case": {"verdict": "alarm", "stage": "contact", **case}, "kind": kind}
    return kiosk_part(reply, knowledge, speaker)


def test_the_page_holds_nothing_that_the_policy_refuses(knowledge: Knowledge) -> None:
    html = page(knowledge, SILENT)
    assert re.findall(r"<script(?![^>]* src=\"/static/)", html) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=|https?://", html) == []


def test_every_icon_is_drawn_and_every_drawing_named(knowledge: Knowledge) -> None:
    html = page(knowledge, SILENT)
    drawn, used = set(re.findall(r'id="i-(\w+)"', html)), set(re.findall(r'href="#i-(\w+)"', html))
    named = set(read_yaml(CONTENT / "schema" / "kiosk.yml")["$defs"]["icon"]["enum"])
    assert used <= drawn
    assert named <= drawn


def test_every_screen_that_a_touch_leads_to_is_there(knowledge: Knowledge) -> None:
    html = page(knowledge, SILENT)
    screens = re.findall(r'<section class="screen" id="([\w-]+)"', html)
    assert len(set(screens)) == len(screens)
    assert set(re.findall(r'data-show="([\w-]+)"', html)) <= set(screens)


@pytest.mark.parametrize(("detail", "words"), [("paid", "马上打110"), ("paying", "先别转钱")])
def test_the_urgent_words_lie_in_the_page(knowledge: Knowledge, detail: str, words: str) -> None:
    kept = re.search(rf'<template id="fixed-{detail}".*?</template>', page(knowledge, SILENT), re.DOTALL)
    assert kept is not None
    assert words in kept[0]


def test_without_a_database_the_page_still_sends_to_110() -> None:
    assert "打110" in page(None, SILENT)


def test_every_word_of_the_page_is_in_the_content() -> None:
    assert set(file_words()) == set(PAGE_WORDS)


def test_words_that_staff_changed_are_shown(knowledge: Knowledge) -> None:
    changed = {**knowledge.wordings, "kiosk_start": {"id": "kiosk_start", "text": "您碰上什么了？"}}
    del changed["kiosk_type"]  # the database is older than the page
    words = page_words(Knowledge(version=1, wordings=changed))
    assert words["kiosk_start"] == "您碰上什么了？"
    assert words["kiosk_type"] == file_words()["kiosk_type"]


def test_an_ordinary_type_is_named(knowledge: Knowledge) -> None:
    part = _part(knowledge, type="service_refund")
    assert part["heading"] == "很像：冒充电商客服退款理赔"
    assert part["screens"] == [{"text": "先挂电话。", "buttons": (), "voice": [], "handset": []}]
    assert not part["private"]
    assert "冒充电商客服退款理赔" in part["family"]


def test_while_it_still_asks_it_names_nothing(knowledge: Knowledge) -> None:
    assert _part(knowledge, "ask", type="service_refund")["heading"] == file_words()["kiosk_heading"]


def test_a_type_that_shames_is_not(knowledge: Knowledge) -> None:
    # Attack: who stands behind reads what it is about.
    shaming = [script for script in knowledge.scripts.values() if script.sensitive]
    assert shaming
    for script in shaming:
        for case in ({"type": script.id}, {"type": "service_refund", "also": [script.id]}):
            part = _part(knowledge, **case)
            assert part["private"]
            assert part["heading"] == file_words()["kiosk_heading"]


@pytest.mark.parametrize(
    ("kind", "stage", "held"),
    [
        ("urgent", "paid", True),
        ("tell", "paid", True),
        ("urgent", "about_to_pay", True),
        ("distress", "none", True),
        ("verdict", "contact", False),
        ("ordinary", "none", False),
    ],
)
def test_an_emergency_is_held(knowledge: Knowledge, kind: str, stage: str, held: bool) -> None:
    assert _part(knowledge, kind, stage=stage)["held"] is held


@pytest.mark.parametrize(
    ("kind", "case", "given"),
    [
        ("verdict", {"type": "service_refund"}, True),
        ("urgent", {"type": None, "stage": "paid"}, True),
        ("ask", {"type": "service_refund"}, False),
        ("ordinary", {"type": None, "verdict": "none"}, False),
        ("distress", {"type": None, "verdict": "none"}, False),
    ],
)
def test_what_may_be_handed_on(knowledge: Knowledge, kind: str, case: dict[str, Any], given: bool) -> None:
    assert bool(_part(knowledge, kind, **case)["family"]) is given


def _speaker(folder: Path, *sentences: str) -> FolderSpeaker:
    recorded = Store(folder).recorded
    recorded.mkdir(parents=True, exist_ok=True)
    for sentence in sentences:
        (recorded / f"{sentence_key(sentence)}.ogg").write_bytes(b"sound")
    return FolderSpeaker(folder)


def test_what_shames_is_read_into_the_handset_only(knowledge: Knowledge, tmp_path: Path) -> None:
    # Attack: the hall hears it.
    speaker = _speaker(tmp_path, "先挂电话。", "很像：冒充电商客服退款理赔")
    screen = _part(knowledge, speaker=speaker, type="romance_sextortion")["screens"][0]
    assert (screen["voice"], screen["handset"]) == ([], [sentence_key("先挂电话。")])
    screen = _part(knowledge, speaker=speaker, type="service_refund")["screens"][0]
    assert screen["voice"] == screen["handset"]
    assert screen["voice"] == [sentence_key("很像：冒充电商客服退款理赔"), sentence_key("先挂电话。")]


def test_a_screen_is_read_with_its_buttons(knowledge: Knowledge, tmp_path: Path) -> None:
    choices = [{"n": 1, "value": "answer:yes", "label": "是"}]
    reply = {"blocks": [*SAID, {"type": "choices", "choices": choices}], "case": {}, "kind": "ask"}
    part = kiosk_part(reply, knowledge, _speaker(tmp_path, "先挂电话。", "是"))
    assert part["screens"][0]["voice"] == [sentence_key("先挂电话。"), sentence_key("是")]


def test_every_text_of_the_page_can_be_heard_once_rendered(knowledge: Knowledge) -> None:
    keys = {line.key for line in wanted(knowledge)}

    class Everything(FolderSpeaker):
        def file(self, key: str) -> Path | None:
            return Path(key) if key in keys else None

        def keys(self, texts: Iterable[str]) -> list[str]:
            found = [sentence_key(sentence) for text in texts for sentence in spoken_sentences(text)]
            assert set(found) <= keys, texts
            return found

    html = page(knowledge, Everything(Path("nowhere")))
    voices = re.search(r'<template id="voices">.*?</template>', html, re.DOTALL)
    assert voices is not None
    assert 'data-voice=""' not in voices[0]
    assert "电子合成声音" in html


def test_a_safe_reply_has_no_case_and_still_a_screen() -> None:
    part = kiosk_part({"blocks": SAID}, None, SILENT)
    assert part["screens"]
    assert (part["private"], part["held"], part["family"]) == (False, False, "")


@pytest.mark.parametrize("type_id", ["service_refund", "romance_sextortion", ""])
def test_the_code_holds_the_words_for_the_family(knowledge: Knowledge, type_id: str) -> None:
    text = family_text(type_id, knowledge)
    assert "110" in text
    svg = qr_svg(text)
    assert svg.startswith("<svg")
    assert svg != qr_svg(text + "。")


def test_every_code_is_small_enough_to_be_scanned(knowledge: Knowledge) -> None:
    for type_id in knowledge.scripts:
        modules = re.search(r'viewBox="0 0 (\d+)', qr_svg(family_text(type_id, knowledge)))
        assert modules is not None
        assert int(modules[1]) <= 97, type_id  # at 400 pixels each module has four
