"""One number or one date asked for: the fact that fits indicator, scope, year and unit, said in its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checklist import what
from assistant.cite import Citer
from assistant.measure import asked_measure
from assistant.question_words import COMPARE, SCOPES
from assistant.records import Answer, Query
from assistant.says import other_matter, scope_held
from assistant.terms import Term, contradicts, coverage, lacks_matter
from ingest.records import Deadline, Fact, Metadata, Target, quoted

LEADING = re.compile(r"^(?:[，,；;、。\s]|达到|实现|完成|确保|力争|争取|并|将|使|其中|同时|计划)+")
"""Words a clause begins with that say nothing alone."""
ENOUGH = 0.58
"""Share of the question's weight that a fact and its surroundings must hold to be the answer."""
OWN = 0.3
"""Share that the fact's own words must hold; headings and titles alone do not make it the one asked for."""
WHICH_DAY = re.compile(r"哪一?天|几号|几日|几月|哪个月|什么日子|什么日期")
"""A question that a time of a whole year does not answer."""
TOGETHER = re.compile(r"^(?:联合|会同|协同|配合)")
"""An owner so named joins in; who leads is the office whose plan it is."""
SURE = 0.85
"""Share that a fact and its surroundings hold to be evidence by themselves."""
SURE_ALONE = 0.65
"""And the share that its own words hold."""
NEAR = 0.12
"""Facts within this of the best are told as well where they differ."""


ELSEWHERE = 0.3
"""Facts of other places within this of the best are pointed to."""


@dataclass(frozen=True, slots=True)
class Match:
    """A fact with how well it fits the question."""

    fact: Fact
    score: float
    held: float


