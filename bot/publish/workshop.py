"""What a job works with, each behind a small interface so that tests can put a quick one in."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine

from bot.publish.addresses import every_replica
from bot.publish.gate import Limits, read_limits
from bot.publish.measuring import Measurer, RegressionMeasurer
from bot.publish.record import Record, log_only
from bot.publish.replicas import RasaReplicas, Replicas
from bot.publish.train import config_for, train_model
from bot.settings import Settings


class Trainer(Protocol):
    """Makes a model of an export."""

    def train(self, export: Path, model: Path) -> None:
        """Write the model file whole or not at all."""


class RasaTrainer:
    """Trains with Rasa."""

    def train(self, export: Path, model: Path) -> None:
        """Train in a folder aside, then put the file in place."""
        aside = model.with_name("training")
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        fresh = train_model(export, aside, config_for(export, aside))
        fresh.replace(model)
        shutil.rmtree(aside, ignore_errors=True)


@dataclass
class Workshop:
    """Database, disk and tools of a job."""

    engine: Engine
    settings: Settings
    trainer: Trainer = field(default_factory=RasaTrainer)
    measurer: Measurer = field(default_factory=RegressionMeasurer)
    replicas: Replicas | None = None
    limits: Limits = field(default_factory=read_limits)
    record: Record = log_only

    @property
    def served(self) -> Replicas:
        """The replicas, by default those of the settings."""
        return self.replicas or RasaReplicas(every_replica(self.settings.rasa_addresses))
