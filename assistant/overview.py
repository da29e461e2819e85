"""What a document is about: who issued it and when, whether it holds, its parts in order, what it sets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.case import Case
from assistant.computed_words import OVERVIEW_SAID
from assistant.gist import LEADS, MOST, clipped, room, said_between
from assistant.library import Library
from assistant.meant import meant_documents
from assistant.question_words import OVERVIEW, PAPER
from assistant.records import Answer
from assistant.section_parts import chief_parts, first_words, heading_of, is_name, parts_of
from assistant.sentences import sentence_at, sentences, trimmed
from assistant.unheaded_parts import labels_of, questions_of
from ingest.grammar import numbering
from ingest.records import Deadline, Document, PartialDate, Section, Span, Target, quoted

MOST_DOCUMENTS = 2
"""Documents that are described at once."""
PARTS = 15
"""Parts written out."""
BELOW = 6
"""Headings below a part that are named beside it."""
MOST_ATTACHED = 4
"""Attachments that are named."""
FEW_PARTS = 4
"""A document of no more parts is described by those below them too."""
SHORTEST = 20
SENTENCES = 3
"""Sentences that stand for a document without headings."""
LONGEST = 120
SHORT = 48
"""Code points of a part without a heading that are said."""
OPENING = 3000
"""Code points at the head of a document where it says what it is for."""
LONGEST_SCOPE = 200
ORDINAL = re.compile(
    r"(?:其[一二三四五六七八九十]|第[一二三四五六七八九十]|[一二三四五六七八九十]是|[一二三四五六七八九十]要|首先|其次|再次|最后)[，,、：:]?(?=[一-鿿“])(?![章节条款项])"
)
"""What the points of a text without headings begin with: 其一，专款专用。"""
APPLIES = re.compile(r"适用于|适用本|(?:本[一-鿿]{2,4}|所)所?称|是指")
"""Sentences of a law that say what it is about."""
TIMED = re.compile(r"[（(][^（）()]*\d[^（）()]*[）)]$")
"""The time of a phase behind its name: 动员阶段（3月1日至3月31日）."""
PURPOSE = re.compile(
    r"^(?:第一条\s*)?为(?:了|贯彻|深入|进一步|落实|加强|规范|保障|切实|全面|推进|促进|做好)|现(?:将|就)|制定本|提出(?:以下|如下)"
)
"""Sentences that say what a document is for."""


def overview(library: Library, case: Case) -> Answer | None:
    """One block a document; None where the question does not say which of many is meant."""
    chosen = meant_documents(
        library, case, OVERVIEW_SAID.sub(" ", OVERVIEW.sub(_paper_in, case.query.text))
    )
    return described(library, case, chosen) if 1 <= len(chosen) <= MOST_DOCUMENTS else None


def described(library: Library, case: Case, identities: Sequence[str]) -> Answer:
    """One block for each of these documents."""
    lines, notes = [], []
    for identity in identities:
        lines += _described(library, case, identity)
        notes.append(_counted(library, case, identity))
    return Answer(
        "\n".join(dict.fromkeys(lines)),
        "structured",
        case.citer.citations,
        notes=tuple(filter(None, notes)),
    )


def _paper_in(match: re.Match[str]) -> str:
    """The word for the kind of document in words that ask for an overview: 规划 of 规划说了些什么."""
    paper = re.match(PAPER, match.group())
    return f"{paper.group()} " if paper else " "


def _described(library: Library, case: Case, identity: str) -> list[str]:
    document = library.document(identity)
    sections = library.store.sections(identity)
    lines = [_head(case, identity, document.text, sections)]
    parts = chief_parts(sections)
    articles = bool(parts) and not parts[0].title.strip()
    scope = _scope(case, identity, document.text, parts[0].start if articles else OPENING)
    lines += scope or _opening(case, document, sections, parts)
    most = room(min(len(parts), PARTS))
    for number, part in enumerate(parts[:PARTS], 1):
        counted = "" if part.number.strip() else f"{number}. "
        lines.append(f"{counted}{_part(case, document, sections, part, len(parts), most)}")
    if len(parts) > PARTS:
        lines.append(f"其余 {len(parts) - PARTS} 部分见原文。")
    lines += _attached(case, document, sections) if parts else []
    return lines if parts else [*lines, *_without_parts(library, case, document)]


def _attached(case: Case, document: Document, sections: Sequence[Section]) -> list[str]:
    """A line for each attachment that stands in the document behind its parts and has a name, with what it says."""
    attached = [s for s in sections if s.kind == "attachment" and is_name(s.title)][:MOST_ATTACHED]
    most = room(PARTS)
    return [_part(case, document, sections, one, FEW_PARTS + 1, most) for one in attached]


def _part(
    case: Case, document: Document, sections: Sequence[Section], part: Section, parts: int, most: int
) -> str:  # fmt: skip
    """A part's heading, what stands below it in a document of few parts, and what it says."""
    text, identity = document.text, document.id
    below = _below(sections, part, parts)
    labels = () if below else labels_of(text, part.heading.end, part.end)[:BELOW]
    named = [s.title for s in below] or [text[s.start : s.end] for s in labels]
    inside = [s for s in sections if part.start < s.start < part.end]
    passed = [s.heading for s in inside if is_name(TIMED.sub("", s.title))]
    ended = [Span(s.start, s.end + 1) for s in labels]
    alone = not is_name(part.title)
    start = part.start if alone else part.heading.end
    said = said_between(document, start, part.end, [*passed, *ended], most)
    words = [f"{_ended(text[s.start : s.end])}{case.citer.span(identity, s)}" for s in said]
    if words and alone:
        return f"{part.number} {''.join(words)}".strip()
    mark = case.citer.span(
        identity, _clipped(text, first_words(text, part)), part.path,
        tuple(labels) or tuple(s.heading for s in below),
    )  # fmt: skip
    more = f"（{'；'.join(named)}）" if named else ""
    return f"{_said(text, part)}{more}{mark}{'：' if words else ''}{''.join(words)}"


