"""Where a document is at home whose metadata tell no place: minutes, budgets, handbooks that name their county in
their first lines alone. Without it a question about that county would pass them by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from assistant.place_names import short_place
from assistant.provinces import is_national
from assistant.regions import NOT_PLACES

if TYPE_CHECKING:
    from ingest.records import Metadata

HEAD = 200
"""Code points at the beginning of a text in which a document says whose it is."""
SAID = 2
"""How often a text must say a name that no other document of the library is of."""
OWN = re.compile(
    r"(?:^|[\s_《（(“\"])(?![各全本我该])([一-鿿]{2,4}?[省市县区州旗])"
    r"(?=人民政府|政府|教育|教体|教委|财政|发展和?改革|人力资源|卫生健康|[一二三]中|\d)",
    re.M,
)
"""A name with its rank where a document says whose it is: at the head of a line, before an office."""


def home(metadata: Metadata, text: str, places: Iterable[str]) -> str:
    """The place of a document: its own, else the one its title or its first lines say; empty for the country's.

    Args:
        places: Those of the library's other documents, as they are written there.
    """
    if metadata.place or (metadata.issuer and is_national(metadata)):
        return metadata.place
    head = f"{metadata.title}\n{text[:HEAD]}"
    said = {place: at for place in places if (at := _first(place, head)) >= 0}
    if said:
        return min(said, key=lambda place: (said[place], -len(place)))
    own = (name for name in OWN.findall(head) if not NOT_PLACES.fullmatch(name))
    return next((name for name in own if text.count(name) >= SAID), "")


def _first(place: str, head: str) -> int:
    """Where a text says a place first, with its rank or as people say it; -1 where it does not."""
    found = (head.find(name) for name in (place, short_place(place)) if name)
    return min((at for at in found if at >= 0), default=-1)
