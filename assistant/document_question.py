"""A question that a document of questions and answers asks itself (问：什么时候申请？): its answer is the answer, where the
document is of the matter."""

from __future__ import annotations

import re

from assistant.asked import ASKS_WHEN
from assistant.case import Case
from assistant.library import Library
from assistant.records import Answer
from assistant.sentences import sentences
from assistant.terms import content, coverage, lacks_matter, terms
from assistant.told_beside import EXCEPTION
from assistant.unheaded_parts import questions_of
from ingest.grammar import find_times
from ingest.records import Span

LOOKED_AT = 3
"""Documents whose questions are looked at."""
PARTS = re.compile(r"[、，,；;？?和及]|还是")
HELD, ITS_OWN = 0.85, 0.99
"""Share of the matter that the document must hold, and of the document's question that must stand
in the one asked."""
MORE = 0.1
"""By how much more another question of the document must hold to be the one that is meant."""
ANSWERS = re.compile(r"^答\s*[：:]\s*")


def asked_itself(library: Library, case: Case) -> Answer | None:
    """The sentence with the time that answers the one question of a document which is asked; None where none is, or the
    document is of something else."""
    if case.query.kind != "date" or not case.wanted:
        return None
    for identity in list(dict.fromkeys(c.document_id for c, _ in case.found))[:LOOKED_AT]:
        text = library.document(identity).text
        title = case.scope[identity].metadata.title
        every = questions_of(text)
        asked = [text[one.question.start : one.question.end] for one in every]
        fitting = [
            one for n, one in enumerate(every)
            if _is_asked(library, case, asked[n])
            and not _names_other(case, f"{title} {asked[n]}", [*asked[:n], *asked[n + 1 :]])
        ]  # fmt: skip
        if (
            len(fitting) == 1
            and _is_of(case, f"{title} {text}")
            and (told := _told(case, identity, text, fitting[0].answer))
        ):
            return told
    return None


def _is_asked(library: Library, case: Case, question: str) -> bool:
    """Is one clause of the document's question for a time, and all it says said by the one asked?"""
    for part in PARTS.split(question):
        own = terms(content(part), library.vocabulary)
        if ASKS_WHEN.search(part) and own and coverage(own, case.query.text) >= ITS_OWN:
            return True
    return False


def _names_other(case: Case, own: str, others: list[str]) -> bool:
    """Does another question of the document hold words of the one asked that neither this one nor the title holds?"""
    held = coverage(case.wanted, own, case.query.text)
    return any(
        coverage(case.wanted, f"{own} {one}", case.query.text) > held + MORE for one in others
    )


def _is_of(case: Case, words: str) -> bool:
    return coverage(case.wanted, words, case.query.text) >= HELD and not lacks_matter(
        case.wanted, words
    )


def _told(case: Case, identity: str, text: str, answer: Span) -> Answer | None:
    spans = list(sentences(text, answer.start, answer.end))
    for at, span in enumerate(spans):
        words = text[span.start : span.end]
        if not find_times(words):
            continue
        lines = [f"{ANSWERS.sub('', words)}{case.citer.span(identity, span)}"]
        after = spans[at + 1] if at + 1 < len(spans) else None
        if after and EXCEPTION.search(text[after.start : after.end]):
            lines.append(f"{text[after.start : after.end]}{case.citer.span(identity, after)}")
        return Answer("\n".join(lines), "extractive", case.citer.citations)
    return None
