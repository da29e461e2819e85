"""When a document takes effect or was issued: its own date, in its own words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from assistant.aim import ENDED, OLD_VERSION, Documents
from assistant.case import Case, narrowed
from assistant.library import Library
from assistant.names import bare, short_title
from assistant.place_names import ranks, short_place
from assistant.records import Answer, Query
from assistant.sentences import sentences
from assistant.terms import content, coverage, terms
from ingest.grammar import find_times
from ingest.records import PartialDate, Span

ASKS_EFFECT = re.compile(
    r"施行|实施(?!意见|方案|细则|办法|条例|计划|规划)|生效|执行|起效|实行|算数"
)
ASKS_ISSUE = re.compile(r"印发|发布|下发|出台|颁布|公布|发文|成文|发(?:出来?|下来)?的")
EFFECT = re.compile(r"施行|实施|生效|执行")
ISSUE = re.compile(r"印发|发布|公布|颁布|通过")
ABOUT_IT = re.compile(
    r"施行|实施|实行|生效|执行|印发|发布|下发|出台|颁布|公布|发文|成文|发出来?|时间|日期|开始|起|条例|办法|规定|方案|通知|文件|法|何年|年|[新这该的由]"
)
"""Words of such a question that name no matter of the document."""
PARTICLES = re.compile("[的与和、]|关于|印发")
"""What a title said short may leave out."""
DATED = re.compile(
    r"施行|实行|生效|执行|印发|发布|下发|出台|颁布|公布|发文|成文|时间|日期|文件|发(?:出来?|下来)?的?$"
)
"""The words that ask for the date, which no title need hold."""
SHORTEST = 4
"""Characters from which words choose titles where no kind of document is said."""
KIND_SAID = re.compile(r"通知|办法|意见|方案|规定|条例|细则|计划|规划|报告|要点|总结|公告|文件")
IN_TITLE = 0.9
"""Share of the matter that a title holds which is meant."""
MOST = 3
"""Documents told at once."""


def effect(library: Library, case: Case) -> Answer | None:
    """The sentence that says since when the documents named hold, or their date of issue."""
    if not 1 <= len(case.documents) <= MOST or not asks_of_itself(case.query):
        return None
    asks_effect = bool(ASKS_EFFECT.search(_without_names(case.query)))
    lines = []
    for document_id in case.documents:
        metadata = case.documents[document_id].metadata
        day = metadata.effective if asks_effect else metadata.issued
        verb = EFFECT if asks_effect else ISSUE
        span = _said(library, document_id, day, verb)
        if span is None:
            continue
        words = library.document(document_id).text[span.start : span.end]
        several = len(case.documents) > 1 or not verb.search(words)
        head = f"{case.citer.title(document_id)}：" if several else ""
        lines.append(f"{head}{words}{case.citer.span(document_id, span)}")
    return Answer("\n".join(lines), "extractive", case.citer.citations) if lines else None


def _without_places(query: Query) -> str:
    """The question without its places, which have chosen documents before."""
    text = query.text
    for place in query.places:
        said = {place, *ranks(place), short_place(place)} - {""}
        for name in sorted(said, key=len, reverse=True):
            text = text.replace(name, "")
    return text


def tight(title: str) -> str:
    """A title without what people leave out when they say it: 美育工作实施意见 stands in 美育工作的实施意见."""
    return PARTICLES.sub("", bare(title))


def of_titles(library: Library, case: Case) -> Case:
    """Narrowed to the documents whose titles hold the matter, where the date of a document is asked for and no
    whole title is said: 河南省的美育实施意见什么时候发布."""
    query = case.query
    text = _without_names(query)
    asked = ASKS_EFFECT.search(text) or ASKS_ISSUE.search(text)
    if query.kind != "date" or not asked or _says_whole_title(case):
        return case
    words = content(DATED.sub(" ", PARTICLES.sub("", _without_places(query))))
    wanted = terms(words, library.vocabulary)
    if sum(len(term.text) for term in wanted) < SHORTEST and not KIND_SAID.search(query.text):
        return case
    among = narrowed(replace(query, documents=None), case.scope)
    held = {i: coverage(wanted, tight(d.metadata.title)) for i, d in among.items()}
    titled = {i: among[i] for i, share in held.items() if wanted and share >= IN_TITLE}
    literal = {i: d for i, d in titled.items() if tight(words) in tight(d.metadata.title)}
    meant = _by_issuer(query, _current(query, literal or titled))
    if not meant:
        return case
    query = replace(query, topic="", documents=tuple(meant), named=())
    return replace(case, query=query, documents=meant)


def _current(query: Query, meant: Documents) -> Documents:
    """Those in force, unless the old version is asked for, or none is."""
    current = {i: d for i, d in meant.items() if d.metadata.status not in ENDED}
    return meant if OLD_VERSION.search(query.text) else current or meant


def _by_issuer(query: Query, meant: Documents) -> Documents:
    """Those of the very issuer the question says, where there are such."""
    return {
        i: d for i, d in meant.items()
        if d.metadata.issuer and query.text.strip().startswith(d.metadata.issuer)
    } or meant  # fmt: skip


def _says_whole_title(case: Case) -> bool:
    """Does the question say a document's whole title, or its number?"""
    named = [case.scope[i].metadata for i in case.query.documents or () if i in case.scope]
    words = bare(case.query.text)
    return any(
        short_title(m.title) in words or (m.number and bare(m.number) in words) for m in named
    )


def asks_of_itself(query: Query) -> bool:
    """Does the question ask when a document was issued or takes effect, and for no matter of it?"""
    text = _without_names(query)
    asked = ASKS_EFFECT.search(text) or ASKS_ISSUE.search(text)
    return query.kind == "date" and bool(asked) and not content(ABOUT_IT.sub(" ", query.topic))


def _without_names(query: Query) -> str:
    """The question without the titles it names: 实施意见 asks for nothing."""
    text = query.text
    for name in sorted(query.named, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def effect_sentence(library: Library, document_id: str, day: PartialDate | None) -> Span | None:
    """The sentence in which a document says since when it holds."""
    return _said(library, document_id, day, EFFECT)


def _said(
    library: Library, document_id: str, day: PartialDate | None, verb: re.Pattern[str]
) -> Span | None:
    """The last sentence that holds the day, one with the verb before any other."""
    if day is None:
        return None
    text = library.document(document_id).text
    holding = []
    for span in sentences(text, 0, len(text)):
        words = text[span.start : span.end]
        if re.search(r"\d|[〇○一二三四五六七八九十]", words) and any(
            day in (t.lo, t.hi) for t in find_times(words, reference=date(2000, 1, 1))
        ):
            holding.append(span)
    with_verb = [s for s in holding if verb.search(text[s.start : s.end])]
    chosen = with_verb or holding
    return chosen[-1] if chosen else None
