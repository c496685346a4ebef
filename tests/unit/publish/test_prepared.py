"""What was made ready is not made ready again; whatever changes is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.publish.prepared import files_digest, is_prepared, keep_prepared
from bot.settings import Settings
from db.knowledge import raise_version
from db.session import transaction


class OneFolder(Settings):
    """Settings whose export lies with everything else, not where config.yml names it."""

    @property
    def export(self) -> Path:
        """Where the export lies."""
        return Path(self.var_dir) / "export"


def _model(settings: Settings, digest: str) -> None:
    settings.model.parent.mkdir(parents=True, exist_ok=True)
    settings.model.write_bytes(b"model")
    settings.model.with_suffix(".json").write_text(json.dumps({"digest": digest}), encoding="utf-8")


@pytest.fixture
def settings(tmp_path: Path, engine: Engine) -> Settings:
    """Hand out settings of a machine that was made ready."""
    ready = OneFolder(var_dir=str(tmp_path), model_dir=str(tmp_path / "models"))
    _model(ready, "one")
    ready.export.mkdir(parents=True)
    (ready.export / "signals.json").write_text("{}", encoding="utf-8")
    with transaction(engine) as session:
        raise_version(session)
    keep_prepared(engine, ready, "files")
    return ready


def _publish(engine: Engine, _: Settings) -> None:
    with transaction(engine) as session:
        raise_version(session)


CHANGES: list[Callable[[Engine, Settings], None]] = [
    _publish,
    lambda _, settings: _model(settings, "two"),
    lambda _, settings: settings.model.unlink(),
    lambda _, settings: (settings.export / "signals.json").unlink(),
]


def test_it_is_prepared(engine: Engine, settings: Settings) -> None:
    assert is_prepared(engine, settings, "files")
    assert not is_prepared(engine, settings, "other files")


@pytest.mark.parametrize("change", CHANGES, ids=["publish", "another model", "no model", "no export"])
def test_a_change_is_seen(change: Callable[[Engine, Settings], None], engine: Engine, settings: Settings) -> None:
    change(engine, settings)
    assert not is_prepared(engine, settings, "files")


def test_the_digest_of_files_is_that_of_the_project() -> None:
    assert files_digest() == files_digest()
    assert len(files_digest()) == 64
