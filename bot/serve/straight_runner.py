"""Runs the components of the model one after the other, in an order found once.

Rasa's own runner has dask find the order anew for every message, and again for
every prediction of an action, and writes all inputs into a log line that nobody
reads (docs/adr/0024). What runs, and on what, is the same.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner

Plan = tuple[tuple[str, tuple[str, ...]], ...]


class StraightRunner(DaskGraphRunner):
    """Rasa's runner without dask."""

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Run what the targets need, each component once.

        Args:
            inputs: values by name, for components that name them as what they need.
            targets: the components whose output is wanted; without any, those of the schema.

        Raises:
            GraphRunError: an input has the name of a component, or a component failed.
        """
        wanted = tuple(targets or self._graph_schema.target_names)
        done: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
        if clash := done.keys() & self._instantiated_nodes.keys():
            raise GraphRunError(f"an input has the name of a component: {', '.join(sorted(clash))}")
        try:
            for name, needs in self._plan(wanted):
                done[name] = self._instantiated_nodes[name](*(done.get(need, need) for need in needs))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return dict(done[name] for name in wanted)

    def _plan(self, targets: tuple[str, ...]) -> Plan:
        """Return components in an order in which each comes after what it needs, with what it needs."""
        plans: dict[tuple[str, ...], Plan] = self.__dict__.setdefault("_plans", {})
        if targets not in plans:
            nodes = self._graph_schema.minimal_graph_schema(list(targets)).nodes
            ordered: dict[str, tuple[str, ...]] = {}

            def add(name: str) -> None:
                if name in nodes and name not in ordered:
                    needs = tuple(nodes[name].needs.values())
                    for need in needs:
                        add(need)
                    ordered[name] = needs

            for target in targets:
                add(target)
            plans[targets] = tuple(ordered.items())
        return plans[targets]


def run_straight() -> None:
    """Have the models that are loaded from now on run by it."""
    import rasa.core.processor

    rasa.core.processor.DaskGraphRunner = StraightRunner
