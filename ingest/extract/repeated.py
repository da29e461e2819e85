"""Remembers what was read from words that come again and again: the heads and cells of tables."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")

REMEMBERED = 4096
"""Answers kept of each function, the last ones used."""
LONGEST_REMEMBERED = 120
"""Code points of a text whose answer is kept; a longer one hardly comes again."""


def remembered(
    function: Callable[Concatenate[str, Rest], Answer],
) -> Callable[Concatenate[str, Rest], Answer]:
    """Keeps the answers of a function of words alone, so that a head is read once, not once a cell."""
    kept = lru_cache(REMEMBERED)(function)

    @wraps(function)
    def answer(text: str, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Answer:
        if len(text) > LONGEST_REMEMBERED:
            return function(text, *args, **kwargs)
        return kept(text, *args, **kwargs)  # type: ignore[arg-type]

    return answer
