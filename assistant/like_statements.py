"""Numbers that two documents state in like words: the plans of two years, or a plan and the report of what was reached."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.case import Case
from assistant.library import Library
from assistant.measure import asked_measure
from assistant.one_document import dated, no_matter
from assistant.reckoning import base
from assistant.records import Answer
from assistant.sentences import bare
from assistant.side_verdict import worked
from assistant.statements import CELL, Statement, own_words, statements, touches
from assistant.terms import Term, contradicts, coverage, lacks_matter, terms
from ingest.grammar import find_quantities
from ingest.records import Span

PLANNED = re.compile(r"计划|原定|原计划|目标|任务|要点|年初|预定|预算")
REACHED = re.compile(r"实际|完成|到岗|落实|最后|最终|结果|真正|决算|达成")
PLANS = re.compile(r"要点|计划|规划|分工|任务|清单|安排|工作方案|重点工作|预算")
REPORTS = re.compile(r"公报|总结|报告|通报|决算|完成情况")
PART = re.compile(r"^[，,、]?(?:其中|含|包括)|第[一二三四五六]批|首批")
GENERAL = re.compile(
    r"计划|原定|任务|目标|全市|全区|全县|全省|市里|区里|县里|省里|[市区县省](?=[一-鿿])(?![级立属直])|实际|到岗|要|打算|准备|安排|发放|金额|数量"
)
"""Words that say nothing of what is counted."""
SAID_OF_VALUE = re.compile(
    r"[^一-鿿]|全[年市区县省]|(?:提高|降低|降|增加|增|扩大|压减|达|控制在|调整|保持在)[到至为]?|不(?:低于|少于|高于|超过)|[为是有到至达]"
)
"""What a label says of the value, not of what is counted."""
MOST, HELD, ALIKE = 8, 0.45, 0.5
DOCUMENTS = 3
STAGE = re.compile(r"(?<!中)小学|初中|高中|幼儿园|学前|中职|大学|高校")
BY_STAGE = "原文按学段分别写明，没有相减。"


@dataclass(frozen=True, slots=True)
class SideOf:
    """A side by its name and the documents that may tell it."""

    name: str
    documents: tuple[str, ...]


def like_statements(library: Library, case: Case) -> Answer | None:
    """The number of both sides in the words that both documents share; None where no two are alike."""
    if case.query.kind != "comparison":
        return None
    sides = _planned_and_reached(case) or _two_years(library, case)
    if len(sides) != 2 or not all(side.documents for side in sides):
        return None
    text = dated(case.query.text, case.today)
    wanted = terms(_matter(text, case), library.vocabulary)
    if not wanted:
        return None
    measure, holds = asked_measure(text), touches(text)
    found = []
    for side in sides:
        several = [s for i in side.documents for s in _of(library, i, holds)]
        fitting = [s for s in several if measure is None or measure.fits(s.quantity.unit)]
        found.append(_best(fitting, wanted))
    best: tuple[float, Statement | None, Statement | None] = (0.0, None, None)
    for one, first in found[0]:
        for other, second in found[1]:
            alike = _alike(first, second)
            if base(first.quantity.unit) != base(second.quantity.unit) or alike < ALIKE:
                continue
            if (one + other) / 2 + 0.5 * alike > best[0]:
                best = ((one + other) / 2 + 0.5 * alike, first, second)
    if best[1] is None or best[2] is None:
        return None
    chosen = (best[1], best[2])
    if not STAGE.search(text) and any(_other_stage(library, one) for one in chosen):
        return _told_whole(library, case, sides, chosen)
    return _said(case, sides, *chosen)


def _other_stage(library: Library, one: Statement) -> bool:
    """Does the rest of a statement's sentence tell the same of another stage: 小学300元、初中360元?"""
    if not STAGE.search(one.label):
        return False
    rest = library.document(one.document_id).text[one.at.end : one.span.end]
    return any(
        base(q.unit) == base(one.quantity.unit) and bool(STAGE.search(rest[: q.start]))
        for q in find_quantities(rest)
    )


def _told_whole(
    library: Library, case: Case, sides: Sequence[SideOf], chosen: Sequence[Statement]
) -> Answer:
    """Both sentences, where they tell of several stages and the question names none; nothing is subtracted."""
    lines = []
    for side, one in zip(sides, chosen, strict=True):
        words = library.document(one.document_id).text[one.span.start : one.span.end]
        lines.append(f"{side.name}：{bare(words)}{case.citer.span(one.document_id, one.span)}")
    return Answer("\n".join(lines), "extractive", case.citer.citations, notes=(BY_STAGE,))


