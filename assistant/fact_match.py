"""Which facts fit a question: indicator, scope, year and unit weighed together, best first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checklist import what
from assistant.denied import denied, of_the_denied
from assistant.exam_steps import of_other_event
from assistant.measure import asked_measure
from assistant.question_words import SCOPES
from assistant.records import Query
from assistant.says import other_matter, other_scope, scope_held
from assistant.scope_clause import WHOSE
from assistant.terms import Term, contradicts, coverage, lacks_matter
from assistant.time_frame import base_years
from ingest.records import Deadline, Fact, Metadata, Target

ENOUGH = 0.58
"""Share of the question's weight that a fact and its surroundings must hold to be the answer."""
OWN = 0.3
"""Share that the fact's own words must hold; headings and titles alone do not make it the one asked for."""
SURE = 0.85
"""Share that a fact and its surroundings hold to be evidence by themselves."""
SURE_ALONE = 0.65
"""And the share that its own words hold."""
NEAR = 0.12
"""Facts within this of the best are told as well where they differ."""
OLD = 0.8
"""What a fact of a document loses that is no longer in force."""
PLACE_ROW = re.compile(r"^(?:\d+\t)?(([一-鿿]{2,5})[县区市镇乡旗])\t")
"""A row of a table that begins with a place."""
TIER = re.compile(r"[一二三四五特]等奖?|[一二三四五]档")
"""A grade of an award or a subsidy: who does not ask for one does not mean it."""


@dataclass(frozen=True, slots=True)
class Match:
    """A fact with how well it fits the question."""

    fact: Fact
    score: float
    held: float


