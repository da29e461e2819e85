"""What a document means by a term: its sentence 本办法所称X，是指…, or the brackets behind the term."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.case import Case
from assistant.library import Library
from assistant.records import Answer
from assistant.sentences import sentence_at
from assistant.terms import RUN, content
from ingest.grammar import numbering
from ingest.records import Span

QUOTED = re.compile(r"[“\"「『‘]([^”\"」』’]{2,20})[”\"」』’]")
"""A term that the question marks as one."""
ASKS = re.compile(
    r"指(?:的是)?哪|哪(?P<count>[二三四五六七八九十两]+)(?P<of>[一-鿿])|什么意思|啥意思|定义|含义|怎么理解|是指|指的?是?(?:什么|啥)|什么是|啥叫|什么叫"
)
"""A question for what a term means, or for the things it counts: 哪三队."""
DEFINES = re.compile(
    r"[”\"’」』》]?(?:&quot;)?(?:(?P<says>[，,]?(?:是指|系指|指的是|即为?|指)[：:]?|[，,]?(?:主要)?包括|[：:])|(?P<open>[（(]))"
)
"""What stands behind a term where it is defined."""
MEANT = re.compile(r"(?:所称|所说|所谓|中的?|里的?|下列)[“\"]?$")
"""What stands before it there."""
COUNTED = re.compile(r"[二三四五六七八九十两]+[一-鿿]")
"""The parts of a term that counts: 三队 and 两组 of 三队两组."""
GOES_ON = re.compile(r"^(?:前款|其中|但|不包括|不含|这里|上述|包括)")
"""A sentence behind a definition that bounds it."""
SHORTEST, MOST_DOCUMENTS, MOST = 2, 4, 3
LONGEST_TERM = 14


def definition(library: Library, case: Case) -> Answer | None:
    """The sentences that define the term asked for; None where the documents found hold none."""
    if not ASKS.search(case.query.text):
        return None
    for term in _terms(case):
        for identity in _documents(case):
            text = library.document(identity).text
            found = list(_defining(text, term))
            if not found:
                continue
            _, span, words = max(found, key=lambda f: f[0])
            lines = [f"{words}{case.citer.span(identity, span)}"]
            after = sentence_at(text, min(span.end + 1, len(text) - 1))
            if after.start >= span.end and GOES_ON.match(text[after.start : after.end]):
                lines.append(f"{text[after.start : after.end]}{case.citer.span(identity, after)}")
            return Answer("\n".join(lines), "extractive", case.citer.citations)
    return _of_parts(library, case)


def _of_parts(library: Library, case: Case) -> Answer | None:
    """三队两组 as its parts: what 三队 are and what 两组 are."""
    parts = list(dict.fromkeys(p for term in _terms(case) for p in COUNTED.findall(term)))
    if len(parts) < 2:
        return None
    for identity in _documents(case):
        text = library.document(identity).text
        found = [
            max(d, key=lambda f: f[0]) for p in parts[:MOST] if (d := list(_defining(text, p)))
        ]
        if len(found) == len(parts[:MOST]):
            said = {(span.start, span.end): words for _, span, words in found}
            lines = [f"{w}{case.citer.span(identity, Span(*at))}" for at, w in said.items()]
            return Answer("\n".join(lines), "extractive", case.citer.citations)
    return None


def _terms(case: Case) -> list[str]:
    """What may be the term, the surest first: what stands in quotes, else the words that do not ask."""
    text = case.query.text
    for name in sorted(case.query.named, key=len, reverse=True):
        text = text.replace(name, " ")
    quoted = QUOTED.findall(text)
    if quoted:
        return quoted
    words = [run.group() for run in RUN.finditer(content(text))]
    return [w for w in sorted(words, key=len, reverse=True) if SHORTEST <= len(w) <= LONGEST_TERM][
        :2
    ]


def _documents(case: Case) -> list[str]:
    found = dict.fromkeys(chunk.document_id for chunk, _ in case.found)
    return list(found)[:MOST_DOCUMENTS]


def _defining(text: str, term: str) -> Iterator[tuple[int, Span, str]]:
    """Where a text defines a term: how surely, the sentence, and the words of it that tell."""
    at = text.find(term)
    while at >= 0:
        mark = DEFINES.match(text, at + len(term))
        if mark is not None:
            sentence = sentence_at(text, at)
            meant = bool(MEANT.search(text, max(sentence.start, at - 8), at))
            if mark["open"] is None:
                sure = 2 + 2 * meant + ("指" in (mark["says"] or "")) + (sentence.start == at)
                yield sure, sentence, _whole(text, sentence)
            elif (end := _closing(text, mark.end())) > 0 and "、" in text[mark.end() : end]:
                yield 2, sentence, f"{term}{text[mark.start('open') : end + 1]}"
        at = text.find(term, at + len(term))


def _whole(text: str, sentence: Span) -> str:
    words = text[sentence.start : sentence.end]
    number = numbering(words)
    return (words[number.end :] if number else words).strip().rstrip("；;")


def _closing(text: str, start: int) -> int:
    """Where the brackets close that open before ``start``; -1 where they do not within a line."""
    ends = [at for mark in "）)" if (at := text.find(mark, start, start + 200)) > 0]
    end = min(ends, default=-1)
    return -1 if end < 0 or "\n" in text[start:end] else end
