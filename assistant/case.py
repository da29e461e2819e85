"""One question with the snapshot of the library it is answered from: documents in scope, words, passages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.aim import ENDED, OF_OLD, OLD_VERSION, Documents
from assistant.cite import Citer
from assistant.denied import without_outcomes
from assistant.finding import find
from assistant.fusion import Fused
from assistant.library import Library
from assistant.place_names import lies_in
from assistant.question_words import COMPARE, MISSED, PAST
from assistant.records import Query
from assistant.sides import replaces
from assistant.terms import Term, content, terms
from ingest.records import Chunk

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument

REVIEWS = frozenset({"工作总结", "报告", "政府工作报告"})
"""Kinds of documents that tell what was achieved."""
SAID_OF_ONESELF = re.compile(
    r"今年|去年|明年|前年|后年|本年度|上年度?|[一二三四五六七八九十\d]+周?岁[多半]?"
)
"""Years said from today and ages: what a person tells of the case, not what a text must say."""
FOUND = 8
"""Passages looked at for one answer."""


@dataclass(frozen=True, slots=True)
class Case:
    """What every room needs to answer one question. ``wanted`` are the words evidence is weighed by;
    ``documents`` those the question is narrowed to, ``scope`` all that may be cited."""

    query: Query
    documents: Documents
    today: dt.date
    wanted: tuple[Term, ...]
    found: tuple[tuple[Chunk, Fused], ...]
    citer: Citer
    scope: Documents


def make_case(library: Library, query: Query, scope: Documents, today: dt.date) -> Case:
    """Narrows the documents to those the question names and searches them."""
    documents = documents_for(library, query, scope, today)
    found = find(library, query, documents, FOUND)
    return Case(
        query, documents, today, terms(_weighed(query, documents), library.vocabulary),
        tuple(_in_force_first(found, documents)), Citer(library, scope), scope,
    )  # fmt: skip


def documents_for(library: Library, query: Query, scope: Documents, today: dt.date) -> Documents:
    """The documents that a question is narrowed to: of its title, number or place, and of its years."""
    return _of_years(library, query, narrowed(query, scope), today.year)


def narrowed(query: Query, scope: Documents) -> Documents:
    """Documents of the title, number or place that the question names."""
    if query.documents:
        named = {i: d for i, d in scope.items() if i in query.documents}
        current = {i: d for i, d in named.items() if d.metadata.status not in ENDED}
        return named if OLD_VERSION.search(query.text) else (current or named)
    if OF_OLD.search(query.text) and query.kind not in ("comparison", "version"):
        old = {i: d for i, d in scope.items() if d.metadata.status in ENDED}
        scope = old or scope
    if query.places:
        placed = {
            i: d for i, d in scope.items() if any(lies_in(p, d.metadata) for p in query.places)
        }  # fmt: skip
        scope = placed or scope
    reviewed = PAST.search(query.text) or MISSED.search(query.text)
    if reviewed and query.kind != "comparison" and not COMPARE.search(query.text):
        told = {
            i: d for i, d in scope.items()
            if d.metadata.kind in REVIEWS and (not query.years or d.metadata.plan_year in query.years)
        }  # fmt: skip
        return told or scope
    return scope


def _of_years(library: Library, query: Query, scope: Documents, this_year: int) -> Documents:
    """Documents that are of a year the question names, or say something for it; all where none does. Of a past year
    also those that were in force then, without what took their place later."""
    wanted = set(query.years)
    if not wanted:
        return scope
    told = {i for i, years in library.fact_index.years.items() if years.named & wanted}
    of_years = {
        i: d for i, d in scope.items()
        if i in told or _own_years(d) & wanted or any(str(y) in d.metadata.title for y in wanted)
    }  # fmt: skip
    if of_years:
        of_years |= {i: d for i, d in scope.items() if _holds_in(d, wanted)}
    heirs = _heirs(scope)
    old = _in_force_then(wanted, this_year, scope, heirs)
    if not old:
        return of_years or scope
    held = [d.metadata for d in old.values()]
    later = {i for i, d in heirs.items() if any(replaces(d.metadata, known) for known in held)}
    return {i: d for i, d in {**of_years, **old}.items() if i not in later} or scope


def _holds_in(document: StoredDocument, years: Collection[int]) -> bool:
    """Does a document speak of a year though it is of another: a rule that stands in that year, a report of the
    year after?"""
    known = document.metadata
    if known.status in ENDED:
        return False
    since = known.effective or known.issued
    of = known.plan_year or (since.year if since is not None else None)
    if known.kind in REVIEWS:
        return of is not None and of - 1 in years
    if known.plan_year is not None:
        return False
    return since is None or since.year is None or since.year <= max(years)


def _stands(document: StoredDocument) -> bool:
    """Is a document a rule, and no plan or report of a year?"""
    return document.metadata.plan_year is None and document.metadata.kind not in REVIEWS


def _heirs(scope: Documents) -> Documents:
    """Documents that take the place of others."""
    return {i: d for i, d in scope.items() if d.metadata.replaces or d.metadata.repeals}


def _in_force_then(
    years: Collection[int], this_year: int, documents: Documents, heirs: Documents
) -> Documents:
    """Documents no longer in force that were so in one of the past years."""
    past = [year for year in years if year < this_year]
    return {i: d for i, d in documents.items() if any(_held_then(d, y, heirs) for y in past)}


def _held_then(document: StoredDocument, year: int, heirs: Documents) -> bool:
    """Was a document that is no longer in force so in a year: begun by then, and not yet followed by another?"""
    known = document.metadata
    since = known.effective or known.issued
    if known.status not in ENDED or since is None or since.year is None or since.year > year:
        return False
    ends = (
        day.year for d in heirs.values() if replaces(d.metadata, known)
        if (day := d.metadata.effective or d.metadata.issued) and day.year
    )  # fmt: skip
    return year < min(ends, default=0)


def _own_years(document: StoredDocument) -> set[int | None]:
    """The years a document is a plan for, was issued in and took effect in."""
    m = document.metadata
    return {m.plan_year, *(day.year for day in (m.issued, m.effective) if day is not None)}


def _years_reviewed(document: StoredDocument) -> set[int]:
    """The year before the one that a report plans for, which it tells of."""
    m = document.metadata
    return {m.plan_year - 1} if m.kind in REVIEWS and m.plan_year else set()


def _weighed(query: Query, documents: Documents) -> str:
    """The question without what chose its documents: years they are of, their places and titles."""
    held = set(plan_years(documents))
    held |= {d.metadata.issued.year for d in documents.values() if d.metadata.issued}  # type: ignore[misc]
    years = [str(y) for y in query.years if y in held]
    text = re.sub(rf"(?:{'|'.join(years)})\s*年?度?", " ", query.text) if years else query.text
    if MISSED.search(text):
        text = re.sub("指标|目标", " ", text)
    text = without_outcomes(SAID_OF_ONESELF.sub(" ", OF_OLD.sub(" ", text)))
    for name in sorted(query.named, key=len, reverse=True):
        text = text.replace(name, " ")
    return text if content(text) else query.text


def _in_force_first(
    found: Sequence[tuple[Chunk, Fused]], documents: Documents
) -> list[tuple[Chunk, Fused]]:
    """Passages of replaced documents stand behind the others, unless nothing else is there."""
    old = {i for i, d in documents.items() if d.metadata.status in ENDED}
    return sorted(found, key=lambda pair: pair[0].document_id in old)


def plan_years(documents: Documents) -> list[int]:
    """The years that plans and reports in scope are of."""
    return sorted({d.metadata.plan_year for d in documents.values() if d.metadata.plan_year})


def years_held(library: Library, case: Case) -> bool:
    """Some document, fact or passage in scope is of a year the question names; for this year, said as 今年 of one's own
    case, a rule that stands holds too."""
    wanted = set(case.query.years)
    own_case = wanted == {case.today.year} and str(case.today.year) not in case.query.text
    if own_case and any(_stands(d) and _holds_in(d, wanted) for d in case.documents.values()):
        return True
    for document in case.documents.values():
        if (_own_years(document) | _years_reviewed(document)) & wanted:
            return True
        if any(str(year) in document.metadata.title for year in wanted):
            return True
    if _in_force_then(wanted, case.today.year, case.documents, _heirs(case.scope)):
        return True
    held = (y for i, y in library.fact_index.years.items() if i in case.documents)
    if any(years.unknown or years.named & wanted for years in held):
        return True
    return any(
        str(year) in chunk.text + chunk.embed_text for year in wanted for chunk, _ in case.found
    )
