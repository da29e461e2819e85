"""What a document is about: who issued it and when, whether it holds, its parts in order, what it sets."""

from __future__ import annotations

import re

from assistant.case import Case
from assistant.computed_words import OVERVIEW_SAID
from assistant.item_words import plain_item, shortened
from assistant.library import Library
from assistant.meant import meant_documents
from assistant.question_words import OVERVIEW
from assistant.records import Answer
from assistant.section_parts import chief_parts, first_words, heading_of, parts_of
from assistant.sentences import sentence_at, sentences, trimmed
from ingest.grammar import numbering
from ingest.records import Deadline, PartialDate, Section, Span, Target, quoted

MOST_DOCUMENTS = 2
"""Documents that are described at once."""
PARTS = 15
"""Parts written out."""
BELOW = 6
"""Headings below a part that are named beside it."""
FEW_PARTS = 4
"""A document of no more parts is described by those below them too."""
SHORTEST = 20
SENTENCES = 3
"""Sentences that stand for a document without headings."""
LONGEST = 120
SAID, LEAST_SAID = 420, 34
"""Code points of what all parts with headings begin with, and of one at least."""
ROW = re.compile(r"\t|[一-鿿]+ [一-鿿]+ [一-鿿]+")
"""A row of a table."""
SAYS = 8
"""Code points from which a sentence says something."""
SHORT = 48
"""Code points of a part without a heading that are said."""
OPENING = 3000
"""Code points at the head of a document where it says what it is for."""
LONGEST_SCOPE = 200
APPLIES = re.compile(r"适用于|适用本|(?:本[一-鿿]{2,4}|所)所?称|是指")
"""Sentences of a law that say what it is about."""
PURPOSE = re.compile(
    r"^(?:第一条\s*)?为(?:了|贯彻|深入|进一步|落实|加强|规范|保障|切实|全面|推进|促进|做好)|现(?:将|就)|制定本|提出(?:以下|如下)"
)
"""Sentences that say what a document is for."""


def overview(library: Library, case: Case) -> Answer | None:
    """One block a document; None where the question does not say which of many is meant."""
    chosen = meant_documents(
        library, case, OVERVIEW_SAID.sub(" ", OVERVIEW.sub(" ", case.query.text))
    )
    if not 1 <= len(chosen) <= MOST_DOCUMENTS:
        return None
    lines, notes = [], []
    for identity in chosen:
        lines += _described(library, case, identity)
        notes.append(_counted(library, case, identity))
    return Answer(
        "\n".join(lines), "structured", case.citer.citations, notes=tuple(filter(None, notes))
    )


