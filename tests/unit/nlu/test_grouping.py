"""Texts that fit no type are put together by what they tell."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.nlu.grouping import group_alike
from bot.nlu.sentence_encoder import encode


def _around(centre: list[float], count: int, seed: int) -> NDArray[np.float32]:
    noise = np.random.default_rng(seed).normal(scale=0.1, size=(count, len(centre)))
    rows = np.asarray(centre) + noise
    unit: NDArray[np.float32] = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


@pytest.fixture(scope="module")
def vectors() -> NDArray[np.float32]:
    """Return a group of five, one of three, and two that are like nothing."""
    parts = [([1, 0, 0, 0], 3), ([0, 1, 0, 0], 5), ([0, 0, 1, 0], 1), ([0, 0, 0, 1], 1)]
    return np.vstack([_around(list(map(float, centre)), count, seed) for seed, (centre, count) in enumerate(parts)])


def test_groups_come_largest_first(vectors: NDArray[np.float32]) -> None:
    assert [sorted(group) for group in group_alike(vectors)] == [[3, 4, 5, 6, 7], [0, 1, 2]]


def test_a_pair_is_no_group(vectors: NDArray[np.float32]) -> None:
    assert group_alike(vectors[1:3]) == []
    assert group_alike(vectors[:0]) == []


def test_only_the_last_are_taken(vectors: NDArray[np.float32]) -> None:
    assert [sorted(group) for group in group_alike(vectors, most=7)] == [[3, 4, 5, 6, 7]]


def test_the_most_typical_stands_first() -> None:
    rows = np.array([[1, 0], [0.8, 0.6], [0.95, 0.312]], dtype=np.float32)
    assert group_alike(rows)[0][0] == 2


def test_a_new_method_told_by_five_people_is_found() -> None:
    told = [
        "有人在小区门口说免费给老人的助听器换电池，换完就收走了身份证说要登记补贴",
        "楼下摆摊换助听器电池不要钱，可是得把身份证押给他登记领补贴",
        "我爸的助听器让人免费换了电池，身份证被拿去说办补贴",
        "免费换助听器电池的摊子，要身份证原件登记，说过几天补贴送上门",
        "社区来了两个人给老人免费换助听器电池，收身份证说统一办补贴",
    ]
    others = [
        "明天去赶集买两斤排骨",
        "孩子的数学卷子丢在学校了",
        "火车晚点四十分钟",
        "医院几点开始抽血",
        "手机屏幕碎了换一块多少钱",
    ]
    groups = group_alike(encode([*told, *others]))
    assert [sorted(group) for group in groups] == [[0, 1, 2, 3, 4]]
