"""Parts of a document that no heading marks: the questions of a list of questions and answers, and paragraphs that
begin with a name of their own (工程一：学位补给。)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.sentences import trimmed
from ingest.records import Span

QUESTION = re.compile(
    r"^(?:问\s*[\d一二三四五六七八九十]{0,3}|[QＱ]\d{0,2}|[（(]?[\d一二三四五六七八九十]{1,3}[）)]?)?[：:.．、\s]*"
    r"(?P<asked>[^\n。？?]{3,80}(?:[？?][^\n。？?]{2,40}){0,2}[？?])\s*$",
    re.M,
)
"""A line that asks, once or some times: what follows it answers it."""
ANSWER = re.compile(r"[ \u3000]*(?:答|A)\s*\d*[：:.、][ \u3000]*")
FEWEST = 3
"""Questions of a document that is made of questions."""
LABEL = re.compile(
    r"^[ \u3000]*(?P<label>[一-鿿]{2,4}(?:[一二三四五六七八九十]{1,2}|\d{1,2})[：:][ \u3000]*[^。；;，,：:\n]{2,24}(?=[。；;，,：:\n])"
    r"|[一-鿿、“”]{4,14}(?=[。：:][^\n]{8,}))",
    re.M,
)
"""Such a name at the beginning of a paragraph, also without a number: 初中扩容工程。"""
FEWEST_LABELS = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a document and the text behind it up to the next one; spans of the document."""

    question: Span
    answer: Span


def questions_of(text: str) -> list[Asked]:
    """The questions that a document asks and answers, in order; none where it is not made of them."""
    found = list(QUESTION.finditer(text))
    if len(found) < FEWEST:
        return []
    ends = [*(match.start() for match in found[1:]), len(text)]
    return [
        asked for match, end in zip(found, ends, strict=True) for asked in _asked(text, match, end)
    ]


def _asked(text: str, match: re.Match[str], end: int) -> Iterator[Asked]:
    start = match.end() + (text[match.end() : match.end() + 1] == "\n")
    if lead := ANSWER.match(text, start):
        start = lead.end()
    answer = trimmed(text, start, end)
    if len(answer):
        yield Asked(Span(*match.span("asked")), answer)


def labels_of(text: str, start: int, end: int) -> list[Span]:
    """The names with which paragraphs of a stretch begin; none where only one does."""
    found = [Span(*m.span("label")) for m in LABEL.finditer(text, start, end)]
    return found if len(found) >= FEWEST_LABELS else []
