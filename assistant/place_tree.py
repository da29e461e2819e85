"""Which city a district lies in, as the library's own documents tell it: 青禾区 of 澄州市."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

from assistant.place_names import ranks

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument
    from ingest.store.store import Store

CITY = re.compile(r"[一-鿿]{2,8}(?:市|自治州|地区|盟)$")
DISTRICT = re.compile(r"[一-鿿]{1,10}(?:(?<!自治)区|县|旗)$")
"""A county-level city is left out: its name does not show that it lies in another."""
PASSAGES = 60
"""Passages that name the district, the best by its name."""
FEWEST = 2
"""Passages of one city that must name it: a report also tells of one visit to another city."""


def city_of(place: str, documents: Collection[StoredDocument], store: Store) -> str:
    """The city whose documents name a district in the most passages; empty where none or several do."""
    if len(ranks(place)) != 1 or not DISTRICT.match(place):
        return ""
    cities = {d.id: d.metadata.place for d in documents if _is_city(d.metadata.place)}
    found = [i for i, _ in store.search_lexical(place, PASSAGES, documents=list(cities))]
    naming = [c for c in store.chunks(found) if place in c.text] if cities else []
    most = Counter(cities[c.document_id] for c in naming).most_common(2)
    alone = len(most) == 1 or (len(most) == 2 and most[0][1] > most[1][1])
    return most[0][0] if alone and most[0][1] >= FEWEST else ""


def _is_city(place: str) -> bool:
    return len(ranks(place)) == 1 and bool(CITY.match(place))
