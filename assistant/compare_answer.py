"""One indicator set beside itself: through years, places, stages or documents, the difference worked out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.asked_topic import EACH_PLACE
from assistant.case import Case
from assistant.compare_asked import asks_no_number
from assistant.compare_values import SideValues, Told
from assistant.computed_words import LEAST_MOST
from assistant.facts_answer import said
from assistant.library import Library
from assistant.reckoning import base, bound, difference, rise
from assistant.records import Answer
from assistant.sentences import sentence_at
from assistant.sides import Side, every_place, sides_of, whole
from assistant.terms import terms
from ingest.records import Span, Target

HEDGED = "原文的数带有“左右”“以上”“以内”一类的话，差额只按写出的数字算。"
NEARLY = 0.3
"""A value that says what it goes up from may fit so much less than the best."""
NOT_ALIKE = "各方的数不是同一指标，没有比较大小，也没有相减。"
LIKE = 0.5
"""Share of character pairs that the names of two values must have in common to be set side by side."""
BY_CASE = "原文按情况分别规定，没有相减。"


class Comparison:
    """Answers comparisons from the targets of the documents in scope."""

    def __init__(self, library: Library, case: Case) -> None:
        self.library = library
        self.case = case
        self.values = SideValues(library, case)

    def answer(self) -> Answer | None:
        """Two sides with their difference, or every place in order; None where no two values can be compared."""
        if asks_no_number(self.case.query.text):
            return None
        if EACH_PLACE.search(self.case.query.text) and (each := self.each_place()):
            return each
        if len(sides := sides_of(self.case.query, self.case.documents)) > 1:
            if risen := self._risen(sides):
                return risen
            told = self.values.chosen(sides[:4])
            return self._side_by_side(told) if len(told) > 1 else None
        return self.each_place() or self._risen([whole(self.case.query, self.case.documents)])

    def _risen(self, sides: Sequence[Side]) -> Answer | None:
        """One value that says itself what it goes up from, where that is asked or two years are compared."""
        last = sides[-1]
        if len(sides) > 2 or (len(sides) == 2 and not last.query.years):
            return None
        matches = self.values.matches(last)
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
        told = self.values.of_one_indicator(
            [(s, m) for s in sides if (m := self.values.matches(s))]
        )
        if len(told) < 2:
            return None
        ordered = bool(LEAST_MOST.search(self.case.query.text))
        if ordered:
            told.sort(key=lambda t: _size(t.fact), reverse=_asks_most(self.case.query.text))
        head = f"{len(told)} 个地方有这一指标{'，按数值排列' if ordered else ''}："
        lines = [head, *(f"{n}. {self._line(t)}" for n, t in enumerate(told, 1))]
        notes = ("原文有“左右”“以上”或区间，排列只按写出的数字。",) if ordered else ()
        return Answer("\n".join(lines), "structured", self.case.citer.citations, notes=notes)

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
            and (self.values.alike_names(other, fact) >= LIKE or not other.indicator)
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
        return all(
            self.values.alike_names(one.fact, other.fact) >= LIKE for one, other in pairwise(told)
        )

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


def _size(fact: Target) -> Decimal:
    value = fact.value if fact.value is not None else fact.hi if fact.hi is not None else fact.lo
    return value if value is not None else Decimal(0)


def _asks_most(text: str) -> bool:
    return not any(word in text for word in ("最低", "最少", "最小", "最慢", "最短"))
