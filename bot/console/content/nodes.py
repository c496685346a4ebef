"""What a form of an item is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

TEXT = "text"  # one line, or several where rows > 1
FLAG = "flag"  # yes or no; no is left out of the item, unless `kept`
WORDS = "words"  # a few short words in one field, with 、 between them
BLOCK = "block"  # one entry a line
LINES = "lines"  # sentences, each with a field of its own
RECORD = "record"  # fixed fields below one name
ROWS = "rows"  # entries that have fields
KEYED = "keyed"  # fields for each of a list of names, such as groups
WEIGHTS = "weights"  # how often each signal is met
FIXED = "fixed"  # shown, never changed here


@dataclass(frozen=True)
class Node:
    """One field, or fields that belong together.

    Attributes:
        key: in the item.
        label: as the clerk reads it.
        kind: see above.
        hint: one short sentence.
        rows: lines of a text field; entries that a list offers at least.
        most: characters or entries at most, 0 for no limit; only told, the validator decides.
        unit: what an entry of a list is called: "第 2 步".
        parts: fields below it.
        optional: may be left empty.
        kept: of a flag: "no" is written down too.
    """

    key: str
    label: str
    kind: str = TEXT
    hint: str = ""
    rows: int = 1
    most: int = 0
    unit: str = "条"
    parts: tuple[Node, ...] = ()
    optional: bool = False
    kept: bool = False


@dataclass(frozen=True)
class Fold:
    """One section of a form, that opens and closes by itself."""

    title: str
    nodes: tuple[Node, ...]
    hint: str = ""


@dataclass(frozen=True)
class Names:
    """What ids are called: of signals, of groups, of types."""

    signals: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)

    def of(self, key: str) -> Mapping[str, str]:
        """Return the names that a KEYED or WEIGHTS node goes through."""
        return self.signals if key == "signals" else self.groups
