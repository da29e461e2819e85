"""A model's text as it streams in, cut into sentences with the numbers they cite; markup and links are taken out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MARK = re.compile(
    r"\s*[\[【［〔(（^]\s*\^?\s*(?:(?:资料|证据|来源|出处|参考|文档|ref|source)\s*)?(?P<numbers>\d{1,3}(?:\s*[,，、;；\-–~至和]\s*(?:资料\s*)?\d{1,3})*)\s*[\]】］〕)）]",
    re.I,
)
"""A citation as models write it: [1], 【1】, [资料1], [1, 2], [1-3], [^1]. Round brackets need 资料 before the number."""
ROUND = re.compile(r"^\s*[(（]\s*\d")
SAID_NUMBER = re.compile(
    r"^(?:根据|依据|按照?|由|如|见)?\s*资料\s*(?P<numbers>\d{1,3}(?:\s*[,，、和]\s*(?:资料\s*)?\d{1,3})*)\s*(?:的?(?:规定|内容|所述|显示|可知|指出|提到))?[，,：:]\s*"
)
ENDS = re.compile(r"[。！？!?][”’」』）)]*|\n+")
"""Where a sentence ends. ASCII marks count only before a space or the end: 3!5 and a link go on."""
LIST_HEAD = re.compile(
    r"^\s*(?:(?P<number>\d{1,2})\s*[.、．)](?!\d)|(?P<bullet>[-*•·–])\s+|(?P<round>[（(][\d一二三四五六七八九十]{1,3}[）)])|(?P<circle>[①-⑳]))\s*"
)
WAITS = re.compile(r"\s*(?:[\[【［〔(（^][^\]】］〕)）\n]{0,14})?$")
"""Behind an end: a mark that may still be coming."""
LONGEST = 400
"""Characters of a sentence that is waited for."""
SPAN = re.compile(r"(\d{1,3})\s*[\-–~至]\s*(\d{1,3})")

MARKUP: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"!\[[^\]]*\]\([^)]*\)?"), ""),  # a picture
    (re.compile(r"\[([^\]\n]{1,80})\]\([^)\n]*\)?"), r"\1"),  # a link: its words stay
    (re.compile(r"\]\([^)\n]*\)?"), ""),  # the rest of a link that was cut
    (re.compile(r"(?:https?|ftp|file|javascript|data|mailto)\s*:\s*/{0,2}[^\s，。；）)】」》]+|\bwww\.[^\s，。；）)】」》]+", re.I), ""),
    (re.compile(r"<[a-zA-Z/!?][^>\n]*>?"), ""),  # html, also where its end was cut
    (re.compile(r"&(?:[a-z]{2,8}|#x?[0-9a-f]{1,6});", re.I), " "),
    (re.compile(r"`{1,3}[a-zA-Z]*|\*{1,3}|_{2,3}|~~"), ""),  # code and emphasis
    (re.compile(r"^\s*(?:#{1,6}\s+|>\s?)"), ""),  # heading, quotation
    (re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$|^\s*[-=*_]{3,}\s*$"), ""),  # rules
    (re.compile(r"\s*\|\s*"), " "),  # cells of a table
)  # fmt: skip
"""What models write for a page to draw; nothing of it reaches one."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of the model: what stands before it (a list number), its words without marks, the numbers it
    cites, and the white space behind it."""

    head: str
    text: str
    numbers: tuple[int, ...]
    behind: str = ""


class Cutter:
    """Cuts text that comes in pieces into sentences."""

    def __init__(self) -> None:
        self._held = ""

    def feed(self, piece: str) -> Iterator[Said]:
        """The sentences that are whole with this piece and its marks; one that will not end is cut."""
        self._held += piece
        while cut := _end(self._held, last=False):
            yield from self._take(cut)
        if len(self._held) > LONGEST:
            yield from self._take(len(self._held))

    def rest(self) -> Iterator[Said]:
        """What is left when the text has ended."""
        while self._held:
            yield from self._take(_end(self._held, last=True) or len(self._held))

    def _take(self, cut: int) -> Iterator[Said]:
        raw, self._held = self._held[:cut], self._held[cut:]
        yield from _read(raw)


def said_in(pieces: Iterable[str]) -> Iterator[Said]:
    """The sentences, each as soon as its end and its marks are there."""
    cutter = Cutter()
    for piece in pieces:
        yield from cutter.feed(piece)
    yield from cutter.rest()


def _end(text: str, *, last: bool) -> int:
    """Where the first whole sentence with its marks ends; 0 where more text must come first."""
    for match in ENDS.finditer(text):
        end = match.end()
        if "\n" in match.group():
            if end < len(text) or last:
                return end
            return end if text[: match.start()].strip() else 0
        if match.group()[0] in "!?" and end < len(text) and not text[end].isspace():
            continue
        while mark := _mark(text, end):
            end = mark.end()
        if WAITS.fullmatch(text, end):
            return len(text) if last and not text[end:].strip() else (end if last else 0)
        spaces = re.compile(r"[ \t]*\n*").match(text, end)
        return spaces.end() if spaces else end
    return 0


def _mark(text: str, at: int) -> re.Match[str] | None:
    mark = MARK.match(text, at)
    plain = mark and ROUND.match(mark.group())
    return None if plain or (mark and "\n" in mark.group()) else mark


def _read(raw: str) -> Iterator[Said]:
    """A piece of text as a sentence; nothing where there are no words in it."""
    behind = raw[len(raw.rstrip()) :]
    text = _plain(raw.strip())
    numbers: list[int] = []

    def take(match: re.Match[str]) -> str:
        if ROUND.match(match.group()):
            return match.group()
        numbers.extend(_numbers(match["numbers"]))
        return ""

    head = LIST_HEAD.match(text)
    text = text[head.end() :] if head else text
    text = SAID_NUMBER.sub(lambda m: take(m) or "", text)
    text = MARK.sub(take, text)
    for pattern, plain in MARKUP:
        text = pattern.sub(plain, text)
    text = re.sub(r"[ \t]{2,}", " ", text).strip()
    if re.search(r"\w", text):
        yield Said(_head(head), text, tuple(dict.fromkeys(numbers)), "\n" if "\n" in behind else "")


def _plain(text: str) -> str:
    """Without characters that are not seen: controls, joiners, marks of direction."""
    kept = (
        c for c in text if c in "\t\n" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs")
    )
    return "".join(kept)


def _head(match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    if match["number"]:
        return f"{match['number']}. "
    return "- " if match["bullet"] else (match["round"] or match["circle"])


def _numbers(words: str) -> list[int]:
    found: list[int] = []
    for first, last in SPAN.findall(words):
        if int(first) <= int(last) <= int(first) + 8:
            found += range(int(first), int(last) + 1)
    return found + [int(n) for n in re.findall(r"\d+", SPAN.sub("", words))]
