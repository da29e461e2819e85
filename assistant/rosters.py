"""Lists of persons and schools as documents write them: names in lines below a heading, behind a label, or strung together
in a sentence that leads them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.sentences import trimmed
from ingest.grammar import numbering
from ingest.records import Span

SPACES = re.compile(r"[\s　]+")
PERSON = re.compile(r"[一-鿿]{2,4}|[一-鿿]{1,6}·[一-鿿·]{1,10}")
UNIT = re.compile(
    r"[一-鿿A-Za-z0-9（）()·]+(?:[校院园所室馆局部委厅会团站社系班]|[初高小大]学|中学|高中|初中|[一二三四五六七八九十\d实]中|实小|教学点|中心|公司|集团)"
)
"""Where a person works."""
SCHOOL = re.compile(
    r"[一-鿿A-Za-z0-9（）()·]{2,20}(?<![各所类的等办有])(?:学校|大学|学院|中学|小学|幼儿园|[高初]级?中学?|[一二三四五六七八九十\d]中|实小|中心校|教学点|教育中心|校区)"
)
"""The name of a school."""
NO_NAME = re.compile(r"各|等$|有关|相关|所有|以及|如何|不得|应当|加强|建设|[^校]对")
"""What stands in sentences and not in names."""
BEHIND = re.compile(r"(?P<name>[一-鿿·]{2,8})[（(](?P<unit>[^）)]{2,40})[）)]")
"""A person and in brackets where: 王明（某某小学）."""
LABELLED = re.compile(r"(?P<label>[^。；;：:\n]{2,60})[：:](?P<names>[^：:\n]+?)(?=[。；;\n]|$)")
"""Names behind a label: 语文：…、…, 共有3所学校入选，分别是：…."""
SIZE = re.compile(
    r"[（(]?(?:共|计)?\s*(?P<n>\d+|[一二三四五六七八九十]+)\s*[名人个所位家项](?:单位|学校)?[）)]?$"
)
"""How many a heading announces: 优秀校长（4名）."""
HEAD_ENDS = re.compile(r"名单$|】$|[：:]$")
LONGEST_HEAD = 40
SHORT_LABEL = 14
"""Code points of a label that names a part of a list; a longer one leads it as a sentence."""
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One of a list: the words of its line or piece, who or which school, of a person where, and what else is said."""

    span: Span
    name: str
    unit: str = ""
    more: str = ""

    @property
    def words(self) -> str:
        """The entry with one space between its columns."""
        return " ".join(part for part in (self.name, self.unit, self.more) if part)

    @property
    def person(self) -> bool:
        """Is it a person, no school?"""
        return bool(self.unit) or not SCHOOL.fullmatch(self.name)

    @property
    def place(self) -> str:
        """The school itself, or where the person works."""
        return self.unit if self.person else self.name


@dataclass(frozen=True, slots=True)
class Roster:
    """Entries under one heading; ``part`` is the label of those that stand behind it, ``lead`` a sentence that leads
    them. ``line`` is the line of a labelled part, ``called`` the heading as people read it."""

    title: str
    head: Span | None
    entries: tuple[Entry, ...]
    part: str = ""
    lead: str = ""
    line: Span | None = None
    called: str = ""

    @property
    def label(self) -> Span | None:
        """The label before the names of a part."""
        if self.line is None or self.entries[0].span.start <= self.line.start:
            return None
        return Span(self.line.start, self.entries[0].span.start)


def rosters(text: str) -> tuple[Roster, ...]:
    """The lists of names of a text, in order."""
    return tuple(_found(text, [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]))


def _found(text: str, lines: Sequence[Span]) -> Iterator[Roster]:
    head: Span | None = None
    below: list[Entry] = []
    for line in (trimmed(text, s.start, s.end) for s in lines):
        words = text[line.start : line.end]
        if not words:
            continue
        entry = _of_line(words, line) or (_unspaced(words, line) if len(below) >= FEWEST else None)
        if entry:
            below.append(entry)
            continue
        yield from _below(text, head, below)
        below = []
        labelled = list(_labelled(text, line, head))
        yield from labelled
        if _is_head(words) and not labelled:
            note = words[-1] in "：:" and head is not None and _announced(text, head)
            head = head if note else line
        elif not labelled:
            head = None
    yield from _below(text, head, below)


def _below(text: str, head: Span | None, found: Sequence[Entry]) -> Iterator[Roster]:
    """The list of the lines below a heading; a last line without columns is none of it."""
    entries = list(found)
    while entries and not entries[-1].unit and len(entries) > 1 and entries[-2].unit:
        entries.pop()
    if entries and _enough(text, head, entries):
        yield Roster(_title(text, head), head, tuple(entries), called=_called(text, head))


