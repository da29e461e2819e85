"""Source cards and answer text as safe HTML and Markdown: all document text is escaped."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from assistant.records import Answer, Citation
from assistant.ui.strings.words import Words
from assistant.ui.viewer import view_address
from ingest.records import Span

if TYPE_CHECKING:
    from assistant import PolicyAssistant

MARK = re.compile(r"\[(\d{1,3})\]")
"""A citation mark in an answer's text."""
MARKDOWN = re.compile(r"([\\`*_{}<>#|~$\[\]])")
"""Characters Markdown would take for markup; document text shows them as they are."""
ITEM_DOT = re.compile(r"(?m)^(\s*\d{1,3})\.(?=\s)")
"""A line's own number and dot, which Markdown would renumber."""
AROUND = 60
"""Code points of the document shown before and after a quote."""


def answer_markdown(text: str, turn: int) -> str:
    """An answer as Markdown: its words escaped, each ``[n]`` a link to the source card of this turn."""
    pieces, last = [], 0
    for mark in MARK.finditer(text):
        pieces.append(escape_markdown(text[last : mark.start()]))
        number = mark.group(1)
        pieces.append(f'<a href="#source-{turn}-{number}" class="cite">[{number}]</a>')
        last = mark.end()
    pieces.append(escape_markdown(text[last:]))
    return "".join(pieces)


def escape_markdown(text: str) -> str:
    """Document words as Markdown that shows them unchanged; line breaks stay."""
    escaped = MARKDOWN.sub(r"\\\1", text)
    return ITEM_DOT.sub(r"\1\\.", escaped)


def source_cards(assistant: PolicyAssistant, answer: Answer, words: Words, turn: int) -> str:
    """One card per citation: document, section path, page, and the quote inside its surroundings."""
    if not answer.citations:
        return empty_sources(words)
    cards = [_card(assistant, citation, words, turn) for citation in answer.citations]
    return "".join(cards)


def empty_sources(words: Words) -> str:
    """The place where cards will be."""
    return f'<div class="sources-empty">{escape(words("sources_empty"))}</div>'


def _card(assistant: PolicyAssistant, citation: Citation, words: Words, turn: int) -> str:
    where = [said for said in (citation.number, citation.path, page_words(citation, words)) if said]
    sample = words("sample") if citation.sample else ""
    link = view_address(
        citation.document_id, [Span(citation.start, citation.end)], citation.context, words
    )
    return (
        f'<div class="source" id="source-{turn}-{citation.marker}">'
        f'<div class="name">[{citation.marker}] {escape(citation.document_title)} {escape(sample)}</div>'
        f'<div class="where">{escape(" · ".join(where))}</div>'
        f"{with_words(assistant, citation, words)}"
        f"<blockquote>{quote_html(assistant, citation)}</blockquote>"
        f'<div class="where"><a class="see" href="{escape(link)}" target="_blank" rel="noopener">'
        f"{escape(words('see_in_document'))}</a> · {escape(citation.source)}</div></div>"
    )


def page_words(citation: Citation, words: Words) -> str:
    """The page in the file, and the number printed on it where that is another."""
    if citation.page is None:
        return ""
    said = words("page", page=citation.page)
    printed = citation.page_label not in ("", str(citation.page))
    return said + (words("page_printed", label=citation.page_label) if printed else "")


def with_words(assistant: PolicyAssistant, citation: Citation, words: Words) -> str:
    """What the quote needs beside its own words: the header of its column, the clause that governs it."""
    text = assistant.document_text(citation.document_id)
    spans = sorted({(c.start, c.end) for c in citation.context})
    said = [" ".join(text[a:b].split()) for a, b in spans if not citation.start <= a < citation.end]
    if not said:
        return ""
    return f'<div class="where">{escape(words("with_words"))}{escape(" · ".join(said))}</div>'


def quote_html(assistant: PolicyAssistant, citation: Citation, *, around: bool = True) -> str:
    """The quote marked inside the words around it, cut at paragraph borders; alone without ``around``."""
    if not around:
        return f"<mark>{escape(citation.quote)}</mark>"
    text = assistant.document_text(citation.document_id)
    before = text[max(0, citation.start - AROUND) : citation.start].rpartition("\n")[2]
    after = text[citation.end : citation.end + AROUND].partition("\n")[0]
    return (
        f'<span class="around">{escape(before)}</span><mark>{escape(citation.quote)}</mark>'
        f'<span class="around">{escape(after)}</span>'
    )


def full_markdown(answer: Answer, words: Words, turn: int) -> str:
    """An answer with its filter and notes as Markdown, for pages that show one answer."""
    told = answer_markdown(answer.text, turn)
    said = []
    if answer.filter and answer.filter not in answer.text:
        said.append(words("filter", filter=answer.filter))
    said.extend(note for note in answer.notes if note not in answer.text)
    notes = "<br>".join(escape_markdown(note) for note in dict.fromkeys(said))
    return f'{told}\n\n<span class="note">{notes}</span>' if notes else told
