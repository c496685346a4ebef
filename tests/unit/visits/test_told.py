"""Every type × group × time is told approved words."""

from __future__ import annotations

from bot.visits.told import EVIDENCE, told
from db.files import CONTENT, read_yaml

WORDS = {item["id"]: item for item in read_yaml(CONTENT / "wordings.yml")["wordings"]}
GROUPS = ("", *(item["id"] for item in read_yaml(CONTENT / "groups.yml")["groups"]))
FAMILIES = tuple(read_yaml(CONTENT / "catalogue.yml")["families"])


def test_every_type_group_and_time_has_approved_words() -> None:
    assert set(EVIDENCE) == set(FAMILIES)
    for family in ("", *FAMILIES):
        for group in GROUPS:
            for days in (None, 0, 5, 6, 20, 21, 89):
                lines = told(family, group, days, implicates=True).lines
                assert all(0 < len(WORDS[name]["text"]) <= 120 for name in lines)


def test_type_group_and_time_each_change_what_is_said() -> None:
    assert len({told("loan", "", days).lines for days in (1, 10, 40)}) == 3
    assert len({told("loan", group, 10).lines for group in ("", "elderly", "minor", "student")}) == 4
    assert len({told(family, "", 10).lines for family in FAMILIES}) == len(FAMILIES)
