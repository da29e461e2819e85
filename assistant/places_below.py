"""The places that lie in the one a question names, where it asks which of them: 河南哪些市, 青禾区哪几个镇."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.place_names import short_place
from assistant.provinces import province_of
from assistant.regions import PROVINCES

ASKS_BELOW = re.compile(
    r"(?:哪些|哪几个|几个|多少个?)(?:地级|县级)?(?:市(?!场|级|民|直)|县(?!级|域)|区(?!域|别)|州)"
)
"""Cities, counties or districts asked for."""


def places_below(text: str, places: Sequence[str], held: Iterable[str]) -> tuple[str, ...]:
    """The held places within the one place named where the question asks which cities or counties; else ``places``."""
    if len(places) != 1 or not ASKS_BELOW.search(text):
        return tuple(places)
    upper = places[0]
    return tuple(dict.fromkeys(p for p in held if p and _within(p, upper))) or tuple(places)


def _within(place: str, upper: str) -> bool:
    """Does a place lie in another, by its name or by the table of provinces?"""
    if place == upper:
        return False
    short = short_place(upper) or upper
    return place.startswith(upper) or (short in PROVINCES and province_of(place) == short)
