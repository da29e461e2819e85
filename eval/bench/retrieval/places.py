"""The hard case for citing the right document: notices of many places with nearly the same text.

Found in a library by the headings that they share; the question names the place and the heading.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from eval.bench.retrieval.known_items import (
    MOST,
    TELLING,
    Placed,
    as_asked,
    picked,
    placed_sections,
)
from eval.bench.retrieval.records import AskedSet
from eval.bench.retrieval.shelf import Shelf

ALIKE = 3
"""Headings that two documents share to be nearly the same."""
PLACES = 3
"""Places whose documents have a heading, for it to be asked about."""
RANK = re.compile(r"(?<=..)(?:省|市|县|(?<!特)区|(?:壮族|回族|维吾尔)?自治区)$")
"""What people leave out of a place's name."""


def place_set(shelf: Shelf) -> AskedSet:
    """A place and a heading that the notices of several places have, in full and as people say it."""
    telling = list(_telling(shelf))
    family = _family(telling)
    places: dict[str, set[str]] = defaultdict(set)
    for placed in telling:
        if placed.document_id in family:
            places[placed.section.title].add(placed.place)
    questions: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    for placed in telling:  # any document of the place answers, one outside the family too
        if (
            placed.place in places[placed.section.title]
            and len(places[placed.section.title]) >= PLACES
        ):
            for tag, text in _forms(placed.place, placed.section.title):
                questions[tag, text].append(placed)
    items = [as_asked("place", text, some, tag) for (tag, text), some in questions.items()]
    return AskedSet("place", picked(items, MOST))


def _telling(shelf: Shelf) -> Iterator[Placed]:
    for placed in placed_sections(shelf, "heading"):
        if placed.place and TELLING.fullmatch(placed.section.title):
            yield placed


def _family(sections: Iterable[Placed]) -> set[str]:
    """Documents that share headings with one of another place."""
    headings: dict[tuple[str, str], set[str]] = defaultdict(set)
    for placed in sections:
        headings[placed.document_id, placed.place].add(placed.section.title)
    family: set[str] = set()
    for (one, here), (other, there) in combinations(headings, 2):
        if here != there and len(headings[one, here] & headings[other, there]) >= ALIKE:
            family |= {one, other}
    return family


def _forms(place: str, topic: str) -> Iterator[tuple[str, str]]:
    yield "full", f"{place}{topic}"
    yield "short", f"{said_place(place)}的{topic}"


def said_place(place: str) -> str:
    """A place as people say it: 信阳 for 信阳市."""
    return RANK.sub("", place)