def _described(library: Library, case: Case, identity: str) -> list[str]:
    document = library.document(identity)
    sections = library.store.sections(identity)
    lines = [_head(case, identity, document.text, sections)]
    lines += _scope(case, identity, document.text)
    parts = chief_parts(sections)
    for number, part in enumerate(parts[:PARTS], 1):
        below = parts_of(sections, part) if len(parts) <= FEW_PARTS else []
        named = "；".join(heading_of(s) for s in below[:BELOW] if s.title.strip())
        more = f"（{named}{'等' if len(below) > BELOW else ''}）" if named else ""
        if part.title.strip() and not named and (first := _opens(document.text, part)):
            words = document.text[first.start : first.end]
            said = shortened(plain_item(words), max(SAID // len(parts[:PARTS]), LEAST_SAID))
            more = f"：{said}{case.citer.span(identity, first, part.path, (part.heading,))}"
            lines.append(f"{number}. {_said(document.text, part)}{more}")
            continue
        marks = case.citer.span(
            identity, _clipped(document.text, first_words(document.text, part)), part.path,
            tuple(s.heading for s in below[:BELOW]) if named else (),
        )  # fmt: skip
        lines.append(f"{number}. {_said(document.text, part)}{more}{marks}")
    if len(parts) > PARTS:
        lines.append(f"其余 {len(parts) - PARTS} 部分见原文。")
    return lines if parts else [*lines, *_first_sentences(library, case, identity)]


def _scope(case: Case, identity: str, text: str) -> list[str]:
    """The sentence that says what the document is for or what it applies to; none where it has no such."""
    found = [
        s for s in sentences(text, 0, min(len(text), OPENING)) if 12 <= len(s) <= LONGEST_SCOPE
    ]
    for pattern in (APPLIES, PURPOSE):
        for span in found:
            words = text[span.start : span.end]
            if pattern.search(words):
                return [f"{words}{case.citer.span(identity, span)}"]
    return []


def _opens(text: str, part: Section) -> Span | None:
    """The first sentence below a heading that says something; None where it has none."""
    end = min(part.end, part.heading.end + OPENING)
    found = (
        s for s in sentences(text, part.heading.end, end)
        if len(s) >= SAYS and not ROW.search(text[s.start : s.end])
    )  # fmt: skip
    return next((s for s in found if text[s.end - 1] not in "：:"), None)


def _said(text: str, part: Section) -> str:
    if part.title.strip():
        return heading_of(part)
    span = first_words(text, part)
    words = text[span.start : span.end].strip()
    return words if len(words) <= SHORT else f"{words[:SHORT]}……"


def _clipped(text: str, span: Span) -> Span:
    return trimmed(text, span.start, min(span.end, span.start + LONGEST))


def _head(case: Case, identity: str, text: str, sections: tuple[Section, ...]) -> str:
    """《…》：发文机关…，文号…，2026年2月10日，现行[1][2], with the places that say so."""
    known = case.documents[identity].metadata
    said = (
        known.issuer, known.number, _day(known.issued),
        f"自{_day(known.effective)}起施行" if known.effective else "",
        known.status if known.status != "未知" else "",
    )  # fmt: skip
    title = sections[0].heading if sections and sections[0].kind == "title" else None
    first = title or next(sentences(text, 0, len(text)), Span(0, min(len(text), 30)))
    told = (known.number, known.issuer, _day(known.issued), _day(known.effective))
    places = [first, *(place for words in told if (place := _place(text, words)))]
    marks = "".join(dict.fromkeys(case.citer.span(identity, place) for place in places))
    words = "，".join(filter(None, said))
    return f"{quoted(known.title)}{'：' if words else ''}{words}{marks}"


def _place(text: str, words: str) -> Span | None:
    """The line that says the words; None where none does to the letter."""
    at = text.find(words) if words else -1
    return _clipped(text, sentence_at(text, at)) if at >= 0 else None


def _day(day: PartialDate | None) -> str:
    if day is None:
        return ""
    year = f"{day.year}年" if day.year is not None else ""
    return f"{year}{day.month}月{day.day}日"


def _counted(library: Library, case: Case, identity: str) -> str:
    """How many targets and deadlines the store has of a document."""
    facts = library.facts({identity})
    numbers = sum(isinstance(f, Target) for f in facts)
    times = sum(isinstance(f, Deadline) for f in facts)
    title = quoted(case.documents[identity].metadata.title)
    if not facts:
        return ""
    return f"{title}有指标 {numbers} 项、时间节点 {times} 项，可在“任务清单”里查看。"


def _first_sentences(library: Library, case: Case, identity: str) -> list[str]:
    """The first sentences that say something, of a document without headings."""
    text = library.document(identity).text
    title = case.documents[identity].metadata.title
    spans = [
        s for s in sentences(text, 0, len(text))
        if len(s) >= SHORTEST and text[s.start : s.end].strip() != title
    ]  # fmt: skip
    numbered = [s for s in spans if numbering(text[s.start : s.end])]
    chosen = numbered[:PARTS] if len(numbered) > 1 else spans[:SENTENCES]
    return [f"{_cut(text[s.start : s.end])}{case.citer.span(identity, s)}" for s in chosen]


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}……"
