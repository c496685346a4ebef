"""What training takes from the knowledge base: where it lies, and how its one JSON is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

EXAMPLES = "nlu"  # folder of the export, beside SIGNALS
SIGNALS = "signals.json"


def read_export(path: str) -> dict[str, Any]:
    """Read the export that config.yml names.

    Args:
        path: of `signals.json`; written by `python -m bot prepare`.

    Raises:
        FileNotFoundError: it was never exported; names the remedy.
    """
    file = Path(path)
    if not file.exists():
        raise FileNotFoundError(f"{path} is missing: run `python -m bot prepare` (or `make train`) first")
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return data
