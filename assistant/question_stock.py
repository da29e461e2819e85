"""All questions that a library's facts make, each of which names its place, document or year where it must."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from assistant import asking
from assistant.aim import ENDED
from assistant.places import ranks
from assistant.points import NATIONAL, with_full_places
from ingest.records import Fact, Target, quoted

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument

LONGEST_TITLE = 24
"""Code points of a title that a question can name."""
Aspect = Literal["value", "time", "owner"]


@dataclass(frozen=True, slots=True)
class Made:
    """A question made of a fact; ``told`` are the fact's own words that answer it."""

    question: str
    fact: Fact
    aspect: Aspect
    told: str
    year: int | None = None


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
    alike: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in made:
        alike[before[one.fact.document_id], one.question].add(one.told)
    stock: dict[str, list[Made]] = defaultdict(list)
    for one in made:
        prefix = before[one.fact.document_id]
        dated = len(alike[prefix, one.question]) > 1 and one.year is not None
        asked = _prefixed(prefix, f"{one.year}年{one.question}" if dated else one.question)
        stock[one.fact.document_id].append(Made(asked, one.fact, one.aspect, one.told, one.year))
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
    """The year a fact speaks of: its own, else its plan's."""
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