class FactAnswers:
    """Chooses among the facts of the documents in scope."""

    def __init__(
        self,
        query: Query,
        wanted: Sequence[Term],
        metadata: dict[str, Metadata],
        near: dict[str, float],
        citer: Citer,
    ) -> None:
        """``near`` is the rank weight of the sections that retrieval found, by fact id, in [0, 1]."""
        self.query = query
        self.wanted = wanted
        self.metadata = metadata
        self.near = near
        self.citer = citer

    def sure(self, facts: Sequence[Fact]) -> bool:
        """Does a fact say nearly all the question asks about? Then it is evidence whatever retrieval ranked."""
        kind = Target if self.query.kind == "number" else Deadline
        matches = self._ranked([f for f in facts if isinstance(f, kind)])[:3]
        return any(
            m.held >= SURE and coverage(self.wanted, m.fact.quote, self.query.text) >= SURE_ALONE
            for m in matches
        )

    def number(self, facts: Sequence[Fact]) -> Answer | None:
        """The target that answers, others of the same kind beside it where they differ."""
        matches = self._ranked([f for f in facts if isinstance(f, Target)])
        if not matches:
            return None
        if COMPARE.search(self.query.text):
            return self._comparison(matches)
        best = matches[0]
        lines = [f"{self._said(best.fact)}{self.citer.fact(best.fact)}。"]
        for other in self._others(matches):
            title = self.metadata[other.fact.document_id].title
            lines.append(
                f"另见{quoted(title)}：{self._said(other.fact)}{self.citer.fact(other.fact)}。"
            )
        notes = self._other_places(matches)
        return Answer("\n".join(lines), "extractive", self.citer.citations, notes=notes)

    def date(self, facts: Sequence[Fact]) -> Answer | None:
        """The deadline that answers."""
        matches = self._ranked([f for f in facts if isinstance(f, Deadline) and self._dated(f)])
        if not matches:
            return None
        best = matches[0].fact
        assert isinstance(best, Deadline)
        lines = [f"{best.time.raw}，{best.action.lstrip('，,')}{self.citer.fact(best)}。"]
        for other in self._others(matches):
            assert isinstance(other.fact, Deadline)
            mark = self.citer.fact(other.fact)
            lines.append(f"{other.fact.time.raw}，{other.fact.action}{mark}。")
        return Answer("\n".join(lines), "extractive", self.citer.citations)

    def _dated(self, fact: Deadline) -> bool:
        """Does the fact's time say when? 每年 does not; a whole year does not say which day."""
        time = fact.time
        if time.lo is None and time.hi is None:
            return False
        return time.precision in ("day", "month") or not WHICH_DAY.search(self.query.text)

    def who(self, facts: Sequence[Fact]) -> Answer | None:
        """The office that a task names as responsible."""
        owned = [f for f in facts if isinstance(f, Deadline) and f.owner]
        matches = self._ranked(owned)
        if not matches or coverage(self.wanted, matches[0].fact.quote, self.query.text) < ENOUGH:
            return None
        best = matches[0]
        told = [best, *(m for m in self._others(matches) if m.fact.owner != best.fact.owner)]
        lines = [f"{_responsible(m.fact)}{self.citer.fact(m.fact)}。" for m in told]
        return Answer("\n".join(lines), "extractive", self.citer.citations)

    # --- choosing ---

    def _ranked(self, facts: Sequence[Fact]) -> list[Match]:
        matches = [m for fact in facts if (m := self._match(fact)) is not None]
        matches.sort(key=lambda m: (-round(m.score, 3), -self._year(m.fact)))
        return matches

    def _match(self, fact: Fact) -> Match | None:
        own = f"{what(fact)} {fact.quote}"
        metadata = self.metadata[fact.document_id]
        around = " ".join((own, *fact.section, metadata.title))
        held = coverage(self.wanted, around, self.query.text)
        own_share = coverage(self.wanted, own, self.query.text)
        if held < ENOUGH or own_share < OWN or lacks_matter(self.wanted, around):
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
        score -= 0.5 * (metadata.status in ("被替代", "废止"))
        return Match(fact, score, held)

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
        if others and isinstance(fact, Target):
            return None
        around = " ".join((own, *fact.section, self.metadata[fact.document_id].title))
        if isinstance(fact, Target) and not scope_held(asked, around):
            return None
        return 0.1 if any(asked in part for part in fact.section) else 0.0

    def _year_fit(self, fact: Fact) -> float | None:
        if not self.query.years:
            return 0.0
        time = fact.time
        own = {d.year for d in (time.lo, time.hi) if d and d.year} if time else set()
        own |= {int(y) for y in re.findall(r"(?:19|20)\d{2}", fact.quote)}
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

    def _year(self, fact: Fact) -> int:
        """How new a fact is: its plan's year, else the year of issue."""
        metadata = self.metadata[fact.document_id]
        issued = metadata.issued.year if metadata.issued else None
        return metadata.plan_year or issued or 0

    def _others(self, matches: Sequence[Match]) -> list[Match]:
        """Facts about as good as the best that say something else in another document."""
        best = matches[0]
        others: list[Match] = []
        said = {self._value(best.fact)}
        for match in matches[1:8]:
            elsewhere = match.fact.document_id != best.fact.document_id
            if (
                best.score - match.score <= NEAR
                and elsewhere
                and self._value(match.fact) not in said
            ):
                said.add(self._value(match.fact))
                others.append(match)
        return others[:2]

    def _other_places(self, matches: Sequence[Match]) -> tuple[str, ...]:
        """Says which other places have a like value, where the question names none."""
        if self.query.places or self.query.documents:
            return ()
        best = matches[0]
        here = self.metadata[best.fact.document_id].place
        like = [m for m in matches[1:] if best.score - m.score <= ELSEWHERE]
        places = dict.fromkeys(self.metadata[m.fact.document_id].place for m in like)
        others = [p for p in places if p and p != here]
        if not others:
            return ()
        said = "、".join(others[:5]) + ("等" if len(others) > 5 else "")
        where = f"这里是{here}的；" if here else ""
        return (f"问题没有写明地区，{where}{said}的文件也有相近内容，可写明地区再问。",)

    @staticmethod
    def _value(fact: Fact) -> object:
        if isinstance(fact, Target):
            return (fact.value, fact.lo, fact.hi, fact.unit.split("/")[0])
        return (str(fact.time.lo), str(fact.time.hi)) if fact.time else None

    # --- saying ---

    def _said(self, fact: Fact) -> str:
        """The clause that holds the value, or scope, indicator and value where the clause lacks them."""
        assert isinstance(fact, Target)
        clause = LEADING.sub("", fact.quote).strip("，,；;。 \t").replace("\t", " ")
        named = coverage(self.wanted, clause, self.query.text)
        told = coverage(self.wanted, f"{what(fact)}{clause}", self.query.text)
        if fact.raw not in fact.quote:  # a person has corrected the value
            return f"{what(fact)}：{fact.raw}"
        if len(clause) <= 60 and (named >= 0.6 * told or not fact.indicator):
            return clause
        return f"{what(fact)}：{fact.raw}"

    def _comparison(self, matches: Sequence[Match]) -> Answer:
        """The same indicator across documents, oldest first."""
        best = matches[0]
        kept: dict[tuple[str, object], Match] = {}
        for match in matches:
            if best.score - match.score <= 0.35:
                kept.setdefault((match.fact.document_id, self._value(match.fact)), match)
        ordered = sorted(list(kept.values())[:6], key=lambda m: self._year(m.fact))
        lines = []
        for match in ordered:
            title = self.metadata[match.fact.document_id].title
            lines.append(
                f"{quoted(title)}：{self._said(match.fact)}{self.citer.fact(match.fact)}。"
            )
        return Answer("\n".join(lines), "extractive", self.citer.citations)


def _responsible(fact: Fact) -> str:
    """Who answers for a task; an office that only joins in is not made responsible."""
    action = what(fact).lstrip("，,")
    if joined := TOGETHER.match(fact.owner):
        others = fact.owner[joined.end() :]
        return f"{action}：原文写的是联合{others}，没有另写牵头单位"
    return f"{action}：责任单位是{fact.owner}"
