"""Where a question is asked: in some documents, in those of a year; said in words, as a chip that can be taken off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from assistant.ui.strings.words import Words
from ingest.records import quoted

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from ingest.store.rows import StoredDocument

TITLE = 24
"""Code points of a title in the chip."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The ids of the documents to ask, None for all, and which they are in words, empty for all."""

    documents: tuple[str, ...] | None = None
    said: str = ""


def document_choices(assistant: PolicyAssistant) -> list[tuple[str, str]]:
    """(title, id) of every document; those called alike with their file names."""
    documents = assistant.documents()
    alike = Counter(d.metadata.title or d.source for d in documents)
    found = []
    for one in documents:
        title = one.metadata.title or one.source
        found.append((f"{title}（{one.source}）" if alike[title] > 1 else title, one.id))
    return sorted(found)


def year_of(document: StoredDocument) -> int | None:
    """The year a document plans for, else that of its issue."""
    known = document.metadata
    return known.plan_year or (known.issued.year if known.issued else None)


def year_choices(assistant: PolicyAssistant, words: Words) -> list[tuple[str, str]]:
    """All years of documents, the newest first, behind 全部年份."""
    years = {year for d in assistant.documents() if (year := year_of(d))}
    return [(words("any_year"), ""), *((str(y), str(y)) for y in sorted(years, reverse=True))]


def scope_of(assistant: PolicyAssistant, chosen: Sequence[str], year: str, words: Words) -> Scope:
    """The documents that are chosen and of the year; ``documents`` is empty where there are none."""
    held = {d.id: d for d in assistant.documents()}
    picked = [held[one] for one in chosen if one in held]
    if not picked and not year:
        return Scope()
    inside = [d for d in (picked or held.values()) if not year or str(year_of(d)) == year]
    parts = []
    if picked:
        first = _short(picked[0].metadata.title or picked[0].source)
        many = words("only_many", first=first, count=len(picked))
        parts.append(first if len(picked) == 1 else many)
    if year:
        parts.append(words("only_year_said", year=year, count=len(inside)))
    return Scope(tuple(d.id for d in inside), words("only_said", what="，".join(parts)))


def chip(scope: Scope, words: Words) -> str:
    """What is on, with a button that takes it off; nothing where all documents are asked."""
    if not scope.said:
        return ""
    label = escape(words("only_off"))
    return (
        f'<p class="chip"><span>{escape(scope.said)}</span>'
        f'<button type="button" aria-label="{label}" title="{label}">✕</button></p>'
    )


def _short(title: str) -> str:
    return quoted(title if len(title) <= TITLE else f"{title[:TITLE]}……")
