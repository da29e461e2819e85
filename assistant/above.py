"""A place without an answer of its own: what its city, its province or the whole country rules there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.aim import ENDED
from assistant.case import REVIEWS, Case, make_case
from assistant.cite import Citer
from assistant.library import Library
from assistant.place_names import lies_in, ranks, short_place
from assistant.provinces import is_above, is_national
from assistant.records import Answer, Query, QuestionKind
from assistant.terms import coverage
from ingest.records import quoted

GENERAL: frozenset[str] = frozenset(
    {"open", "list", "definition", "number", "yesno", "procedure", "documents"}
)
"""Kinds of questions that a rule from above may answer; a date, an office or a task of a place is its own."""
WHAT_RULE = re.compile(r"(?:什么|哪些|啥|怎么)(?:样的)?(?:规定|政策|要求|说法)")
"""A question for rules, not for the list of documents."""
OWN_DOCUMENT = r"[^，。？]{0,16}(?:条例|办法|意见|方案|通知|计划|规划|报告|要点|总结|细则|文件)"
"""What names a document of the very place."""
OWN_FIGURE = re.compile(
    r"目标|指标|计划|预算|决算|完成|新增|新建|投入|投资|GDP|生产总值|分(?:到|得|配|给)|拨(?:付|给|了)|下达"
)
"""Figures that a place sets or reaches itself."""

LEAST = 0.55
"""Share of the question that an answer from above holds with its headings."""
LEAST_OF_CITY = 0.2
"""The same of the documents of the city that a district lies in: its rules hold there, and people tell their case in
words of their own."""

Narrower = tuple[Case, str]


def from_above(library: Library, case: Case, places: Sequence[str]) -> Iterator[Narrower]:
    """Cases of the documents above one place, the country's last, each with the words that lead its answer."""
    query = case.query
    several = len({*query.places, *query.missing}) > 1  # what one rules tells nothing of the other
    if len(places) != 1 or several or not may_be_ruled(query, places[0]):
        return
    place = places[0]
    chain = library.chain(place)
    above = {
        i: d for i, d in case.scope.items()
        if is_above(d.metadata, chain) and d.metadata.kind not in REVIEWS
        and d.metadata.status not in ENDED
    }  # fmt: skip
    why = _why(place, held=bool(query.places))
    asked = replace(
        query, text=_without(query.text, place), places=(), missing=(), kind=_kind(query),
        documents=None, named=(),
    )  # fmt: skip
    for national in (False, True):
        documents = {i: d for i, d in above.items() if is_national(d.metadata) == national}
        if documents:
            narrower = make_case(library, asked, documents, case.today)
            whole = replace(narrower, scope=case.scope, citer=Citer(library, case.scope))
            yield whole, why


def holds_around(library: Library, case: Case, answer: Answer, place: str) -> bool:
    """Does an answer from above hold enough of the question, less where all of it is of the place's own city?"""
    city = library.chain(place).removesuffix(place)
    cited = {case.scope[c.document_id].metadata.place for c in answer.citations}
    near = bool(city) and cited == {city} and case.query.kind != "yesno"  # no verdict from afar
    return holds(case, answer, LEAST_OF_CITY if near else LEAST)


def holds(case: Case, answer: Answer, least: float = LEAST) -> bool:
    """Does an answer from above hold enough of the question? A place's own matter is seldom the country's."""
    around = " ".join(
        f"{' '.join(c.section)} {c.quote} {c.document_title}" for c in answer.citations
    )
    return coverage(case.wanted, f"{answer.text} {around}", case.query.text) >= least


def ruled(library: Library, case: Case, answer: Answer, place: str) -> Answer | None:
    """An answer to a later question about a place, behind words that say whose it is, where all of it is of documents
    above the place that may rule there; else None."""
    chain = library.chain(place)
    cited = [case.scope[c.document_id].metadata for c in answer.citations]
    above = cited and all(is_above(m, chain) and m.kind not in REVIEWS for m in cited)
    if not above or not may_be_ruled(case.query, place) or not holds(case, answer):
        return None
    own = any(lies_in(place, d.metadata) for d in case.scope.values())
    return led(answer, _why(place, held=own))


def led(answer: Answer, why: str) -> Answer:
    """The answer behind words that say whose it is."""
    first = answer.citations[0]
    return replace(answer, text=f"{why}；按{quoted(first.document_title)}：\n{answer.text}")


def _why(place: str, *, held: bool) -> str:
    return f"库中{place}的文件没有写到这个问题" if held else f"库中没有{place}的文件"


def may_be_ruled(query: Query, place: str) -> bool:
    """May a rule from above answer? Not for a place's own figures, documents and years."""
    if query.kind not in GENERAL or query.documents or query.years or query.time or query.article:
        return False
    if query.kind == "documents" and not WHAT_RULE.search(query.text):
        return False
    names = "|".join(map(re.escape, _said(place)))
    own = re.search(rf"(?:{names}){OWN_DOCUMENT}", query.text)
    return not own and not (query.kind == "number" and OWN_FIGURE.search(query.text))


def _kind(query: Query) -> QuestionKind:
    return "list" if query.kind == "documents" else query.kind


def _said(place: str) -> list[str]:
    """How a place may be said, the longest first."""
    names = [place, *ranks(place), short_place(place)]
    return sorted({n for n in names if n}, key=len, reverse=True)


def _without(text: str, place: str) -> str:
    """The question without the place and the 的 behind it."""
    for name in _said(place):
        text = re.sub(rf"{re.escape(name)}的?", "", text)
    return text
