"""The best candidates of a search put in order by what question and passage share: words, everyday words for those
of documents, the form asked for.

A linear model whose weights lie beside the code (``ordering.json``), fitted on the dev questions of several libraries
by ``python -m eval calibrate --passages``. What the fusion scored is one of its signals, so that what the question
singles out stays ahead.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.asked import SAYS_WHO, read_asked
from assistant.explained import Explained
from assistant.fusion import Fused, z_scores
from assistant.terms import coverage, terms
from ingest.errors import EmbeddingError

if TYPE_CHECKING:
    from assistant.library import Library
    from assistant.records import Query
    from ingest.records import Chunk

FILE = Path(__file__).with_name("ordering.json")
TOP = 30
"""Candidates that are looked at: more were of no use, and each costs time."""

Rows = list[dict[str, float]]


@functools.cache
def weights() -> Mapping[str, float]:
    """What each signal counts, in standard deviations of the fused score."""
    return {name: float(value) for name, value in json.loads(FILE.read_text("utf-8")).items()}


def ordered(
    library: Library, query: Query, words: str, found: list[Fused], chunks: Mapping[str, Chunk]
) -> list[Fused]:
    """The same candidates, the first ``TOP`` of them in a new order; the best one has the score that the best one
    had, and those behind ``TOP`` stay behind.

    Args:
        words: The question without what chose its documents.
        found: Best first; ``chunks`` are theirs, by id.
    """
    top, rest = found[:TOP], found[TOP:]
    if len(top) < 2:
        return found
    try:
        rows = signals(library, query, words, found, chunks)
    except EmbeddingError:  # the bundled model is damaged, and another one is in use
        return found
    known = weights()
    scores = np.array([sum(w * row[name] for name, w in known.items()) for row in rows])
    scores += top[0].score - scores.max()
    order = np.argsort(-scores, kind="stable")
    best = [replace(top[n], score=float(scores[n])) for n in order]
    lower = max(0.0, rest[0].score - best[-1].score) if rest else 0.0
    return best + [replace(f, score=f.score - lower) for f in rest]


def signals(
    library: Library, query: Query, words: str, found: Sequence[Fused], chunks: Mapping[str, Chunk]
) -> Rows:
    """One mapping, name → value, for each of the first ``TOP``.

    Raises:
        EmbeddingError: the bundled model, or the table of translation, cannot be read.
    """
    top = found[:TOP]
    texts = [chunks[f.chunk_id].embed_text or chunks[f.chunk_id].text for f in top]
    dense = z_scores([f.dense for f in found])
    wanted = terms(words, library.vocabulary)
    explained = Explained(words).of(texts)
    forms = _forms(query, [chunks[f.chunk_id].text for f in top])
    return [
        {
            "fused": one.score - top[0].score,
            "dense": float(dense[n]),
            "words": coverage(wanted, texts[n], query.text),
            **forms[n],
            **explained[n],
        }
        for n, one in enumerate(top)
    ]


def _forms(query: Query, texts: Sequence[str]) -> Rows:
    """Does each text hold the form asked for: 1, or -1; 0 where none is asked for?"""
    asked = read_asked(query)

    def sign(wanted: bool, held: bool) -> float:
        return (1.0 if held else -1.0) if wanted else 0.0

    return [
        {
            "value": sign(asked.value, asked.value and asked.has_value(text)),
            "who": sign(asked.who, bool(SAYS_WHO.search(text))),
        }
        for text in texts
    ]
