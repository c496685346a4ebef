"""Train if and only if something the model depends on changed.

Rasa's own cache does not see side files or helper modules, so the digest is
ours and training is always forced.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from bot.absent import LEARNING, go_without
from bot.nlu.exported import EXAMPLES, SIGNALS
from bot.publish.export import export
from bot.publish.pinned import pinned
from bot.quiet import hush_rasa
from bot.settings import ROOT, Settings

logger = logging.getLogger(__name__)

# of triage only what training itself runs: a better reply needs no new model
_TRIAGE = tuple(f"bot/triage/{name}.py" for name in ("posterior", "reading", "typicality"))
_DEPENDS_ON = ("config.yml", "domain.yml", *_TRIAGE)
_LOCK = "requirements.lock"
_FOLDERS = ("data/rules", "data/jieba", "bot/nlu", "bot/text")


def add_files(digest: hashlib._Hash, files: Iterable[Path], root: Path) -> None:
    """Add names and contents of files below a folder to a digest, in the order given."""
    for path in files:
        digest.update(str(path.relative_to(root)).encode())
        digest.update(path.read_bytes())


def code_digest(root: Path = ROOT) -> str:
    """Return a digest of everything besides the export that shapes the model: files, and versions of packages."""
    digest = hashlib.sha256()
    files = [root / name for name in _DEPENDS_ON]
    for folder in _FOLDERS:
        files += sorted(path for path in (root / folder).rglob("*") if path.suffix in (".py", ".yml", ".txt"))
    add_files(digest, files, root)
    digest.update("\n".join(pinned((root / _LOCK).read_text(encoding="utf-8"))).encode())
    return digest.hexdigest()


def model_digest(export_digest: str, root: Path = ROOT) -> str:
    """Return the name of the model that this knowledge and this code make."""
    return hashlib.sha256(f"{export_digest}:{code_digest(root)}".encode()).hexdigest()


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Hold a file lock: two commands started together must not train twice."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def trained_digest(settings: Settings) -> str:
    """Return the digest of the model in place, empty when there is none."""
    stamp = settings.model.with_suffix(".json")
    if not settings.model.exists() or not stamp.exists():
        return ""
    return str(json.loads(stamp.read_text(encoding="utf-8")).get("digest", ""))


def train_if_needed(settings: Settings, engine: Engine, force: bool = False) -> bool:
    """Export, and train when the digest is not that of the model in place.

    Returns:
        True if a model was trained.
    """
    with _only_one(settings.model.parent / "train.lock"):
        digest = model_digest(export(engine, settings.export))
        if not force and digest == trained_digest(settings):
            return False
        _train(settings, digest)
        return True


@contextmanager
def _without_fingerprints() -> Iterator[None]:
    """Train without Rasa's cache keys.

    After each component Rasa hashes every example with all its features for a
    cache that is off here and that a forced training never reads. With 25,000
    examples that is most of the time (docs/adr/0011).
    """
    from rasa.engine.training import graph_trainer, hooks

    class NoFingerprints(hooks.TrainingHook):
        def on_before_node(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
            return {}

        def on_after_node(self, *args: Any, **kwargs: Any) -> None:
            return None

    usual = graph_trainer.TrainingHook
    graph_trainer.TrainingHook = NoFingerprints
    try:
        yield
    finally:
        graph_trainer.TrainingHook = usual


def _train(settings: Settings, digest: str) -> None:
    """Put a new model in place of the old one in one step."""
    target = settings.model.parent
    shutil.move(train_model(settings.export, target, ROOT / "config.yml"), settings.model)
    stamp = settings.model.with_suffix(".json")
    stamp.write_text(json.dumps({"digest": digest}), encoding="utf-8")


def config_for(export: Path, target: Path) -> Path:
    """Write config.yml into a folder with every `export:` naming another export, and return it."""
    text = (ROOT / "config.yml").read_text(encoding="utf-8")
    usual = f"export: {(ROOT / 'var' / 'export' / SIGNALS).relative_to(ROOT)}"
    if usual not in text:
        raise RuntimeError(f"config.yml: no component has `{usual}`; the name is also in bot/publish/train.py")
    path = target / "config.yml"
    path.write_text(text.replace(usual, f"export: {export / SIGNALS}"), encoding="utf-8")
    return path


def train_model(export: Path, target: Path, config: Path) -> Path:
    """Run Rasa's training.

    Args:
        export: what is trained on.
        target: folder for the model.
        config: names the same export.

    Returns:
        The model file.

    Raises:
        RuntimeError: there is no model; the log says why.
    """
    go_without(LEARNING)
    import rasa.model_training

    hush_rasa()
    os.chdir(ROOT)
    with _without_fingerprints():
        result = rasa.model_training.train(
            domain="domain.yml",
            config=str(config),
            training_files=[str(export / EXAMPLES), "data/rules"],
            output=str(target),
            force_training=True,
            fixed_model_name="fresh",
        )
    if result.code != 0 or not result.model:
        raise RuntimeError("training failed: see the messages above")
    return Path(result.model)
