"""What staff see before they publish is what residents will hear."""

from __future__ import annotations

import pytest

from bot.report.preview import CHANNELS, STEPS, Listening, preview, previews
from db.from_files import knowledge_from_files
from db.knowledge import Knowledge


@pytest.fixture(scope="module")
def from_files() -> Knowledge:
    return knowledge_from_files()


def test_files_and_database_give_the_same_words(from_files: Knowledge, knowledge: Knowledge) -> None:
    for name in ("scripts", "signals", "groups", "hotlines", "answers", "wordings"):
        assert getattr(from_files, name) == getattr(knowledge, name), name


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("step", STEPS)
def test_every_step_can_be_tried_on_every_channel(from_files: Knowledge, channel: str, step: str) -> None:
    assert preview(from_files, "loan_fake", Listening(channel, "student", step=step)).strip()


def test_the_quote_is_a_signal_of_the_script(from_files: Knowledge) -> None:
    script = from_files.scripts["loan_fake"]
    strongest = max(script.signals, key=lambda signal: script.signals[signal])
    assert from_files.signals[strongest].name in preview(from_files, "loan_fake", Listening("wechat"))


def test_one_heading_for_each_combination(from_files: Knowledge) -> None:
    made = list(previews(from_files, ["loan_fake", "job_recruit"], ["", "student"], ["phone"], "verdict", ""))
    assert [heading.count(" · ") for heading, _ in made] == [2] * 4
