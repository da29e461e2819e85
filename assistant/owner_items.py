"""What an office has to do in plans that name it behind their items or headings: （责任科室：A科、B科）, with a time or
without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.asked_topic import topic_of
from assistant.case import Case
from assistant.led_parts import led_parts
from assistant.library import Library
from assistant.owner_names import PARTS, asked_owner, owns
from assistant.records import Answer, ChecklistRow, Query
from assistant.sentences import bare, trimmed
from assistant.terms import Term, coverage, lacks_matter, terms
from ingest.records import FactTime, Span

NAMED = re.compile(
    r"[（(【\[](?:[一-鿿]{0,2}(?:责任|牵头|配合|负责|承办|主办|协办|落实|实施|参与|主管)(?:单位|科室|处室|部门|机构|人|领导)?)[:：]?(?P<owners>[^（）()【】\[\]。]{2,80})[）)】\]]"
)
"""The bracket behind an item that names whose it is."""
ROLE = re.compile(
    r"(?:责任|牵头|配合|负责|承办|主办|协办|落实|实施|参与|主管)(?:单位|科室|处室|部门|机构|人|领导)?[:：]"
)
"""责任单位： and 配合单位： inside one bracket."""
WHOLE_YEARS = frozenset({"year", "plan", "half", "term"})
"""Windows to which everything in a plan for the year belongs."""
ON_TOPIC = 0.7
BEHIND_NAME = re.compile(r"(?:(?:里[面头]?|中|上|内)由?|由)(?![一-鿿])")
"""What stands between the name of a list and the office: 民生实事中由."""
FEW = 30
"""Documents that are read through although nothing found leads to them."""
SHOWN = 40
LONGEST, LONGEST_OF_FEW, OF_FEW = 90, 240, 6
"""Code points of an item that is written whole, in a list and in one of few items, and how many these are."""


def owner_items(
    library: Library, case: Case, owner: str, window: FactTime | None, rows: Sequence[ChecklistRow]
) -> Answer | None:
    """Every item of the documents in scope that names the office; None where a month or a day is asked for, or where
    no item names it. ``rows`` are the office's facts, of which those inside the items are told as rows."""
    if not owner or (window is not None and window.precision not in WHOLE_YEARS):
        return None
    wanted = terms(_topic(case.query, owner), library.vocabulary)
    found = [
        (identity, span, owners)
        for identity in _documents(case, rows)
        for span, owners in _items(library.document(identity).text, owner)
        if _on_topic(wanted, _words(library, identity, span), case)
    ]
    if not found:
        return None
    filters = f"责任单位含“{owner}”"
    lines = [f"{filters}，共 {len(found)} 项："]
    longest = LONGEST if len(found) > OF_FEW else LONGEST_OF_FEW
    several = len({identity for identity, _, _ in found}) > 1
    for number, (identity, span, owners) in enumerate(found[:SHOWN], 1):
        said = _said(library.document(identity).text[span.start : span.end], longest)
        title = f"——{case.citer.title(identity)}" if several else ""
        mark = case.citer.span(identity, span)
        lines.append(f"{number}. {said}（责任单位：{owners}）{title}{mark}")
    notes = (f"写出前 {SHOWN} 项，共 {len(found)} 项。",) if len(found) > SHOWN else ()
    inside = tuple(r for r in rows if any(_holds(i, s, r) for i, s, _ in found))
    return Answer("\n".join(lines), "structured", case.citer.citations, inside, filters, notes)


def _topic(query: Query, owner: str) -> str:
    said = topic_of(query).replace(owner, " ").replace(asked_owner(query.owner) or owner, " ")
    return BEHIND_NAME.sub(" ", said)


def _words(library: Library, identity: str, span: Span) -> str:
    """An item with the headings that it stands under: 民生实事 of a list of them."""
    around = (
        section.title for section in library.store.sections(identity)
        if section.start <= span.start and span.end <= section.end
    )  # fmt: skip
    return " ".join((*around, library.document(identity).text[span.start : span.end]))


def _documents(case: Case, rows: Sequence[ChecklistRow]) -> list[str]:
    """Documents in scope that have a fact of the office, that are named or found, and all where they are few."""
    held = [row.fact.document_id for row in rows]
    held += [*(case.query.documents or ()), *(chunk.document_id for chunk, _ in case.found)]
    held += case.documents if len(case.documents) <= FEW else ()
    return [identity for identity in dict.fromkeys(held) if identity in case.documents]


def _items(text: str, owner: str) -> Iterator[tuple[Span, str]]:
    """Items whose bracket names the office, from where they begin in their line to the bracket's end."""
    parts = led_parts(text)
    for part in parts:
        if any(owns(owner, name) for name in part.leads):
            yield from ((item, "、".join(part.leads)) for item in part.items)
    last = 0
    for match in NAMED.finditer(text):
        start = max(text.rfind("\n", 0, match.start()) + 1, last)
        last = match.end()
        if any(part.heading.start <= match.start() < part.heading.end for part in parts):
            continue
        owners = ROLE.sub("、", match["owners"]).strip("、，；; ")
        if any(owns(owner, part) for part in PARTS.split(owners)):
            yield trimmed(text, start, match.end()), owners


def _said(item: str, longest: int) -> str:
    """An item's words without its number and its bracket, a long one cut behind a comma."""
    words = bare(NAMED.sub("", item))
    if len(words) <= longest:
        return words
    cut = max(words.rfind(mark, 0, longest) for mark in "。；，")
    return f"{words[: cut if cut > 0 else longest]}……"


def _on_topic(wanted: Sequence[Term], words: str, case: Case) -> bool:
    held = coverage(wanted, words, case.query.text) >= ON_TOPIC
    return not wanted or (held and not lacks_matter(wanted, words))


def _holds(identity: str, span: Span, row: ChecklistRow) -> bool:
    fact = row.fact
    return fact.document_id == identity and span.start <= fact.span.start < span.end
