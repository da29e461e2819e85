"""The sources beside an answer: each document once, under it the places that the answer cites."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from assistant.records import Answer, Citation
from assistant.ui.chat.prose import address
from assistant.ui.chat.sources import AROUND, page_words, quote_html, with_words
from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant

QUOTED = 4
"""Places shown with their words; the rest is folded."""


def sources(assistant: PolicyAssistant, answer: Answer, words: Words, turn: int) -> str:
    """The cited places beside an answer, the first ``QUOTED`` open."""
    if not answer.citations:
        return ""
    heading = escape(words("nearest_sources" if answer.mode == "refused" else "sources"))
    shown: list[str] = []
    folded: list[str] = []
    left = QUOTED
    for own in by_document(answer.citations):
        first, rest = own[:left], own[left:]
        left -= len(first)
        if first:
            shown.append(_document(assistant, first, words, turn))
        if rest:
            folded.append(_document(assistant, rest, words, turn))
    more = ""
    if folded:
        said = escape(words("more_sources", count=len(answer.citations) - QUOTED))
        more = f'<details class="more"><summary>{said}</summary>{"".join(folded)}</details>'
    return f'<aside class="sources" aria-label="{heading}"><h3>{heading}</h3>{"".join(shown)}{more}</aside>'


def documents(answer: Answer, words: Words) -> str:
    """The documents of a table, whose rows link their places: folded, each once."""
    found = by_document(answer.citations)
    if not found:
        return ""
    heading = escape(words("table_sources", count=len(found)))
    inside = "".join(
        f'<section class="doc">{_about(own[0], words)}'
        f'<p class="where">{escape(words("rows_of_it", count=len(own)))}</p></section>'
        for own in found
    )
    return f'<details class="sources"><summary>{heading}</summary>{inside}</details>'


def by_document(citations: Sequence[Citation]) -> list[list[Citation]]:
    """The citations of each document, documents in the order of their first numbers."""
    found: dict[str, list[Citation]] = {}
    for citation in citations:
        found.setdefault(citation.document_id, []).append(citation)
    return list(found.values())


def _document(assistant: PolicyAssistant, own: Sequence[Citation], words: Words, turn: int) -> str:
    before = (None, *own)
    places = "".join(
        _place(assistant, citation, words, turn, last)
        for citation, last in zip(own, before, strict=False)
    )
    return f'<section class="doc">{_about(own[0], words)}{places}</section>'


def _about(citation: Citation, words: Words) -> str:
    """Title, number, and the file where its name says something else."""
    badge = f'<span class="badge">{escape(words("sample"))}</span>' if citation.sample else ""
    name = PurePosixPath(citation.source.replace("\\", "/")).name
    same = _plain(citation.document_title) in _plain(name)
    about = " · ".join(part for part in (citation.number, "" if same else name) if part)
    return (
        f'<p class="name" title="{escape(citation.source)}">{escape(citation.document_title)}{badge}</p>'
        f"{_where(about)}"
    )


def _where(words: str) -> str:
    return f'<p class="where">{escape(words)}</p>' if words else ""


def _plain(words: str) -> str:
    """Words without spaces and marks, as a file name may leave them out."""
    return "".join(sign for sign in words if sign.isalnum())


def _place(
    assistant: PolicyAssistant, citation: Citation, words: Words, turn: int, last: Citation | None
) -> str:
    """One cited place: its number and page as a link, the quote among the words around it. Right beside the place
    shown ``last`` neither headings nor surroundings are said again."""
    where = " · ".join(part for part in (page_words(citation, words), citation.path) if part)
    near = last is not None and abs(citation.start - last.end) <= AROUND
    if last is not None and (citation.section, citation.page) == (last.section, last.page):
        where = ""
    return (
        f'<div class="source" id="source-{turn}-{citation.marker}">'
        f'<a class="see" href="{escape(address(citation, words))}" target="_blank" rel="noopener">'
        f"<b>[{citation.marker}]</b> {escape(words('see_in_document'))}</a>"
        f"{_where(where)}{with_words(assistant, citation, words)}"
        f"<blockquote>{quote_html(assistant, citation, around=not near)}</blockquote></div>"
    )
