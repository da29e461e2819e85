"""A later question that says only what it asks (谁牵头, 在哪报, 算几分) answered from the paragraph that the answer before
was taken from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.asked import read_asked
from assistant.case import Case
from assistant.focus import kind_held
from assistant.follow_up_text import own_words
from assistant.follow_up_words import ITSELF
from assistant.library import Library
from assistant.question import read_question
from assistant.records import Answer, Citation
from assistant.sentences import sentences
from ingest.records import Span

SAYS_LITTLE = 2
"""Characters of its own up to which a question says only what it asks."""
LONGEST = 700
"""Code points of a paragraph that is of one matter."""
DOING = re.compile(r"牵头|负责|配合|承办|主办|组织|审核|审批|监督|主管|发放|受理|联系")
"""What somebody does: who does it is told by a text that says so."""
ASKS_WHO = re.compile(r"谁|哪[个些几]?(?:单位|部门|科室?|处室?|局|家)")
SOMEBODY = re.compile(
    r"[局委厅办科处室股院校会部心组](?=牵头|负责|配合|承办|主办|组织|审核|审批|监督|主管|发放|受理)|由[^，。；]{2,20}(?:牵头|负责)|(?:牵头|负责|责任|承办|主办)(?:单位|部门|人|科室)?[：:]"
)
"""A text that names who does something."""


@dataclass(frozen=True, slots=True)
class Told:
    """A place that the answer before was taken from."""

    document_id: str
    span: Span


def told_by(answer: Answer) -> list[Told]:
    """The places of an answer, in its order; none of one that was not given."""
    given = answer.mode not in ("refused", "clarify")
    return [_told(c) for c in answer.citations] if given else []


def _told(citation: Citation) -> Told:
    return Told(citation.document_id, Span(citation.start, citation.end))


def says_little(question: str) -> bool:
    """Does a question say only what it asks, and nothing of what? Not one for a datum of the document itself."""
    if ITSELF.match(question.strip()):
        return False
    own = read_question(question)
    named = own.places or own.documents or own.article or own.scope or own.time or own.years
    return not named and own.kind != "greeting" and len(own_words(own)) <= SAYS_LITTLE


def from_same_passage(library: Library, case: Case, told: Sequence[Told]) -> Answer | None:
    """The sentence of the same paragraph that tells what is asked; None where none does."""
    question = case.query.question
    for place in told[:1]:
        text = library.document(place.document_id).text
        for span in _around(text, place.span):
            words = text[span.start : span.end]
            if _tells(question, case, words):
                mark = case.citer.span(place.document_id, span)
                return Answer(f"{words}{mark}", "extractive", case.citer.citations)
    return None


def _around(text: str, told: Span) -> Iterator[Span]:
    """The sentences of a paragraph: the one told, those behind it, those before it."""
    start = text.rfind("\n", 0, told.start) + 1
    end = text.find("\n", told.end)
    end = len(text) if end < 0 else end
    if end - start > LONGEST or "\t" in text[start:end]:
        return
    found = list(sentences(text, start, end))
    yield from (s for s in found if s.end > told.start)
    yield from (s for s in found if s.end <= told.start)


def _tells(question: str, case: Case, words: str) -> bool:
    """Do the words tell what is asked: who does it, a name of that kind, or a value of it?"""
    if ASKS_WHO.search(question):
        doing = DOING.search(question)
        return bool(SOMEBODY.search(words)) and (doing is None or doing.group() in words)
    held = kind_held(question, words)
    if held:
        return held > 0
    asked = read_asked(read_question(question))
    return asked.value and asked.has_value(words)
