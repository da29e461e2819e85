"""What documents of another place tell of the one asked about: the city's plan says how many schools a district builds."""

from __future__ import annotations

from dataclasses import replace

from assistant.case import Case, make_case
from assistant.cite import in_order
from assistant.library import Library
from assistant.place_names import ranks, short_place
from assistant.records import Answer
from ingest.records import Span

LOOKED_AT = 60
"""Passages, the best for the name of a place, that are looked through for it."""


def told_of(library: Library, case: Case) -> Case | None:
    """The question asked of the documents whose words name its one place; None where there are none, or where it asks
    whether something is allowed: a line that only names the place says nothing of that."""
    place = _place(case)
    names = _names(place)
    if not names or case.query.documents or case.query.kind == "yesno":
        return None
    held = set() if case.query.missing else set(case.documents)
    others = set(case.scope) - held
    best = library.store.search_lexical(names[-1], LOOKED_AT, documents=others) if others else []
    chunks = library.store.chunks([identity for identity, _ in best])
    of = {c.document_id for c in chunks if any(name in c.text for name in names)}
    naming = {i: d for i, d in case.scope.items() if i in of}
    if not naming:
        return None
    asked = replace(case.query, places=(), missing=(), named=())
    narrower = make_case(library, asked, naming, case.today)
    return narrower if narrower.documents else None


def says_of_it(library: Library, case: Case, answer: Answer) -> bool:
    """Does all that an answer cites name the place of the question?"""
    names, answer = _names(_place(case)), in_order(answer)
    return bool(answer.citations) and all(
        any(name in words for name in names)
        for words in (_words(library, c.document_id, c.quote, c.context) for c in answer.citations)
    )


def _words(library: Library, identity: str, quote: str, context: tuple[Span, ...]) -> str:
    text = library.document(identity).text
    return " ".join([quote, *(text[s.start : s.end] for s in context)])


def _place(case: Case) -> str:
    """The one place that a question names, held or not; empty where it names several, or a title that is lacking."""
    named = (*case.query.places, *case.query.missing)
    return named[0] if len(named) == 1 and not named[0].startswith("《") else ""


def _names(place: str) -> tuple[str, ...]:
    last = (ranks(place) or ("",))[-1]
    return tuple(name for name in (last, short_place(place)) if len(name) > 1)
