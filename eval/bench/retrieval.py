"""Which side of retrieval finds the gold passage: lexical alone, dense alone, both as the assistant fuses them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from eval import metrics
from eval.outcomes import Outcome, Passage
from eval.questions import Question
from ingest.settings import Settings

HITS = 10
"""Passages looked at per question."""


def run(questions: Iterable[Question], settings: Settings) -> dict[str, Any]:
    """R@1, R@5 and R@10 (all quotes of one gold alternative) and MRR of the first gold quote, per side.

    Questions without gold and follow-ups, which do not stand alone, are left out.
    """
    from assistant import PolicyAssistant

    asked = [q for q in questions if q.gold and not q.history]
    with PolicyAssistant.open(settings) as assistant:
        store, embedder = assistant.store, assistant.library.embedder
        sources = {d.id: d.source for d in assistant.documents()}

        def passages(found: Iterable[tuple[str, float]]) -> tuple[Passage, ...]:
            chunks = store.chunks([identity for identity, _ in found])
            return tuple(Passage(sources[c.document_id], c.text) for c in chunks)

        def lexical(text: str) -> tuple[Passage, ...]:
            return passages(store.search_lexical(text, HITS))

        def dense(text: str) -> tuple[Passage, ...]:
            return passages(store.search_dense(embedder.embed([text], query=True)[0], HITS))

        def fused(text: str) -> tuple[Passage, ...]:
            hits = assistant.search(text, k=HITS)
            return tuple(Passage(h.source, h.chunk.text) for h in hits)

        sides = {"lexical": lexical, "dense": dense, "fused": fused}
        return {
            "questions": len(asked), "documents": len(sources), "model": embedder.name,
            **{name: _figures(asked, search) for name, search in sides.items()},
        }  # fmt: skip


def _figures(
    questions: list[Question], search: Callable[[str], tuple[Passage, ...]]
) -> dict[str, str]:
    outcomes = [(q, Outcome(q.id, hits=search(q.question))) for q in questions]
    recalls = {
        f"R@{k}": metrics.mean(metrics.hit_at(q, outcome, k) for q, outcome in outcomes)
        for k in (1, 5, HITS)
    }
    recalls["MRR"] = metrics.mean(metrics.reciprocal_rank(q, outcome) for q, outcome in outcomes)
    return {name: str(value) for name, value in recalls.items()}