def _below(sections: Sequence[Section], part: Section, parts: int) -> list[Section]:
    """The sections below a part that are named beside it: in a long document only names."""
    below = [s for s in parts_of(sections, part)[:BELOW] if s.title.strip()]
    short = parts <= FEW_PARTS or all(is_name(TIMED.sub("", s.title)) for s in below)
    return below if short else []


def _ended(words: str) -> str:
    """A sentence that another may follow."""
    return words if words.endswith(("。", "！", "？")) else f"{words}。"


def _scope(case: Case, identity: str, text: str, end: int) -> list[str]:
    """The sentence before ``end`` that says what the document is for or what it applies to; none where it has no
    such."""
    found = [s for s in sentences(text, 0, min(len(text), end)) if 12 <= len(s) <= LONGEST_SCOPE]
    for pattern in (APPLIES, PURPOSE):
        for span in found:
            words = text[span.start : span.end]
            if pattern.search(words):
                return [f"{words}{case.citer.span(identity, span)}"]
    return []


def _opening(
    case: Case, document: Document, sections: Sequence[Section], parts: Sequence[Section]
) -> list[str]:
    """What stands before the first part, where that says something."""
    if not parts or sections[0].kind != "title":
        return []
    text, start, end = document.text, sections[0].heading.end, parts[0].start
    known = case.documents[document.id].metadata
    told = (known.number, known.issuer)
    to_whom = [
        s for s in sentences(text, start, end)
        if (line := text[s.start : s.end].strip("。 ")).endswith(LEADS) or line in told
    ]  # fmt: skip
    passed = [*(s.heading for s in sections), *to_whom]
    said = said_between(document, start, end, passed, MOST)
    lines = (f"{_ended(text[s.start : s.end])}{case.citer.span(document.id, s)}" for s in said)
    return ["".join(lines)] if said else []


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


def _without_parts(library: Library, case: Case, document: Document) -> list[str]:
    """What a document without headings asks and answers, else its first sentences."""
    asked = questions_of(document.text)
    if not asked:
        return _first_sentences(library, case, document.id)
    most, lines = room(min(len(asked), PARTS)), []
    for number, one in enumerate(asked[:PARTS], 1):
        first = next(sentences(document.text, one.answer.start, one.answer.end), one.answer)
        said = clipped(document.text, first, most)
        question, answer = (document.text[s.start : s.end] for s in (one.question, said))
        marks = (case.citer.span(document.id, s) for s in (one.question, said))
        lines.append(f"{number}. {question}{next(marks)}{_ended(answer)}{next(marks)}")
    return lines + [f"其余 {len(asked) - PARTS} 问见原文。"] * (len(asked) > PARTS)


def _first_sentences(library: Library, case: Case, identity: str) -> list[str]:
    """The first sentences that say something, of a document without headings."""
    text = library.document(identity).text
    title = case.documents[identity].metadata.title
    every = [s for s in sentences(text, 0, len(text)) if text[s.start : s.end].strip() != title]
    every = [s for s in every if not text[s.start : s.end].rstrip().endswith(LEADS)]
    named = [s for s in every if ORDINAL.match(text, s.start, s.end)]
    if len(named) > 1:  # what stands before the points, then the points
        before = [
            s
            for s in every
            if len(s) >= SHORTEST and s.end <= named[0].start and "\t" not in text[s.start : s.end]
        ]
        chosen = [*before[:SENTENCES], *named[:PARTS]]
        return [f"{_cut(text[s.start : s.end])}{case.citer.span(identity, s)}" for s in chosen]
    spans = [s for s in every if len(s) >= SHORTEST]
    numbered = [s for s in spans if numbering(text[s.start : s.end])]
    chosen = numbered[:PARTS] if len(numbered) > 1 else spans[:SENTENCES]
    return [f"{_cut(text[s.start : s.end])}{case.citer.span(identity, s)}" for s in chosen]


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}……"
