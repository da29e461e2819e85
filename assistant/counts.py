"""How many: parts of a document, documents on a topic, places, tasks and targets of the store; what is counted is shown."""

from __future__ import annotations

import re

from assistant import documents_answer, structured
from assistant.asked_topic import topic_of
from assistant.case import Case
from assistant.computed_words import (
    COUNTS_PAPERS,
    COUNTS_PARTS,
    COUNTS_REGIONS,
    COUNTS_TASKS,
    REGIONS_LAST,
)
from assistant.library import Library
from assistant.meant import meant_documents
from assistant.named_paragraphs import named_paragraphs
from assistant.records import Answer
from assistant.section_parts import chief_parts, first_words, heading_of, parts_of
from assistant.sentences import trimmed
from assistant.structured import Asked
from assistant.terms import coverage, terms
from ingest.grammar import parse_numeral
from ingest.records import Section

CHAPTER = re.compile(r"第\s*([0-9一二三四五六七八九十百]+)\s*(章|编|节|部分)")
HEADED = 0.75
"""Share of the matter's weight that a heading must hold for its parts to be counted."""
OF_ITEMS = re.compile(
    r"(?P<noun>(?<=的)[一-鿿]{2,4}?|行为|情形|情况|条件|要求|措施|标准|原则|职责|义务|权利|禁令|红线|纪律|理由|渠道|途径)"
    r"(?:一共|总共|共|都)?有?(?:多少|几)个?条"
)
"""What lists of a document are made of and are counted as 条: 不得发布的消息有几条."""
DOCUMENT = re.compile(r"条例|办法|规[定则程]|细则|章程|文件|方案|意见|通知|法$|条文|条款|正文|内容")
"""What has articles."""
FEW = 3
"""Documents looked through where none is named."""
SHOWN = 40
PARTS_SAID = re.compile(
    r"(?:多少|几)(?:大)?(?:项|条|件|个|点|种|类|步|章|份|个?方面|个?部分)?|一共|总共|共|分(?:为|成)?|有|包括|主要|哪|列"
)
"""What asks for the number of parts and names no matter."""
OWN = 0.25
"""Share that the heading itself must hold; the title above it may hold the rest."""
WORK = re.compile(r"工作|任务|安排|重点|部署|目标")
TITLE_LENGTH = 40
"""Code points of a heading; a longer one is a sentence."""


def count(library: Library, case: Case, asked: Asked) -> Answer | None:
    """The number asked for with what is counted; None where the question counts something else."""
    text = case.query.text
    if any(p.search(text) for p in (COUNTS_PAPERS, COUNTS_REGIONS, REGIONS_LAST)):
        return documents_answer.documents(library, case)
    if COUNTS_TASKS.search(text):
        listed = (
            structured.targets(asked) if re.search("指标|目标", text) else structured.tasks(asked)
        )
        if listed is not None:
            return listed
    return _parts(library, case)


def _parts(library: Library, case: Case) -> Answer | None:
    """The parts of a document or section that the question names: chapters, articles, tasks of a heading."""
    meant = meant_documents(library, case, PARTS_SAID.sub(" ", case.query.text))
    found_first = dict.fromkeys(chunk.document_id for chunk, _ in case.found)
    for identity in meant or list(found_first)[:FEW]:
        sections = library.store.sections(identity)
        text = library.document(identity).text
        found = _asked_parts(library, case, sections, text, bool(meant))
        if found is None:
            continue
        parent, parts, word = found
        where = case.citer.title(identity) + (f"{heading_of(parent)}" if parent else "")
        lines = [f"{where}共 {len(parts)} {word}："]
        for number, part in enumerate(parts[:SHOWN], 1):
            span = first_words(text, part)
            span = trimmed(text, span.start, min(span.end, span.start + 60))
            said = heading_of(part) if part.title.strip() else text[span.start : span.end]
            lines.append(f"{number}. {said}{case.citer.span(identity, span, part.path)}")
        if len(parts) > SHOWN:
            lines.append(f"其余 {len(parts) - SHOWN} {word}见原文。")
        return Answer("\n".join(lines), "structured", case.citer.citations)
    return None


