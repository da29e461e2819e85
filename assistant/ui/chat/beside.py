"""The sources beside an answer: each document once, under it the places that the answer cites."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from assistant.records import Answer, Citation
from assistant.ui.chat.prose import address
from assistant.ui.chat.sources import page_words, quote_html, with_words
from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant

QUOTED = 4
"""Places shown with their words; the rest is folded."""
TABLE = 6
"""Documents named beside a table before the rest is folded."""


def sources(
    assistant: PolicyAssistant, answer: Answer, words: Words, turn: int, *, quotes: bool = True
) -> str:
    """All sources of one answer; without ``quotes`` the documents only, beside a table that links its rows."""
    if not answer.citations:
        return ""
    heading = words("nearest_sources" if answer.mode == "refused" else "sources")
    limit = QUOTED if quotes else TABLE
    shown: list[str] = []
    folded: list[str] = []
    placed = 0
    for own in by_document(answer.citations):
        room = max(0, limit - placed) if quotes else (len(own) if len(shown) < limit else 0)
        first, rest = own[:room], own[room:]
        if first:
            shown.append(_document(assistant, first, words, turn, quotes))
        if rest:
            folded.append(_document(assistant, rest, words, turn, quotes))
        placed += len(first)
    more = ""
    if folded:
        left = sum(len(own) for own in by_document(answer.citations)) - placed
        said = words("more_sources", count=left)
        more = f'<details class="more"><summary>{escape(said)}</summary>{"".join(folded)}</details>'
    return (
        f'<aside class="sources" aria-label="{escape(heading)}"><h3>{escape(heading)}</h3>'
        f"{''.join(shown)}{more}</aside>"
    )


def by_document(citations: Sequence[Citation]) -> list[list[Citation]]:
    """The citations of each document, documents in the order of their first numbers."""
    found: dict[str, list[Citation]] = {}
    for citation in citations:
        found.setdefault(citation.document_id, []).append(citation)
    return list(found.values())


def _document(
    assistant: PolicyAssistant, own: Sequence[Citation], words: Words, turn: int, quotes: bool
) -> str:
    first = own[0]
    badge = f'<span class="badge">{escape(words("sample"))}</span>' if first.sample else ""
    about = " · ".join(part for part in (first.number, first.source) if part)
    if quotes:
        places = "".join(_place(assistant, citation, words, turn) for citation in own)
    else:
        places = f'<p class="where">{escape(words("rows_of_it", count=len(own)))}</p>'
    return (
        f'<section class="doc"><p class="name">{escape(first.document_title)}{badge}</p>'
        f'<p class="where">{escape(about)}</p>{places}</section>'
    )


def _place(assistant: PolicyAssistant, citation: Citation, words: Words, turn: int) -> str:
    """One cited place: its number and page as a link, the quote among the words around it."""
    where = " · ".join(part for part in (page_words(citation, words), citation.path) if part)
    return (
        f'<div class="source" id="source-{turn}-{citation.marker}">'
        f'<a class="see" href="{escape(address(citation, words))}" target="_blank" rel="noopener">'
        f"<b>[{citation.marker}]</b> {escape(words('see_in_document'))}</a>"
        f'<p class="where">{escape(where)}</p>{with_words(assistant, citation, words)}'
        f"<blockquote>{quote_html(assistant, citation)}</blockquote></div>"
    )