class FactMatcher:
    """Weighs the facts of the documents in scope."""

    def __init__(
        self,
        query: Query,
        wanted: Sequence[Term],
        metadata: dict[str, Metadata],
        near: dict[str, float],
    ) -> None:
        """``near`` is the rank weight of the sections that retrieval found, by fact id, in [0, 1]."""
        self.query = query
        self.wanted = wanted
        self.metadata = metadata
        self.near = near
        self.denied = denied(query.text)

    def sure(self, facts: Sequence[Fact]) -> bool:
        """Does a fact say nearly all the question asks about? Then it is evidence whatever retrieval ranked."""
        kind = Target if self.query.kind == "number" else Deadline
        matches = self.ranked([f for f in facts if isinstance(f, kind)])[:3]
        return any(
            m.held >= SURE and coverage(self.wanted, m.fact.quote, self.query.text) >= SURE_ALONE
            for m in matches
        )

    def ranked(self, facts: Sequence[Fact]) -> list[Match]:
        """The facts that fit, best first; of two as good the newer."""
        matches = [m for fact in facts if (m := self._match(fact)) is not None]
        matches.sort(key=lambda m: (-round(m.score, 3), -self.year(m.fact)))
        return matches

    def _match(self, fact: Fact) -> Match | None:
        own = f"{what(fact)} {fact.quote}"
        metadata = self.metadata[fact.document_id]
        around = " ".join((own, *fact.section, metadata.title))
        held = coverage(self.wanted, around, self.query.text)
        own_share = coverage(self.wanted, own, self.query.text)
        if held < ENOUGH or own_share < OWN or lacks_matter(self.wanted, around):
            return None
        if of_the_denied(self.denied, own) or contradicts(self.wanted, around):
            return None
        if self._of_other_row(fact) or of_other_event(
            self.query.text, f"{fact.time.raw if fact.time else ''}{what(fact)}"
        ):
            return None
        if contradicts(self.wanted, own) or (
            isinstance(fact, Target) and other_matter(self.query.text, own)
        ):
            return None
        scope, year = self._scope_fit(fact, own), self._year_fit(fact)
        if scope is None or year is None:
            return None
        unit = self._unit_fit(fact)
        if unit is None:
            return None
        score = 0.4 * held + 0.6 * own_share + scope + year + unit
        score += 0.25 * self.near.get(fact.id, 0.0) - 0.3 * self._beside(fact)
        score -= 0.2 * any(tier not in self.query.text for tier in TIER.findall(what(fact)))
        score -= OLD * (metadata.status in ("被替代", "废止"))
        return Match(fact, score, held)

    def _of_other_row(self, fact: Fact) -> bool:
        """Is it of a row of a table that is a place, and not asked about: one county's number is not the city's?"""
        row = PLACE_ROW.match(fact.quote)
        return row is not None and not any(name in self.query.text for name in row.groups())

    def _beside(self, fact: Fact) -> float:
        """The share of an indicator's characters that the question does not say: 老年大学 of 老年大学学位."""
        words = [c for c in what(fact) if "一" <= c <= "鿿"]
        asked = set(self.query.text)
        return sum(c not in asked for c in words) / len(words) if words else 0.0

    def _scope_fit(self, fact: Fact, own: str) -> float | None:
        """The asked scope stands with the fact; another scope excludes it."""
        asked = self.query.scope
        if not asked:
            return 0.0
        if asked in own:
            return 0.25
        others = [s for s in SCOPES if s in own and s not in asked and asked not in s]
        if others and (isinstance(fact, Target) or self._of_other_stage(fact)):
            return None
        around = " ".join((own, *fact.section, self.metadata[fact.document_id].title))
        if isinstance(fact, Target) and not scope_held(asked, around):
            return None
        return 0.1 if any(asked in part for part in fact.section) else 0.0

    def _of_other_stage(self, fact: Fact) -> bool:
        """Does a task name another stage than the one asked for, and none that holds for it?"""
        asked, named = self.query.scope, what(fact)
        return asked not in WHOSE and other_scope(
            asked, "".join(s for s in SCOPES if s in named and s not in WHOSE)
        )

    def _year_fit(self, fact: Fact) -> float | None:
        if not self.query.years:
            return 0.0
        time = fact.time
        own = {d.year for d in (time.lo, time.hi) if d and d.year} if time else set()
        own |= {int(y) for y in re.findall(r"(?:19|20)\d{2}", fact.quote)}
        if isinstance(fact, Target) and not own & set(self.query.years):
            own -= base_years(fact.quote)
        year = self.metadata[fact.document_id].plan_year
        if own & set(self.query.years) or (not own and year in self.query.years):
            return 0.2
        return 0.1 if year in self.query.years else None

    def _unit_fit(self, fact: Fact) -> float | None:
        if not isinstance(fact, Target):
            return 0.0
        measure = asked_measure(self.query.text)
        if measure is None:
            return 0.0
        return 0.2 if measure.fits(fact.unit) else None

    def year(self, fact: Fact) -> int:
        """How new a fact is: its plan's year, else the year of issue."""
        metadata = self.metadata[fact.document_id]
        issued = metadata.issued.year if metadata.issued else None
        return metadata.plan_year or issued or 0

    def others(self, matches: Sequence[Match]) -> list[Match]:
        """Facts about as good as the best that say something else in another document."""
        best = matches[0]
        others: list[Match] = []
        said = {self.value(best.fact)}
        for match in matches[1:8]:
            elsewhere = match.fact.document_id != best.fact.document_id
            if self._outdated(match.fact, best.fact):
                continue
            if (
                best.score - match.score <= NEAR
                and elsewhere
                and self.value(match.fact) not in said
            ):
                said.add(self.value(match.fact))
                others.append(match)
        return others[:2]

    def _outdated(self, fact: Fact, newer: Fact) -> bool:
        """A place's value of an earlier plan, where no year is asked for: 2025年的850元 beside 2026年的900元."""
        if self.query.years or not isinstance(fact, Target):
            return False
        places = [self.metadata[f.document_id].place for f in (fact, newer)]
        return places[0] == places[1] and self.year(fact) < self.year(newer)

    @staticmethod
    def value(fact: Fact) -> object:
        """What two facts must share to say the same."""
        if isinstance(fact, Target):
            return (fact.value, fact.lo, fact.hi, fact.unit.split("/")[0])
        return (str(fact.time.lo), str(fact.time.hi)) if fact.time else None
