"""An item of a section that the question names: 责任划分第2条 is the second item below that heading, no article of a law."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.case import Case
from assistant.library import Library
from assistant.records import Answer, Query
from assistant.sentences import trimmed
from ingest.grammar import numbering, parse_numeral
from ingest.records import Section, Span

NTH = re.compile(
    r"(?:部分|一节|一章|一块|那块|这块|那段|方面|下面|里面|里头)?(?:里|中|的|下|[，, ])*(?:的)?第\s*(?P<number>[0-9０-９一二三四五六七八九十]{1,3})\s*[条项点款步个]"
)
"""The ordinal behind the name of a section."""
SHORTEST = 3
"""Characters of a heading that may stand in a question as the name of its section."""
SHOWN = 500
"""Code points of an item before the rest is left to its source."""
NUMBER = re.compile(r"^[\s第（(]*(?P<number>[0-9０-９一二三四五六七八九十]{1,3})")


def numbered_item(library: Library, case: Case) -> Answer | None:
    """The words of the item in each document in scope whose section the question names right before the item's
    number; None where it names none, or where two documents have one and none of them is named."""
    text = case.query.text
    if not NTH.search(text):
        return None
    found: list[tuple[str, Span]] = []
    for identity in case.query.documents or tuple(case.documents):
        if identity in case.documents and (item := _in_document(library, identity, case.query)):
            found.append((identity, item))
    if len(found) != 1:
        return None
    identity, span = found[0]
    words = library.document(identity).text[span.start : min(span.end, span.start + SHOWN)]
    more = "……" if len(span) > SHOWN else ""
    said = f"{words.strip()}{more}{case.citer.span(identity, span)}"
    return Answer(said, "extractive", case.citer.citations)


def _in_document(library: Library, identity: str, query: Query) -> Span | None:
    text, asked = query.text, query.article
    sections = library.store.sections(identity)
    document = library.document(identity).text
    for section in sections:
        title = section.title.strip("：: ")
        at = text.find(title) if len(title) >= SHORTEST else -1
        nth = NTH.match(text, at + len(title)) if at >= 0 else None
        number = parse_numeral(asked if asked.isdecimal() else nth["number"]) if nth else None
        if number is not None and (item := _item(document, section, sections, int(number))):
            return item
    return None


def _item(document: str, section: Section, sections: Sequence[Section], number: int) -> Span | None:
    """The item of this number right below a section: a section of its own, else a line that begins with it."""
    below = [s for s in sections if section.start < s.start and s.end <= section.end]
    nearest = min((s.level for s in below), default=0)
    for own in below:
        said = NUMBER.match(own.number) if own.level == nearest else None
        if said and parse_numeral(said["number"]) == number:
            return trimmed(document, own.start, own.end)
    if below:
        return None
    lines = re.finditer(r"[^\n]+", document[section.heading.end : section.end])
    for line in lines:
        start = section.heading.end + line.start()
        found = numbering(line.group())
        said = NUMBER.match(line.group()) if found else None
        if said and parse_numeral(said["number"]) == number:
            return trimmed(document, start, start + len(line.group()))
    return None
