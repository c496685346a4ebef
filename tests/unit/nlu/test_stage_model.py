"""The learned stage: from examples, with the cues that the rules found."""

from __future__ import annotations

from pathlib import Path

import pytest
import scipy.sparse as sp

from bot.nlu.stage_model import StageModel

TOLD = {
    "none": "只是听说有这种事",
    "contact": "加了微信一直在聊",
    "disclosed": "卡号和密码都报给他了",
    "about_to_pay": "我在柜台正要汇",
    "paid": "垫进去三千没了",
}
TEXTS = [f"{before}，{told}" for before in ("昨天", "早上", "我妈", "同事") for told in TOLD.values()]
STAGES = [stage for _ in range(4) for stage in TOLD]
MARKS = [("rule:paid",) if stage == "paid" else () for stage in STAGES]
ROWS = sp.csr_matrix((len(TEXTS), 2))


@pytest.fixture(scope="module")
def model() -> StageModel:
    """Return a model fitted on the examples."""
    return StageModel.fit(ROWS, TEXTS, MARKS, STAGES, cost=1.0)


@pytest.mark.parametrize("stage", TOLD)
def test_the_end_of_a_text_tells_the_stage(model: StageModel, stage: str) -> None:
    assert model.read(ROWS[:1], [f"邻居说，{TOLD[stage]}"], [()])[0][0] == stage


def test_a_mark_counts_where_the_words_are_new(model: StageModel) -> None:
    assert model.read(ROWS[:1], ["噢"], [("rule:paid",)])[0][0] == "paid"


def test_an_unknown_mark_is_passed_over(model: StageModel) -> None:
    assert model.read(ROWS[:1], [TEXTS[0]], [("seen:never",)])[0][0] == "none"


def test_saved_and_loaded_it_reads_the_same(model: StageModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    loaded = StageModel.load(tmp_path)
    rows = sp.csr_matrix((len(TEXTS), 2))
    assert [ranked[0] for ranked in loaded.read(rows, TEXTS, MARKS)] == STAGES
