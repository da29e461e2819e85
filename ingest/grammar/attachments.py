"""The attachments of a document, read in its lines: the list under the text and the attachments themselves.

GB/T 9704—2012 §7.3.4–7.3.8: “附件：1.…” stands under the text, above signature and date; each attachment
begins on a page of its own with 附件1 in the first line and its title, centred, under it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from ingest.grammar.numbering import HAN, han_number, numbering

MARK = re.compile(
    r"^附\s*(件|表|录)\s*([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})?(?:\s*[-－—–]\s*\d{1,2}(?!\d))?\s*([:：.．、]?)\s*(.*)$",
    re.DOTALL,
)
"""附件, 附件1, 附表一：…; the kind, the number, the sign after it, the words on the same line."""
ITEM = re.compile(
    r"(?:^|(?<=[\s；;》）)表案法]))\s{0,4}([0-9０-９]{1,2})(?:-\d{1,2}\s{0,4}[.．、]?|\s{0,4}[.．、])\s*(?=[^\d\s])"
)
"""The number of an entry of the list."""
FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|rar|zip|pptx?|jpg|png|txt)\s*$", re.IGNORECASE)
"""A file's suffix: the line is a link of the page, not an attachment's first line."""
DATE_LINE = re.compile(
    r"^[（(]?\s*(?:(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[一二〇○零Ｏ]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)\s*[）)]?$"
)
"""A date alone on its line: the end of the text that the list belongs to."""
NOTE = re.compile(r"^[（(].*[）)]?$")
"""Words in brackets beside the mark are a remark, not its title."""
BRACKET_LINE = re.compile(r"^[（(〔][^）)〕]{1,24}[）)〕]$")
"""（2026—2028年）, （试行）: the rest of a title on a line of its own."""
ASIDE = re.compile(r"\((?:另附|略|见附表|另发|电子版|模板|样表)\)")
"""Remarks of a list about how an attachment comes."""
SENTENCE = re.compile(r"[。；！？;]")
LIST_LINES = 15
"""Lines from the list down to the date of the document."""
TITLE_LENGTH = 60
"""Longest title of an attachment, in code points."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of “附件：1.… 2.…”; ``number`` 0 where the list gives none."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Attached:
    """Where an attachment begins: lines ``first`` to ``last`` are its mark and title."""

    first: int
    last: int
    mark: str
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Attachments:
    """All of a document; ``list_lines`` are the lines of the list, which are no headings."""

    listed: tuple[Listed, ...]
    list_lines: frozenset[int]
    attached: tuple[Attached, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph as this module needs it: stripped words, is it a table row, is it centred."""

    text: str
    row: bool = False
    centred: bool = False


def find_attachments(lines: Sequence[Line]) -> Attachments:
    """Entries of the list, its lines, and the beginnings of the attachments, in order."""
    listed: list[Listed] = []
    list_lines: set[int] = set()
    attached: list[Attached] = []
    known = _Known(lines)
    index = 0
    while index < len(lines):
        match = None if lines[index].row else MARK.match(lines[index].text)
        if match is None or not _is_mark(match):
            index += 1
        elif _is_list(lines, index, match, known):
            entries, last = _entries(lines, index, match)
            listed += entries
            list_lines |= set(range(index, last + 1))
            index = last + 1
        else:
            found = _attached(lines, index, match, listed, known)
            attached.append(found)
            index = found.last + 1
    return Attachments(tuple(listed), frozenset(list_lines), tuple(attached))


def attachment_number(words: str) -> tuple[int, str] | None:
    """Number and title of a name that begins with 附件: “附件2-分工表” → (2, "分工表"); else None."""
    match = MARK.match(words.strip())
    if match is None or not (match[2] or match[3] or not match[4] or match[4][0] in "-－—–_ 　"):
        return None
    return _value(match[2]), match[4].strip(" 　-－—–_:：.")


def bare_title(words: str) -> str:
    """A title without quotation marks, white space, a file's suffix and the shapes of brackets and dashes."""
    words = unicodedata.normalize("NFKC", FILE.sub("", words))
    words = ASIDE.sub("", words.replace("〔", "(").replace("〕", ")"))
    return re.sub(r"[\s《》〈〉“”\"。;,]", "", re.sub(r"[―—–~]+", "-", words))


# --- marks --------------------------------------------------------------------------------------


def _is_mark(match: re.Match[str]) -> bool:
    """Is the line the mark of an attachment or a list, and not a sentence that begins with the word?"""
    _, number, sign, rest = match.groups()
    if len(rest) > TITLE_LENGTH and not ITEM.match(rest):
        return False
    if SENTENCE.search(rest[:-1]) and not ITEM.match(rest):
        return False
    return bool(
        number or sign or not rest or match.group(0)[len(match.group(1)) + 1 :][:1].isspace()
    )


def _is_list(lines: Sequence[Line], index: int, match: re.Match[str], known: _Known) -> bool:
    """Is it the list under the text? Then a date follows, or the attachments themselves do."""
    _, number, sign, rest = match.groups()
    if ITEM.match(rest) or FILE.search(rest):
        return True
    if not rest and not sign:
        return False
    if rest and known.begins_later(index, match):
        return True
    below = _short_lines(lines, index + 1)
    if any(DATE_LINE.match(lines[i].text) for i in below):
        return True
    following = next((lines[i] for i in range(index + 1, len(lines)) if lines[i].text), None)
    again = MARK.match(following.text) if following and not following.row else None
    return bool(sign and rest and not number and again and not again[4])


def _mark(match: re.Match[str]) -> str:
    """附件4-1 of “附件 4-1.”"""
    return re.sub(r"[\s:：.．、]+", "", match.group(0)[: match.start(4)])


def _short_lines(lines: Sequence[Line], start: int) -> list[int]:
    """Indexes of the lines that may stand between the list and the date: short, no table."""
    found = []
    for index in range(start, min(start + LIST_LINES, len(lines))):
        line = lines[index]
        bare = MARK.match(line.text)
        if line.row or len(line.text) > TITLE_LENGTH or (bare and not bare[3] and not bare[4]):
            break
        found.append(index)
    return found


def _entries(lines: Sequence[Line], index: int, match: re.Match[str]) -> tuple[list[Listed], int]:
    """The entries of a list that begins here, and its last line."""
    _, number, _, rest = match.groups()
    texts = [rest] if rest else []
    last = index
    for i in range(index + 1, len(lines)):
        text = lines[i].text
        numbered = ITEM.match(text) and not lines[i].row and len(text) <= TITLE_LENGTH + 4
        first = not texts and not lines[i].row and len(text) <= TITLE_LENGTH and _titles(text)
        if not (numbered or first):
            break
        texts.append(text)
        last = i
    entries = [entry for text in texts for entry in _split(text, _value(number))]
    return entries, last


def _split(text: str, number: int) -> list[Listed]:
    """“1.甲表 2.乙表” → two entries; a text without numbers → one."""
    marks = list(ITEM.finditer(text))
    if not marks:
        return [Listed(number, _clean(text))] if text.strip() else []
    ends = [m.start() for m in marks[1:]] + [len(text)]
    return [
        Listed(int(m[1]), _clean(text[m.end() : end])) for m, end in zip(marks, ends, strict=True)
    ]


def _clean(title: str) -> str:
    return FILE.sub("", title.strip(" 　；;。，,"))


def _value(number: str | None) -> int:
    if not number:
        return 0
    return han_number(number) if number[0] in HAN else int(number)


# --- the attachments themselves -----------------------------------------------------------------


def _attached(
    lines: Sequence[Line],
    index: int,
    match: re.Match[str],
    listed: Sequence[Listed],
    known: _Known,
) -> Attached:
    kind, number, _, rest = match.groups()
    mark = _mark(match)
    last, title = index, "" if NOTE.match(rest) else rest
    if not title:
        for i in range(index + 1, min(index + 3, len(lines))):
            words = lines[i].text
            if not words:
                continue
            if not lines[i].row and _titles(words):
                last, title = i, words
            break
    if title:
        last, title = _rest_of_title(lines, last, title, known)
    value = _value(number)
    if not title:
        title = next((e.title for e in listed if e.number == value), "")
    return Attached(index, last, mark or f"附{kind}", value, title)


def _titles(words: str) -> bool:
    """May the line be a title: short, no sentence, no number, no date, no other mark?"""
    return (
        1 < len(words) <= TITLE_LENGTH
        and not SENTENCE.search(words)
        and words[-1] not in "，,、：:"
        and numbering(words) is None
        and not DATE_LINE.match(words)
        and not MARK.match(words)
    )


def _rest_of_title(lines: Sequence[Line], last: int, title: str, known: _Known) -> tuple[int, str]:
    """Further lines of the title: brackets alone, or centred like the line above."""
    for i in range(last + 1, min(last + 4, len(lines))):
        line = lines[i]
        if line.row or not _titles(line.text):
            break
        both = line.centred and lines[last].centred and len(title + line.text) <= TITLE_LENGTH
        if not (BRACKET_LINE.match(line.text) or both or known.say(title + line.text, last)):
            break
        last, title = i, title + line.text
    return last, title


class _Known:
    """What is asked of all lines again and again, made once: their marks, and their words as bare titles."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._words = ""
        self._ends: list[int] = []
        self._marks: dict[str, list[tuple[int, str]]] = {}
        for index, line in enumerate(lines):
            if not line.row and line.text[:1] == "附" and (match := MARK.match(line.text)):
                self._marks.setdefault(_mark(match), []).append((index, match[4]))

    def begins_later(self, index: int, match: re.Match[str]) -> bool:
        """Does the attachment that a line names begin further down, at the same mark on its own?"""
        again = reversed(self._marks.get(_mark(match), []))
        return any(i > index and rest in ("", match[4]) for i, rest in again)

    def say(self, title: str, last: int) -> bool:
        """Do the lines above line ``last`` name a title that is broken over two lines here?"""
        words, count = _loose(title), max(last - 1, 0)
        if len(words) < 8 or not count:
            return False
        if len(self._ends) < count:
            more = [_loose(line.text) + "\n" for line in self._lines[len(self._ends) : count]]
            ends = accumulate(map(len, more), initial=len(self._words))
            self._ends += list(ends)[1:]
            self._words += "".join(more)
        return self._words.find(words, 0, self._ends[count - 1]) >= 0


def _loose(words: str) -> str:
    return bare_title(words).replace("的", "")
