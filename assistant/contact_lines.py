"""Whom to ask and by which number: the line of a document that names a contact (安全科联系人：王明，0000-1234567)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.case import Case
from assistant.library import Library
from assistant.records import Answer
from assistant.sentences import sentences, trimmed
from assistant.terms import coverage, terms
from ingest.records import Span

ASKS = re.compile(
    r"(?:电话|号码|热线|联系方式|手机号)[^，。？]{0,3}(?:给|发|报|说|告诉|来)[^，。？]{0,3}[个一下]?"
    r"|(?:给|发|报|要)[我一个]{0,3}(?:联系)?(?:电话|号码|热线|联系方式)"
    r"|(?:电话|号码|热线|联系方式)(?:是|为|有)?(?:多少|什么|啥|哪[个些]|几)|(?:哪个|什么|啥|谁的?|哪)(?:电话|号码|热线)"
    r"|打给(?:谁|哪位|哪个人?|哪儿|哪里)|(?:打|拨)(?:哪个|什么|啥|哪)号"
    r"|联系人(?:是|叫)?(?:谁|哪位|什么|啥)?|(?:该|要)?(?:联系|对接)(?:谁|哪个人|哪位)|怎么联系"
)
"""Questions for a person to speak to or a number to call."""
NUMBER = re.compile(
    r"\d{3,4}[-—－ ]\d{3,4} ?\d{4}|(?<!\d)\d{7,8}(?!\d)|(?<!\d)1\d{10}(?!\d)|(?<!\d)1[12]\d{3}(?!\d)"
)
"""A number that can be called."""
CONTACT = re.compile(r"联系人|联系电话|(?:事宜|请)联系|咨询|监督|举报|投诉|值班|热线|电话")
PURPOSES = (
    re.compile(r"投诉|举报|监督|告状|反映|乱收费"),
    re.compile(r"值班|夜里|半夜|24小时"),
    re.compile(r"报名"),
)
"""What a number is for; a line that says another purpose than the one asked is not the one."""
FOR_COMPLAINTS, COMPLAINTS = re.compile(r"^[^，,：:]{0,6}(?:监督|举报|投诉)"), 0.2
"""A line for complaints, and what it loses where no complaint is asked about."""
WORDS_OF_IT = re.compile(
    r"电话|号码|热线|联系方式|手机号|联系人|联系|对接|找谁|找哪个|找哪位|谁|给一?个|打|问|咨询|多少|是"
)
OFFICE = re.compile(
    r"[一-鿿]{1,6}?[科处室股局委厅办部所站队组](?![一-鿿]?(?:长|员))|[一-鿿]{2,8}?中心"
)
"""An office that is to be spoken to."""
BUREAU = re.compile(r"[一-鿿]{1,8}?(?:局|厅|委(?!员)|办公室|科(?!学|目)|股|处(?!理)|中心)")
"""An office that a question names."""
PARTED = re.compile(r"[；;]")
"""What parts the contacts of several offices in one line."""
OWN, AROUND, RANK, OF_OFFICE = 1.0, 0.6, 0.3, 0.5
"""How much the words of the line, of what stands around it, the place of its document, and the name of the office asked
for count."""
FEW_WORDS = 3
"""Characters up to which a question says only that a contact is asked for."""
LEAST_OWN, LEAST = 0.2, 0.6
"""What a line must hold of the question by itself, or with its title and headings in the document found first."""
LEAST_PLACED = 0.45
"""The latter where the question names the place or title of the document, which names one contact only."""
CLOSE = 0.08
"""How far behind the best another number of the same document may stand and be told beside it."""
LOOKED_AT = 12
"""Passages whose documents are looked through."""
MOST = 3


@dataclass(frozen=True, slots=True)
class Contact:
    """A line with a number or a person, by how well it fits."""

    document_id: str
    span: Span
    words: str
    own: float
    score: float


def asks_contact(question: str) -> bool:
    """Is a person to speak to, or a number to call, asked for?"""
    return bool(ASKS.search(question))


def contact(library: Library, case: Case) -> Answer | None:
    """The lines that name the contact asked for; None where none is asked for or no line fits."""
    question = case.query.text
    if not asks_contact(question):
        return None
    found = sorted(_contacts(library, case), key=lambda one: -one.score)
    if not found:
        return None
    best = found[0]
    placed = bool(case.query.places or case.query.documents)
    alone = placed and sum(one.document_id == best.document_id for one in found) == 1
    if best.own < LEAST_OWN and best.score < (LEAST_PLACED if alone else LEAST):
        return None
    told = [
        one for one in found
        if one.document_id == best.document_id and best.score - one.score <= CLOSE
    ][:MOST]  # fmt: skip
    told = list({one.span: one for one in told}.values())  # a line may hold several numbers
    told.sort(key=lambda one: one.span.start)
    lines = [f"{one.words}{case.citer.span(one.document_id, one.span)}" for one in told]
    return Answer("\n".join(lines), "extractive", case.citer.citations)


def _contacts(library: Library, case: Case) -> Iterator[Contact]:
    question = case.query.text
    wanted = terms(WORDS_OF_IT.sub(" ", case.query.topic or question), library.vocabulary)
    ranks: dict[str, int] = {}
    for chunk, _ in case.found[:LOOKED_AT]:
        ranks.setdefault(chunk.document_id, len(ranks))
    titles = {i: d.metadata.title or d.source for i, d in case.scope.items()}
    short = sum(len(term.text) for term in wanted) <= FEW_WORDS
    for identity, rank in ranks.items():
        text = library.document(identity).text
        for span in _lines(text):
            words = text[span.start : span.end]
            if _of_another_purpose(question, words):
                continue
            span = _of_office_named(question, text, span)
            words = text[span.start : span.end]
            own = coverage(wanted, words, question)
            whole = coverage(wanted, f"{titles.get(identity, '')} {words}", question)
            own = max(own, LEAST_OWN * (short and rank == 0))
            score = OWN * own + AROUND * whole + RANK / (1 + rank)
            score += OF_OFFICE * _of_office(question, words)
            score -= COMPLAINTS * bool(FOR_COMPLAINTS.search(words) and not _purposes(question))
            yield Contact(identity, span, words.rstrip("。；; ").replace("\t", " "), own, score)


def _of_office_named(question: str, text: str, span: Span) -> Span:
    """Of a line that names several offices with a number each the part of the one asked for; the whole line elsewhere."""
    asked = {m.group()[-3:] for m in BUREAU.finditer(question)}
    parts: list[Span] = []
    at = span.start
    for piece in PARTED.split(text[span.start : span.end]):
        parts.append(trimmed(text, at, at + len(piece)))
        at += len(piece) + 1
    numbered = [p for p in parts if NUMBER.search(text, p.start, p.end)]
    own = [p for p in numbered if any(name in text[p.start : p.end] for name in asked)]
    if len(numbered) < 2 or len(own) != 1:
        return span
    start, end = own[0].start, own[0].end
    words = text[start:end]
    start += words.startswith(("（", "(")) and not words.endswith(("）", ")"))
    end -= words.endswith(("）", ")")) and not words.startswith(("（", "("))
    return Span(start, end)


def _of_office(question: str, words: str) -> bool:
    """Does the line name an office that the question names?"""
    return any(
        len(name) > 1 and name[-size:] in question
        for name in (m.group() for m in OFFICE.finditer(words))
        for size in (min(3, len(name)),)
    )


def _lines(text: str) -> Iterator[Span]:
    """Sentences that name a contact and hold a number, or a person behind 联系人."""
    for match in NUMBER.finditer(text):
        begin = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        for span in sentences(text, begin, len(text) if end < 0 else end):
            if span.start <= match.start() < span.end:
                if CONTACT.search(text, span.start, span.end):
                    yield span
                break


def _of_another_purpose(question: str, words: str) -> bool:
    """Does the line say that its number is for something else than what is asked?"""
    asked, said = _purposes(question), _purposes(words)
    return bool(asked and said) and not any(p in said for p in asked)


def _purposes(words: str) -> list[re.Pattern[str]]:
    return [p for p in PURPOSES if p.search(words)]
