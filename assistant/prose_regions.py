"""The numbers of all districts that one sentence gives one after another, added up: 东区60项、西县50项、南县40项.

A question for all of them (五个区县加起来, 各区县一共) means each once; what the sentence says of others (市直学校) is no
part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.case import Case
from assistant.computed_words import SUM
from assistant.library import Library
from assistant.measure import asked_measure
from assistant.one_document import candidates, no_matter
from assistant.reckoning import base
from assistant.records import Answer
from assistant.region_rows import EXCLUDED, OF_REGIONS
from assistant.side_verdict import worked
from assistant.statements import CELL, Statement, statements
from assistant.terms import coverage, terms
from ingest.grammar import parse_numeral
from ingest.records import Document

NAME = re.compile(r"(?P<name>[一-鿿]{1,7}?(?:新区|开发区|经开区|高新区|[区县市旗]))$")
"""The district that a number is said of, right before it."""
UNIT = re.compile(r"(?:多少|几)(?P<unit>[项个人名所件块套间台])")
"""The measure word that the question counts by."""
FEWEST = 2
HELD = 0.5
"""Share of the matter that the sentence with its headings and title must hold."""
AROUND = 40
"""Code points of a line before its numbers that tell what they are of."""


def prose_regions(library: Library, case: Case) -> Answer | None:
    """Each district's number and their sum, from the sentence that says most of the matter; None where no sentence
    gives as many as the question says."""
    text = case.query.text
    said = OF_REGIONS.search(text)
    if said is None or not SUM.search(text):
        return None
    number = parse_numeral(said["number"]) if said["number"] else None
    best: tuple[float, tuple[Statement, ...]] = (0.0, ())
    for document in candidates(library, case):
        for told in _told(document, text):
            if number in (None, len(told)) and (held := _held(library, case, told)) > best[0]:
                best = held, told
    return _said(case, best[1]) if best[0] >= HELD else None


def _told(document: Document, text: str) -> Iterator[tuple[Statement, ...]]:
    """The districts' numbers of each sentence that gives several in the unit asked for."""
    measure, unit = asked_measure(text), UNIT.search(text)
    for several in statements(document):
        found: dict[str, list[Statement]] = {}
        for one in several:
            named = NAME.search(one.label) if CELL not in one.words else None
            fits = one.quantity.unit.startswith(unit["unit"]) if unit else True
            fits = fits or bool(measure and measure.fits(one.quantity.unit))
            if named and fits and one.quantity.comparator == "eq":
                found.setdefault(base(one.quantity.unit), []).append(one)
        for alike in found.values():
            if len(alike) >= FEWEST and len({_name(s) for s in alike}) == len(alike):
                yield tuple(alike)


def _held(library: Library, case: Case, told: Sequence[Statement]) -> float:
    """How much of the matter the sentence, its line, its headings and its title hold; all where none is named."""
    first = told[0]
    text = library.document(first.document_id).text
    line = text.rfind("\n", 0, first.span.start) + 1
    headings = (
        s.title for s in library.store.sections(first.document_id)
        if s.start <= first.span.start < s.end
    )  # fmt: skip
    known = case.scope[first.document_id].metadata
    around = text[line : min(first.at.start, line + AROUND)]
    words = " ".join((known.title, known.place, *headings, around, first.words))
    asked = EXCLUDED.sub(" ", OF_REGIONS.sub(" ", case.query.text))
    gone = no_matter(asked)
    asked = "".join(" " if at in gone else c for at, c in enumerate(asked))
    wanted = terms(SUM.sub(" ", asked), library.vocabulary)
    return coverage(wanted, words) if wanted else HELD


def _name(one: Statement) -> str:
    found = NAME.search(one.label)
    return re.sub("^(?:其中|包括|分别为?)", "", found["name"]) if found else ""


def _said(case: Case, told: Sequence[Statement]) -> Answer:
    mark = case.citer.span(told[0].document_id, told[0].span)
    lines = [f"{n}. {_name(s)}：{s.quantity.text}{mark}" for n, s in enumerate(told, 1)]
    lines.append(f"{worked([s.quantity for s in told], '+')}{mark}")
    return Answer("\n".join(lines), "extractive", case.citer.citations)
