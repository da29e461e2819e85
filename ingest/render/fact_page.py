"""One page of HTML for one document: its whole text with every fact highlighted, and what was not listed.

The page stands alone: style and script lie inside, nothing is fetched, and a policy in its head lets
that one script run and no other. Words of the document are escaped where they stand in HTML; the
panel's fields lie in a block of JSON in which no ``<`` is left, and reach the page as text alone.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from typing import Literal

import ingest.render.fact_parts as parts
from ingest.records import Document, Fact, Metadata, Section, Uncovered
from ingest.render.fact_fields import fields
from ingest.render.fact_marks import MarkedWords
from ingest.render.fact_words import REASONS, WORDS
from ingest.render.html import Layout

MARK_OF_SOURCE = '<meta name="edu-policy-source" content="{}">'
"""Stands in the head of every page: which document, in whichever version, the file belongs to."""
INERT = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)
"""What could end a block of JSON inside HTML, written so that JSON reads it as itself."""


def fact_page(
    document: Document,
    sections: Sequence[Section],
    metadata: Metadata,
    facts: Sequence[Fact],
    uncovered: Sequence[Uncovered],
    *,
    sample: bool = False,
    language: Literal["zh", "en"] = "zh",
) -> str:
    """The whole page.

    Args:
        document: The document; it is shown complete.
        sections: Its sections; they say which paragraphs are headings.
        metadata: Its title, issuer, number and dates for the head of the page.
        facts: Its facts; they are listed in the order of their own words.
        uncovered: Its sentences with a number or date that gave no fact.
        sample: Is it one of the made-up samples? The page says so.
        language: What the page opens in; a button changes it.
    """
    in_order = sorted(facts, key=lambda fact: (fact.span.start, fact.span.end, fact.kind))
    words = MarkedWords(document.text, in_order, uncovered)
    body = "\n".join(Layout(document, sections, words, "— {page} —").blocks())
    style, script = _part("fact_page.css"), _part("fact_page.js")
    title = metadata.title or document.source
    return "".join(
        (
            f'<!doctype html>\n<html lang="zh" data-start="{language}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">',
            MARK_OF_SOURCE.format(source_mark(document.source)),
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)} · {WORDS['page_name'][0]}</title>",
            f'<style>{style}</style></head>\n<body data-tab="facts">',
            parts.head(document, metadata, sample, in_order, len(uncovered)),
            parts.bar(),
            f'<div class="columns"><main lang="zh">{body}</main>\n<aside>{parts.panel()}',
            f'<div class="lists" id="lists">{parts.tabs(len(in_order), len(uncovered))}',
            parts.fact_list(in_order, words),
            parts.uncovered_list(uncovered, words),
            "</div></aside></div>\n",
            f'<script type="application/json" id="data">{_data(in_order, uncovered)}</script>\n',
            f"<script>{script}</script></body></html>\n",
        )
    )


def source_mark(source: str) -> str:
    """A short hash of a document's identity, for the head of its page."""
    return hashlib.sha256(source.encode("utf-8", "replace")).hexdigest()[:16]


def _part(name: str) -> str:
    return files("ingest.render").joinpath(name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """A Content-Security-Policy that knows the page's own style and script by their hashes."""
    hashes = [
        b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in (style, script)
    ]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _data(facts: Sequence[Fact], uncovered: Sequence[Uncovered]) -> str:
    """What the script needs to know, as JSON that is inert inside HTML."""
    told = {
        "words": WORDS,
        "reasons": {u.reason: REASONS[u.reason] for u in uncovered if u.reason in REASONS},
        "facts": [{"kind": fact.kind, "fields": list(_fields(fact))} for fact in facts],
        "uncovered": [
            {
                "fields": [
                    ["reason", u.reason],
                    ["quote", u.quote],
                    *([["section", " › ".join(u.section)]] if u.section else []),
                ]
            }
            for u in uncovered
        ],
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).translate(INERT)


def _fields(fact: Fact) -> Iterator[list[str]]:
    """Fields that are known; the English words only where they differ."""
    for key, chinese, english in fields(fact):
        if chinese:
            yield [key, chinese] if chinese == english else [key, chinese, english]
