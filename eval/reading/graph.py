"""Writes a trained reader as an ONNX graph with eight-bit weights, as ``ingest.reranking.bundled`` reads it.

Weights are quantised a column, activations as they come (``DynamicQuantizeLinear``); word vectors a row. The numbers of
the graph are: tokens ``input_ids`` [pairs, tokens] and ``attention_mask`` of the same shape in, one logit a pair out.
Needs the package onnx (``pip install onnx``), which running a reader does not.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from eval.reading.model import Reader

OPSET = 20
Numbers = NDArray[np.float32]


class Graph:
    """Nodes and weights as they are added; every method gives the name of what it computes."""

    def __init__(self) -> None:
        from onnx import helper, numpy_helper

        self._helper, self._numpy = helper, numpy_helper
        self.nodes: list[Any] = []
        self.weights: list[Any] = []

    def constant(self, value: NDArray[Any]) -> str:
        """A weight."""
        name = f"w{len(self.weights)}"
        self.weights.append(self._numpy.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, *inputs: str, outputs: int = 1, **settings: Any) -> list[str]:
        """A node with several results."""
        names = [f"n{len(self.nodes)}_{n}" for n in range(outputs)]
        self.nodes.append(self._helper.make_node(kind, list(inputs), names, **settings))
        return names

    def one(self, kind: str, *inputs: str, **settings: Any) -> str:
        """A node with one result."""
        return self.node(kind, *inputs, **settings)[0]

    def linear(self, x: str, weight: Numbers, bias: Numbers) -> str:
        """``x`` times the transposed ``weight`` [outputs, inputs], in eight bits, plus ``bias``."""
        scale = np.maximum(np.abs(weight).max(1), 1e-8) / 127
        small = np.rint(weight / scale[:, None]).astype(np.int8)
        quantised, x_scale, x_zero = self.node("DynamicQuantizeLinear", x, outputs=3)
        product = self.one(
            "MatMulInteger",
            quantised,
            self.constant(small.T),
            x_zero,
            self.constant(np.array(0, np.int8)),
        )
        whole = self.one("Mul", x_scale, self.constant(scale.astype(np.float32)))
        return self.one(
            "Add", self.one("Mul", self.one("Cast", product, to=1), whole), self.constant(bias)
        )

    def norm(self, x: str, weight: Numbers, bias: Numbers, epsilon: float) -> str:
        """Layer normalisation over the last axis."""
        return self.one(
            "LayerNormalization", x, self.constant(weight), self.constant(bias), epsilon=epsilon
        )

    def words(self, ids: str, table: Numbers) -> str:
        """The vectors of the tokens; the table in eight bits a row."""
        scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
        small = self.constant(np.rint(table / scale).astype(np.int8))
        rows = self.one("Cast", self.one("Gather", small, ids), to=1)
        return self.one(
            "Mul", rows, self.one("Gather", self.constant(scale.astype(np.float32)), ids)
        )

    def save(self, path: Path, output: str) -> None:
        """Writes the graph; ``output`` is the name of the logits."""
        import onnx

        info = self._helper.make_tensor_value_info
        inputs = [info(n, 7, ["pairs", "tokens"]) for n in ("input_ids", "attention_mask")]
        self.nodes.append(self._helper.make_node("Identity", [output], ["logits"]))
        graph = self._helper.make_graph(
            self.nodes, "reader", inputs, [info("logits", 1, ["pairs"])], self.weights
        )
        model = self._helper.make_model(
            graph, opset_imports=[self._helper.make_opsetid("", OPSET)], ir_version=10
        )
        onnx.checker.check_model(model)
        path.write_bytes(model.SerializeToString())


def write_graph(reader: Reader, path: Path) -> None:
    """The whole reader: word vectors, layers, head."""
    weights = {n: p.detach().numpy().astype(np.float32) for n, p in reader.named_parameters()}
    encoder, heads = reader.encoder, reader.encoder.heads
    g = Graph()
    positions = _positions(g, weights["encoder.position.weight"])
    kind = weights["encoder.kind"]
    x = g.one("Add", g.words("input_ids", weights["encoder.word.weight"]), positions)
    x = g.norm(g.one("Add", x, g.constant(kind)), *_pair(weights, "encoder.norm"), encoder.epsilon)
    mask = g.one("Cast", "attention_mask", to=1)
    unseen = g.one(
        "Mul",
        g.one("Sub", g.constant(np.array(1, np.float32)), mask),
        g.constant(np.array(-1e4, np.float32)),
    )
    hidden = g.one("Unsqueeze", unseen, g.constant(np.array([1, 2], np.int64)))
    for n in range(len(encoder.layers)):
        x = _layer(g, x, hidden, weights, f"encoder.layers.{n}", heads, encoder.epsilon)
    told = g.one("Unsqueeze", mask, g.constant(np.array([2], np.int64)))
    axis = g.constant(np.array([1], np.int64))
    total = g.one("ReduceSum", g.one("Mul", x, told), axis, keepdims=0)
    pooled = g.one("Div", total, g.one("ReduceSum", told, axis, keepdims=0))
    deep = g.one("Tanh", _exact(g, pooled, *_pair(weights, "deep")))
    score = _exact(g, deep, *_pair(weights, "score"))
    g.save(path, g.one("Squeeze", score, g.constant(np.array([1], np.int64))))


def _layer(
    g: Graph, x: str, hidden: str, weights: dict[str, Numbers], of: str, heads: int, epsilon: float
) -> str:
    """Attention and feed-forward, each with its residual and norm (BERT)."""
    width = weights[f"{of}.asks.weight"].shape[0]
    split = g.constant(np.array([0, 0, heads, width // heads], np.int64))

    def part(name: str, order: list[int]) -> str:
        made = g.linear(x, *_pair(weights, f"{of}.{name}"))
        return g.one("Transpose", g.one("Reshape", made, split), perm=order)

    asks, held, told = (
        part("asks", [0, 2, 1, 3]),
        part("held", [0, 2, 3, 1]),
        part("told", [0, 2, 1, 3]),
    )
    scaled = g.one("Mul", asks, g.constant(np.array((width / heads) ** -0.5, np.float32)))
    weight = g.one("Softmax", g.one("Add", g.one("MatMul", scaled, held), hidden), axis=-1)
    seen = g.one("Transpose", g.one("MatMul", weight, told), perm=[0, 2, 1, 3])
    joined = g.one("Reshape", seen, g.constant(np.array([0, 0, width], np.int64)))
    x = g.one("Add", x, g.linear(joined, *_pair(weights, f"{of}.gives")))
    x = g.norm(x, *_pair(weights, f"{of}.norm"), epsilon)
    wide = g.one("Gelu", g.linear(x, *_pair(weights, f"{of}.widens")))
    x = g.one("Add", x, g.linear(wide, *_pair(weights, f"{of}.narrows")))
    return g.norm(x, *_pair(weights, f"{of}.last_norm"), epsilon)


def _positions(g: Graph, table: Numbers) -> str:
    """The vectors of the places up to the number of tokens."""
    count = g.one(
        "Slice", g.one("Shape", "input_ids"), *(g.constant(np.array([n], np.int64)) for n in (1, 2))
    )
    start, axis = g.constant(np.array([0], np.int64)), g.constant(np.array([0], np.int64))
    return g.one("Slice", g.constant(table), start, count, axis)


def _exact(g: Graph, x: str, weight: Numbers, bias: Numbers) -> str:
    return g.one("Gemm", x, g.constant(weight), g.constant(bias), transB=1)


def _pair(weights: dict[str, Numbers], of: str) -> tuple[Numbers, Numbers]:
    return weights[f"{of}.weight"], weights[f"{of}.bias"]
