"""An answer's text as safe HTML: paragraphs, lists, citation marks as links; every word is escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from assistant.records import Answer, Citation
from assistant.ui.strings.words import Words
from assistant.ui.viewer import view_address
from ingest.records import Span

MARK = re.compile(r"\[(\d{1,3})\]")
"""A citation mark in an answer's text."""
NUMBERED = re.compile(r"^\s*(\d{1,3})[.．]\s+(.*)$", re.S)
"""A line of a numbered list."""
BULLET = re.compile(r"^\s*[-•]\s+(.*)$", re.S)
"""A line of a list without numbers."""
BOLD = re.compile(r"\*\*([^*\n]{1,80})\*\*")
"""What a language model writes to stress some words."""
LONG_TITLE = 22
"""Code points of a title from which it is cut on the screen; the whole stands in its tooltip."""
TIP = 160
"""Code points of a quote that a tooltip shows."""


def said(text: str, cited: Mapping[int, str]) -> str:
    """Paragraphs and lists. ``cited`` gives the HTML of each mark by its number; other marks stay words."""
    parts: list[str] = []
    tag = ""
    for line in filter(str.strip, text.split("\n")):
        numbered, bullet = NUMBERED.match(line), BULLET.match(line)
        wanted = "ol" if numbered else "ul" if bullet else ""
        if wanted != tag:
            parts.append((f"</{tag}>" if tag else "") + (f"<{wanted}>" if wanted else ""))
            tag = wanted
        if numbered:
            parts.append(f'<li value="{int(numbered[1])}">{inline(numbered[2], cited)}</li>')
        elif bullet:
            parts.append(f"<li>{inline(bullet[1], cited)}</li>")
        else:
            parts.append(f"<p>{inline(line.strip(), cited)}</p>")
    return "".join(parts) + (f"</{tag}>" if tag else "")


def inline(text: str, cited: Mapping[int, str]) -> str:
    """One line: marks as links, long titles cut on the screen, stressed words bold."""
    pieces, last = [], 0
    for mark in MARK.finditer(text):
        number = int(mark.group(1))
        if number not in cited:
            continue
        pieces.append(_words(text[last : mark.start()]))
        pieces.append(cited[number])
        last = mark.end()
    return "".join((*pieces, _words(text[last:])))


def _words(text: str) -> str:
    """Words escaped; a title longer than ``LONG_TITLE`` in a box that shows its beginning."""
    pieces, last = [], 0
    for start, end in titles(text):
        if end - start > LONG_TITLE + 2:
            inside = escape(text[start + 1 : end - 1])
            cut = f'《<cite class="title" title="{inside}">{inside}</cite>》'
            pieces += [_stressed(text[last:start]), cut]
            last = end
    return "".join((*pieces, _stressed(text[last:])))


def _stressed(text: str) -> str:
    return BOLD.sub(r"<strong>\1</strong>", escape(text))


def titles(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the outermost 《…》 of a line; one that is not closed is none."""
    found, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        if sign == "《":
            start = at if depth == 0 else start
            depth += 1
        elif sign == "》" and depth:
            depth -= 1
            if depth == 0:
                found.append((start, at + 1))
    return found


def marks(answer: Answer, words: Words, turn: int) -> dict[int, str]:
    """The link of each citation by its number: it opens the document at the words, and shows the quote
    when the pointer or the keyboard is on it."""
    return {c.marker: _mark(c, words, turn) for c in answer.citations}


def _mark(citation: Citation, words: Words, turn: int) -> str:
    quote = " ".join(citation.quote.split())
    quote = quote if len(quote) <= TIP else f"{quote[:TIP]}……"
    tip = f"{citation.document_title}：{quote}"
    return (
        f'<a class="cite see" href="{escape(address(citation, words))}" target="_blank" rel="noopener" '
        f'data-source="source-{turn}-{citation.marker}" data-tip="{escape(tip)}" '
        f'aria-label="{escape(words("cite_label", number=citation.marker, title=citation.document_title))}">'
        f"[{citation.marker}]</a>"
    )


def address(citation: Citation, words: Words) -> str:
    """Where the document of a citation opens at its words."""
    spans = [Span(citation.start, citation.end)]
    return view_address(citation.document_id, spans, citation.context, words)
