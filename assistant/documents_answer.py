"""Which documents cover a topic: all of them, each judged by its own passages, with the words that show it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.asked_topic import DOCUMENT_SAID, EACH_PLACE, GENERIC
from assistant.case import Case
from assistant.computed_words import (
    COUNTS_PAPERS,
    COUNTS_REGIONS,
    NAMES_REGIONS,
    PAPERS,
    REGIONS,
    REGIONS_LAST,
)
from assistant.library import Library
from assistant.place_names import ranks, short_place
from assistant.points import place_in_title
from assistant.records import Answer
from assistant.regions import PROVINCES
from assistant.sentences import clauses, sentences
from assistant.terms import Term, coverage, expanded, lacks_matter, terms
from assistant.titled_documents import by_title
from ingest.records import Chunk, Span, quoted

CANDIDATES = 600
"""Passages, the best by words, that are looked through."""
TREATED, WITH_HEADINGS = 0.65, 0.93
"""Share of the topic's weight that one sentence must hold to treat it, and that it and its headings must hold:
a word that is common in the library may still be what tells."""
SHOWN = 30
"""Documents written out; the rest are counted."""
SHORT = 90
"""Code points of a sentence that is said whole beside its document."""
WORDS = re.compile(
    rf"{COUNTS_PAPERS.pattern}|{COUNTS_REGIONS.pattern}|(?:哪些|哪几个|哪个|有没有){REGIONS}|(?:省区?|市|地方|地区)(?=有哪|有几|是哪)|(?:哪些|哪几[份个]|哪[个份]|有没有|什么|多少[份个]?|几[份个]|有)(?:{PAPERS}|{REGIONS})|(?:{PAPERS}|{REGIONS})(?=有哪些|$)|提到|涉及|提出|讲到|讲了|讲|规定|说到|写到|写了|要求|明确|哪些|哪几[份个]|列出|相关|有关|写进|列入|纳入|出台|制定|印发|发布|出过|库里|里面?|中(?=提|讲|写|涉)|[是都被有过了的](?=$|[^一-鿿]|哪|提|写|讲|出)|说了?"
)
"""What asks for documents and names no topic."""

ASPECTS = re.compile(
    r"(?:怎么|咋|如何|怎样)[^ ]*|[要该]?(?:优待|优惠|优先|照顾|待遇|处理|管理|规定|责任|职责|工作|安排|办理|标准|条件|流程|问题|情况|内容|的事|事情|[管写讲说提做干办])+[的了在]?(?=$| )"
)
"""What is asked of a thing; a document that treats the thing may say it in other words."""
OR = re.compile(r"或者|或是|或|还是")
ALIKE = re.compile(r"(?:[一-鿿]+([一-鿿]{2})、)+[一-鿿]*?\1")
"""Names of one kind side by side, which end alike."""
DESCRIBED = re.compile(
    r"(?:哪些|哪几[份个部]|多少[份个部]?|几[份个部])((?:地方的?)?[一-鿿]{2,12}?(?:意见|办法|条例|方案|报告|要点|计划|细则))"
)
"""What kind of document is asked for, in words of its title."""
DESCRIBED_HELD = 0.7
YEARS = re.compile(r"(?:19|20)\d\d年?度?|今年|去年|明年")
"""Years choose documents; their passages need not repeat them."""


@dataclass(frozen=True, slots=True)
class Treats:
    """A document with the sentence that treats the topic best; ``headed``: a title or heading says it."""

    document_id: str
    chunk: Chunk
    span: Span
    held: float
    headed: bool
    passages: int = 1


def documents(library: Library, case: Case) -> Answer | None:
    """The documents that treat the topic, those that name it in a heading first; None where none does."""
    if titled := by_title(library, case):
        return titled
    described = _of_described(library, case)
    found = treating(library, described) or treating(library, described, ASPECTS)
    if not found and (case.query.documents or described is not case):
        found = _titled(library, described)
    case = described
    if not found:
        return None
    by_place = _asks_places(case.query.text)
    if by_place:
        found = _one_a_place(case, found)
    count = f"{len(found)} 个地方" if by_place else f"{len(found)} 份"
    lines = [
        f"写到这一内容的{'地方' if by_place else '文件'}有 {count}：".replace("地方有 ", "有 ")
    ]
    lines += [_line(library, case, n, one, by_place) for n, one in enumerate(found[:SHOWN], 1)]
    titles = "、".join(quoted(case.documents[t.document_id].metadata.title) for t in found[SHOWN:])
    notes = (f"另有 {len(found) - SHOWN} 份没有写出：{titles}。",) if titles else ()
    looked = f"查了 {len(case.documents)} 份文件"
    return Answer("\n".join(lines), "structured", case.citer.citations, filter=looked, notes=notes)


def treating(library: Library, case: Case, less: re.Pattern[str] | None = None) -> list[Treats]:
    """Every document in scope with a sentence, a heading or a title that holds the topic, or one of several
    that the question says with “or”. ``less``: words of the topic that need not be held."""
    best: dict[str, Treats] = {}
    topics = topic_of(case)
    if less is not None and (topics := less.sub(" ", topics)) == topic_of(case):
        return []
    for topic in (*OR.split(topics), *_enumerated(topics)):
        for one in _treating(library, case, terms(topic, library.vocabulary)):
            known = best.get(one.document_id)
            best[one.document_id] = max(
                (t for t in (known, one) if t), key=lambda t: (t.headed, t.held)
            )
    return sorted(best.values(), key=lambda t: (-t.headed, -t.passages, -round(t.held, 1)))


def _enumerated(topics: str) -> list[str]:
    """Each of several like things that stand side by side, with what is said of them all: 双胞胎、多胞胎同班 as 双胞胎同班 and
    多胞胎同班."""
    found = ALIKE.search(topics)
    if found is None:
        return []
    return [topics.replace(found.group(), f"{one}") for one in found.group().split("、")]


def _of_described(library: Library, case: Case) -> Case:
    """The case narrowed to documents of the kind that the question asks for: 哪几份美育实施意见."""
    match = DESCRIBED.search(case.query.text)
    wanted = terms(match.group(1), library.vocabulary) if match else ()
    if not wanted:
        return case
    titled = {
        i: d for i, d in case.documents.items()
        if coverage(wanted, d.metadata.title, case.query.text) >= DESCRIBED_HELD
    }  # fmt: skip
    if not titled or match is None:
        return case
    query = replace(case.query, text=case.query.text.replace(match.group(), "哪些文件"))
    return replace(case, documents=titled, query=query)


def _titled(library: Library, case: Case) -> list[Treats]:
    """The documents themselves, where the question names nothing but the kind of document it asks for."""
    if terms(topic_of(case), library.vocabulary):
        return []
    found = []
    for identity in case.documents:
        first = next(iter(library.store.chunks(document_id=identity)), None)
        sections = library.store.sections(identity)
        if first is not None:
            span = (
                sections[0].heading
                if sections
                else Span(first.start, min(first.end, first.start + 40))
            )
            found.append(Treats(identity, first, span, 1.0, True))
    return found


def _treating(library: Library, case: Case, wanted: Sequence[Term]) -> list[Treats]:
    if not wanted:
        return []
    words = " ".join(term.text for term in wanted)
    ranked = library.store.search_lexical(
        expanded(words), CANDIDATES, documents=set(case.documents)
    )
    best: dict[str, Treats] = {}
    for chunk in library.store.chunks([identity for identity, _ in ranked]):
        one = _treats(chunk, wanted, case.query.text)
        if one is None:
            continue
        known = best.get(chunk.document_id)
        count = known.passages + 1 if known else 1
        chosen = max((t for t in (known, one) if t), key=lambda t: (t.headed, t.held))
        best[chunk.document_id] = Treats(
            chosen.document_id, chosen.chunk, chosen.span, chosen.held, chosen.headed, count
        )
    return list(best.values())


def topic_of(case: Case) -> str:
    """The question without what asks for documents and without the names that chose them."""
    text = DOCUMENT_SAID.sub(" ", EACH_PLACE.sub(" ", YEARS.sub(" ", case.query.text)))
    for name in sorted(case.query.named, key=len, reverse=True):
        text = text.replace(name, " ")
    return GENERIC.sub(" ", WORDS.sub(" ", text))


def _treats(chunk: Chunk, wanted: Sequence[Term], question: str) -> Treats | None:
    headings = " ".join(chunk.section)
    headed = coverage(wanted, headings, question) >= TREATED and not lacks_matter(wanted, headings)
    best, held = None, 0.0
    for span in sentences(chunk.text, 0, len(chunk.text)):
        words = chunk.text[span.start : span.end]
        share = coverage(wanted, words, question)
        if words.strip() in headings and best is not None and len(words) < len(headings):
            continue
        if share > held and (headed or not lacks_matter(wanted, words)):
            best, held = span, share
    if best is None or (held < TREATED and not headed):
        return None
    around = f"{headings} {chunk.text[best.start : best.end]}"
    if coverage(wanted, around, question) < WITH_HEADINGS:
        return None
    span = Span(chunk.start + best.start, chunk.start + best.end)
    return Treats(chunk.document_id, chunk, span, held, headed)


# --- places -----------------------------------------------------------------------------------


def _clause(library: Library, case: Case, sentence: str) -> str:
    """The clause of a long sentence that holds most of the topic."""
    wanted = terms(topic_of(case), library.vocabulary)
    parts = [
        sentence[c.start : c.end].strip("，,。；") for c in clauses(sentence, 0, len(sentence))
    ]
    best = max(parts, key=lambda words: coverage(wanted, words, case.query.text))
    return f"……{best[:SHORT]}……"


def _asks_places(text: str) -> bool:
    return bool(
        COUNTS_REGIONS.search(text) or NAMES_REGIONS.search(text) or REGIONS_LAST.search(text)
    ) and not COUNTS_PAPERS.search(text)


def _one_a_place(case: Case, found: Sequence[Treats]) -> list[Treats]:
    """The best document of each place; where provinces are asked for, only those."""
    provinces = re.search(r"(?:几个?|多少个?|哪些|哪几?个)省", case.query.text)
    first: dict[str, Treats] = {}
    for one in found:
        place = _place(case, one.document_id)
        if place and (not provinces or _is_province(place)):
            first.setdefault(place, one)
    return list(first.values())


def _is_province(place: str) -> bool:
    return len(ranks(place)) == 1 and (place in PROVINCES or short_place(place) in PROVINCES)


def _place(case: Case, identity: str) -> str:
    """A document's place; where its head tells none, the province in its title."""
    known = case.documents[identity].metadata
    return known.place or place_in_title(known.title)


# --- saying -----------------------------------------------------------------------------------


def _line(library: Library, case: Case, number: int, one: Treats, by_place: bool) -> str:
    metadata = case.documents[one.document_id].metadata
    name = (
        _place(case, one.document_id)
        if by_place
        else quoted(metadata.title or case.documents[one.document_id].source)
    )
    words = library.document(one.document_id).text[one.span.start : one.span.end].strip()
    said = f"：{words if len(words) <= SHORT else _clause(library, case, words)}"
    return f"{number}. {name}{said}{case.citer.span(one.document_id, one.span, one.chunk.section)}"
