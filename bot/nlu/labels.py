"""The classes that are told apart inside, and the labels shown outside.

Ordinary life is learnt as one class a register (a bank's SMS and a chat have
nothing in common) and shown as one label.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

SCAM = "scam"  # the retrieval intent whose sub-labels are the 64 types
ORDINARY = "ordinary"
DISTRESS = "distress"  # somebody may die
UNSPECIFIED = "something_wrong"  # a scam told without saying which


def class_of(intent: str, register: str) -> str:
    """Return the class of an example: each type, each register of ordinary life, each other intent whole."""
    name = intent.partition("/")[0]
    if name == SCAM:
        return intent
    return f"{ORDINARY}/{register}" if name == ORDINARY and register else name


def shown(name: str) -> str:
    """Return the label that a class is shown as."""
    return name if name.startswith(f"{SCAM}/") else name.partition("/")[0]


@dataclass(frozen=True)
class Classes:
    """The classes of a model, in column order."""

    names: tuple[str, ...]

    def _where(self, names: set[str]) -> NDArray[np.bool_]:
        return np.array([name.partition("/")[0] in names for name in self.names], dtype=bool)

    @cached_property
    def types(self) -> NDArray[np.bool_]:
        """Which columns are types."""
        return self._where({SCAM})

    @cached_property
    def scam(self) -> NDArray[np.bool_]:
        """Which columns are scams, with or without a type."""
        return self._where({SCAM, UNSPECIFIED})

    @cached_property
    def distress(self) -> NDArray[np.bool_]:
        """Which column is the wish to die; none where there is no such class."""
        return self._where({DISTRESS})

    @cached_property
    def ordinary(self) -> NDArray[np.bool_]:
        """Which columns are ordinary life."""
        return self._where({ORDINARY})
