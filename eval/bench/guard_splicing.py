"""The pieces that changes of a sentence are made of: where words stand, and a sentence with others in their place."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pool:
    """What a change may take from elsewhere: places of other documents."""

    places: tuple[str, ...]


Change = Callable[[str, random.Random, Pool], str | None]


HAN = "一二三四五六七八九"
"""One to nine."""


def spliced(text: str, start: int, end: int, new: str) -> str:
    """The text with other words between two offsets."""
    return text[:start] + new + text[end:]


def one_of(text: str, table: Sequence[tuple[str, str]], chance: random.Random) -> str | None:
    """One entry of a table that fits, at one of its places; longer words hide shorter ones inside them."""
    return near(text, table, [(0, len(text))], chance)


def near(
    text: str, table: Sequence[tuple[str, str]], spans: Sequence[tuple[int, int]], chance: random.Random,
) -> str | None:  # fmt: skip
    """The same, only at places within one of the spans (half-open code points)."""
    spots = [
        (m.start(), m.end(), new) for old, new in table for m in re.finditer(re.escape(old), text)
        if any(a <= m.start() and m.end() <= b for a, b in spans)
    ]  # fmt: skip
    spots = [
        s for s in spots if not any(o[0] <= s[0] and s[1] <= o[1] and o[:2] != s[:2] for o in spots)
    ]
    return spliced(text, *chance.choice(spots)) if spots else None


def exchanged(text: str, a: tuple[int, int], b: tuple[int, int]) -> str:
    """The text with the words of two spans in each other's place; ``a`` stands first."""
    first, second = text[slice(*a)], text[slice(*b)]
    return text[: a[0]] + second + text[a[1] : b[0]] + first + text[b[1] :]
