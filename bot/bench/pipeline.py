"""What config.yml sets for a component, so that the benchmark measures the pipeline that is in use."""

from __future__ import annotations

from functools import cache
from typing import Any

from bot.settings import ROOT
from db.files import read_yaml


@cache
def options(component: str) -> dict[str, Any]:
    """Return the options of a component of the pipeline, by its class name.

    Raises:
        LookupError: the pipeline has no such component.
    """
    for entry in read_yaml(ROOT / "config.yml")["pipeline"]:
        if entry["name"].rpartition(".")[2] == component:
            return dict(entry)
    raise LookupError(f"config.yml: no {component} in the pipeline; bot/bench measures it by that name")
