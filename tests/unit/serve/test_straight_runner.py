"""Our runner gives what Rasa's own gives, from the same graph."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.exceptions import GraphComponentException, GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.serve.straight_runner import StraightRunner

RAN: list[str] = []


class Adding(GraphComponent):
    """Adds its own number to what it is given."""

    def __init__(self, config: dict[str, Any]) -> None:
        """Keep the number."""
        self._own = config["own"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Adding:
        """Make one."""
        return cls(config)

    def add(self, one: int, other: int = 0) -> int:
        """Add."""
        RAN.append(str(self._own))
        if one < 0:
            raise ValueError("negative")
        return int(self._own + one + other)


def node(own: int, **needs: str) -> SchemaNode:
    return SchemaNode(needs=needs, uses=Adding, constructor_name="create", fn="add", config={"own": own}, eager=True)


# the last is needed by nobody, and the first two come after what they need
SCHEMA = GraphSchema(
    {
        "sum": node(1000, one="left", other="right"),
        "left": node(100, one="start"),
        "right": node(10, one="start", other="left"),
        "start": node(1, one="__given__"),
        "aside": node(7, one="start"),
    }
)


def made(runner: type[DaskGraphRunner], folder: Path) -> DaskGraphRunner:
    RAN.clear()
    return runner.create(SCHEMA, LocalModelStorage(folder), ExecutionContext(SCHEMA))


@pytest.mark.parametrize("targets", [["sum"], ["left"], ["right", "left"], ["aside", "sum"]])
def test_it_gives_what_rasas_runner_gives(targets: list[str], tmp_path: Path) -> None:
    results, calls = [], []
    for runner in (DaskGraphRunner, StraightRunner):
        results.append(made(runner, tmp_path).run({"__given__": 5}, targets))
        calls.append(sorted(RAN))
    assert results[0] == results[1]
    assert calls[0] == calls[1]  # nothing is run twice, and nothing that is not needed


def test_it_runs_again_on_other_inputs(tmp_path: Path) -> None:
    runner = made(StraightRunner, tmp_path)
    assert [runner.run({"__given__": given}, ["start"])["start"] for given in (5, 6)] == [6, 7]


@pytest.mark.parametrize("inputs", [{}, {"__given__": -1}])
def test_it_fails_as_rasas_runner_does(inputs: dict[str, Any], tmp_path: Path) -> None:
    errors = []
    for runner in (DaskGraphRunner, StraightRunner):
        with pytest.raises((GraphRunError, GraphComponentException)) as raised:
            made(runner, tmp_path).run(inputs, ["left"])
        errors.append(raised.type)
    assert errors[0] is errors[1]


def test_no_input_stands_in_for_a_component(tmp_path: Path) -> None:
    # the attack: an input named like a component would be taken for its output
    with pytest.raises(GraphRunError, match="left"):
        made(StraightRunner, tmp_path).run({"__given__": 5, "left": 1}, ["sum"])
