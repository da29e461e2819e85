"""The reader's page: a document opened at the quoted words. Plain HTML, no script, every word escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from assistant.ui.strings.words import Words
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

CSS = """
body { margin: 0; font: 17px/1.75 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif;
  color: #1d2430; background: #e9ecf1; }
header { position: sticky; top: 0; z-index: 2; background: #fff; border-bottom: 1px solid #cfd6e0;
  padding: .5rem 1rem; display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: baseline; }
header b { font-size: 1.02rem; }
header .file { color: #515c6b; font-size: .85rem; }
header nav { margin-left: auto; font-size: .92rem; display: flex; gap: .9rem; }
a { color: #0b57b0; } a[aria-current] { color: #1d2430; text-decoration: none; font-weight: 600; }
.notice { background: #fff6d8; border: 1px solid #d9b64a; margin: .7rem auto; padding: .4rem .8rem; max-width: 56rem; }
main { max-width: 56rem; margin: .8rem auto 40vh; }
main.text { background: #fff; border: 1px solid #d6dce5; padding: 1.2rem 2rem 3rem; box-sizing: border-box; }
main.text p { margin: .35rem 0; text-indent: 2em; } main.text p.centred, .centred { text-align: center; text-indent: 0; }
main.text p.bold { font-weight: 600; } main.text p.row { white-space: pre-wrap; text-indent: 0; }
h1 { font-size: 1.4rem; line-height: 1.4; } h2 { font-size: 1.18rem; } h3 { font-size: 1.08rem; }
h4, h5, h6 { font-size: 1rem; } h1, h2, h3, h4, h5, h6 { margin: 1rem 0 .4rem; }
.table { overflow-x: auto; margin: .6rem 0; } table { border-collapse: collapse; font-size: .95rem; line-height: 1.5; }
th, td { border: 1px solid #9aa6b5; padding: .25rem .5rem; text-align: left; vertical-align: middle; min-width: 2em; }
th { background: #eef2f7; }
.page { color: #6b7685; font-size: .8rem; text-align: center; border-top: 1px dashed #c3ccd8; margin: 1.2rem 0 .4rem; }
mark.quote { background: #ffe27a; color: inherit; padding: .05em 0; } mark.with { background: #dcebff; color: inherit; }
#here { scroll-margin-block: 38vh; }
.sheet { position: relative; background: #fff; margin: 0 auto 1rem; box-shadow: 0 1px 4px #0003; }
.sheet img { position: absolute; inset: 0; width: 100%; height: 100%; }
.sheet i { position: absolute; mix-blend-mode: multiply; background: #ffe27a; border-radius: 2px; }
.sheet i.with { background: #dcebff; }
.count { text-align: center; color: #515c6b; font-size: .82rem; margin: .3rem; }
@media (max-width: 640px) { main.text { padding: .8rem; } body { font-size: 16px; } }
@media print { header, .notice { position: static; } body { background: #fff; } }
"""


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
    """The whole page. ``asked``: q and c (spans), layout.

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
    body = f'<main class="text">{view.html}</main>'
    if view.layout == "pages":
        body = f"<main>{_sheets(view, words)}</main>"
    number = f'<span class="file">{escape(view.number)}</span>' if view.number else ""
    return (
        f'<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{escape(view.title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{CSS}</style></head><body><header><b>{escape(view.title)}</b>{number}"
        f'<span class="file">{escape(view.source)}</span><nav>{"".join(links)}</nav></header>'
        f"{notices}{body}</body></html>"
    )


def failure(sentence: str) -> str:
    """A page that says why nothing can be shown."""
    return (
        '<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>教策通</title>'
        f'<style>{CSS}</style></head><body><div class="notice" role="alert">{escape(sentence)}</div></body></html>'
    )


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
        source = f"/documents/{quote(view.document_id)}/pages/{sheet.number}.png"
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
