"""The table of disguises: every entry works, and none undoes another."""

from __future__ import annotations

import pytest

from bot.text.lookalikes import HOMOGLYPHS, SPELLINGS
from bot.text.normalise import normalise


@pytest.mark.parametrize(("disguise", "word"), SPELLINGS.items())
def test_a_disguise_becomes_its_word(disguise: str, word: str) -> None:
    assert normalise(disguise).text == word


@pytest.mark.parametrize("word", sorted(set(SPELLINGS.values())))
def test_a_right_word_is_left_alone(word: str) -> None:
    assert normalise(word).text == word


@pytest.mark.parametrize(("char", "plain"), HOMOGLYPHS.items())
def test_a_look_alike_becomes_its_letter(char: str, plain: str) -> None:
    assert normalise(f"是{char}").text == f"是{plain}"


@pytest.mark.parametrize("text", ["devx", "wxyz", "avxb", "zfbs"])
def test_latin_disguises_need_a_word_of_their_own(text: str) -> None:
    assert normalise(text).text == text
