"""One indicator set beside itself: through years, places, stages or documents, the difference worked out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product

from assistant.asked_topic import EACH_PLACE
from assistant.case import Case
from assistant.computed_words import AGAINST, DIFFERENCE, LEAST_MOST, SHARE_OF
from assistant.fact_match import ENOUGH, OWN, FactMatcher, Match
from assistant.facts_answer import said
from assistant.indicator_names import is_yearly_mean, name
from assistant.library import Library
from assistant.measure import asked_measure
from assistant.question_words import DATE, NUMBER
from assistant.reckoning import base, bound, difference, rise
from assistant.records import Answer
from assistant.sentences import sentence_at
from assistant.sides import Side, every_place, in_force, sides_of, whole
from assistant.terms import terms
from ingest.records import Span, Target

BEST = 8
"""Matches of each side that are tried with those of the others."""
SAME_NAME, SAME_DOCUMENT, OWN_YEAR, YEARLY_MEAN = 0.6, 0.2, 0.15, 0.5
"""What it counts that two values are of one indicator, of one document, of the asked year alone, and means of years."""
HEDGED = "原文的数带有“左右”“以上”“以内”一类的话，差额只按写出的数字算。"
NEARLY = 0.3
"""A value that says what it goes up from may fit so much less than the best."""
OF_TIME = re.compile(
    r"(?:报名|开学|放假|截止|施行|实施|办理|登记)[^，。？?]{0,4}(?:时间|日期)|哪个(?:更)?[早晚]"
)
IN_WHAT = re.compile(r"(?:区别|不同|不一样|差别)")
NOT_ALIKE = "各方的数不是同一指标，没有比较大小，也没有相减。"
LIKE = 0.5
"""Share of character pairs that the names of two values must have in common to be set side by side."""


@dataclass(frozen=True, slots=True)
class Told:
    """The value of one side."""

    side: Side
    match: Match
    fact: Target


BY_CASE = "原文按情况分别规定，没有相减。"


class Comparison:
    """Answers comparisons from the targets of the documents in scope."""

    def __init__(self, library: Library, case: Case) -> None:
        self.library = library
        self.case = case

    def answer(self) -> Answer | None:
        """Two sides with their difference, or every place in order; None where no two values can be compared."""
        if asks_no_number(self.case.query.text):
            return None
        if EACH_PLACE.search(self.case.query.text) and (each := self.each_place()):
            return each
        if len(sides := sides_of(self.case.query, self.case.documents)) > 1:
            if risen := self._risen(sides):
                return risen
            told = self._chosen(sides[:4])
            return self._side_by_side(told) if len(told) > 1 else None
        return self.each_place() or self._risen([whole(self.case.query, self.case.documents)])

    def _risen(self, sides: Sequence[Side]) -> Answer | None:
        """One value that says itself what it goes up from, where that is asked or two years are compared."""
        last = sides[-1]
        if len(sides) > 2 or (len(sides) == 2 and not last.query.years):
            return None
        matches = self._matches(last)
        for match in matches:
            fact = match.fact
            if matches[0].score - match.score > NEARLY or not isinstance(fact, Target):
                continue
            text = self.library.document(fact.document_id).text
            worked = rise(fact, [text[s.start : s.end] for s in fact.context])
            if worked is not None:
                marks = self.case.citer.fact(fact)
                line = self._line(Told(last, match, fact))
                return Answer(f"{line}\n{worked}{marks}", "structured", self.case.citer.citations)
        return None

    def each_place(self) -> Answer | None:
        """The indicator in every place of the library, the highest first where that is asked."""
        sides = every_place(self.case.query, self.case.documents)
        told = self._of_one_indicator([(s, m) for s in sides if (m := self._matches(s))])
        if len(told) < 2:
            return None
        ordered = bool(LEAST_MOST.search(self.case.query.text))
        if ordered:
            told.sort(key=lambda t: _size(t.fact), reverse=_asks_most(self.case.query.text))
        head = f"{len(told)} 个地方有这一指标{'，按数值排列' if ordered else ''}："
        lines = [head, *(f"{n}. {self._line(t)}" for n, t in enumerate(told, 1))]
        notes = ("原文有“左右”“以上”或区间，排列只按写出的数字。",) if ordered else ()
        return Answer("\n".join(lines), "structured", self.case.citer.citations, notes=notes)

    # --- choosing -------------------------------------------------------------------------------

    def _matches(self, side: Side) -> list[Match]:
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

    def _chosen(self, sides: Sequence[Side]) -> list[Told]:
        """The values of all sides that go together best: of one indicator, in one unit."""
        found = [self._matches(side) for side in sides]
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
            fit += SAME_NAME * self._alike_names(one, other)
            fit += SAME_DOCUMENT * (one.document_id == other.document_id)
        return fit

    def _of_one_indicator(self, found: Sequence[tuple[Side, Sequence[Match]]]) -> list[Told]:
        """Of each place the value that fits best and is named like those of the others, in the unit of most."""
        best = [Told(s, m[0], m[0].fact) for s, m in found if isinstance(m[0].fact, Target)]
        units = Counter(base(t.fact.unit) for t in best).most_common(1)
        mine = [t.fact for t in best if base(t.fact.unit) == units[0][0]]
        if not mine:
            return []
        centre = max(mine, key=lambda f: sum(self._alike_names(f, other) for other in mine))
        told = []
        for side, matches in found:
            fit = {
                m.score + _year_fit(m, side) + SAME_NAME * self._alike_names(m.fact, centre): m
                for m in matches
                if isinstance(m.fact, Target) and base(m.fact.unit) == base(centre.unit)
            }  # fmt: skip
            if fit and isinstance((chosen := fit[max(fit)]).fact, Target):
                told.append(Told(side, chosen, chosen.fact))
        return told

    def _alike_names(self, one: Target, other: Target) -> float:
        """The share of character pairs that both names have, stages left out."""
        first, second = (self._pairs(fact) for fact in (one, other))
        return len(first & second) / max(1, min(len(first), len(second)))

    def _pairs(self, fact: Target) -> frozenset[str]:
        document = self.case.scope.get(fact.document_id)
        words = name(fact, document.metadata.place if document else "") or fact.indicator
        words = words.replace(fact.scope, "") if words != fact.scope else words
        return frozenset(a + b for a, b in pairwise(words or fact.indicator))

    # --- saying ---------------------------------------------------------------------------------

    def _side_by_side(self, told: Sequence[Told]) -> Answer:
        """What is more as the head, then each side, then the difference worked out; values of two indicators are
        only told."""
        if any(self._by_case(t) for t in told):
            return self._told_by_case(told)
        alike = self._of_one_name(told)
        head = _verdict(told) if alike else _only_told(told)
        lines = [f"{head}：", *(self._line(t) for t in told)]
        notes: tuple[str, ...] = () if alike else (NOT_ALIKE,)
        if len(told) == 2 and alike:
            worked = difference(told[0].fact, told[1].fact)
            marks = "".join(dict.fromkeys(self.case.citer.fact(t.fact) for t in told))
            if worked is None:
                notes = ("两个数的写法不同（区间或口径不同），不能直接相减。",)
            elif told[0].fact.value != told[1].fact.value:
                lines.append(f"{worked}{marks}")
        hedged = alike and bound([t.fact for t in told])
        notes = (*notes, *((HEDGED,) if hedged else ()))
        return Answer("\n".join(lines), "structured", self.case.citer.citations, notes=notes)

    def _by_case(self, told: Told) -> bool:
        """Does the sentence of a value set another one beside it, for another case: 不低于8%，未办高中的不低于12%?"""
        fact = told.fact
        if fact.scope and fact.scope in self.case.query.text:
            return False
        sentence = self._sentence(told)
        return any(
            other.span != fact.span and sentence.contains(other.span) and base(other.unit) == base(fact.unit)
            and other.value != fact.value and other.time == fact.time
            and (self._alike_names(other, fact) >= LIKE or not other.indicator)
            for other in self.library.facts({fact.document_id}) if isinstance(other, Target)
        )  # fmt: skip

    def _told_by_case(self, told: Sequence[Told]) -> Answer:
        """The sentences of all sides, whole; values for several cases are not subtracted."""
        lines = [f"{_only_told(told)}："]
        for one in told:
            sentence = self._sentence(one)
            identity = one.fact.document_id
            words = self.library.document(identity).text[sentence.start : sentence.end]
            mark = self.case.citer.span(identity, sentence)
            lines.append(f"{one.side.name}：{words.rstrip('。；;')}{mark}")
        return Answer("\n".join(lines), "structured", self.case.citer.citations, notes=(BY_CASE,))

    def _sentence(self, told: Told) -> Span:
        text = self.library.document(told.fact.document_id).text
        return sentence_at(text, told.fact.span.start)

    def _of_one_name(self, told: Sequence[Told]) -> bool:
        """Are all values of one indicator, by their names? What only its name tells from the other is by intent."""
        if any(t.side.coupled for t in told):
            return True
        return all(self._alike_names(one.fact, other.fact) >= LIKE for one, other in pairwise(told))

    def _line(self, told: Told) -> str:
        wanted = terms(told.side.query.text, self.library.vocabulary)
        words = said(told.fact, wanted, told.side.query.text)
        name = "" if not told.side.name or told.side.name in words else f"{told.side.name}："
        return f"{name}{words}{self.case.citer.fact(told.fact)}"


def _verdict(told: Sequence[Told]) -> str:
    """Which side is the highest, or that they are the same, or only that they are compared."""
    sizes = [_size(t.fact) for t in told]
    if any(t.fact.value is None for t in told):
        return _only_told(told)
    if len(set(sizes)) == 1:
        return "两者相同" if len(told) == 2 else "各方相同"
    highest = [t.side.name for t in told if _size(t.fact) == max(sizes)]
    return f"{'、'.join(highest)}{'较高' if len(told) == 2 else '最高'}"


def _only_told(told: Sequence[Told]) -> str:
    return f"{'、'.join(t.side.name for t in told)}的数如下"


def _year_fit(match: Match, side: Side) -> float:
    """More for a value of just the year asked than for a plan of years that holds it; a yearly mean is another thing."""
    fact, time = match.fact, match.fact.time
    mean = isinstance(fact, Target) and is_yearly_mean(fact) and "年均" not in side.query.text
    own = time is not None and {d.year for d in (time.lo, time.hi) if d} == set(side.query.years)
    return OWN_YEAR * own - YEARLY_MEAN * mean


def _unit(match: Match) -> str:
    return match.fact.unit if isinstance(match.fact, Target) else ""


def _size(fact: Target) -> Decimal:
    value = fact.value if fact.value is not None else fact.hi if fact.hi is not None else fact.lo
    return value if value is not None else Decimal(0)


def _asks_most(text: str) -> bool:
    return not any(word in text for word in ("最低", "最少", "最小", "最慢", "最短"))


def asks_no_number(text: str) -> bool:
    """Does a question compare times, or ask in what two things differ, not by how much?"""
    if DIFFERENCE.search(text) or AGAINST.search(text):
        return False
    return bool(
        DATE.search(text)
        or OF_TIME.search(text)
        or (IN_WHAT.search(text) and not NUMBER.search(text))
    )
