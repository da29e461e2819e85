"""The values of the sides of a comparison that go together best: of one indicator, in one unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from assistant.case import Case
from assistant.computed_words import SHARE_OF
from assistant.fact_match import ENOUGH, OWN, FactMatcher, Match
from assistant.indicator_names import is_yearly_mean, name
from assistant.library import Library
from assistant.measure import asked_measure
from assistant.reckoning import base
from assistant.sides import Side, in_force
from assistant.terms import terms
from ingest.records import Target

BEST = 8
"""Matches of each side that are tried with those of the others."""
SAME_NAME, SAME_DOCUMENT, OWN_YEAR, YEARLY_MEAN = 0.6, 0.2, 0.15, 0.5
"""What it counts that two values are of one indicator, of one document, of the asked year alone, and means of years."""


@dataclass(frozen=True, slots=True)
class Told:
    """The value of one side."""

    side: Side
    match: Match
    fact: Target


class SideValues:
    """Chooses the values of the sides that go together."""

    def __init__(self, library: Library, case: Case) -> None:
        self.library = library
        self.case = case

    def matches(self, side: Side) -> list[Match]:
        """The values that may be meant for one side, best first."""
        documents = in_force(side.documents, self.case.query.text)
        wanted = terms(side.query.text, self.library.vocabulary)
        fitting = self.library.facts_holding(documents, wanted, OWN, ENOUGH)
        shares = bool(SHARE_OF.search(self.case.query.text))
        facts = [
            fact for fact in fitting
            if isinstance(fact, Target) and (shares or not SHARE_OF.search(fact.indicator))
        ]  # fmt: skip
        metadata = {i: d.metadata for i, d in documents.items()}
        found = FactMatcher(side.query, wanted, metadata, {}).ranked(facts)
        measure = asked_measure(f"{side.query.text.strip(' ，,、')}是多少")
        found = [m for m in found if measure is None or measure.fits(_unit(m))]
        return sorted(found[:BEST], key=lambda m: -m.score - _year_fit(m, side))

    def chosen(self, sides: Sequence[Side]) -> list[Told]:
        """The values of all sides that go together best: of one indicator, in one unit."""
        found = [self.matches(side) for side in sides]
        kept = [(s, m) for s, m in zip(sides, found, strict=True) if m]
        best: tuple[float, tuple[Match, ...]] = (0.0, ())
        for some in product(*(m for _, m in kept)) if len(kept) > 1 else ():
            best = max(best, (self._fit(some, kept), some), key=lambda pair: pair[0])
        return [
            Told(side, match, match.fact)
            for (side, _), match in zip(kept, best[1], strict=False) if isinstance(match.fact, Target)
        ]  # fmt: skip

    def _fit(self, some: Sequence[Match], kept: Sequence[tuple[Side, object]]) -> float:
        facts = [m.fact for m in some if isinstance(m.fact, Target)]
        if len({base(f.unit) for f in facts}) > 1 or len(
            {(f.document_id, f.span) for f in facts}
        ) < len(facts):
            return 0.0
        fit = sum(m.score + _year_fit(m, s) for m, (s, _) in zip(some, kept, strict=True))
        for one, other in pairwise(facts):
            fit += SAME_NAME * self.alike_names(one, other)
            fit += SAME_DOCUMENT * (one.document_id == other.document_id)
        return fit

    def of_one_indicator(self, found: Sequence[tuple[Side, Sequence[Match]]]) -> list[Told]:
        """Of each place the value that fits best and is named like those of the others, in the unit of most."""
        best = [Told(s, m[0], m[0].fact) for s, m in found if isinstance(m[0].fact, Target)]
        units = Counter(base(t.fact.unit) for t in best).most_common(1)
        mine = [t.fact for t in best if base(t.fact.unit) == units[0][0]]
        if not mine:
            return []
        centre = max(mine, key=lambda f: sum(self.alike_names(f, other) for other in mine))
        told = []
        for side, matches in found:
            fit = {
                m.score + _year_fit(m, side) + SAME_NAME * self.alike_names(m.fact, centre): m
                for m in matches
                if isinstance(m.fact, Target) and base(m.fact.unit) == base(centre.unit)
            }  # fmt: skip
            if fit and isinstance((chosen := fit[max(fit)]).fact, Target):
                told.append(Told(side, chosen, chosen.fact))
        return told

    def alike_names(self, one: Target, other: Target) -> float:
        """The share of character pairs that both names have, stages left out."""
        first, second = (self._pairs(fact) for fact in (one, other))
        return len(first & second) / max(1, min(len(first), len(second)))

    def _pairs(self, fact: Target) -> frozenset[str]:
        document = self.case.scope.get(fact.document_id)
        words = name(fact, document.metadata.place if document else "") or fact.indicator
        words = words.replace(fact.scope, "") if words != fact.scope else words
        return frozenset(a + b for a, b in pairwise(words or fact.indicator))


def _year_fit(match: Match, side: Side) -> float:
    """More for a value of just the year asked than for a plan of years that holds it; a yearly mean is another thing."""
    fact, time = match.fact, match.fact.time
    mean = isinstance(fact, Target) and is_yearly_mean(fact) and "年均" not in side.query.text
    own = time is not None and {d.year for d in (time.lo, time.hi) if d} == set(side.query.years)
    return OWN_YEAR * own - YEARLY_MEAN * mean


def _unit(match: Match) -> str:
    return match.fact.unit if isinstance(match.fact, Target) else ""
