"""`python -m bot phone` and `bot voice` on a database older than the program name what is missing."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.phone import command as phone_command
from bot.settings import Settings
from bot.voice import command as voice_command
from bot.voice.script import wanted
from db.knowledge import Knowledge, MissingWording

OF_THE_CALL = ("phone_greeting", "phone_keys", "phone_heard", "phone_star", "choice_heard_yes", "speech_urgent")
OF_REPLIES = ("urgent_paid", "tell_next", "verdict_alarm", "choice_paid")
VOICE = {"watch": False, "report": False, "list": True, "prune": False, "only": [], "limit": 0}


def _phone() -> int:
    return phone_command.run("", False)


def _voice() -> int:
    return voice_command.run(argparse.Namespace(**VOICE))


@pytest.fixture
def publish(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Return what takes a wording out of what is published."""

    def without(name: str) -> None:
        left = {one: words for one, words in knowledge.wordings.items() if one != name}
        for module in (phone_command, voice_command):
            monkeypatch.setattr(module, "load_settings", lambda: Settings(var_dir=str(tmp_path)))
            monkeypatch.setattr(module, "published", lambda _: replace(knowledge, wordings=left))

    return without


@pytest.mark.parametrize("name", [*OF_THE_CALL, *OF_REPLIES])
def test_the_script_names_the_wording_and_the_remedy(
    publish: Callable[[str], None], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(name)
    assert _phone() == 2
    told = capsys.readouterr()
    assert f"the wording {name} is missing" in told.err
    assert "python -m bot prepare" in told.err
    assert told.out == ""


def test_the_voice_names_the_wording_and_the_remedy(
    publish: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("phone_star", "kiosk_heading_type"):
        publish(name)
        assert _voice() == 2
        told = capsys.readouterr().err
        assert f"the wording {name} is missing" in told
        assert "python -m bot prepare" in told


def test_the_voice_behind_a_publish_waits_for_the_next(
    publish: Callable[[str], None], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    publish("phone_star")
    assert voice_command._wanted_now(Settings(var_dir=str(tmp_path))) == []
    assert "phone_star" in capsys.readouterr().err


def test_whoever_asks_for_a_wording_learns_which(knowledge: Knowledge) -> None:
    with pytest.raises(MissingWording, match="phone_of_tomorrow"):
        knowledge.wordings["phone_of_tomorrow"]
    assert knowledge.wordings.get("phone_of_tomorrow") is None
    with pytest.raises(KeyError):  # who was ready for that still is
        wanted(replace(knowledge, wordings={}))
