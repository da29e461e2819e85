"""What a document wants to reach by one year: the paragraph or sentences of its goals that begin with that year, or all
its targets of the year with a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.asked_topic import topic_of
from assistant.case import Case
from assistant.library import Library
from assistant.records import Answer, ChecklistRow
from assistant.row_lines import in_document_order, items, target_lines
from assistant.sentences import sentence_at, sentences
from assistant.terms import coverage, terms
from ingest.grammar import numbering
from ingest.records import Section, Span

ASKED = re.compile(r"目标|指标|数字|数量|几个数")
OF_NUMBERS = re.compile(r"指标|数字|数量|几个数|量化")
"""Asks for the numbers of the goals."""
OF_PAPER = re.compile(
    r"(?:实施)?(?:意见|方案|办法|计划|规划|文件|通知)(?:里面?|中|上)?|数量|数字|量化|到|里面?"
)
"""Words of the topic that only say of which paper, or for what kind of goals."""
GOALS = re.compile(r"目标")
STARTS = re.compile(
    r"(?:力争|争取|计划|要求)?(?:到|至|在|自|从)?(?P<year>20\d\d)年(?:底|末|初|前|起|开始)?"
)
"""How a goal begins that is of a year."""
BY_YEAR = re.compile(r"到20\d\d年(?:底|末)?")
OF_A_GOAL = re.compile(
    r"(?:达到?|提高到|建成|覆盖|新增|配备?)[^，。？]{0,10}(?:多少|几)|(?:多少|几)[^，。？]{0,6}(?:目标|以上)"
)
ANY_TIME = re.compile(r"20\d\d|[今去明前后]年|现在|目前|每[年月周天]|[上下]半年|\d月")
TITLE_LENGTH = 16
HELD = 0.75
"""Share of the topic that the title of the document must hold."""
LOOKED_AT = 8
FEWEST, MOST = 2, 20


def with_goal_year(question: str, first: str) -> str:
    """A later question of a message for a number that is to be reached, with the year of the first: 到2030年…目标是什么，
    特色学校要达到多少所."""
    year = BY_YEAR.search(first)
    if year is None or ANY_TIME.search(question) or not OF_A_GOAL.search(question):
        return question
    return f"{year.group()}{question}"


def goals_of_year(library: Library, case: Case, rows: Sequence[ChecklistRow]) -> Answer | None:
    """The goals of the year asked for, of the first document found whose title is what they are of."""
    query = case.query
    if len(query.years) != 1 or not ASKED.search(query.text):
        return None
    wanted = terms(OF_PAPER.sub(" ", topic_of(query, kinds=False)), library.vocabulary)
    for identity in dict.fromkeys(chunk.document_id for chunk, _ in case.found[:LOOKED_AT]):
        if wanted and coverage(wanted, case.citer.title(identity), query.text) < HELD:
            continue
        if not wanted and len(case.documents) > 1:
            return None
        numbers = OF_NUMBERS.search(query.text)
        told = None if numbers else _told(library, case, identity, query.years[0])
        if told := told or _numbers(library, case, identity, query.years[0], rows):
            return told
    return None


def _told(library: Library, case: Case, identity: str, year: int) -> Answer | None:
    """The sentences of the goals that are of the year."""
    text = library.document(identity).text
    for section in library.store.sections(identity):
        if not GOALS.search(section.title) or len(section.title) > TITLE_LENGTH:
            continue
        spans = list(spans_of_year(text, section, year))
        if spans:
            marks = [f"{text[s.start : s.end]}{case.citer.span(identity, s)}" for s in spans[:MOST]]
            return Answer("\n".join(marks), "extractive", case.citer.citations)
    return None


def spans_of_year(text: str, section: Section, year: int) -> Iterator[Span]:
    """From the sentence of a section that begins with the year to the one that begins with another."""
    inside = False
    for span in sentences(text, section.start, section.end):
        words = text[span.start : span.end]
        number = numbering(words)
        begins = STARTS.match(words[number.end :].lstrip() if number else words)
        if begins:
            inside = int(begins["year"]) == year
        if inside:
            yield span


def _numbers(
    library: Library, case: Case, identity: str, year: int, rows: Sequence[ChecklistRow]
) -> Answer | None:
    """All targets of the document that are of the year, by their time or their sentence."""
    text = library.document(identity).text
    own = [r for r in rows if r.fact.document_id == identity and r.fact.kind == "target"]
    mine = [r for r in own if _is_of(r, year, text)]
    if len(mine) < FEWEST:
        return None
    listed = items(in_document_order(mine))
    head = f"{case.citer.title(identity)}，{year}年，共 {len(listed)} 项指标："
    lines = [head, *target_lines(listed, case.citer)]
    return Answer("\n".join(lines), "structured", case.citer.citations, tuple(mine), f"{year}年")


def _is_of(row: ChecklistRow, year: int, text: str) -> bool:
    time = row.fact.time
    day = (time.hi or time.lo) if time else None
    if day is not None and day.year is not None:
        return day.year == year
    span = sentence_at(text, row.fact.start)
    return f"{year}年" in text[span.start : span.end]
