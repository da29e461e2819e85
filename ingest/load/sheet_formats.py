"""The pieces of a number format: sections, and in them tokens that print themselves or stand for digits."""

from __future__ import annotations

import re
from functools import lru_cache

# One piece of a format: quoted, escaped, space, filler, bracket, general, clock half, letters, digits.
_TOKEN = re.compile(
    r'"[^"]*"?|[\\!].|_.|\*.|\[[^\]]*\]|G/通用格式|General|AM/PM|A/P|上午/下午|y+|m+|d+|h+|s+|a{3,4}|e(?![+-])|E[+-]|.',
    re.I | re.S,
)
_CURRENCY = re.compile(r"^\[\$([^\]-]*)")


@lru_cache(maxsize=512)
def sections(code: str) -> tuple[tuple[str, ...], ...]:
    """The parts of a format (positive; negative; zero; text) as tokens."""
    found: list[list[str]] = [[]]
    for token in _TOKEN.findall(code):
        if token == ";":
            found.append([])
        else:
            found[-1].append(token)
    return tuple(map(tuple, found))


def literal(token: str) -> str | None:
    """What a token prints whatever the number is; None for one that stands for digits."""
    if token[0] == '"':
        return token.strip('"')
    if token[0] in "\\!" and len(token) == 2:
        return token[1]
    if token[0] in "_*" and len(token) == 2:
        return ""
    if token[0] == "[":
        money = _CURRENCY.match(token)
        return money[1] if money else ""
    return None