def _enough(text: str, head: Span | None, found: Sequence[Entry]) -> bool:
    """Several names below a heading that announces them, or persons with where they work."""
    if head is None:
        return False
    persons = sum(entry.unit != "" for entry in found)
    return (len(found) >= FEWEST and persons > len(found) / 2) or _announced(text, head)


def _announced(text: str, head: Span) -> bool:
    words = text[head.start : head.end]
    return bool(re.search(r"名单", words) or SIZE.search(words.strip("【】：: ")))


def _is_head(words: str) -> bool:
    if len(words) > LONGEST_HEAD or re.search(r"[。；;，,]", words):
        return False
    sized = SIZE.search(words.strip("【】：: ")) is not None
    short = len(bare_title(words)) <= SHORT_LABEL
    return sized or bool(HEAD_ENDS.search(words)) or numbering(words) is not None or short


def _title(text: str, head: Span | None) -> str:
    """A heading without number, brackets, size and the word 名单."""
    return bare_title(text[head.start : head.end]) if head is not None else ""


def _called(text: str, head: Span | None) -> str:
    """A heading without number, brackets and size."""
    if head is None:
        return ""
    bare = _title(text, head)
    return f"{bare}名单" if f"{bare}名单" in text[head.start : head.end] else bare


def bare_title(words: str) -> str:
    """二、优秀校长名单（4名） → 优秀校长."""
    number = numbering(words)
    words = words[number.end :] if number else words
    words = SPACES.sub("", words).strip("【】〖〗：:")
    words = re.sub(r"[（(][^）)]*[）)]$", "", SIZE.sub("", words))
    return re.sub(r"(?:[（(]排名不分先后[）)])?名单$", "", words)


def _of_line(words: str, line: Span) -> Entry | None:
    """An entry that is a line of its own: columns of a person, or the name of a school."""
    number = numbering(words)
    begin = number.end if number and number.family not in ("han", "chapter", "article") else 0
    ordinal = re.match(r"\d{1,3}[\s　]+(?=[一-鿿])", words)
    begin = ordinal.end() if ordinal and not begin else begin
    parts = [part for part in SPACES.split(words[begin:].strip()) if part]
    if len(parts) > 1 and len(parts[0]) == len(parts[1]) == 1:
        parts = [parts[0] + parts[1], *parts[2:]]
    if not parts or len(words) > 80 or re.search(r"[。；：，]", words):
        return None
    span = Span(line.start + len(words) - len(words[begin:].lstrip()), line.end)
    if len(parts) == 1:
        pair = BEHIND.fullmatch(parts[0])
        if pair and PERSON.fullmatch(pair["name"]) and UNIT.fullmatch(pair["unit"]):
            return Entry(span, pair["name"], pair["unit"])
        school = SCHOOL.fullmatch(parts[0]) and not NO_NAME.search(parts[0])
        return Entry(span, parts[0]) if school else None
    if PERSON.fullmatch(parts[0]) and UNIT.fullmatch(parts[1]) and not SCHOOL.fullmatch(parts[0]):
        return Entry(span, parts[0], parts[1], " ".join(parts[2:]))
    return None


def _unspaced(words: str, line: Span) -> Entry | None:
    """A person among others whose line has lost its space: 王明某某小学."""
    whole = SPACES.sub("", words) == words and UNIT.fullmatch(words) and len(words) <= LONGEST_HEAD
    return Entry(line, words) if whole and not SIZE.search(words) else None


def _labelled(text: str, line: Span, head: Span | None) -> Iterator[Roster]:
    """The lists of a line that stand behind labels."""
    for found in LABELLED.finditer(text, line.start, line.end):
        entries = tuple(_strung(found["names"], found.start("names")))
        if len(entries) < FEWEST and not (entries and SIZE.search(found["label"])):
            continue
        label = found["label"].strip()
        short = len(label) <= SHORT_LABEL and not re.search(r"[，,]", label)
        part = bare_title(label) if short else ""
        own = trimmed(text, found.start(), found.end())
        lead = "" if short else label
        yield Roster(_title(text, head), head, entries, part, lead, own, _called(text, head))


def _strung(names: str, at: int) -> Iterator[Entry]:
    """Names one after another, where all pieces are names: persons with where they work, or schools."""
    pieces = [
        m for m in re.finditer(r"(?:[（(][^）)]*[）)]|[^、，,；;])+", names) if m.group().strip()
    ]
    found: list[Entry] = []
    for piece in pieces:
        words = piece.group().strip()
        begin = at + piece.start() + piece.group().index(words)
        span = Span(begin, begin + len(words))
        if pair := BEHIND.fullmatch(words):
            found.append(Entry(span, pair["name"], pair["unit"]))
        elif SCHOOL.fullmatch(words) and not NO_NAME.search(words):
            found.append(Entry(span, words))
    if len(found) == len(pieces):
        yield from found
