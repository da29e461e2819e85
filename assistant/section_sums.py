"""The sum of what the items of one part of a plan name: three building projects, each with its investment.

Items of one part are things of one kind (that is why they stand below one heading), so the same value of each may be
added: 投资4600万元 and 投资1.28亿元. What a question says of them beside the value (项目, 三个) must be what the heading
or the items say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.case import Case
from assistant.checklist import what
from assistant.item_words import plain_item, shortened
from assistant.library import Library
from assistant.measure import Measure, asked_measure
from assistant.reckoning import bound, total
from assistant.records import Answer, ChecklistRow
from assistant.sentences import trimmed
from assistant.sum_rows import matter_of
from assistant.terms import coverage, terms
from ingest.grammar import parse_numeral
from ingest.records import Section, Span, Target

COUNTED = re.compile(
    r"(?<![第前])(?P<number>[两二三四五六七八九十]|\d{1,2})(?:个|项|所|处|类|件|家)(?!月|百分|百|千|万)"
)
"""How many items the question says there are."""
SAID_SO = re.compile(
    r"(?:写|列|标|给|有|注)(?:明|了|出|着)*(?=[^，。？?]{0,5}的)|的?那(?=[几两二三四五六七八九十\d]|些|个)|数额?(?=的)|(?:要|会|打算|计划)?(?:投|花|用|掏|砸)(?:进去|下去|出去|资)?(?=$|\s|[，。？?了得]|多少)"
)
"""Words around what is added that name no item: 写了投资数的那三个, 要投多少."""
WHOLE = re.compile(r"总(?:投资|额|量|数|计|规模|面积)|共计|合计|一共|总共|共(?=\d)")
"""A line that tells a sum itself."""
PART = re.compile(r"其中|包括|含(?=[一-鿿])")
HELD, HELD_OF_NUMBER = 0.6, 0.3
"""Share of the matter that heading and items must hold; where the question says how many there are and it is so."""
FEWEST, MOST = 2, 20


def section_sum(library: Library, case: Case, rows: Sequence[ChecklistRow]) -> Answer | None:
    """The values of the items of the part that the question means, with their sum; None where no part is plainly
    meant, or its items tell values of several kinds."""
    measure = asked_measure(case.query.text)
    if case.query.kind != "sum" or measure is None:
        return None
    best: tuple[float, list[ChecklistRow]] | None = None
    for identity in case.documents:
        mine = [r for r in rows if r.fact.document_id == identity and _counts(r, measure)]
        text = library.document(identity).text
        for section in library.store.sections(identity) if len(mine) >= FEWEST else ():
            found = _of_items(text, mine, section)
            words = text[section.start : section.end]
            share = _held(library, case, words, len(found)) if found else 0.0
            if share and (best is None or share > best[0]):
                best = share, found
    return _told(library, case, best[1]) if best is not None else None


def _counts(row: ChecklistRow, measure: Measure) -> bool:
    fact = row.fact
    if not isinstance(fact, Target) or fact.value is None or fact.comparator == "range":
        return False
    return measure.fits(fact.unit) and "/" not in fact.unit


def _of_items(text: str, rows: Sequence[ChecklistRow], section: Section) -> list[ChecklistRow]:
    """One value of each item of a part; none where an item tells several, or where they are not of one indicator."""
    if section.kind == "title":
        return []
    mine = [r for r in rows if section.start <= r.fact.span.start < section.end]
    lines: dict[int, list[ChecklistRow]] = {}
    for row in mine:
        start = _line(text, row.fact.span.start).start
        if not PART.search(text[start : row.fact.span.start]):
            lines.setdefault(start, []).append(row)
    found = [own[0] for own in lines.values() if len(own) == 1]
    names = {what(row.fact) for row in found}
    one = len(names) == 1 or all(re.search("投资|投入|资金|经费", name) for name in names)
    whole = any(WHOLE.search(row.fact.quote) for row in found)
    fits = len(found) == len(lines) and FEWEST <= len(found) <= MOST
    return found if fits and one and not whole else []


def _held(library: Library, case: Case, words: str, count: int) -> float:
    """How much of the matter a part says, 0 where too little or where it has another number of values."""
    said = COUNTED.search(case.query.text)
    number = parse_numeral(said["number"]) if said else None
    if number is not None and number != count:
        return 0.0
    matter = SAID_SO.sub(" ", COUNTED.sub(" ", matter_of(case.query)))
    wanted = terms(matter, library.vocabulary)
    share = coverage(wanted, words, case.query.text) if wanted else 0.0
    return share if share >= (HELD if number is None else HELD_OF_NUMBER) else 0.0


def _told(library: Library, case: Case, rows: Sequence[ChecklistRow]) -> Answer | None:
    """Every item with its value, in their order, and the sum."""
    rows = sorted(rows, key=lambda row: row.fact.span.start)
    facts = [row.fact for row in rows if isinstance(row.fact, Target)]
    worked = total(facts)
    if worked is None:
        return None
    lines, marks = list[str](), list[str]()
    for number, fact in enumerate(facts, 1):
        span = _line(library.document(fact.document_id).text, fact.span.start)
        marks.append(case.citer.span(fact.document_id, span))
        words = library.document(fact.document_id).text[span.start : span.end]
        lines.append(f"{number}. {shortened(plain_item(words))}{marks[-1]}")
    hedge = bound(facts)
    lines.append(f"{f'合计{hedge}：' if hedge else ''}{worked}{''.join(marks)}")
    return Answer("\n".join(lines), "structured", case.citer.citations, tuple(rows))


def _line(text: str, at: int) -> Span:
    """The line that a place stands in."""
    end = text.find("\n", at)
    return trimmed(text, text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text))
