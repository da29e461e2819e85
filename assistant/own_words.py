"""A question in words that documents can hold: without the short names by which people call a document or a school."""

from __future__ import annotations

import re

from assistant.library import Library
from assistant.records import Query

AROUND = r"(?:^在|(?<=[，。？！])在)?{}[里那边这]{{0,2}}(?:的(?!确))?"
"""What a name stands in: 在云科信工, 云科信工的, 云科信工那边."""


def without_short_names(library: Library, query: Query) -> str:
    """The question without names of the documents meant that stand in none of their titles: 云科信工 is said by people,
    and each sentence is read as one that lacks it."""
    if not query.documents:
        return query.text
    meant = frozenset(query.documents)
    titles = [d.metadata.title or "" for d in library.documents() if d.id in meant]
    text = query.text
    for name in query.named:
        if len(name) > 1 and not any(name in title for title in titles):
            text = re.sub(AROUND.format(re.escape(name)), "", text)
    return text.strip("，, ") or query.text
