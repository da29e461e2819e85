"""Rows of token ids laid end to end, and the arithmetic on them: training batches are cut out of these."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Tokens = NDArray[np.int32]
Tokenize = Callable[[Sequence[str]], "Bags"]
"""Lines → one row of token ids a line."""


@dataclass(frozen=True, slots=True)
class Bags:
    """Rows of tokens laid end to end: row i is ``tokens[offsets[i]:offsets[i + 1]]``."""

    tokens: Tokens
    offsets: Ints

    @property
    def lengths(self) -> Ints:
        """Tokens of each row."""
        return np.diff(self.offsets)

    def rows(self, which: Ints) -> Bags:
        """These rows, in this order."""
        return gather(self.tokens, self.offsets[which], self.lengths[which])


def tokenizer_bags(tokenizer: Any, *, batch: int = 20_000) -> Tokenize:
    """A function from lines to rows of token ids."""

    def tokenize(lines: Sequence[str]) -> Bags:
        parts: list[Tokens] = [np.zeros(0, np.int32)]
        lengths: list[int] = [0]
        for first in range(0, len(lines), batch):
            some = list(lines[first : first + batch])
            encodings = tokenizer.encode_batch_fast(some, add_special_tokens=False)
            lengths += [len(encoding.ids) for encoding in encodings]
            parts.append(np.array([i for e in encodings for i in e.ids], dtype=np.int32))
        return Bags(np.concatenate(parts), np.cumsum(lengths, dtype=np.int64))

    return tokenize


def gather(tokens: Tokens, starts: Ints, lengths: Ints) -> Bags:
    """Rows cut out of a long array of tokens."""
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    where = np.arange(offsets[-1]) + np.repeat(starts - offsets[:-1], lengths)
    return Bags(tokens[where], offsets)


def gather_two(tokens: Tokens, first: tuple[Ints, Ints], second: tuple[Ints, Ints]) -> Bags:
    """Rows made of two cuts each, given as (starts, lengths)."""
    starts = np.stack([first[0], second[0]], axis=1).ravel()
    lengths = np.stack([first[1], second[1]], axis=1).ravel()
    pieces = gather(tokens, starts, lengths)
    return Bags(pieces.tokens, pieces.offsets[::2])


def stack(bags: Sequence[Bags]) -> Bags:
    """Rows of several bags under one another."""
    lengths = np.concatenate([bag.lengths for bag in bags])
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    return Bags(np.concatenate([bag.tokens for bag in bags]), offsets)


def kept(bags: Bags, keep: NDArray[np.bool_]) -> Bags:
    """Without the tokens that are not to be kept; rows may become empty."""
    counts = np.concatenate([np.zeros(1, np.int64), np.cumsum(keep)])
    return Bags(bags.tokens[keep], counts[bags.offsets])
