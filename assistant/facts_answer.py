"""One number or one date asked for: the fact that fits indicator, scope, year and unit, said in its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asked import CALENDAR
from assistant.checklist import what
from assistant.cite import Citer
from assistant.ends_of_span import said_first
from assistant.fact_match import ENOUGH, FactMatcher, Match
from assistant.place_names import overlap
from assistant.plan_roles import is_person
from assistant.question_words import COMPARE
from assistant.records import Answer, Query, said_time, said_value
from assistant.stage_values import steps
from assistant.terms import Term, coverage
from ingest.records import Deadline, Fact, Metadata, Target, quoted

LEADING = re.compile(r"^(?:[，,；;、。\s]|达到|实现|完成|确保|力争|争取|并|将|使|其中|同时|计划)+")
"""Words a clause begins with that say nothing alone."""
WHICH_DAY = re.compile(r"哪一?天|几号|几日|几月|哪个月|什么日子|什么日期")
"""A question that a time of a whole year does not answer."""
ASKS_END = re.compile(
    r"最[晚迟]|截[止至]|期限|时限|为止|到(?:什么时候|啥时候?|何时|哪[天月年]|几[月号])(?!起|开始)"
)
ASKS_BEGIN = re.compile(
    r"从(?:什么时候|啥时候?|何时|哪[天月年]|几[月号])|(?:什么时候|啥时候?|何时|哪[天月年]|几[月号])(?:开始|起(?!草|诉)|启动|施行|实施|执行)"
)
"""Questions for the last day of something, and for its first."""
TOGETHER = re.compile(r"^(?:联合|会同|协同|配合)")
"""An owner so named joins in; who leads is the office whose plan it is."""
ASKS_OFFICE = re.compile(r"部门|单位|[科股处]室|机构|哪家|哪个[科股处局]")
"""An office is asked for, and no person."""
LONGEST_CLAUSE = 60
"""Code points of a clause that is said whole."""
SEVERAL = re.compile(r"(?<=\t)[\d.,，]+%?(?:以[上下])?(?=\t|$)")
"""Cells of a row that are numbers; where there are several the row alone does not say which is meant."""
DIFFER = "几份文件写的不同："
ELSEWHERE = 0.3
"""Facts of other places within this of the best are pointed to."""


class FactAnswers:
    """Says the facts of the documents in scope that fit best."""

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
        self.citer = citer
        self.matcher = FactMatcher(query, wanted, metadata, near)

    def number(self, facts: Sequence[Fact]) -> Answer | None:
        """The target that answers, others of the same kind beside it where they differ."""
        matches = self.matcher.ranked([f for f in facts if isinstance(f, Target)])
        if not matches:
            return None
        if COMPARE.search(self.query.text):
            return self._comparison(matches)
        best = matches[0]
        lines = [f"{self._said(best.fact)}{self.citer.fact(best.fact)}。"]
        told = self.matcher.others(matches)
        if not told and not self.query.years and isinstance(best.fact, Target):
            found = steps(best.fact, facts)
            if len(found) > 1:
                lines = [f"{self._step(f)}{self.citer.fact(f)}。" for f in found]
        if others := told:
            lines = [DIFFER, *(self._of_document(match) for match in (best, *others))]
        notes = self._other_places(matches)
        return Answer("\n".join(lines), "extractive", self.citer.citations, notes=notes)

    def date(self, facts: Sequence[Fact]) -> Answer | None:
        """The deadline that answers."""
        matches = self.matcher.ranked(
            [f for f in facts if isinstance(f, Deadline) and self._dated(f)]
        )
        if not matches:
            return None
        best = matches[0].fact
        assert isinstance(best, Deadline)
        lines = [f"{_timed(best)}{self.citer.fact(best)}。"]
        if day := said_first(self.query.text, best.time.raw):
            lines.insert(0, f"{day}{self.citer.fact(best)}")
        for other in self.matcher.others(matches):
            assert isinstance(other.fact, Deadline)
            lines.append(f"{_timed(other.fact)}{self.citer.fact(other.fact)}。")
        return Answer("\n".join(lines), "extractive", self.citer.citations)

    def _dated(self, fact: Deadline) -> bool:
        """Does the fact's time say when? 每年 does not; a whole year does not say which day."""
        time = fact.time
        if time.lo is None and time.hi is None:
            return False
        asked = self.query.text
        if time.relation == "from" and ASKS_END.search(asked) and not ASKS_BEGIN.search(asked):
            return False
        if time.relation == "by" and ASKS_BEGIN.search(asked) and not ASKS_END.search(asked):
            return False
        if not WHICH_DAY.search(self.query.text):
            return True
        return time.precision in ("day", "month") and bool(CALENDAR.search(time.raw))

    def who(self, facts: Sequence[Fact]) -> Answer | None:
        """The office that a task names as responsible; a person is none where an office is asked for."""
        owned = [f for f in facts if isinstance(f, Deadline) and f.owner]
        if ASKS_OFFICE.search(self.query.text):
            owned = [f for f in owned if not is_person(f.owner)]
        matches = self.matcher.ranked(owned)
        if not matches or coverage(self.wanted, matches[0].fact.quote, self.query.text) < ENOUGH:
            return None
        best = matches[0]
        told = [best, *(m for m in self.matcher.others(matches) if m.fact.owner != best.fact.owner)]
        lines = [f"{_responsible(m.fact)}{self.citer.fact(m.fact)}。" for m in told]
        return Answer("\n".join(lines), "extractive", self.citer.citations)

    def _other_places(self, matches: Sequence[Match]) -> tuple[str, ...]:
        """Says which other places have a like value, where the question names none."""
        if self.query.places or self.query.documents:
            return ()
        best = matches[0]
        here = self.metadata[best.fact.document_id].place
        like = [m for m in matches[1:] if best.score - m.score <= ELSEWHERE]
        places = dict.fromkeys(self.metadata[m.fact.document_id].place for m in like)
        others = [p for p in places if p and not overlap(p, here)]
        if not others:
            return ()
        said = "、".join(others[:5]) + ("等" if len(others) > 5 else "")
        where = f"这里是{here}的；" if here else ""
        return (f"问题没有写明地区，{where}{said}的文件也有相近内容，可写明地区再问。",)

    # --- saying ---

    def _of_document(self, match: Match) -> str:
        """A value with the document that says it, its issuer and date: of several none is preferred."""
        metadata = self.metadata[match.fact.document_id]
        issued = metadata.issued
        day = f"{issued.year}年{issued.month}月{issued.day}日" if issued and issued.year else ""
        by = "，".join(filter(None, (metadata.issuer, day)))
        title = f"{quoted(metadata.title)}（{by}）" if by else quoted(metadata.title)
        return f"{title}：{self._said(match.fact)}{self.citer.fact(match.fact)}。"

    def _said(self, fact: Fact) -> str:
        assert isinstance(fact, Target)
        return said(fact, self.wanted, self.query.text)

    def _step(self, fact: Target) -> str:
        """A value with its time: the clause where it says both."""
        own = LEADING.sub("", fact.quote).strip("，,；;。 \t")
        timed = fact.time is None or fact.time.raw in own
        return own if timed and len(own) <= LONGEST_CLAUSE and "\t" not in own else self._said(fact)

    def _comparison(self, matches: Sequence[Match]) -> Answer:
        """The same indicator across documents, oldest first."""
        best = matches[0]
        kept: dict[tuple[str, object], Match] = {}
        for match in matches:
            if best.score - match.score <= 0.35:
                kept.setdefault((match.fact.document_id, self.matcher.value(match.fact)), match)
        ordered = sorted(list(kept.values())[:6], key=lambda m: self.matcher.year(m.fact))
        lines = []
        for match in ordered:
            title = self.metadata[match.fact.document_id].title
            lines.append(
                f"{quoted(title)}：{self._said(match.fact)}{self.citer.fact(match.fact)}。"
            )
        return Answer("\n".join(lines), "extractive", self.citer.citations)


