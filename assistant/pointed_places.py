"""The two places that a later question points to by their number: 这两个县加起来多少 after one was asked of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

POINTS = re.compile(
    r"(?:这|那|上面|前面)(?:两|二|2)个?(?:县区|区县|[省市区县州](?!直|级|属)|地方|地区)"
)
"""这两个区, 那两个地方."""
TWO = 2


def with_places(
    question: str, turns: Sequence[str], places_of: Callable[[str], Sequence[str]]
) -> str:
    """The question with the two places that the turns before asked of by their names; as it is where they are not two.

    Args:
        turns: What the person asked before, in order.
    """
    found = POINTS.search(question)
    if found is None:
        return question
    named = [place for turn in turns for place in places_of(turn)]
    places = list(dict.fromkeys(reversed(named)))[:TWO]
    if len(places) < TWO or any(place in question for place in places):
        return question
    said = "和".join(reversed(places))
    return f"{question[: found.start()]}{said}{question[found.end() :]}"
