"""The list of documents as a table: what each is, what became of it, what is in it, what is wrong with it."""

from __future__ import annotations

import json
from html import escape

from assistant.ui.documents.listing import PAGE, Listing, Row
from assistant.ui.strings.words import Words

COLUMNS = ("title", "status", "pages", "facts", "problem")
"""Columns after the one with the boxes; those in ``SORTABLE`` are buttons that sort."""
SORTABLE = frozenset({"title", "status", "pages", "facts"})

SCRIPT = """
const picked = new Set();
const names = () => [...element.querySelectorAll('tr[data-source]')].map((row) => row.dataset.source);
const show = () => {
  const shown = new Set(names());
  for (const one of [...picked]) if (!shown.has(one)) picked.delete(one);
  element.querySelectorAll('tr[data-source]').forEach((row) => {
    const box = row.querySelector('input[type=checkbox]');
    if (box) box.checked = picked.has(row.dataset.source);
    row.classList.toggle('picked', picked.has(row.dataset.source));
  });
  const whole = element.querySelector('input[data-all]');
  if (whole) {
    whole.checked = picked.size > 0 && picked.size === shown.size;
    whole.indeterminate = picked.size > 0 && picked.size < shown.size;
  }
  const bar = element.querySelector('.picked-bar');
  if (!bar) return;
  bar.hidden = picked.size === 0;
  bar.querySelector('span').textContent = SAID.replace('{count}', picked.size);
};
element.addEventListener('change', (event) => {
  const box = event.target;
  if (box.matches('input[data-all]')) names().forEach((one) => box.checked ? picked.add(one) : picked.delete(one));
  else if (box.matches('tr[data-source] input')) {
    const source = box.closest('tr').dataset.source;
    if (box.checked) picked.add(source); else picked.delete(source);
  } else return;
  show();
});
element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-do]');
  if (!button) return;
  const row = button.closest('tr[data-source]');
  const what = button.dataset.do;
  if (what === 'open') { window.documentOpened = row.dataset.source; trigger('select', {source: row.dataset.source}); }
  else if (what === 'facts') trigger('submit', {source: row.dataset.source});
  else if (what === 'remove') { const sources = [...picked]; picked.clear(); show(); trigger('delete', {sources}); }
  else if (what === 'none') { picked.clear(); show(); }
  else trigger('click', {what, value: button.dataset.value || ''});
});
watch('value', show);
"""
"""Which boxes are ticked is known here only; what is done with them goes to the server by an event."""


def script(words: Words) -> str:
    """The script with its sentence in the language of the page."""
    return SCRIPT.replace("SAID", json.dumps(words("picked")))


def table(listing: Listing, words: Words) -> str:
    """The table of one page with its pager, or a sentence where nothing fits."""
    if not listing.all:
        return f'<p class="empty">{escape(words("list_empty"))}</p>'
    if not listing.found:
        clear = f'<button type="button" data-do="clear">{escape(words("filter_clear"))}</button>'
        return f'<p class="empty">{escape(words("list_none"))} {clear}</p>'
    head = "".join(_head(column, listing, words) for column in COLUMNS)
    rows = "".join(_row(row, words) for row in listing.rows)
    all_of_page = escape(words("pick_all"), quote=True)
    return (
        f"{_bar(words)}"
        f'<table class="files"><caption class="visually-hidden">{escape(words("list_caption"))}</caption>'
        f'<thead><tr><th scope="col"><label class="tick"><input type="checkbox" data-all '
        f'aria-label="{all_of_page}"></label></th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{_pager(listing, words)}"
    )


def _bar(words: Words) -> str:
    return (
        '<div class="picked-bar" role="status" hidden><span></span>'
        f'<button type="button" data-do="remove">{escape(words("remove_picked"))}</button>'
        f'<button type="button" class="plain" data-do="none">{escape(words("pick_none"))}</button></div>'
    )


