"""What a plan wants to do on a topic in the year it is for: its own sentences, where they name no time of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asked_topic import topic_of
from assistant.case import Case
from assistant.library import Library
from assistant.records import Answer
from assistant.section_parts import heading_of
from assistant.sentences import bare, sentences
from assistant.terms import Term, coverage, lacks_matter, terms
from ingest.records import Section, Span

REVIEW = re.compile(r"回顾|总结|成绩|成效|完成情况|过去|历程|工作情况|存在的?(?:主要)?问题|形势")
"""Headings of what was, not of what will be."""
FIRST_ITEM = re.compile(r"\s*(?:一是|第一[，,、]|首先|（一）|1[.、．])")
"""What begins a list that the sentence before it announces."""
FEW = 3
"""Plans that are looked through at once."""
ON_TOPIC = 0.8
"""Share of the topic's weight that a sentence or heading must hold."""
SHOWN = 30
LONGEST = 160
"""Code points of a sentence that is written whole."""
SHORTEST = 8
LOOSE = re.compile(r"方面|领域|上|里")
Hit = tuple[str, Span, Section | None]
"""A sentence of a document, with its innermost section."""
YEARLY = frozenset({"year", "plan", "half", "term"})
"""Precisions of a window that a plan for the year speaks to as a whole."""


def plan_items(library: Library, case: Case) -> Answer | None:
    """The sentences of the plans in scope on the topic; None where the question is not for a year as a whole,
    names no topic, or many plans are in scope."""
    query = case.query
    topic = LOOSE.sub(" ", topic_of(query))
    wanted = terms(topic, library.vocabulary)
    plans = [i for i, d in case.documents.items() if plans_for(d.metadata, query.years)]
    whole = query.time is None or query.time.precision in YEARLY
    if not (wanted and whole and 1 <= len(plans) <= FEW):
        return None
    found = [(i, *hit) for i in plans for hit in found_in(library, case, i, wanted)]
    return told(library, case, plans, wanted, found) if found else None


def told(
    library: Library, case: Case, plans: Sequence[str], wanted: Sequence[Term], found: Sequence[Hit]
) -> Answer:
    """The sentences found in some plans, under their headings, in order."""
    filters = f"与“{' '.join(t.text for t in wanted)}”有关"
    lines = [
        f"{'、'.join(case.citer.title(i) for i in plans)}{filters}的工作，共 {len(found)} 处："
    ]
    last = ""
    for number, (identity, span, section) in enumerate(found[:SHOWN], 1):
        heading = heading_of(section) if section is not None and section.kind != "title" else ""
        if heading and heading != last:
            lines.append(f"{heading}：")
            last = heading
        words = bare(library.document(identity).text[span.start : span.end])
        cut = f"{words[:LONGEST]}……" if len(words) > LONGEST else words
        path = section.path if section is not None else None
        lines.append(f"{number}. {cut}{case.citer.span(identity, span, path)}")
    notes = (f"写出前 {SHOWN} 处，共 {len(found)} 处。",) if len(found) > SHOWN else ()
    return Answer("\n".join(lines), "structured", case.citer.citations, filter=filters, notes=notes)


def plans_for(metadata: object, years: tuple[int, ...]) -> bool:
    """Is a document a plan, of one of the years where any are asked?"""
    first, last = getattr(metadata, "plan_year", None), getattr(metadata, "plan_until", None)
    return first is not None and (not years or any(first <= y <= (last or first) for y in years))


def found_in(
    library: Library, case: Case, identity: str, wanted: tuple[Term, ...]
) -> list[tuple[Span, Section | None]]:
    """Sentences on the topic outside what the plan tells of the past, with their innermost sections."""
    text = library.document(identity).text
    sections = library.store.sections(identity)
    found = []
    own_part = _part_of_year(sections, case.query.years)
    led = 0
    for span in sentences(text, 0, len(text)):
        if own_part and not any(s.start <= span.start < s.end for s in own_part):
            continue
        words = text[span.start : span.end]
        holding = [s for s in sections if s.start <= span.start < s.end]
        headings = [s for s in holding if s.heading.start <= span.start < s.heading.end]
        past = any(REVIEW.search(s.title) for s in holding if s.kind != "title")
        if headings or past or len(words) < SHORTEST:
            continue
        own = " ".join(s.title for s in holding if s.kind != "title")
        listed = span.start < led  # the items behind “办好10件实事。一是……二是……”
        if listed or holds(wanted, words, case) or (own and holds(wanted, own, case)):
            found.append((span, holding[-1] if holding else None))
        if not listed and found and found[-1][0] == span and FIRST_ITEM.match(text, span.end):
            end = text.find("\n", span.end)
            led = end if end >= 0 else len(text)
    return found


def _part_of_year(sections: tuple[Section, ...], years: tuple[int, ...]) -> list[Section]:
    """The parts of a plan whose headings say the year; none where no heading does."""
    said = [str(year) for year in years]
    return [
        s for s in sections
        if s.kind == "heading" and any(y in s.title for y in said) and not REVIEW.search(s.title)
    ]  # fmt: skip


def holds(wanted: tuple[Term, ...], words: str, case: Case) -> bool:
    """Do some words hold the topic?"""
    return coverage(wanted, words, case.query.text) >= ON_TOPIC and not lacks_matter(wanted, words)
