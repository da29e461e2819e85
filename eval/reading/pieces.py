"""Which pieces of the base's tokenizer are kept: those that Chinese text and the questions of this project use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from eval.reading.base import SPECIAL, Base

RARE = 4
"""A piece that is used less often is left out."""
ALONE = re.compile(r"[\x20-\x7e一-鿿　-〿＀-￯]")
"""A character that is kept however rare it is, so that any text can be read."""
BATCH = 2_000


def kept_pieces(base: Base, texts: Iterable[str]) -> list[int]:
    """Numbers of the pieces kept, in their order; the special ones are the first."""
    everything = base.tokenizer(range(len(base.pieces)))
    used: Counter[int] = Counter()
    waiting: list[str] = []
    for text in texts:
        waiting.append(text)
        if len(waiting) == BATCH:
            _count(everything, waiting, used)
            waiting = []
    _count(everything, waiting, used)
    return [
        n for n, piece in enumerate(base.pieces)
        if n < len(SPECIAL) or used[n] >= RARE or piece == "▁" or ALONE.fullmatch(piece)
    ]  # fmt: skip


def _count(everything: object, texts: list[str], used: Counter[int]) -> None:
    from tokenizers import Tokenizer

    assert isinstance(everything, Tokenizer)
    for one in everything.encode_batch(texts, add_special_tokens=False):
        used.update(one.ids)