def _head(column: str, listing: Listing, words: Words) -> str:
    name = escape(words(f"col_{column}"))
    if column not in SORTABLE:
        return f'<th scope="col">{name}</th>'
    here = listing.asked.sort == column
    order = ("descending" if listing.asked.down else "ascending") if here else "none"
    arrow = ("▾" if listing.asked.down else "▴") if here else "↕"
    return (
        f'<th scope="col" aria-sort="{order}"><button type="button" data-do="sort" '
        f'data-value="{column}">{name} <span class="arrow" aria-hidden="true">{arrow}</span></button></th>'
    )


def _row(row: Row, words: Words) -> str:
    source = escape(row.source, quote=True)
    pick = escape(words("pick_one", title=row.title), quote=True)
    return (
        f'<tr data-source="{source}"><td><label class="tick"><input type="checkbox" '
        f'aria-label="{pick}"></label></td>'
        f'<th scope="row">{_title(row, words)}</th>'
        f'<td><span class="state {row.tone}"><span aria-hidden="true">{row.sign}</span> '
        f"{escape(row.status)}</span></td>"
        f'<td class="number" data-label="{escape(words("col_pages"), quote=True)}">{row.pages or ""}</td>'
        f"<td>{_facts(row, words)}</td><td>{problem(row.reason, row.remedy, words)}</td></tr>"
    )


def _title(row: Row, words: Words) -> str:
    badge = f' <span class="badge">{escape(words("sample"))}</span>' if row.sample else ""
    small = " · ".join(filter(None, (row.kind, row.year, row.issuer)))
    file = row.source if row.source != row.title else ""
    return (
        f'<button type="button" class="title" data-do="open">{escape(row.title)}</button>{badge}'
        f'<span class="small">{escape(small)}</span><span class="small file">{escape(file)}</span>'
    )


def _facts(row: Row, words: Words) -> str:
    if not row.tasks and not row.targets:
        return ""
    said = words("facts_of", tasks=row.tasks, targets=row.targets)
    label = escape(words("facts_open", title=row.title), quote=True)
    return (
        f'<button type="button" class="count" data-do="facts" aria-label="{escape(said, quote=True)}, '
        f'{label}">{escape(said)}</button>'
    )


SHORT = 24
"""Characters of a reason that stand in the cell; the whole of it unfolds."""


def problem(reason: str, remedy: str, words: Words) -> str:
    """What is wrong, short, with the whole sentence and the remedy below it."""
    if not reason and not remedy:
        return ""
    said = reason or remedy
    short = said if len(said) <= SHORT else said[:SHORT] + "…"
    if short == said and not (reason and remedy):
        return f'<span class="problem">{escape(said)}</span>'
    whole = f"<p>{escape(reason)}</p>" if short != said else ""
    help_ = (
        f"<p><b>{escape(words('problem_remedy'))}</b>{escape(remedy)}</p>"
        if reason and remedy
        else ""
    )
    return f'<details class="problem"><summary>{escape(short)}</summary>{whole}{help_}</details>'


def _pager(listing: Listing, words: Words) -> str:
    first = (listing.asked.page - 1) * PAGE + 1
    last = first + len(listing.rows) - 1
    said = words("list_range", first=first, last=last, found=listing.found)
    buttons = ""
    if listing.found < listing.all:
        buttons = f'<button type="button" data-do="clear">{escape(words("filter_clear"))}</button>'
    if listing.pages > 1:
        here = listing.asked.page
        back = _turn(here - 1, "page_back", here > 1, words)
        buttons += back + _turn(here + 1, "page_on", here < listing.pages, words)
    return f'<nav class="pager" aria-label="{escape(words("list_pager"), quote=True)}"><span>{escape(said)}</span>{buttons}</nav>'


def _turn(page: int, key: str, there: bool, words: Words) -> str:
    off = "" if there else " disabled"
    return f'<button type="button" data-do="page" data-value="{page}"{off}>{escape(words(key))}</button>'
