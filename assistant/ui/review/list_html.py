"""The review queue as a table of one page at a time; every word of a document is escaped."""

from __future__ import annotations

import time
from collections.abc import Sequence
from html import escape

from assistant.ui.strings.words import Words

SIZE = 50
"""Rows a page."""
HEADS = ("sentence", "reason", "document")


def table(cells: Sequence[Sequence[str]], page: int, words: Words) -> str:
    """``cells`` are document, sentence, reason and address of each row. A page beyond the last is the last."""
    if not cells:
        return ""
    pages = -(-len(cells) // SIZE)
    page = min(max(1, page), pages)
    first = (page - 1) * SIZE
    here = cells[first : first + SIZE]
    heads = "".join(f'<th scope="col" class="{n}">{escape(words(f"col_{n}"))}</th>' for n in HEADS)
    rows = "".join(_row(*row) for row in here)
    return (
        f'<div class="list" data-stamp="{time.monotonic_ns()}"><table class="plain">'
        f'<caption class="unseen">{escape(words("tab_queue"))}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{_pager(page, pages, first, len(here), len(cells), words)}</div>"
    )


def _row(document: str, sentence: str, reason: str, address: str) -> str:
    return (
        f'<tr class="row" data-id="{escape(address)}"><td class="sentence"><button type="button" class="open">'
        f'{escape(sentence)}</button></td><td class="reason">{escape(reason)}</td>'
        f'<td class="document">{escape(document)}</td></tr>'
    )


def _pager(page: int, pages: int, first: int, here: int, count: int, words: Words) -> str:
    said = words("range", first=f"{first + 1:,}", last=f"{first + here:,}", count=f"{count:,}")
    buttons = ""
    if pages > 1:
        buttons = _turn("previous", page - 1, page > 1, words) + _turn(
            "next", page + 1, page < pages, words
        )
    label = escape(words("pager"))
    return f'<nav class="pager" aria-label="{label}"><span>{escape(said)}</span>{buttons}</nav>'


def _turn(name: str, page: int, possible: bool, words: Words) -> str:
    off = "" if possible else " disabled"
    return (
        f'<button type="button" class="act" data-turn="{page}"{off}>{escape(words(name))}</button>'
    )


SCRIPT = """
let turned = false;
const row = (node) => node.closest('tr[data-id]');
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-turn]');
  if (button) { turned = true; return trigger('turn', {page: Number(button.dataset.turn)}); }
  const line = row(event.target);
  if (!line) return;
  element.querySelectorAll('tr[aria-current]').forEach((other) => other.removeAttribute('aria-current'));
  line.setAttribute('aria-current', 'true');
  window.reviewOpener = line.dataset.id;
  trigger('open', {id: line.dataset.id});
});
element.addEventListener('keydown', (event) => {
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  const line = step && row(event.target);
  const lines = [...element.querySelectorAll('tr[data-id]')];
  const next = line && lines[lines.indexOf(line) + step];
  if (!next) return;
  event.preventDefault();
  next.querySelector('button.open').focus();
});
watch('value', () => {
  if (!turned) return;
  turned = false;
  element.scrollIntoView({block: 'start'});
  const first = element.querySelector('button.open');
  if (first) first.focus({preventScroll: true});
});
"""
"""``open`` {id}, ``turn`` {page}; arrow keys go from row to row."""

CARD = """
const leave = () => {
  const line = document.querySelector('#review tr[data-id="' + CSS.escape(window.reviewOpener || '') + '"]');
  document.querySelectorAll('#review tr[aria-current]').forEach((other) => other.removeAttribute('aria-current'));
  trigger('close', {});
  if (line) setTimeout(() => line.querySelector('button.open').focus(), 60);
};
element.addEventListener('click', (event) => { if (event.target.closest('[data-close]')) leave(); });
element.addEventListener('keydown', (event) => { if (event.key === 'Escape') leave(); });
const settle = () => {
  const title = element.querySelector('.title');
  const opened = element.querySelector('.card');
  if (title && innerWidth <= 900 && opened.dataset.id !== window.reviewShown) title.focus();
  window.reviewShown = opened ? opened.dataset.id : '';
};
settle();
watch('value', settle);
"""
"""The card of a row: ``close``; Esc closes."""


def card(address: str, body: str, words: Words) -> str:
    """The card with a head that closes it; ``body`` is HTML of ours."""
    title = escape(words("card"))
    return (
        f'<section class="card" data-id="{escape(address)}" aria-label="{title}"><div class="bar">'
        f'<b tabindex="-1" class="title">{title}</b><button type="button" class="act" data-close="1">'
        f'{escape(words("close_card"))} <span aria-hidden="true">×</span></button></div>{body}</section>'
    )