def _of(library: Library, identity: str, holds: Callable[[str], bool]) -> Iterator[Statement]:
    for several in statements(library.document(identity), holds):
        yield from several


def _matter(text: str, case: Case) -> str:
    gone = no_matter(text)
    words = re.sub(r"20\d\d年?", " ", "".join(" " if i in gone else c for i, c in enumerate(text)))
    for name in case.query.named:
        words = words.replace(name, " ")
    return GENERAL.sub(" ", words)


def _best(several: Sequence[Statement], wanted: Sequence[Term]) -> list[tuple[float, Statement]]:
    """The statements whose own words hold most of what is asked; parts of another number stand behind."""
    scored = []
    for one in several:
        label = f"{one.row.rpartition(CELL)[2]} {own_words(one)}"
        held = coverage(wanted, label)
        if held >= HELD and not contradicts(wanted, label) and not lacks_matter(wanted, label):
            scored.append((held - 0.2 * bool(PART.search(one.label)) - 0.03 * one.order, one))
    return sorted(scored, key=lambda pair: -pair[0])[:MOST]


def _alike(one: Statement, other: Statement) -> float:
    """The share of character pairs that both have, by their own words or by the name of their row."""
    firsts, seconds = _named(one), _named(other)
    return max(len(a & b) / max(1, min(len(a), len(b))) for a in firsts for b in seconds)


def _named(one: Statement) -> list[set[str]]:
    names = dict.fromkeys((own_words(one), one.row.rpartition(CELL)[2]))
    bare_names = (SAID_OF_VALUE.sub("", name) for name in names if name)
    return [{a + b for a, b in pairwise(name)} for name in bare_names if len(name) > 1] or [set()]


def _two_years(library: Library, case: Case) -> list[SideOf]:
    years = sorted(case.query.years)
    if len(years) != 2:
        return []
    return [SideOf(f"{year}年", _plans_of(case, year)) for year in years]


def _plans_of(case: Case, year: int) -> tuple[str, ...]:
    """Plans of one year, those found first before the others."""
    order = list(dict.fromkeys(c.document_id for c, _ in case.found))
    own = [
        i for i, d in case.documents.items()
        if not REPORTS.search(d.metadata.title) and _is_of(year, d.metadata.plan_year, d.metadata.title)
    ]  # fmt: skip
    plans = [i for i in own if PLANS.search(case.scope[i].metadata.title)]
    ranked = sorted(plans or own, key=lambda i: order.index(i) if i in order else len(order))
    return tuple(ranked[:DOCUMENTS])


def plans_of_both_years(case: Case) -> bool:
    """Does the library hold a plan of each of the two years compared?"""
    years = sorted(case.query.years)
    return len(years) == 2 and all(
        any(PLANS.search(case.scope[i].metadata.title) for i in _plans_of(case, year))
        for year in years
    )


def _is_of(year: int, plan_year: int | None, title: str) -> bool:
    said = re.findall(r"20\d\d", title)
    return said == [str(year)] or (not said and plan_year == year)


def _planned_and_reached(case: Case) -> list[SideOf]:
    """A plan and what a report of its year says was reached, where the question asks for both."""
    text, years = case.query.text, case.query.years
    if len(years) != 1 or not PLANNED.search(text) or not REACHED.search(text):
        return []
    year = years[0]
    of_year = {
        i: d for i, d in case.scope.items() if _is_of(year, d.metadata.plan_year, d.metadata.title)
    }
    reports = tuple(i for i, d in of_year.items() if REPORTS.search(d.metadata.title))
    plans = tuple(i for i in of_year if i not in reports)
    return [
        SideOf(f"{year}年计划", plans[:DOCUMENTS]),
        SideOf(f"{year}年实际", reports[:DOCUMENTS]),
    ]


def _said(case: Case, sides: Sequence[SideOf], one: Statement, other: Statement) -> Answer:
    lines, marks = [], []
    for side, statement in zip(sides, (one, other), strict=True):
        mark = case.citer.span(statement.document_id, Span(statement.span.start, statement.at.end))
        marks.append(mark)
        lines.append(f"{side.name}：{bare(own_words(statement))}{statement.quantity.text}{mark}")
    first, second = one.quantity, other.quantity
    if first.value == second.value:
        lines.append(f"两者相同{''.join(marks)}")
    elif first.value is not None and second.value is not None:
        how = "多" if second.value > first.value else "少"
        lines.append(
            f"{sides[1].name}比{sides[0].name}{how}，{worked([first, second], '−')}{''.join(marks)}"
        )
    return Answer("\n".join(lines), "extractive", case.citer.citations)
