"""The benchmark: the same sample for all, figures that count what they say, a table anybody can read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sklearn.svm import LinearSVC

from bot.bench.contenders import Plain, Presence
from bot.bench.features import Features
from bot.bench.pipeline import options
from bot.bench.run import draw_picture, mean, table
from bot.bench.sample import LONGEST, Sample, draw, folds
from bot.bench.trial import Trial, figures

NAMES = ["scam/loan_fake", "scam/service_bank", "ordinary"]


@pytest.fixture(scope="module")
def sample() -> Sample:
    """Return a small sample of the real examples."""
    return draw(each_type=2, each_other=2)


def test_the_sample_is_short_and_the_same_each_time(sample: Sample) -> None:
    assert draw(2, 2) == sample
    assert max(map(len, sample.texts)) <= LONGEST
    assert len({label for label in sample.labels if label.startswith("scam/")}) == 64


def test_folds_test_every_text_once(sample: Sample) -> None:
    tested = [text for _, test in folds(sample) for text in test.texts]
    assert sorted(tested) == sorted(sample.texts)
    for train, test in folds(sample):
        assert not set(train.texts) & set(test.texts)


def test_figures_count_types_and_alarms_apart() -> None:
    rows = np.array([[0.6, 0.3, 0.1], [0.5, 0.4, 0.1], [0.3, 0.3, 0.4], [0.1, 0.1, 0.8]], dtype=np.float32)
    labels = ["scam/loan_fake", "scam/service_bank", "ordinary", "ordinary"]
    top1, top3, _, alarms = figures((NAMES, rows), labels)
    assert (top1, top3, alarms) == (0.5, 1.0, 0.5)


def test_a_plain_contender_learns_what_it_is_shown() -> None:
    texts = (
        "先交保证金才放款",
        "放款前要交保证金",
        "银行卡被冻结要验证",
        "冻结的银行卡去验证",
        "明天下雨吗",
        "后天会下雨吗",
    )
    labels = tuple(np.repeat(NAMES, 2).tolist())
    for make in (LinearSVC, Presence):
        contender = Plain(make, ("characters",))
        contender.fit(Sample(texts, labels, labels))
        names, shares = contender.shares(texts)
        assert [names[row] for row in shares.argmax(axis=1)] == list(labels)
        assert shares.sum(axis=1) == pytest.approx(np.ones(6), abs=1e-4)


def test_the_pipeline_in_use_is_what_is_measured() -> None:
    assert set(options("TypeClassifier")) >= {"cost", "folds", "signal_scale"}
    with pytest.raises(LookupError, match=r"config\.yml: no NoSuch"):
        options("NoSuch")


def test_features_stand_in_the_order_asked_for() -> None:
    features = Features.fit(["转钱转钱", "转钱给他"], ("characters", "signals"))
    rows = features.rows(["转钱"])
    assert features.ngrams[0] == 0
    assert rows.shape[1] > features.ngrams[1]


def test_memory_is_the_most_and_all_else_the_mean() -> None:
    found = mean([Trial(0.5, 0.6, 0.4, 0.1, 1.0, 10.0, 500.0), Trial(0.7, 0.8, 0.6, 0.3, 3.0, 30.0, 900.0)])
    assert found.top1 == pytest.approx(0.6)
    assert (found.seconds, found.megabytes) == (20.0, 900.0)


def test_the_document_has_a_row_for_each(sample: Sample, tmp_path: Path) -> None:
    results = {"ours": Trial(0.9, 0.99, 0.8, 0.01, 2.0, 20.0, 700.0), "other": Trial(0.5, 0.6, 0.4, 0.2, 1, 2, 3)}
    assert "| ours | 0.900 | 0.990 | 0.800 | 0.010 | 2.0 | 20 | 700 |" in table(results, sample)
    draw_picture(results, tmp_path / "one.svg")
    draw_picture(results, tmp_path / "two.svg")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
