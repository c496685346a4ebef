"""The n-gram space: numbers alike, rows of unit length, the same after saving."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.ngrams import Ngrams, characters, words

TEXTS = ["他让我转5000", "让我转300元", "收到一条短信", "短信让我点链接"]


def test_characters_are_runs_of_one_to_three() -> None:
    assert characters("转了钱") == ["转", "了", "钱", "转了", "了钱", "转了钱"]


@pytest.mark.parametrize(("one", "other"), [("转5000元", "转12元"), ("a  b", "a b"), ("第1单", "第23单")])
def test_numbers_and_blanks_are_made_equal(one: str, other: str) -> None:
    assert characters(one) == characters(other)


def test_words_lose_blanks_and_numbers() -> None:
    assert words(["转", " ", "5000", "元"]) == ["转", "8", "元"]


def test_rows_have_unit_length_or_none() -> None:
    space = Ngrams.fit([characters(text) for text in TEXTS], most=100)
    rows = space.transform([characters(text) for text in [*TEXTS, "xyz"]])
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1))).ravel()
    assert lengths == pytest.approx([1.0] * len(TEXTS) + [0.0])


def test_what_was_seen_once_says_nothing() -> None:
    space = Ngrams.fit([["a", "b"], ["a", "c"]], most=100)
    assert space.transform([["a"], ["b"]]).shape == (2, 1)


def test_no_more_than_asked_for_is_kept() -> None:
    assert Ngrams.fit([characters(text) for text in TEXTS], most=3).transform([["x"]]).shape[1] == 3


def test_a_saved_space_gives_the_same_rows(tmp_path: Path) -> None:
    documents = [characters(text) for text in TEXTS]
    space = Ngrams.fit(documents, most=100)
    space.save(tmp_path / "space.json")
    loaded = Ngrams.load(tmp_path / "space.json").transform(documents)
    assert np.allclose(loaded.toarray(), space.transform(documents).toarray(), atol=1e-4)
