"""How documents are called side by side: by place where that tells them apart, else by title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.place_names import ranks
from assistant.provinces import NATION, is_national
from assistant.regions import PROVINCES
from ingest.records import quoted

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument

IN_TITLE = re.compile(rf"(?:{'|'.join(sorted(PROVINCES))})(?:省|市|(?:壮族|回族|维吾尔)?自治区)")
"""A province in a title, where the document's place is not known."""


def labels(documents: Sequence[StoredDocument]) -> dict[str, str]:
    """By document id: the place, where no other of them is of it, else the title."""
    places = [place_name(document) for document in documents]
    last = [(ranks(place) or ("",))[-1] for place in places]  # 青禾区 is 澄州市青禾区
    return {
        document.id: place if own and last.count(own) == 1 else title(document)
        for document, place, own in zip(documents, places, last, strict=True)
    }


def place_name(document: StoredDocument) -> str:
    """The place of a document as it is said beside others; 全国 for the country, empty where it has none."""
    m = document.metadata
    said = IN_TITLE.search(m.title)
    return m.place or (NATION if is_national(m) else said.group() if said else "")


def title(document: StoredDocument) -> str:
    """The title of a document in 《》, its file name where it has none."""
    return quoted(document.metadata.title or document.source)


def issued(document: StoredDocument) -> str:
    """When a document was issued, in brackets; empty where that is not known."""
    day = document.metadata.issued
    if day is None or day.year is None:
        return ""
    parts = (
        f"{day.year}年",
        f"{day.month}月" if day.month else "",
        f"{day.day}日" if day.day else "",
    )
    return f"（{''.join(parts)}）"
