"""All questions that a library's facts make, each of which names its place, document or year where it must."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Literal

from assistant import asking
from assistant.aim import ENDED
from assistant.place_names import ranks
from assistant.points import NATIONAL, with_full_places
from ingest.records import Deadline, Fact, Span, Target, quoted

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument

LONGEST_TITLE = 24
"""Code points of a title that a question can name."""
EXAMPLES_TRIED = 12
"""Questions tried for the examples of a library."""
LONGEST_EXAMPLE = 26
"""Code points of an example."""
SCHOOLS = re.compile(
    r"学[生校前位期区]|小学|中学|大学|高校|教[育师研学]|校[园车长]|师资|幼儿|课程|课后|生均|招生|考试|班额|新生"
)
"""What the people who ask here are likely to ask about."""
Aspect = Literal["value", "time", "owner", "month", "article", "effect"]


@dataclass(frozen=True, slots=True)
class Made:
    """A question made of words of a document: those at ``span``, or the document's as a whole where it is None.

    ``told`` are the words that answer it, ``bare`` is the question without the place or document it names.
    """

    question: str
    aspect: Aspect
    told: str
    document_id: str
    span: Span | None
    section: tuple[str, ...] = ()
    indicator: str = ""
    scope: str = ""
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
        years[before[one.document_id], one.question].add(one.year)
    stock: dict[str, list[Made]] = defaultdict(list)
    for one in made:
        prefix = before[one.document_id]
        dated = one.year is not None and len(years[prefix, one.question]) > 1
        asked = _prefixed(prefix, f"{one.year}年{one.question}" if dated else one.question)
        stock[one.document_id].append(replace(one, question=asked, bare=one.question))
    return {identity: tuple(found) for identity, found in stock.items()}


def _made(fact: Fact, document: StoredDocument) -> list[Made]:
    year = year_of(fact, document)
    if isinstance(fact, Target):
        made = of_fact(asking.how_much(fact), "value", fact.raw, fact)
        found = [replace(made, indicator=fact.indicator, scope=fact.scope)]
    else:
        found = [
            of_fact(asking.when(fact), "time", fact.time.raw, fact),
            of_fact(asking.who(fact), "owner", fact.owner, fact),
        ]
    return [replace(made, year=year) for made in found if made.question]


def of_fact(question: str, aspect: Aspect, told: str, fact: Fact) -> Made:
    """A question that the words of a fact answer."""
    return Made(question, aspect, told, fact.document_id, fact.span, fact.section, bare=question)


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
    if question.startswith(prefix):
        return question
    return (
        f"{prefix}，{question}"
        if prefix.endswith("里") and question.startswith("什么")
        else f"{prefix}{question}"
    )


def due(facts: Iterable[Fact], month: int, scope: Container[str]) -> list[Deadline]:
    """Deadlines of one month in the documents in scope."""
    return [
        f for f in facts
        if isinstance(f, Deadline) and f.document_id in scope and f.time.precision in ("day", "month")
        and f.time.lo and f.time.lo.month == month
    ]  # fmt: skip


def varied(
    stock: Mapping[str, Sequence[Made]], scope: Mapping[str, StoredDocument], facts: Sequence[Fact]
) -> list[Made]:
    """Questions to begin with: values, times, a month's tasks and owners in turn, of the newest documents first."""
    of_schools = {
        i: [m for m in stock[i] if SCHOOLS.search(m.bare) and len(m.question) <= LONGEST_EXAMPLE]
        for i in stock
    }
    best = sorted(
        (i for i in stock if of_schools[i]),
        key=lambda i: (2 * len(of_schools[i]) < len(stock[i]), -(scope[i].metadata.plan_year or 0), -len(stock[i])),
    )  # fmt: skip
    kinds: list[list[Made]] = []
    for aspect in ("value", "time", "owner"):
        found = [[m for m in of_schools[i] if m.aspect == aspect] for i in best]
        kinds.append([m for m in chain.from_iterable(zip_longest(*found)) if m])
    kinds.insert(2, _busiest(facts, scope))
    turns = [m for m in chain.from_iterable(zip_longest(*kinds)) if m]
    return turns[:EXAMPLES_TRIED]


def _busiest(facts: Sequence[Fact], scope: Mapping[str, StoredDocument]) -> list[Made]:
    """The tasks of the month that has most of them."""
    months = {m: due(facts, m, scope) for m in range(1, 13)}
    month = max(months, key=lambda m: len(months[m]))
    asked = f"{month}月份有哪些工作？"
    return [of_fact(asked, "month", fact.time.raw, fact) for fact in months[month][-2:]]
