"""Where a text names all things of a kind: 甲、乙、丙三个基地, 奖补资金包括甲和乙, 证书的种类分为：（一）…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.case import Case
from assistant.evidence import Weighed
from assistant.library import Library
from assistant.sentences import sentence_at
from assistant.terms import Term, coverage, terms
from ingest.grammar import numbering, parse_numeral
from ingest.records import Span

NOUN_AFTER = re.compile(
    r"哪(?:些|几(?![天年月日号点]))[个种类项条所家门大名位]?(?P<noun>[一-鿿A-Za-z]{2,16})"
)
"""哪几个实训基地: the noun with what may follow it."""
KINDS_ASKED = re.compile(
    r"(?P<noun>[一-鿿]{2,16}?)(?:都|又|一共|总共|共|具体|主要|分别|到底)*(?:有|分|是|包括|包含)?(?:为|成|了)?"
    r"(?:哪?几(?:[种类档等批]|部分)(?![一-鿿]{2})|哪些(?:种类?|类型?|类别|形式|方式)|(?<=包括)(?:哪些|什么|啥)|(?<=包含)(?:哪些|什么|啥)|(?<=[分为成])(?:哪[些几][个种类]?|什么|啥))"
)
"""处分分哪几种, 资金包括哪些: the noun whose kinds are asked for."""
KINDS_OF = re.compile(
    r"哪(?:[几些]种|[几些]类|些)(?:[一-鿿]{2,4}的)?[一-鿿]{0,4}?(?P<noun>[一-鿿]{2})(?=$|[？?。，,呀呢啊])"
)
"""哪几种新的教育: the noun whose kinds are named."""
NAME = r"[^，。；：、\n和及与]{1,24}"
COUNTED_SET = re.compile(
    rf"(?P<names>(?:{NAME}、)+{NAME}(?:[和及与]{NAME}?)?)(?P<count>[二两三四五六七八九十]{{1,2}}|\d{{1,2}})[个所种类项条家门大名位](?P<after>[一-鿿]{{2,16}})"
)
"""Things named one after another, their number, and what they are."""
SAYS_ALL = re.compile(
    r"(?P<subject>[^。；;：:，,\n]{2,40}?)[，,]?(?P<kinds>的(?:种类|类型|类别|形式|方式))?(?:主要|一般|具体|共|又|应当)*"
    r"(?:分为|分成|划分为|包括|包含)(?P<led>[^。；;：:，,、\n]{0,12}[：:])?"
)
"""The subject of a sentence that tells its parts or kinds; ``led`` where they stand as items behind it."""
NAMED_BEHIND = re.compile(rf"{NAME}(?:、{NAME})*(?:、|[和及与]){NAME}")
CALLED = re.compile(r"^.*(?:所称|所指|称之?为)的?")
WHOLE, MOSTLY, HALF = 0.8, 0.6, 0.4
"""Share of the noun that a subject must say, and share of a subject that the question must say; where the title and
the things named say the rest of the noun."""
HELD = 0.6
"""Share of the question that a sentence of counted things must hold with the sentence before it."""
SCHOOLS_ASKED = re.compile(r"哪[些几][所个家]?(?:学校|院校|高校|大学|[高初]中|中学|小学|幼儿园)")
SCHOOL = re.compile(
    r"[一-鿿]{2}(?<![和及与等的各所类办小])(?:大学|学院|学校|中学|[高初]中|小学|幼儿园|[一二三四五六七八九十]中|实小)(?![生教阶学])"
)
"""A question for schools, and the name of one."""
AROUND, OWN = 0.8, 0.3
"""Share of the question that a passage must hold whose sentence tells of several names, and the sentence itself."""
PASSAGES = 8
MOST_DOCUMENTS = 3
NEAR = 30
"""Code points of the things named that are read with their subject."""
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class NamedSet:
    """A sentence that names all of a kind, or leads them as items where ``led``."""

    document_id: str
    span: Span
    led: bool = False


def named_set(library: Library, case: Case, weighed: Weighed) -> NamedSet | None:
    """The sentence that names what the question asks for one by one; None where no text does so plainly."""
    if kinds := KINDS_ASKED.search(case.query.text):
        noun = _plain_noun(case, kinds["noun"])
        if found := _all_kinds(library, case, noun) if len(noun) >= SHORTEST else None:
            return found
    asked = NOUN_AFTER.search(case.query.text)
    counted = _counted(library, case, weighed, asked["noun"]) if asked else None
    return counted or _of_names(case, weighed) or _alike(case, weighed)


def asks_for_kinds(question: str) -> bool:
    """Are the kinds or parts of something asked for: 分几档, 包括哪些?"""
    return KINDS_ASKED.search(question) is not None


def _plain_noun(case: Case, noun: str) -> str:
    """The noun without the names of documents and places."""
    for name in sorted((*case.query.named, *case.query.places), key=len, reverse=True):
        noun = noun.replace(name, "")
    return noun.rstrip("的")


def _counted(library: Library, case: Case, weighed: Weighed, noun: str) -> NamedSet | None:
    """The best sentence that names just as many things as it says, under the noun asked for."""
    for line in weighed.lines:
        if line.rank >= PASSAGES or "\t" in line.text:
            continue
        text = library.document(line.document_id).text
        for match in COUNTED_SET.finditer(line.text):
            if names_in_set(match["names"]) != _number(match["count"]):
                continue
            before = sentence_at(text, max(0, line.span.start - 1))
            words = f"{line.headings} {text[before.start : before.end]} {line.text}"
            same = _common(match["after"], noun) >= SHORTEST
            if same and coverage(case.wanted, words, case.query.text) >= HELD:
                return NamedSet(line.document_id, line.span)
    return None


def _of_names(case: Case, weighed: Weighed) -> NamedSet | None:
    """Where things are asked for by their names (哪些学校), the sentence that tells of several what is asked."""
    best: tuple[float, NamedSet] | None = None
    for line in weighed.lines if SCHOOLS_ASKED.search(case.query.text) else ():
        names = {m.group() for m in SCHOOL.finditer(line.text)}
        if line.rank >= PASSAGES or "\t" in line.text or len(names) < SHORTEST:
            continue
        own = coverage(case.wanted, line.text, case.query.text)
        around = coverage(case.wanted, f"{line.headings} {line.chunk.text}", case.query.text)
        if around >= AROUND and own >= OWN and (best is None or own > best[0]):
            best = (own, NamedSet(line.document_id, line.span))
    return best[1] if best else None


def _alike(case: Case, weighed: Weighed) -> NamedSet | None:
    """Where kinds of a thing are asked for (哪几种教育), the sentence that names most of them side by side: 劳动教育、
    安全教育和生命教育."""
    asked = KINDS_OF.search(case.query.text)
    if asked is None:
        return None
    row = re.compile(
        rf"(?:[一-鿿]{{1,6}}{asked['noun']}[、和及与]){{2,}}[一-鿿]{{1,6}}{asked['noun']}"
    )
    best: tuple[float, NamedSet] | None = None
    for line in weighed.lines:
        found = row.search(line.text)
        if found is None or line.rank >= PASSAGES or "\t" in line.text:
            continue
        own = coverage(case.wanted, f"{line.headings} {line.text}", case.query.text)
        if own >= HALF and (best is None or own > best[0]):
            best = (own, NamedSet(line.document_id, line.span))
    return best[1] if best else None


def names_in_set(names: str) -> int:
    """How many things stand one after another: 3 of 甲、乙和丙."""
    return len([n for n in re.split(r"、|[和及与](?=[^、和及与]*$)", names) if n])


def _number(count: str) -> int:
    value = 2 if count == "两" else parse_numeral(count)
    return int(value) if value is not None else -1


def _common(one: str, other: str) -> int:
    """Characters that two words have in common at their beginning."""
    for n, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return n
    return min(len(one), len(other))


def _all_kinds(library: Library, case: Case, noun: str) -> NamedSet | None:
    """The sentence whose subject is the noun and that tells its kinds; the first of the documents found."""
    wanted = terms(noun, library.vocabulary)
    best: tuple[float, NamedSet] | None = None
    for rank, identity in enumerate(_documents(case) if wanted else ()):
        text = library.document(identity).text
        for sure, found in _telling(library, case, identity, text, noun, wanted):
            if best is None or sure - 0.1 * rank > best[0]:
                best = (sure - 0.1 * rank, found)
    return best[1] if best else None


def _telling(
    library: Library, case: Case, identity: str, text: str, noun: str, wanted: Sequence[Term]
) -> Iterator[tuple[float, NamedSet]]:
    """Sentences of a document that tell the kinds of a noun, and how surely."""
    title = case.citer.title(identity)
    for match in SAYS_ALL.finditer(text):
        subject = CALLED.sub("", match["subject"])
        number = numbering(subject)
        subject = subject[number.end :].strip() if number else subject
        if not (match["led"] or NAMED_BEHIND.match(text, match.end())):
            continue
        same = subject.endswith(noun[-SHORTEST:])
        of_kind = match["kinds"] is not None and same
        said = coverage(terms(subject, library.vocabulary), case.query.text)
        whole = coverage(wanted, subject) >= WHOLE and (of_kind or said >= MOSTLY)
        near = f"{title} {subject} {text[match.end() : match.end() + NEAR]}"
        if whole or (same and coverage(wanted, near) >= WHOLE and said >= HALF):
            span = sentence_at(text, match.start("subject"))
            yield said + of_kind + whole, NamedSet(identity, span, match["led"] is not None)


def _documents(case: Case) -> list[str]:
    found = dict.fromkeys(chunk.document_id for chunk, _ in case.found)
    return list(found)[:MOST_DOCUMENTS]
