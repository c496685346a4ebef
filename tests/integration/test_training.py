"""Training happens if and only if something changed that the model depends on."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.publish.export import export
from bot.publish.train import code_digest, model_digest, train_if_needed
from bot.settings import Settings
from db.loader import load_content
from db.migrate import migrate
from db.models import Example, Hotline, Script, ScriptSignal, Signal
from db.session import make_engine, transaction
from tests.conftest import ROOT, System, prepare_system

PARTS = ("config.yml", "domain.yml", "requirements.lock", "data", "bot")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of what the model depends on, and of more."""
    ignore = shutil.ignore_patterns("__pycache__", "edge", "nlu.pyc")
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=ignore)
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


@pytest.fixture(scope="module")
def settings(system: System) -> Settings:
    """Return the settings of the running system, brought up to date this moment."""
    prepare_system(system.environment)
    return Settings(var_dir=system.environment["VAR_DIR"])


def test_nothing_changed_nothing_trained(settings: Settings) -> None:
    engine = make_engine(settings.database)
    before = settings.model.stat().st_mtime_ns
    assert train_if_needed(settings, engine) is False
    assert settings.model.stat().st_mtime_ns == before
    engine.dispose()


def test_a_copy_elsewhere_makes_the_same_model(copy: Path) -> None:
    assert code_digest(copy) == code_digest(ROOT)


@pytest.mark.parametrize(
    "path",
    ["config.yml", "domain.yml", "data/rules/scam.yml", "bot/nlu/stages.py", "bot/text/mask.py",
     "bot/triage/typicality.py"],
)  # fmt: skip
def test_the_model_depends_on(path: str, copy: Path) -> None:
    with (copy / path).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert code_digest(copy) != code_digest(ROOT)
    assert model_digest("same export", copy) != model_digest("same export")


@pytest.mark.parametrize(("package", "other"), [("numpy", True), ("rasa", True), ("ruff", False)])
def test_the_model_depends_on_the_packages_it_is_made_with(package: str, other: bool, copy: Path) -> None:
    lock = copy / "requirements.lock"
    changed = re.sub(rf"^{package}==\S+", f"{package}==0.0.1", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    lock.write_text(changed, encoding="utf-8")
    assert (code_digest(copy) != code_digest(ROOT)) is other


def test_the_model_does_not_depend_on_how_replies_are_worded(copy: Path) -> None:
    with (copy / "bot/reply/verdict.py").open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert code_digest(copy) == code_digest(ROOT)


def test_the_export_follows_signals_and_examples_but_not_words(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'assistant.db'}")
    migrate(engine)
    load_content(engine)
    before = export(engine, tmp_path / "export")
    assert export(engine, tmp_path / "export") == before
    with transaction(engine) as session:
        session.get_one(Hotline, "110").name = "报警电话"
        session.get_one(Script, "brushing_prepay").summary = "换一句话"
    assert export(engine, tmp_path / "export") == before
    with transaction(engine) as session:
        signal = session.scalars(select(Signal).limit(1)).one()
        signal.patterns = [*signal.patterns, "新出现的说法"]
    patterns = export(engine, tmp_path / "export")
    with transaction(engine) as session:
        session.scalars(select(ScriptSignal).limit(1)).one().weight = 0.123
    weights = export(engine, tmp_path / "export")
    with transaction(engine) as session:
        session.scalars(select(Example).limit(1)).one().retired = True
    retired = export(engine, tmp_path / "export")
    assert len({before, patterns, weights, retired}) == 4
    assert model_digest(patterns) != model_digest(before)
    engine.dispose()
