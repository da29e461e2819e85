"""The reader's page: a document opened at the quoted words. Plain HTML, no script, every word escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from assistant.ui.page_language import TAGS
from assistant.ui.strings.words import Language, Words
from assistant.ui.viewer_look import CSS
from ingest.errors import SettingsError
from ingest.records import Box, Span

if TYPE_CHECKING:
    from assistant import PolicyAssistant

POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; "
    "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
"""Content-Security-Policy of the page: nothing runs, nothing is fetched from elsewhere."""
MOST_SPANS = 200
SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")


def view_address(
    document_id: str, quotes: Iterable[Span], context: Iterable[Span], words: Words
) -> str:
    """Where a document opens at these words."""
    asked = {"q": _written(quotes), "c": _written(context), "lang": words.language}
    query = urlencode({key: value for key, value in asked.items() if value}, safe=",")
    return f"/documents/{quote(document_id)}/view?{query}#here"


def _written(spans: Iterable[Span]) -> str:
    return ",".join(f"{s.start}-{s.end}" for s in spans)


def read_spans(text: str) -> tuple[Span, ...]:
    """The spans of an address.

    Raises:
        SettingsError: it is not a list of start-end.
    """
    found: list[Span] = []
    for part in filter(None, text.split(",")):
        match = SPAN.fullmatch(part)
        if match is None or int(match[1]) > int(match[2]) or len(found) >= MOST_SPANS:
            raise SettingsError(f"地址里的位置“{part[:40]}”无法识别。", "请从出处重新打开。")
        found.append(Span(int(match[1]), int(match[2])))
    return tuple(found)


def page(assistant: PolicyAssistant, document_id: str, asked: dict[str, str], words: Words) -> str:
    """The whole page. ``asked``: q and c (spans), layout, look (light or dark; else as the computer is set).

    Raises:
        UnknownId: the library does not hold the document.
        SettingsError: the address is malformed.
    """
    quotes, context = read_spans(asked.get("q", "")), read_spans(asked.get("c", ""))
    layout: Any = asked.get("layout") or None
    view = assistant.view(document_id, quotes, context, layout, words("page"))
    links = []
    for name in view.layouts if len(view.layouts) > 1 else ():
        query = urlencode({**asked, "layout": name}, safe=",")
        state = ' aria-current="page"' if name == view.layout else ""
        links.append(
            f'<a href="?{escape(query)}#here"{state}>{escape(words(f"layout_{name}"))}</a>'
        )
    original = f"/documents/{quote(document_id)}/original"
    links.append(
        f'<a href="{original}" target="_blank" rel="noopener">{escape(words("open_original"))}</a>'
    )
    said = [words(f"view_{view.notice}")] if view.notice else []
    said += [] if view.current else [words("view_old_version")]
    notices = "".join(f'<div class="notice" role="status">{escape(text)}</div>' for text in said)
    body = f'<main class="text" lang="zh-CN">{view.html}</main>'
    if view.layout == "pages":
        body = f"<main>{_sheets(view, words)}</main>"
    number = f'<span class="file">{escape(view.number)}</span>' if view.number else ""
    if quotes:
        links.insert(0, f'<a href="#here">{escape(words("to_the_words"))}</a>')
    head = (
        f'<header><b lang="zh-CN">{escape(view.title)}</b>{number}'
        f'<span class="file" lang="zh-CN">{escape(view.source)}</span>'
        f'<nav aria-label="{escape(words("this_document"))}">{"".join(links)}</nav></header>'
    )
    ahead = ""
    if (
        view.layout == "pages" and view.quoted_page is not None
    ):  # asked for before the pages above it
        picture = _picture(view.document_id, view.quoted_page)
        ahead = f'<link rel="preload" as="image" fetchpriority="high" href="{picture}">'
    look = asked.get("look", "")
    return _whole(view.title, f"{head}{notices}{body}", words.language, look, ahead)


def failure(sentence: str, words: Words, look: str = "") -> str:
    """A page that says why nothing can be shown."""
    body = f'<main><div class="notice" role="alert">{escape(sentence)}</div></main>'
    return _whole(words("title"), body, words.language, look)


def _whole(title: str, body: str, language: Language, look: str, ahead: str = "") -> str:
    chosen = f' class="{look}"' if look in ("light", "dark") else ""
    return (
        f'<!doctype html><html lang="{TAGS[language]}"{chosen}><head><meta charset="utf-8">'
        f'<title>{escape(title)}</title><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="/favicon.ico" type="image/svg+xml">{ahead}<style>{CSS}</style></head><body>{body}</body></html>'
    )


def _picture(document_id: str, number: int) -> str:
    return f"/documents/{quote(document_id)}/pages/{number}.png"


def _sheets(view: Any, words: Words) -> str:
    parts, total, here = [], len(view.pages), False
    for sheet in view.pages:
        label = words("page_of", page=sheet.number, total=total)
        if sheet.label and sheet.label != str(sheet.number):
            label += words("page_printed", label=sheet.label)
        boxes = "".join(_box(box, sheet, "with") for box in sheet.context)
        for box in sheet.quotes:
            boxes += _box(box, sheet, "", here="" if here else ' id="here"')
            here = True
        source = _picture(view.document_id, sheet.number)
        parts.append(
            f'<div class="count">{escape(label)}</div><div class="sheet" style="aspect-ratio:{sheet.width:.1f}/{sheet.height:.1f}">'
            f'<img loading="lazy" src="{source}" alt="{escape(label)}">{boxes}</div>'
        )
    return "".join(parts)


def _box(box: Box, sheet: Any, kind: str, here: str = "") -> str:
    left, top, right, bottom = box
    pad = 1.5
    place = (
        f"left:{100 * (left - pad) / sheet.width:.2f}%;top:{100 * (top - pad) / sheet.height:.2f}%;"
        f"width:{100 * (right - left + 2 * pad) / sheet.width:.2f}%;"
        f"height:{100 * (bottom - top + 2 * pad) / sheet.height:.2f}%"
    )
    kinds = f' class="{kind}"' if kind else ""
    return f'<i{kinds}{here} style="{place}"></i>'
