"""Both sides of a comparison, or the parts of a sum, where one document tells them: rows or columns of a table, numbers of
one sentence, a number with that of the year before."""

from __future__ import annotations

from assistant.case import Case
from assistant.library import Library
from assistant.place_names import short_place
from assistant.prose_sides import prose_sides
from assistant.records import Answer
from assistant.table_sides import table_sides
from assistant.year_before import year_before


def beside_each_other(library: Library, case: Case) -> Answer | None:
    """The first of the three ways that tells both sides."""
    return table_sides(library, case) or year_before(library, case) or prose_sides(library, case)


def of_all_places(case: Case, answer: Answer) -> bool:
    """Does an answer cite documents of every place that the question adds up, or rows that name them?"""
    cited = " ".join(
        f"{case.scope[c.document_id].metadata.place} {c.quote}" for c in answer.citations
    )
    return all(short_place(place) in cited for place in case.query.places)
