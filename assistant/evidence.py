"""Is the evidence enough? Judged on what the question is about, not on one threshold of one score."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.fusion import Fused
from assistant.records import Query
from assistant.terms import Term, content, coverage, missing
from ingest.records import Chunk

HELD = 0.62
"""Share of the question's weight that evidence must hold to answer on its own words."""
HELD_LITTLE = 0.3
"""The least share that evidence must hold when its meaning is near."""
NEAR = 0.58
"""Cosine of the bundled model from which a passage is near in meaning."""
TELLING = 0.8
"""Weight of a term so rare in the library that evidence without it is about something else."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Enough or not; ``lacking`` are the question's words that the evidence does not hold."""

    enough: bool
    held: float
    near: float
    lacking: tuple[str, ...] = ()


def judge(query: Query, wanted: Sequence[Term], evidence: Sequence[tuple[Chunk, Fused]]) -> Verdict:
    """Weighs the best passages together with their headings and titles."""
    if not evidence:
        return Verdict(False, 0.0, 0.0)
    texts = [chunk.embed_text or chunk.text for chunk, _ in evidence[:3]]
    held = max(coverage(wanted, text, query.text) for text in texts)
    near = max(fused.dense for _, fused in evidence[:3])
    best = max(texts, key=lambda text: coverage(wanted, text, query.text))
    lacking = missing(wanted, best, query.text)
    telling = [t for t in lacking if t.weight >= TELLING]
    enough = held >= HELD and not _all_unknown(telling, wanted)
    if not enough and near >= NEAR and held >= HELD_LITTLE:
        enough = len(telling) <= 1
    return Verdict(enough, held, near, _words(query, lacking))


def _all_unknown(telling: Sequence[Term], wanted: Sequence[Term]) -> bool:
    """More than a third of the question's weight lies in words no passage of the library holds."""
    total = sum(t.weight for t in wanted)
    return bool(total) and sum(t.weight for t in telling) > total / 3


def _words(query: Query, lacking: Sequence[Term]) -> tuple[str, ...]:
    """The question's words around the lacking pairs, to name them in a refusal."""
    runs = re.split(r"\s+", content(query.text))
    pairs = {t.text for t in lacking}
    named = [run for run in runs if any(pair in run for pair in pairs)]
    return tuple(dict.fromkeys(named))[:3]
