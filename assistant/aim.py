"""What a question singles out: documents it names, places, issuers, years, kinds, an article; and the words
that are left to look for.

A document that the question singles out is preferred, not required: where it says nothing of the matter,
passages of others still follow. Preferences are in the unit of the fused score, standard deviations.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.place_names import lies_in
from assistant.question_words import ARTICLE
from assistant.records import Query
from assistant.terms import content
from assistant.title_words import STATE

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument

Documents = Mapping[str, "StoredDocument"]

NAMED, PLACED, ISSUED, DATED, OF_KIND, ENDED_BY = 7.0, 6.0, 1.5, 1.0, 0.7, -1.5
"""What it counts to be the document named, of the place, from the issuer, of the year, of the kind, and not in force."""
ENDED = frozenset({"被替代", "废止"})
"""States of documents that are no longer in force."""
OLD_VERSION = re.compile(r"试行|旧|原来|(?<![日月年号天前])以前|原办法|之前的|废止|还有效|失效")
"""Words that ask of a named document for its version that is no longer in force."""
OF_OLD = re.compile(r"试行|[旧老原](?:办法|版|规定|标准|文件|条例|方案)")
"""Words that mean the old version even where no document is named."""
DOCUMENT_NUMBER = re.compile(
    r"[一-鿿]{2,12}\s*[〔\[［（(]\s*(?:19|20)\d{2}\s*[〕\]］）)]\s*第?\d+号"
)
"""文号, as 青教〔2026〕12号: what chooses a document and stands in no passage."""
NATIONAL = {
    "两办": ("中共中央办公厅", "国务院办公厅"),
    "国家": ("国务院", "教育部", "全国人民代表大会"),
    "全国人大": ("全国人民代表大会",),
}
KINDS_SAID = re.compile(
    r"工作要点|工作总结|政府工作报告|工作计划|条例|办法|(?<!怎么)(?<!如何)(?<!有)规定(?=里|中|的|$)|方案|规划|通知(?=里|中|的|$)|公告|手册"
)
"""Kinds of documents that a question may name by the word alone."""


@dataclass(frozen=True, slots=True)
class Aim:
    """``words`` to look for; ``preferred`` documents with what they gain (or lose), in standard deviations;
    ``article`` as 10 or 10之二, empty where none is asked for; ``singled_out`` are the documents that the
    question names, or that are of the very place it names."""

    words: str
    preferred: Mapping[str, float] = field(default_factory=dict)
    article: str = ""
    singled_out: frozenset[str] = frozenset()


def read_aim(query: Query, scope: Documents) -> Aim:
    """What the question singles out among the documents in scope."""
    gains = {i: _gain(query, d) for i, d in scope.items()}
    named = frozenset(query.documents or ()) & scope.keys()
    placed = frozenset(i for i, d in scope.items() if _of_place(query, d) == 1.0)
    preferred = {i: gain for i, gain in gains.items() if gain}
    return Aim(_words(query), preferred, query.article, named or placed)


def of_year(year: int, document: StoredDocument) -> bool:
    """Does a document plan for this year, name it in its title, or date from it?"""
    m = document.metadata
    days = (m.issued, m.effective)
    return year == m.plan_year or str(year) in m.title or any(d and d.year == year for d in days)


def _gain(query: Query, document: StoredDocument) -> float:
    m = document.metadata
    named = document.id in (query.documents or ())
    gain = NAMED if named else 0.0
    gain += PLACED * _of_place(query, document)
    gain += ISSUED * _of_issuer(query.issuers, m.issuer)
    gain += DATED * any(of_year(year, document) for year in query.years)
    said = KINDS_SAID.findall(query.text)
    gain += OF_KIND * any(kind == m.kind or m.title.endswith(kind) for kind in said)
    if m.status in ENDED and not OF_OLD.search(query.text):
        gain += ENDED_BY
    return gain


def _of_place(query: Query, document: StoredDocument) -> float:
    """1 for a document of the very place, less for one that only mentions it or lies within it."""
    m = document.metadata
    if not query.places:
        return 0.0
    if m.place in query.places:
        return 1.0
    return 0.6 if any(lies_in(p, m) for p in query.places) else 0.0


def _of_issuer(said: Sequence[str], issuer: str) -> bool:
    return any(name in issuer for word in said for name in NATIONAL.get(word, (word,)))


def _words(query: Query) -> str:
    """The question without the names that choose documents and the number of the article."""
    text = ARTICLE.sub(" ", query.text) if query.article else query.text
    text = DOCUMENT_NUMBER.sub(" ", text) if query.documents else text
    for name in sorted(query.named, key=len, reverse=True):
        text = text.replace(name, " ")
    text = text.replace(STATE, " ")
    return text if content(text) else query.text
