"""What documents of another place tell of the one asked about: the city's plan says how many schools a district builds."""

from __future__ import annotations

from collections.abc import Sequence
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
    """The question asked of the documents whose words name each of its places; None where there are none, or where it
    asks whether something is allowed: a line that only names the place says nothing of that."""
    places = _places(case)
    if not places or case.query.documents or case.query.kind == "yesno":
        return None
    held = set() if case.query.missing else set(case.documents)
    others = set(case.scope) - held
    of = others
    for names in places:
        of = _naming(library, names, of)
    naming = {i: d for i, d in case.scope.items() if i in of}
    if not naming:
        return None
    asked = replace(case.query, places=(), missing=(), named=())
    narrower = make_case(library, asked, naming, case.today)
    return narrower if narrower.documents else None


def _naming(library: Library, names: Sequence[str], documents: set[str]) -> set[str]:
    """The documents, of the given ones, of which a passage says one of the names."""
    if not documents:
        return set()
    best = library.store.search_lexical(names[-1], LOOKED_AT, documents=documents)
    chunks = library.store.chunks([identity for identity, _ in best])
    return {c.document_id for c in chunks if any(name in c.text for name in names)}


def says_of_it(library: Library, case: Case, answer: Answer) -> bool:
    """Does all that an answer cites name a place of the question, and is each of them named?"""
    places, answer = _places(case), in_order(answer)
    cited = [_words(library, c.document_id, c.quote, c.context) for c in answer.citations]
    named = [[any(name in words for name in names) for names in places] for words in cited]
    return bool(named) and all(map(any, named)) and all(map(any, zip(*named, strict=True)))


def _words(library: Library, identity: str, quote: str, context: tuple[Span, ...]) -> str:
    text = library.document(identity).text
    return " ".join([quote, *(text[s.start : s.end] for s in context)])


def _places(case: Case) -> list[tuple[str, ...]]:
    """How each place that a question names is said, held or not; empty where a title is lacking, or one is no name."""
    named = (*case.query.places, *case.query.missing)
    said = [_names(place) for place in named]
    return said if all(said) and not any(name.startswith("《") for name in named) else []


def _names(place: str) -> tuple[str, ...]:
    last = (ranks(place) or ("",))[-1]
    return tuple(name for name in (last, short_place(place)) if len(name) > 1)
