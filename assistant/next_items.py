"""What comes next after an answer: the tasks of the next month, the next article, the day a rule takes effect."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.question_stock import LONGEST_TITLE, Made, due, of_fact
from assistant.records import Answer, Citation
from ingest.records import Fact, Section, Span, quoted

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument

Documents = Mapping[str, "StoredDocument"]

MONTH = re.compile(r"(?<![\d月至—–~～-])(\d{1,2})(?=月(?!\d|底|前|至|—))")
"""The month of a question for a month's tasks."""
ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百]+条")
"""The number of an article, as it is printed."""
TAKES_EFFECT = re.compile(r"施行|实施|生效")
"""An answer that tells it already."""


def next_month(
    question: str, answer: Answer, facts: Sequence[Fact], scope: Documents
) -> list[Made]:
    """After a month's tasks those of the next, where there are any."""
    months = MONTH.findall(question)
    if answer.mode != "structured" or len(months) != 1 or not 1 <= int(months[0]) < 12:
        return []
    asked = MONTH.sub(str(int(months[0]) + 1), question)
    coming = due(facts, int(months[0]) + 1, scope)
    return [of_fact(asked, "month", fact.time.raw, fact) for fact in coming[:2]]


def next_article(
    cited: Sequence[Citation], sections: Mapping[str, Sequence[Section]], scope: Documents
) -> list[Made]:
    """After the words of an article the article that follows."""
    for citation in cited[:1]:
        articles = [s for s in sections[citation.document_id] if ARTICLE.fullmatch(s.number)]
        following = [s for s in articles if s.start >= citation.end]
        inside = any(s.start <= citation.start < s.end for s in articles)
        title = scope[citation.document_id].metadata.title
        if inside and following and 0 < len(title) <= LONGEST_TITLE:
            there = following[0]
            span = Span(there.start, there.start + len(there.number))
            asked = f"{quoted(title)}{there.number}是什么内容？"
            return [
                Made(asked, "article", asked, citation.document_id, span, there.path, bare=asked)
            ]
    return []


def effect(answer: Answer, cited: Sequence[Citation], scope: Documents) -> list[Made]:
    """When the rule that was cited takes effect, where that is known and was not told."""
    if TAKES_EFFECT.search(answer.text):
        return []
    found = []
    for identity in dict.fromkeys(c.document_id for c in cited):
        known = scope[identity].metadata
        if known.effective and 0 < len(known.title) <= LONGEST_TITLE:
            asked = f"{quoted(known.title)}什么时候施行？"
            found.append(Made(asked, "effect", asked, identity, None, bare=asked))
    return found
