"""Questions made from a library itself, whose right passages are known: headings and numbered articles.

No person words them, so they say little of how people ask, but there are many of them for any folder.
Which are asked is decided by hash: the same library always gives the same questions.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from eval.bench.retrieval.records import Asked, AskedSet, Spot, split_of
from eval.bench.retrieval.shelf import Shelf
from ingest.grammar import numbering
from ingest.records import Section

MOST = 200
"""Questions of a set."""
OF_ONE_DOCUMENT = 8
"""Questions of one document at most: a handbook of 700 pages must not be the whole set."""
TELLING = re.compile(r"[^，。：；？！\s\d]{4,24}")
"""A heading that is a name, not the beginning of a sentence and not as general as 总则."""
ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇\d]+条")
STATE = re.compile(r"中华人民共和国|[《》]|[（(][^（）()]*[）)]")
"""What nobody says of a law's title."""
RANK = re.compile(r"^(.{2,3}?)(?:省|市|区|县|(?:壮族|回族|维吾尔)?自治区)(?=.{4})")
"""山东省学校安全条例 is said 山东学校安全条例."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A section with the document it stands in."""

    document_id: str
    source: str
    title: str
    place: str
    section: Section

    @property
    def spot(self) -> Spot:
        """Where its words stand."""
        return Spot(self.document_id, self.section.start, self.section.end)


def placed_sections(shelf: Shelf, kind: str) -> Iterator[Placed]:
    """All sections of a kind, by source and place."""
    for identity, document in sorted(shelf.documents.items(), key=lambda item: item[1].source):
        told = document.metadata
        for section in shelf.store.sections(identity):
            if section.kind == kind:
                yield Placed(identity, document.source, told.title, told.place, section)


def heading_set(shelf: Shelf) -> AskedSet:
    """A section's own heading, with the document's title where other documents have that heading too."""
    by_heading: dict[str, list[Placed]] = defaultdict(list)
    for placed in placed_sections(shelf, "heading"):
        if TELLING.fullmatch(placed.section.title):
            by_heading[placed.section.title].append(placed)
    items: list[Asked] = []
    for heading, all_placed in by_heading.items():
        shared = len({p.document_id for p in all_placed}) > 1
        groups: dict[str, list[Placed]] = defaultdict(list)
        for placed in all_placed:
            groups[f"{placed.title} {heading}" if shared else heading].append(placed)
        tag = "qualified" if shared else "alone"
        items += [as_asked("heading", text, some, tag) for text, some in groups.items()]
    return AskedSet("heading", picked(items, MOST))


def article_set(shelf: Shelf) -> AskedSet:
    """An article by title and number, as printed and in digits, and with the title as people say it."""
    forms: dict[str, dict[str, list[Placed]]] = defaultdict(lambda: defaultdict(list))
    for placed in placed_sections(shelf, "article"):
        for tag, text in _article_forms(placed):
            forms[tag][text].append(placed)
    items: list[Asked] = []
    for tag, questions in forms.items():
        made = [as_asked("article", text, placed, tag) for text, placed in questions.items()]
        items += picked(made, MOST // len(forms), each=OF_ONE_DOCUMENT // 2)
    return AskedSet("article", tuple(items))


def _article_forms(placed: Placed) -> Iterator[tuple[str, str]]:
    printed = placed.section.number
    number = numbering(printed)
    if number is None or not placed.title or not ARTICLE.fullmatch(printed):
        return
    digits = f"第{number.value}条"
    yield "printed", f"{placed.title}{printed}"
    yield "digits", f"{placed.title}{digits}"
    yield "short", f"{said_title(placed.title)}{digits}怎么说的"


def said_title(title: str) -> str:
    """A law's title as people say it: without the state, brackets, and the rank of the place."""
    return RANK.sub(r"\1", STATE.sub("", title))


def as_asked(kind: str, text: str, right: list[Placed], tag: str) -> Asked:
    """A question that any of these sections answers; it belongs to the half of the first one's document."""
    number = f"{zlib.crc32(f'{tag} {text}'.encode()):08x}"
    gold = tuple((placed.spot,) for placed in right)
    return Asked(f"{kind}-{number}", text, gold, split_of(right[0].source), tag)


def picked(items: Iterable[Asked], most: int, *, each: int = OF_ONE_DOCUMENT) -> tuple[Asked, ...]:
    """At most ``most`` questions, by hash, at most ``each`` of one document."""
    taken: dict[str, int] = defaultdict(int)
    kept: list[Asked] = []
    for item in sorted(items, key=lambda item: (item.id[-8:], item.text)):
        first = item.gold[0][0]
        document = first.document_id if isinstance(first, Spot) else ""
        taken[document] += 1
        if taken[document] <= each and len(kept) < most:
            kept.append(item)
    return tuple(kept)
