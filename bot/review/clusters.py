"""Doubtful texts grouped by likeness: "17 people described something like this". Pure and deterministic.

Character n-grams, so that no dictionary has to know the words of a new method;
average linkage, so that one text between two groups does not join them. Runs
in a command: the edge and the console never import scikit-learn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.review.hide import for_staff

LIKE = 0.22  # cosine from which texts are alike, on average
LEAST = 2  # texts that make a group
MOST_TEXTS = 2000
MOST_WORDS = 6
SHOWN = 300
_NOT_WORDS = re.compile("〔[^〕]*〕|[^\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Text:
    """The masked words of one matter."""

    matter: str
    words: str


@dataclass(frozen=True)
class Group:
    """Texts that are alike.

    Attributes:
        matters: of the texts, the most central first.
        text: the most central one, fit for staff to see.
        words: what is said here and hardly anywhere else.
    """

    matters: tuple[str, ...]
    text: str
    words: tuple[str, ...]


def group(texts: Sequence[Text], keep: Iterable[str] = (), like: float = LIKE) -> list[Group]:
    """Return the groups, the largest first; what is like nothing else is in none.

    Args:
        texts: one a matter; of more than `MOST_TEXTS` the last count.
        keep: public numbers that stay in what is shown.
        like: cosine from which texts are alike.
    """
    kept = sorted(texts[-MOST_TEXTS:], key=lambda one: one.matter)
    cleaned = [_NOT_WORDS.sub(" ", one.words) for one in kept]
    usable = [index for index, words in enumerate(cleaned) if len(words.replace(" ", "")) >= 2]
    if len(usable) < LEAST:
        return []
    kept, cleaned = [kept[index] for index in usable], [cleaned[index] for index in usable]
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, max_features=50_000)
    vectors = vectorizer.fit_transform(cleaned)
    near = (vectors @ vectors.T).toarray()
    names = vectorizer.get_feature_names_out()
    public = tuple(keep)
    groups = [_made(members, kept, near, vectors, names, public) for members in _alike(near, like)]
    return sorted(groups, key=lambda one: (-len(one.matters), one.matters))


def _alike(near: Any, like: float) -> list[Any]:
    model = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1.0 - like
    )
    labels = model.fit_predict(np.clip(1.0 - near, 0.0, 1.0))
    found = [np.flatnonzero(labels == label) for label in range(labels.max() + 1)]
    return [members for members in found if len(members) >= LEAST]


def _made(members: Any, kept: list[Text], near: Any, vectors: Any, names: Any, keep: tuple[str, ...]) -> Group:
    central = near[np.ix_(members, members)].mean(axis=1)
    order = members[np.lexsort((members, -np.round(central, 9)))]
    text = for_staff(kept[order[0]].words, keep)[:SHOWN]
    return Group(tuple(kept[index].matter for index in order), text, _words(members, vectors, names))


def _words(members: Any, vectors: Any, names: Any) -> tuple[str, ...]:
    """Return what at least half of the members say and the others hardly do, longer pieces before their parts."""
    inside = (vectors[members] > 0).mean(axis=0).A1
    everywhere = (vectors > 0).mean(axis=0).A1
    lift = np.where(inside >= 0.5, inside - everywhere, 0.0)
    best = sorted(
        np.flatnonzero(lift > 0.2),
        key=lambda index: (-round(float(lift[index]), 6) * len(names[index].strip()), names[index]),
    )
    chosen: list[str] = []
    for index in best:
        word = str(names[index]).strip()
        if len(word) >= 2 and " " not in word and not any(word in known or known in word for known in chosen):
            chosen.append(word)
        if len(chosen) == MOST_WORDS:
            break
    return tuple(chosen)
