"""Sides of a comparison or a sum that no facts tell: each answered from the documents as if it were asked for alone, and
where each says one value of one unit, the difference or the sum worked out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.case import Case, make_case
from assistant.computed_words import AGAINST, DIFFERENCE, MUCH_ASKED, SHARE_OF, WHICH_IS_MORE
from assistant.joined import said
from assistant.library import Library
from assistant.measure import asked_measure
from assistant.near_misses import is_near_miss
from assistant.question import read_question
from assistant.question_kind import kind_of
from assistant.question_words import SCOPES
from assistant.reckoning import HEDGES, SHARES, amount, base
from assistant.records import Answer, Query
from assistant.says import scope_held
from assistant.side_question import alone, asking, things
from assistant.sides import Side, in_force, sides_of
from ingest.grammar import Quantity, find_quantities

MOST = 4
"""Sides that are answered one by one."""
MARK = re.compile(r"\[\d+\]")
SUMMED = re.compile(
    r"一共|总共|合计|总计|共计|拢共|加(?:在)?一?起来?|合起来|两[省市区县地]|[两三四]个?地方"
)
"""What asks for a sum and for no side."""
LISTS = frozenset({"tasks", "targets", "status", "overview", "documents"})
"""Kinds whose answer is a list of rows or of documents: a side is asked what is said of it."""
SAYS_NUMBER = "是多少"
"""What a side asks for where the question asks for a difference."""
STATED = re.compile(r"(?:比|较)(?:上年|去年|上一年|前一年|上期|同期)|同比")
"""A change that a document may state itself: 比上年提高3.4个百分点."""
HEDGED = "原文的数带有“左右”“以上”“以内”一类的话，差额只按写出的数字算。"


@dataclass(frozen=True, slots=True)
class Told:
    """What the documents answer for one side; ``value`` is the one number of it, where there is one."""

    side: Side
    text: str
    value: Quantity | None = None


def each_side(library: Library, case: Case, read: Callable[[Case], Answer]) -> Answer | None:
    """Every side under its name with its own citations; None where one side has no answer.

    Args:
        read: Answers a case of one side.
    """
    if stated := _stated(case, read):
        return stated
    sides = sides_of(case.query, case.documents, case.scope)[:MOST]
    if len(sides) < 2:
        return None
    told = [one for side in sides if (one := _answered(library, case, side, sides, read))]
    lacking = [s.name for s in sides if s not in [one.side for one in told]]
    if lacking:
        if not told or case.query.kind != "comparison":
            return None
        return _partly(library, case, told, lacking)
    worked = _worked(told, "+" if case.query.kind == "sum" else "−")
    if case.query.kind == "sum" and not worked:
        return None
    lines = [*(f"{one.side.name}：{one.text}" for one in told), *([worked] if worked else [])]
    hedged = worked and any(HEDGES.search(one.text) for one in told)
    notes = (HEDGED,) if hedged else ()
    return Answer("\n".join(lines), "extractive", case.citer.citations, notes=notes)


def _answered(
    library: Library, case: Case, side: Side, sides: Sequence[Side], read: Callable[[Case], Answer]
) -> Told | None:
    """What the documents answer to the question asked of one side: with its name in the place of all names, else
    with the words that both share; of each thing that the question lists."""
    answers = [_first(library, read, cases) for cases in _asked(library, case, side, sides)]
    texts = [
        said(answer, case.citer) for answer in answers
        if answer is not None and _is_of(side, answer)
    ]  # fmt: skip
    if not texts or len(texts) < len(answers):
        return None
    return _told(side, texts[0], case.query) if len(texts) == 1 else Told(side, " ".join(texts))


def _asked(library: Library, case: Case, side: Side, sides: Sequence[Side]) -> list[list[Case]]:
    """For each thing that is asked of a side the cases to be tried, one after the other."""
    plain = [_case(library, case, side)]
    if case.query.kind == "sum" or not all(one.said for one in sides):
        return [plain]
    words = alone(case.query.text, side.name, [one.said for one in sides])
    asked = [asking(thing, case.query.text) for thing in things(words)]
    own = [[_alone(library, case, side, question)] for question in asked]
    return [[*own[0], *plain]] if len(own) == 1 else own


def _first(
    library: Library, read: Callable[[Case], Answer], cases: Sequence[Case]
) -> Answer | None:
    for one in cases:
        answer = read(one)
        if answer.mode not in ("refused", "clarify") and not is_near_miss(library, one, answer, ()):
            return answer
    return None


def _alone(library: Library, case: Case, side: Side, question: str) -> Case:
    """A side's own question as a case, answered from what the library has of that side."""
    query = read_question(question, today=case.today, library=library.known(case.scope.values()))
    kind = kind_of(question, computing=False)
    query = replace(query, kind="open" if kind in LISTS else kind)
    narrowed = (
        side.documents if side.query.documents or not (query.places or query.years) else case.scope
    )
    own = make_case(library, query, narrowed, case.today)
    return replace(own, citer=case.citer, scope=case.scope)


