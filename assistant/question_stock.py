"""All questions that a library's facts make, each of which names its place, document or year where it must."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Literal

from assistant import asking
from assistant.aim import ENDED
from assistant.places import ranks
from assistant.points import NATIONAL, with_full_places
from assistant.records import Answer
from ingest.records import Deadline, Fact, Target, quoted

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument

LONGEST_TITLE = 24
"""Code points of a title that a question can name."""
EXAMPLES_TRIED = 24
"""Questions tried for the examples of a library."""
SCHOOLS = re.compile(r"[学教师校园课]|生均|招生|培训")
"""What the people who ask here are likely to ask about."""
MONTH = re.compile(r"(?<![\d月至—–~～-])(\d{1,2})(?=月(?!\d|底|前|至|—))")
"""The month of a question for a month's tasks."""
Aspect = Literal["value", "time", "owner", "month"]


@dataclass(frozen=True, slots=True)
class Made:
    """A question made of a fact; ``told`` are the fact's own words that answer it, ``bare`` is the question
    without the place or document it names."""

    question: str
    fact: Fact
    aspect: Aspect
    told: str
    year: int | None = None
    bare: str = ""


def make_stock(
    facts: Iterable[Fact], documents: Mapping[str, StoredDocument]
) -> dict[str, tuple[Made, ...]]:
    """The questions of each document in force, in the order of its text."""
    before = _prefixes(documents)
    made = [
        one for fact in facts
        if fact.document_id in documents and documents[fact.document_id].metadata.status not in ENDED
        for one in _made(fact, documents[fact.document_id])
    ]  # fmt: skip
    years: dict[tuple[str, str], set[int | None]] = defaultdict(set)
    for one in made:
        years[before[one.fact.document_id], one.question].add(one.year)
    stock: dict[str, list[Made]] = defaultdict(list)
    for one in made:
        prefix = before[one.fact.document_id]
        dated = one.year is not None and len(years[prefix, one.question]) > 1
        asked = _prefixed(prefix, f"{one.year}年{one.question}" if dated else one.question)
        stock[one.fact.document_id].append(replace(one, question=asked, bare=one.question))
    return {identity: tuple(found) for identity, found in stock.items()}


def _made(fact: Fact, document: StoredDocument) -> list[Made]:
    year = year_of(fact, document)
    if isinstance(fact, Target):
        found = [Made(asking.how_much(fact), fact, "value", fact.raw, year)]
    else:
        found = [
            Made(asking.when(fact), fact, "time", fact.time.raw, year),
            Made(asking.who(fact), fact, "owner", fact.owner, year),
        ]
    return [made for made in found if made.question]


def year_of(fact: Fact, document: StoredDocument) -> int | None:
    """The year a fact speaks of: its own, else its plan's; none of what recurs."""
    if fact.time and fact.time.recurring:
        return None
    days = (fact.time.hi, fact.time.lo) if fact.time else ()
    return next((d.year for d in days if d and d.year), document.metadata.plan_year)


def _prefixes(documents: Mapping[str, StoredDocument]) -> dict[str, str]:
    """What a question must say for its document to be meant: nothing in the library of one place."""
    full = {i: d.metadata.place for i, d in with_full_places(documents).items()}
    places = {place for place in full.values() if place not in ("", NATIONAL)}
    if len(places) < 2:
        return dict.fromkeys(documents, "")
    return {
        i: ranks(full[i])[-1] if full[i] in places else _titled(d.metadata.title)
        for i, d in documents.items()
    }


def _titled(title: str) -> str:
    return f"{quoted(title)}里" if title and len(title) <= LONGEST_TITLE else ""


def _prefixed(prefix: str, question: str) -> str:
    return (
        f"{prefix}，{question}"
        if prefix.endswith("里") and question.startswith("什么")
        else f"{prefix}{question}"
    )


def next_month(
    question: str, answer: Answer, facts: Sequence[Fact], scope: Mapping[str, StoredDocument]
) -> list[Made]:
    """After a month's tasks those of the next, where there are any."""
    months = MONTH.findall(question)
    if answer.mode != "structured" or len(months) != 1 or not 1 <= int(months[0]) < 12:
        return []
    asked = MONTH.sub(str(int(months[0]) + 1), question)
    due = [f for f in _due(facts, int(months[0]) + 1) if f.document_id in scope]
    return [Made(asked, fact, "month", fact.time.raw) for fact in due[:2]]


def _due(facts: Iterable[Fact], month: int) -> list[Deadline]:
    """Deadlines of one month."""
    return [
        f for f in facts
        if isinstance(f, Deadline) and f.time.precision in ("day", "month") and f.time.lo
        and f.time.lo.month == month
    ]  # fmt: skip


def varied(
    stock: Mapping[str, Sequence[Made]], scope: Mapping[str, StoredDocument], facts: Sequence[Fact]
) -> list[Made]:
    """Questions to begin with: values, times, a month's tasks and owners in turn, of the newest documents first."""
    newest = sorted(stock, key=lambda i: (-(scope[i].metadata.plan_year or 0), -len(stock[i])))
    kinds: list[list[Made]] = []
    for aspect in ("value", "time", "owner"):
        found = [
            [m for m in stock[i] if m.aspect == aspect and SCHOOLS.search(m.bare)] for i in newest
        ]
        kinds.append([m for m in chain.from_iterable(zip_longest(*found)) if m])
    kinds.insert(2, _busiest(facts, scope))
    turns = [m for m in chain.from_iterable(zip_longest(*kinds)) if m]
    return turns[:EXAMPLES_TRIED]


def _busiest(facts: Sequence[Fact], scope: Mapping[str, StoredDocument]) -> list[Made]:
    """The tasks of the month that has most of them."""
    months = {m: [f for f in _due(facts, m) if f.document_id in scope] for m in range(1, 13)}
    month = max(months, key=lambda m: len(months[m]))
    asked = f"{month}月份有哪些工作？"
    return [Made(asked, fact, "month", fact.time.raw, bare=asked) for fact in months[month][-2:]]