def _asked_parts(
    library: Library, case: Case, sections: tuple[Section, ...], body: str, meant: bool
) -> tuple[Section | None, list[Section], str] | None:
    text = case.query.text
    parent = _chapter(text, sections)
    asks_articles = re.search(r"(?:多少|几)个?条(?!任务|措施)", text)
    if asks_articles:
        inside = [s for s in sections if s.kind == "article"]
        if parent is not None:
            inside = [s for s in inside if parent.start <= s.start < parent.end]
        mine = parent is not None or not _of_other_items(case)
        return (parent, inside, "条") if inside and mine else None
    if re.search(r"(?:多少|几)个?章", text):
        chapters = [s for s in sections if s.number.endswith("章")]
        return (None, chapters, "章") if chapters else None
    headed = _headed(library, case, sections, body)
    parent = parent or headed or _of_year(case, sections)
    if parent is None and not (meant and COUNTS_PARTS.search(text)):
        return None
    parts = _below(sections, body, parent) if parent else chief_parts(sections)
    return (parent, parts, "项" if parent else "部分") if len(parts) > 1 else None


def _chapter(text: str, sections: tuple[Section, ...]) -> Section | None:
    """The section of the printed number that the question says: 第三章."""
    match = CHAPTER.search(text)
    if match is None:
        return None
    wanted = parse_numeral(match.group(1))
    for section in sections:
        own = CHAPTER.match(section.number or section.title)
        if own and own.group(2) == match.group(2) and parse_numeral(own.group(1)) == wanted:
            return section
        number = section.number.strip("、（）()．.")
        if (
            match.group(2) == "部分"
            and number
            and parse_numeral(number) == wanted
            and section.level == 2
        ):
            return section
    return None


def _of_year(case: Case, sections: tuple[Section, ...]) -> Section | None:
    """The part of a plan for the year that the question names, where it asks for the year's work as a whole."""
    years = [str(year) for year in case.query.years]
    if topic_of(case.query).strip() or not years:
        return None
    return next(
        (
            s for s in sections
            if s.kind == "heading" and any(y in s.title for y in years)
            and WORK.search(s.title) and len(parts_of(sections, s)) > 1
        ),
        None,
    )  # fmt: skip


def _of_other_items(case: Case) -> bool:
    """Are 几条 the items of a matter, not the articles of a document: 不得有的行为有几条?"""
    asked = OF_ITEMS.search(case.query.text)
    return asked is not None and not DOCUMENT.search(asked["noun"])


def _matter(case: Case) -> str:
    words = PARTS_SAID.sub(" ", case.query.text)
    for name in case.query.named:
        words = words.replace(name, " ")
    return words


def _below(sections: tuple[Section, ...], body: str, parent: Section) -> list[Section]:
    """What stands below a heading: sections, else paragraphs with names."""
    return parts_of(sections, parent) or named_paragraphs(body, parent)


def _headed(
    library: Library, case: Case, sections: tuple[Section, ...], body: str
) -> Section | None:
    """The section whose heading says the matter, with parts of its own."""
    wanted = terms(_matter(case), library.vocabulary)
    title = sections[0].title if sections and sections[0].kind == "title" else ""
    if not wanted or coverage(wanted, title, case.query.text) >= HEADED:
        return None
    held = [
        (coverage(wanted, s.title, case.query.text), s) for s in sections
        if s.kind != "title" and s.title and len(s.title) <= TITLE_LENGTH
        and coverage(wanted, " ".join(s.path), case.query.text) >= HEADED
        and len(_below(sections, body, s)) > 1
    ]  # fmt: skip
    best = max(held, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= OWN else None
