"""Makes training questions uneven, so that the pieces of a word and a question with a slip are known too.

A word is now and then cut into smaller pieces of the vocabulary (subword regularisation, Kudo 2018), and
a piece of what was cut is now and then lost, as a slip of the keyboard would have it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ingest.embedding.bags import Bags, Tokens, kept


@dataclass(frozen=True, slots=True)
class Splits:
    """For each piece of the vocabulary the two pieces it is cut into; -1 where it cannot be cut."""

    left: Tokens
    right: Tokens


def splits(scores: Mapping[str, float], ids: Mapping[str, int]) -> Splits:
    """The likeliest cut in two of each piece; ``scores`` are log frequencies."""
    left = np.full(len(ids), -1, np.int32)
    right = left.copy()
    for piece, identity in ids.items():
        cuts = [
            (scores[a] + scores[b], ids[a], ids[b])
            for at in range(1, len(piece))
            if (a := piece[:at]) in scores and (b := piece[at:]) in scores
        ]
        if cuts:
            _, left[identity], right[identity] = max(cuts)
    return Splits(left, right)


def cut(bags: Bags, pieces: Splits, share: float, random: np.random.Generator) -> Bags:
    """Cuts ``share`` of the tokens that can be cut in two."""
    chosen = (random.random(len(bags.tokens)) < share) & (pieces.left[bags.tokens] >= 0)
    counts = 1 + chosen.astype(np.int64)
    ends = np.cumsum(counts)
    tokens = np.repeat(bags.tokens, counts)
    second = ends[chosen] - 1
    tokens[second - 1] = pieces.left[bags.tokens[chosen]]
    tokens[second] = pieces.right[bags.tokens[chosen]]
    return Bags(tokens, np.concatenate([np.zeros(1, np.int64), ends])[bags.offsets])


def drop(bags: Bags, share: float, random: np.random.Generator, *, least: int = 2) -> Bags:
    """Loses ``share`` of the tokens of rows that have more than ``least``."""
    long = np.repeat(bags.lengths > least, bags.lengths)
    return kept(bags, ~(long & (random.random(len(bags.tokens)) < share)))
