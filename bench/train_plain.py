"""Train the plain project: `python -m bench.train_plain FOLDER`, in a process of its own.

Rasa's own training, except that it skips the cache keys that a forced training
never reads (docs/adr/0011): they cost minutes and change nothing in the model.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bot.quiet import hush, hush_rasa

NAME = "plain"


def train(folder: Path) -> int:
    """Train `folder` into `folder/models/plain.tar.gz`; returns the exit code."""
    hush()
    import rasa.model_training

    from bot.publish.train import _without_fingerprints

    hush_rasa()
    os.chdir(folder)
    with _without_fingerprints():
        result = rasa.model_training.train(
            domain="domain.yml",
            config="config.yml",
            training_files=["data"],
            output="models",
            force_training=True,
            fixed_model_name=NAME,
        )
    return int(result.code)


if __name__ == "__main__":
    sys.exit(train(Path(sys.argv[1]).resolve()))
