"""True sentence–source pairs of a library: a sentence of a document, and the words of a citation that holds it."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from ingest.records import Metadata, Section

SENTENCE = re.compile(r"[^。！？；\n\t]+[。！？；]?")
SHORTEST, LONGEST = 12, 160
"""Characters of the sentences taken; shorter ones are mostly headings."""
AROUND = 160
"""Characters on each side of the sentence that a wide source holds as well."""
ENDS = "。！？；：”）)"
SAYS = re.compile(r"[一-鿿].*[一-鿿]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with its sources; ``half`` is “dev” or “held-out” by the document's name."""

    document: str
    said: str
    sources: tuple[str, ...]
    half: str


def half_of(source: str) -> str:
    """Which half of the documents: by the checksum of the name, so that it never changes."""
    return "held-out" if zlib.crc32(source.encode()) % 2 else "dev"


def pairs(assistant: PolicyAssistant, *, per_document: int, seed: int = 7) -> list[Pair]:
    """Up to so many sentences of every document, spread over it; every second with a wide source."""
    found: list[Pair] = []
    for stored in sorted(assistant.library.documents(), key=lambda d: d.source):
        document = assistant.library.document(stored.id)
        sections = assistant.library.store.sections(stored.id)
        spans = list(_sentences(document.text))
        chance = random.Random(f"{seed} {stored.source}")
        for n, (start, end) in enumerate(chance.sample(spans, min(per_document, len(spans)))):
            source = _source(
                document.text, _path(sections, start), stored.metadata, start, end, wide=n % 2 == 1
            )
            found.append(
                Pair(stored.source, document.text[start:end], (source,), half_of(stored.source))
            )
    return found


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for match in SENTENCE.finditer(text):
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        words = text[start : match.end()].rstrip()
        if SHORTEST <= len(words) <= LONGEST and words[-1] in ENDS and SAYS.search(words):
            yield start, start + len(words)


def _path(sections: Sequence[Section], start: int) -> tuple[str, ...]:
    """The headings above a place, the outermost first."""
    around = [s for s in sections if s.start <= start < s.end]
    return max(around, key=lambda s: s.level).path if around else ()


def _source(
    text: str, path: Sequence[str], about: Metadata, start: int, end: int, *, wide: bool
) -> str:
    """The cited words with their headings and what the document says of itself."""
    if wide:
        start, end = max(0, start - AROUND), min(len(text), end + AROUND)
    days = [f"{d.year}年{d.month}月{d.day}日" for d in (about.issued, about.effective) if d]
    own = (about.title, about.place, about.issuer, about.number, *days)
    return "\n".join(filter(None, (text[start:end], *path, *own)))
