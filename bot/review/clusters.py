"""Doubtful texts grouped by likeness: "17 people described something like this". Pure and deterministic.

Letters in pairs, so that no dictionary has to know the words of a new method;
meaning, where an encoder is given; average linkage, so that one text between two groups does not join them. Runs
in a command: the edge and the console never import scikit-learn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from bot.review.hide import for_staff

LIKE = 0.2  # measured on the regression texts: of two in a group 0.7 are of one type
LEAST = 2  # texts that make a group
MOST_TEXTS = 2000
MOST_WORDS = 6
MOST_SHARE, MANY = 0.3, 50  # what a third of many texts say tells none apart
SHOWN = 300
Encode = Callable[[list[str]], Any]
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


def group(
    texts: Sequence[Text], keep: Iterable[str] = (), encode: Encode | None = None, like: float = LIKE
) -> list[Group]:
    """Return the groups, the largest first; what is like nothing else is in none.

    Args:
        texts: one a matter; of more than `MOST_TEXTS` the last count.
        keep: public numbers that stay in what is shown.
        encode: gives a vector of the meaning of each text; without it the letters alone decide.
        like: likeness from which texts belong together.
    """
    public = tuple(keep)
    shown = [Text(one.matter, for_staff(one.words, public)) for one in texts[-MOST_TEXTS:]]
    kept = [one for one in sorted(shown, key=lambda one: one.matter) if len(_bare(one.words).replace(" ", "")) >= 2]
    if len(kept) < LEAST:
        return []
    bare = [_bare(one.words) for one in kept]
    near = _near(bare, encode([one.words for one in kept]) if encode else None)
    counter = CountVectorizer(analyzer="char_wb", ngram_range=(2, 4), binary=True)
    said, names = counter.fit_transform(bare), counter.get_feature_names_out()
    groups = [_made(members, kept, near, said, names) for members in _alike(near, like)]
    return sorted(groups, key=lambda one: (-len(one.matters), one.matters))


def _bare(words: str) -> str:
    return _NOT_WORDS.sub(" ", words)


def _near(bare: list[str], meaning: Any) -> Any:
    """Return how alike any two are: by letters, and by meaning where it is known.

    Cosines of letters are about half of those of meaning, so they count double.
    """
    most = MOST_SHARE if len(bare) >= MANY else 1.0
    letters = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True, max_df=most)
    try:
        vectors = letters.fit_transform(bare)
    except ValueError:  # all say the same: no piece is particular to some
        vectors = letters.set_params(max_df=1.0).fit_transform(bare)
    near = 2.0 * (vectors @ vectors.T).toarray()
    if meaning is None:
        return near
    centred = np.asarray(meaning, dtype=float) - np.mean(meaning, axis=0, dtype=float)
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    return (near + centred @ centred.T) / 2.0


def _alike(near: Any, like: float) -> list[Any]:
    apart = np.clip(1.0 - near, 0.0, None)
    np.fill_diagonal(apart, 0.0)
    tree = linkage(squareform((apart + apart.T) / 2, checks=False), "average")
    labels = fcluster(tree, 1.0 - like, "distance")
    found = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    return [members for members in found if len(members) >= LEAST]


def _made(members: Any, kept: list[Text], near: Any, said: Any, names: Any) -> Group:
    central = near[np.ix_(members, members)].mean(axis=1)
    order = members[np.lexsort((members, -np.round(central, 9)))]
    text = kept[order[0]].words[:SHOWN]
    return Group(tuple(kept[index].matter for index in order), text, _words(members, said, names))


def _words(members: Any, said: Any, names: Any) -> tuple[str, ...]:
    """Return what half of the members, and two of them, say and the others hardly do; longer pieces come first."""
    inside = said[members].mean(axis=0).A1
    everywhere = said.mean(axis=0).A1
    lift = np.where(inside >= max(0.5, 2 / len(members)) - 1e-9, inside - everywhere, 0.0)
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