def said(fact: Target, wanted: Sequence[Term], question: str) -> str:
    """The clause that holds the value, or scope, indicator and value where the clause lacks them."""
    clause = LEADING.sub("", fact.quote).strip("，,；;。 \t").replace("\t", " ")
    named = coverage(wanted, clause, question)
    told = coverage(wanted, f"{what(fact)}{clause}", question)
    own = fact.quote[fact.span.start - fact.start : fact.span.end - fact.start]
    if fact.raw != own:  # a person has corrected the value; 50元 stands in 850元, but is not it
        return f"{what(fact)}：{fact.raw}"
    if len(SEVERAL.findall(fact.quote)) > 1:
        when = f"{said_time(fact.time)}，" if fact.time and fact.time.raw else ""
        return f"{when}{what(fact)}：{said_value(fact)}"
    if "\t" in fact.quote and fact.indicator:  # a row without its headers says too little
        return f"{what(fact)}：{said_value(fact)}"
    if len(clause) <= LONGEST_CLAUSE and (named >= 0.6 * told or not fact.indicator):
        return clause
    return f"{what(fact)}：{said_value(fact)}"


def _timed(fact: Deadline) -> str:
    """The time with what is done then; the clause as it stands where its action is too short to say without more."""
    action = fact.action.lstrip("，,")
    if action not in fact.quote and fact.time.raw in fact.quote:
        return fact.quote.strip("，,；;。 \t")
    return f"{fact.time.raw}，{action}"


def _responsible(fact: Fact) -> str:
    """Who answers for a task; an office that only joins in is not made responsible."""
    action = what(fact).lstrip("，,")
    if joined := TOGETHER.match(fact.owner):
        others = fact.owner[joined.end() :]
        return f"{action}：原文写的是联合{others}，没有另写牵头单位"
    return f"{action}：{'责任人' if is_person(fact.owner) else '责任单位'}是{fact.owner}"