def _partly(library: Library, case: Case, told: Sequence[Told], lacking: Sequence[str]) -> Answer:
    """That one side is not told, with what the others are."""
    reason = f"库中的文件没有写到“{'”、“'.join(lacking)}”的这一内容，不能比较。"
    known = "\n".join(f"{one.side.name}：{one.text}" for one in told)
    return Answer(f"{reason}查到的是：\n{known}", "refused", case.citer.citations)


def _stated(case: Case, read: Callable[[Case], Answer]) -> Answer | None:
    """The change as a document states it, where the question asks for one against the year before."""
    if not STATED.search(case.query.text):
        return None
    answer = read(replace(case, query=replace(case.query, kind="number")))
    told = answer.mode not in ("refused", "clarify") and STATED.search(answer.text)
    return answer if told else None


def _is_of(side: Side, answer: Answer) -> bool:
    """Does what is cited name a side that only its name tells, and no slot of the question?"""
    if not side.coupled:
        return True
    cited = " ".join(
        f"{c.document_title} {' '.join(c.section)} {c.quote}" for c in answer.citations
    )
    return scope_held(side.name, cited)


def _case(library: Library, case: Case, side: Side) -> Case:
    """One side as a case of its own; where a difference is asked for it asks for a number."""
    words = side.query.text.strip(" ，,、？?。")
    if case.query.kind == "sum":
        words = SUMMED.sub(" ", words)
    if _asks_value(case.query) and not MUCH_ASKED.search(words):
        words = f"{words}{SAYS_NUMBER}"
    query = replace(side.query, text=words, kind=kind_of(words, computing=False))
    own = make_case(library, query, in_force(side.documents, case.query.text), case.today)
    return replace(own, citer=case.citer, scope=case.scope)


def asks_difference(text: str) -> bool:
    """Does a question ask by how much two things differ, or which is more?"""
    return any(p.search(text) for p in (DIFFERENCE, AGAINST, WHICH_IS_MORE))


def _asks_value(query: Query) -> bool:
    return query.kind == "sum" or asks_difference(query.text)


def _told(side: Side, text: str, query: Query) -> Told:
    """An answer with its one number; where its first line has it alone, that line."""
    if not _asks_value(query):
        return Told(side, text)
    first = text.split("\n")[0]
    for words in (first, text):
        values = _values(words, side)
        if len({(v.value, base(v.unit)) for v in values}) == 1 and MARK.search(words):
            return Told(side, words, values[0])
    return Told(side, text)


def _values(words: str, side: Side) -> list[Quantity]:
    """The single numbers of the kind asked for that some words say."""
    measure = asked_measure(side.query.text + SAYS_NUMBER)
    bare = MARK.sub("", words)
    return [
        q for q in find_quantities(bare)
        if q.value is not None and q.comparator != "range" and (measure is None or measure.fits(q.unit))
    ]  # fmt: skip


def _worked(told: Sequence[Told], sign: str) -> str:
    """计算：600元 − 550元 = 50元, with the marks of all sides; empty where the values cannot be reckoned with."""
    found = [one.value for one in told if one.value is not None and one.value.value is not None]
    if len(found) < len(told) or len({base(q.unit) for q in found}) > 1:
        return ""
    if any(_scopes(one) != _scopes(told[0]) for one in told):
        return ""
    if len({bool(SHARE_OF.search(one.text)) for one in told}) > 1:
        return ""
    unit = base(found[0].unit)
    ordered = found
    values = [q.value or Decimal(0) for q in found]
    result = sum(values, Decimal(0))
    if sign == "−":
        if len(found) != 2 or values[0] == values[1]:
            return ""
        ordered = sorted(found, key=lambda q: q.value or Decimal(0), reverse=True)
        result, unit = abs(values[0] - values[1]), SHARES.get(unit, unit)
    terms = [_term(q) for q in ordered]
    marks = "".join(dict.fromkeys(m for one in told for m in MARK.findall(one.text)))
    return f"计算：{f' {sign} '.join(terms)} = {amount(result, unit)}{marks}" if all(terms) else ""


def _scopes(told: Told) -> set[str]:
    """Whom a side's words are of, apart from what the side itself is: 初中 and 小学 are not to be subtracted."""
    return {s for s in SCOPES if s in told.text and s != told.side.name}


def _term(value: Quantity) -> str:
    """A value's own digits with its unit; empty where they do not read as that value."""
    words = HEDGES.sub("", value.text).strip()
    read = find_quantities(words)
    alone = len(read) == 1 and read[0].value == value.value
    return words[read[0].start : read[0].end].replace(" ", "") if alone else ""
