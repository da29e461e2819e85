"""What stands at the head of a document: its number, who issued it and when, on what it rests, is it in force.

Asked of one document that the question names or that the answer before came from (文号是多少, 哪一年的). A passage
on the matter never answers this.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.case import Case
from assistant.follow_up_words import ITSELF
from assistant.library import Library
from assistant.records import Answer
from assistant.refusing import refuse
from assistant.sentences import sentence_at, sentences
from assistant.validity import ASKS_VALID, validity
from ingest.records import Metadata, PartialDate, Span, quoted

ASKS_NUMBER = re.compile(r"文号|字号")
ASKS_BASIS = re.compile(r"依据|根据")
ASKS_YEAR = re.compile(r"哪一?年")
ASKS_ISSUER = re.compile(r"谁|哪个|哪儿|哪里|发文")
AMENDED = re.compile(r"修正|修订|修改|通过")
"""The line below a law's title that tells its history, and no basis."""
BASIS = re.compile(
    r"(?:根据|依据|按照|遵照|依照|贯彻落实|为贯彻|落实)[^。；]{0,40}《[^》]+》|(?:根据|依据)[^，。；]{2,40}(?:精神|要求|规定|法律)"
)
"""The sentence that says on what a document rests."""
HEAD = 900
"""Code points from the beginning in which it stands."""


def own_data(library: Library, case: Case) -> Answer | None:
    """The datum of the one document asked about, with the line that says it; a refusal where it does not say it, None
    where the question asks another thing."""
    asked = case.query.question.strip()
    ids = case.query.documents or ()
    if len(ids) != 1 or ids[0] not in case.scope or not ITSELF.match(asked):
        return None
    identity = ids[0]
    metadata, text = case.scope[identity].metadata, library.document(identity).text
    if ASKS_VALID.search(asked) and (told := validity(library, case)):
        return told
    said = next((tell(metadata, text) for asks, tell in TELLS if asks.search(asked)), None)
    if said is None:
        return refuse(library, case, f"{quoted(metadata.title)}没有写明。")
    words, span = said
    return Answer(
        f"{quoted(metadata.title)}：{words}{case.citer.span(identity, span)}",
        "extractive",
        case.citer.citations,
    )


def _number(metadata: Metadata, text: str) -> tuple[str, Span] | None:
    return _placed(text, metadata.number)


def _issuer(metadata: Metadata, text: str) -> tuple[str, Span] | None:
    return _placed(text, metadata.issuer)


def _year(metadata: Metadata, text: str) -> tuple[str, Span] | None:
    day = metadata.issued or metadata.effective
    return _placed(text, _written(day)) if day and day.year else None


def _basis(_metadata: Metadata, text: str) -> tuple[str, Span] | None:
    for span in sentences(text, 0, min(len(text), HEAD)):
        words = text[span.start : span.end]
        if BASIS.search(words) and not AMENDED.search(words):
            return words, span
    return None


def _in_force(metadata: Metadata, text: str) -> tuple[str, Span] | None:
    first = next(sentences(text, 0, len(text)), None)
    held = metadata.status == "现行" and first is not None
    return ("在库中没有被废止或替代。", first) if held and first else None


TELLS: tuple[tuple[re.Pattern[str], Callable[[Metadata, str], tuple[str, Span] | None]], ...] = (
    (ASKS_NUMBER, _number),
    (ASKS_BASIS, _basis),
    (ASKS_YEAR, _year),
    (ASKS_VALID, _in_force),
    (ASKS_ISSUER, _issuer),
)
"""What asks for a datum, and what tells it; the first that asks is told."""


def _placed(text: str, words: str) -> tuple[str, Span] | None:
    """The words with the line that says them to the letter."""
    at = text.find(words) if words else -1
    return (words, sentence_at(text, at)) if at >= 0 else None


def _written(day: PartialDate) -> str:
    """As documents write it: 2026年2月10日, or as much of it as is known."""
    month = f"{day.month}月" if day.month else ""
    return f"{day.year}年{month}{day.day}日" if month and day.day else f"{day.year}年{month}"
