"""The menu fits WeChat's limits and keeps the two urgent entries whole."""

from __future__ import annotations

from bot.edge.channels.wechat.menu import KEYS, menu

BUTTONS = menu()["button"]
ENTRIES = [entry for button in BUTTONS for entry in button["sub_button"]]


def test_the_limits_of_wechat() -> None:
    assert 1 <= len(BUTTONS) <= 3
    assert all(len(button["name"]) <= 4 for button in BUTTONS)
    assert all(1 <= len(button["sub_button"]) <= 5 for button in BUTTONS)
    assert all(len(entry["name"]) <= 7 for entry in ENTRIES)
    assert all(len(entry["key"].encode()) <= 128 for entry in ENTRIES)


def test_the_two_urgent_entries_come_first() -> None:
    assert [(entry["name"], entry["key"]) for entry in BUTTONS[0]["sub_button"]] == [
        ("钱已经转出去了", "urgent:paid"),
        ("正在催我转钱", "urgent:paying"),
    ]


def test_every_entry_asks_something() -> None:
    assert [entry["key"] for entry in ENTRIES] == list(KEYS)
    assert all(bool(text) != bool(choice) for text, choice in KEYS.values())
