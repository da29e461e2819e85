"""ragas 0.4 (an optional peer) behind one function: its metrics that need no judge model, on our outcomes.

Its package asks for parts of langchain-community that newer ones no longer have; none of them is used here, so
empty classes stand in for them.
"""

from __future__ import annotations

import asyncio
import sys
import types
import warnings
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata
from importlib.util import find_spec
from typing import Any

MISSING = (
    'ragas is not installed (pip install "edu-policy-assistant[ragas]", best into a virtual environment of '
    "its own)"
)
NEEDS = ("ragas", "rapidfuzz", "sacrebleu", "rouge_score")
GONE = (
    ("langchain_community.chat_models.vertexai", "ChatVertexAI"),
    ("langchain_community.llms.vertexai", "VertexAI"),
    ("langchain_community.llms", "VertexAI"),
)
"""Module and class that ragas imports and does not need."""
ANSWERS: Mapping[str, str] = {
    "exact match": "ExactMatch",
    "string presence": "StringPresence",
    "string similarity": "NonLLMStringSimilarity",
    "rouge-l": "RougeScore",
    "bleu": "BleuScore",
    "chrf": "CHRFScore",
}
"""Name → class of ``ragas.metrics.collections`` that holds a response against a reference."""
CONTEXTS: Mapping[str, tuple[str, str]] = {
    "context recall": ("ragas.metrics._context_recall", "NonLLMContextRecall"),
    "context precision": (
        "ragas.metrics._context_precision",
        "NonLLMContextPrecisionWithReference",
    ),
}
"""Name → module and class that hold retrieved passages against reference passages."""
QUOTED = "quoted spans"
DEPTH = 5
"""Passages that the context metrics see, as our recall@5 does."""

Row = Mapping[str, Any]
"""A row as ``eval.formats.export.ragas_row`` makes it."""


def missing() -> str:
    """Why it cannot be used here; nothing where it can."""
    gone = [name for name in NEEDS if find_spec(name) is None]
    return MISSING if gone else ""


def version() -> str:
    """The installed version."""
    return f"ragas {metadata.version('ragas')}"


class Ragas:
    """Its metrics, made once."""

    def __init__(self) -> None:
        _stand_in()
        warnings.filterwarnings("ignore", module="ragas")
        from importlib import import_module

        home = import_module("ragas.metrics.collections")
        self._answers = {name: getattr(home, kind)() for name, kind in ANSWERS.items()}
        self._quoted = home.QuotedSpansAlignment()
        self._contexts = {n: getattr(import_module(m), kind)() for n, (m, kind) in CONTEXTS.items()}
        self._sample = import_module("ragas.dataset_schema").SingleTurnSample

    def means(self, rows: Iterable[Row]) -> dict[str, float]:
        """Metric → mean over the rows that it says something about."""
        found = asyncio.run(self._all(tuple(rows)))
        names = dict.fromkeys(name for scores in found for name in scores)
        return {name: _mean([s[name] for s in found if name in s]) for name in names}

    async def _all(self, rows: Sequence[Row]) -> list[dict[str, float]]:
        return [await self._one(row) for row in rows]

    async def _one(self, row: Row) -> dict[str, float]:
        said, contexts = row["response"], row["retrieved_contexts"][:DEPTH]
        found: dict[str, float] = {}
        if row["reference"] and said:
            for name, metric in self._answers.items():
                scored = await metric.ascore(reference=row["reference"], response=said)
                found[name] = float(scored.value)
        if said and contexts:
            spans = await self._quoted.ascore(response=said, retrieved_contexts=contexts)
            found[QUOTED] = float(spans.value)
        if row["reference_contexts"] and contexts:
            sample = self._sample(
                user_input=row["user_input"],
                retrieved_contexts=contexts,
                reference_contexts=row["reference_contexts"],
            )
            for name, metric in self._contexts.items():
                found[name] = float(await metric.single_turn_ascore(sample))
        return found


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 3)


def _stand_in() -> None:
    """Puts empty classes where ragas looks for parts that are gone."""
    for name, kind in GONE:
        try:
            module: Any = __import__(name, fromlist=[kind])
        except ImportError:
            module = sys.modules.setdefault(name, types.ModuleType(name))
        if not hasattr(module, kind):
            setattr(module, kind, type(kind, (), {}))
