"""Which places have a document of this title: 哪几个省有教师法实施办法 is answered by titles, whatever the texts say."""

from __future__ import annotations

import re

from assistant.case import Case
from assistant.computed_words import PAPERS, TITLED, TITLED_LAST
from assistant.library import Library
from assistant.names import bare, short_title
from assistant.place_names import ranks, short_place
from assistant.points import place_in_title
from assistant.records import Answer
from assistant.regions import PROVINCES
from assistant.terms import pairs
from ingest.records import Span, quoted

HELD = 0.6
"""Share of the asked title's character pairs that a title must hold, beside all its characters."""
PROVINCES_ONLY = re.compile(r"(?:哪些|哪几个?|哪个|几个|多少个)省(?!市)")
"""A question for provinces, of whose cities nothing is asked."""
OPENING = 40
"""Code points of a document without sections that stand for its head."""


def by_title(library: Library, case: Case) -> Answer | None:
    """The documents of the title that is asked for, each with its place; None where none has it."""
    asked = TITLED.search(case.query.text) or TITLED_LAST.search(case.query.text)
    if asked is None:
        return None
    name = bare(asked["name"])
    kind = next(iter(re.findall(rf"{PAPERS}$", name)), "")
    found = []
    for identity, document in case.documents.items():
        title = short_title(document.metadata.title)
        place = document.metadata.place or place_in_title(document.metadata.title)
        if place and title.endswith(kind) and _says(title, name):
            found.append((place, identity))
    if PROVINCES_ONLY.search(asked.group()):
        found = [(place, identity) for place, identity in found if _is_province(place)]
    if not found:
        return None
    lines = [f"有《{name}》一类文件的地方有 {len({place for place, _ in found})} 个："]
    for number, (place, identity) in enumerate(found, 1):
        title = quoted(case.documents[identity].metadata.title)
        mark = case.citer.span(identity, _head(library, identity))
        lines.append(f"{number}. {place}：{title}{mark}")
    looked = f"查了 {len(case.documents)} 份文件"
    return Answer("\n".join(lines), "structured", case.citer.citations, filter=looked)


def _says(title: str, name: str) -> bool:
    """Does a title hold the words asked for, in whatever order: 实施教师法办法 for 教师法实施办法?"""
    own = set(pairs(name))
    return set(name) <= set(title) and len(own & set(pairs(title))) >= HELD * len(own)


def _is_province(place: str) -> bool:
    return len(ranks(place)) == 1 and (place in PROVINCES or short_place(place) in PROVINCES)


def _head(library: Library, identity: str) -> Span:
    """Where a document says its title, else how it begins."""
    sections = library.store.sections(identity)
    if sections:
        return sections[0].heading
    return Span(0, min(OPENING, len(library.document(identity).text)))
