"""Is the evidence enough? Judged on what the question is about, not on one threshold of one score."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.fusion import Fused
from assistant.records import Query
from assistant.terms import Term, coverage, missing
from ingest.records import Chunk

ORDINAL = re.compile(
    r"第\s*[0-9〇零一二三四五六七八九十百]+\s*[届期批轮次](?!性)|[“\"][^”\"]{2,12}[”\"]"
)
"""第三届, “阳光”: names that evidence must hold to the letter."""
HELD = 0.62
"""Share of the question's weight that evidence must hold to answer on its own words."""
HELD_LITTLE = 0.3
"""The least share that evidence must hold when its meaning is near."""
NEAR = 0.58
"""Cosine of the bundled model from which a passage is near in meaning."""
TELLING = 0.8
"""Weight of a word so rare in the library that evidence without it is about something else."""
UNKNOWN_SHARE = 0.3
"""Share of the question's weight in such words from which the evidence is about something else."""


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
    named = [re.sub(r"\s", "", name) for name in ORDINAL.findall(query.text)]
    if absent := [n for n in named if not any(n.strip('“”"') in c.text for c, _ in evidence)]:
        return Verdict(False, 0.0, 0.0, tuple(absent))
    texts = [chunk.embed_text or chunk.text for chunk, _ in evidence[:3]]
    held = max(coverage(wanted, text, query.text) for text in texts)
    near = max(fused.dense for _, fused in evidence[:3])
    best = max(texts, key=lambda text: coverage(wanted, text, query.text))
    lacking = missing(wanted, best)
    unknown = sum(len(words) * weight for words, weight in lacking if weight >= TELLING)
    total = sum(sum(term.weights) for term in wanted)
    telling = bool(total) and unknown > UNKNOWN_SHARE * total
    enough = held >= HELD and not telling
    if not enough and near >= NEAR and held >= HELD_LITTLE:
        enough = not telling
    return Verdict(enough, held, near, tuple(words for words, _ in lacking if len(words) > 1)[:3])
