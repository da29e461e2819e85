"""The checklist's list as HTML: a table of one page of rows with its pager; on a phone its rows become cards.

Every word of a document or person is escaped. Buttons say by ``data-…`` what they ask for (list_script.py).
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.records import REJECTED, STATES, ChecklistRow
from assistant.ui.checklist import quick, times
from assistant.ui.checklist.quick import Place
from assistant.ui.checklist.saying import value, what
from assistant.ui.checklist.view import SIZES, View
from assistant.ui.strings.words import Words
from assistant.ui.viewer import view_address
from ingest.records import Span

COLUMNS = ("time", "what", "state", "owner", "document")
"""Columns that sort, each by the order of its name."""
CLASSES = dict(
    zip((*STATES, REJECTED), ("wait", "sure", "doing", "done", "void", "out"), strict=True)
)
"""State → CSS class of its badge."""
Pairs = Sequence[tuple[ChecklistRow, Place]]


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown: rows of all pages in order, the view, how many there are in the library, the open row."""

    pairs: Pairs
    view: View
    library: int
    opened: str = ""

    @property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-len(self.pairs) // self.view.size))

    @property
    def page(self) -> int:
        """The page shown; the last one where the view asks for one beyond."""
        return min(self.view.page, self.pages)

    @property
    def here(self) -> Pairs:
        """The rows of the page shown."""
        first = (self.page - 1) * self.view.size
        return self.pairs[first : first + self.view.size]


def whole(shown: Shown, words: Words) -> str:
    """Table and pager; a sentence where no row matches. The stamp makes the page draw it anew, ticks included."""
    if not shown.pairs:
        return _nothing(shown, words)
    body = _bodies(shown, words)
    return (
        f'<div class="list" data-count="{len(shown.pairs)}" data-stamp="{time.monotonic_ns()}" '
        f'data-done="{escape(words("state_已完成"))}" data-wait="{escape(words("state_待确认"))}">'
        f'<table><caption class="unseen">{escape(words("checklist_caption"))}</caption>'
        f"{_head(shown.view, words)}{body}</table>{_pager(shown, words)}</div>"
    )


def _nothing(shown: Shown, words: Words) -> str:
    view = shown.view
    if not shown.library:
        return f'<p class="none">{escape(words("nothing_yet"))}</p>'
    special = not view.filtered and view.quick in ("overdue", "week", "month", "term", "done")
    key = "nothing_week" if view.quick in ("month", "term") else f"nothing_{view.quick}"
    said = words(key if special else "nothing_here")
    ask = '{"quick": "all"}' if view.quick != "all" else '{"clear": true}'
    name = "see_all" if view.quick != "all" else "clear_filters"
    return (
        f'<p class="none">{escape(said)} <button type="button" class="act" '
        f'data-ask="{escape(ask)}">{escape(words(name))}</button></p>'
    )


def _head(view: View, words: Words) -> str:
    cells = "".join(_sorter(name, view, words) for name in COLUMNS)
    return (
        f'<thead><tr><th scope="col" class="tick"><span class="box">{escape(words("col_done"))}</span>'
        f'<span class="many">{escape(words("col_chosen"))}</span></th>{cells}</tr></thead>'
    )


def _sorter(name: str, view: View, words: Words) -> str:
    """A head that sorts; once more: time backwards, then, as all others, the order of due days again."""
    label = words(f"col_{name}")
    now = {name: "ascending", f"{name}-down": "descending"}.get(view.sort, "none")
    ask = name if now == "none" else "due"
    if view.sort == "time" == name:
        ask = "time-down"
    arrow = {"ascending": "▲", "descending": "▼", "none": ""}[now]
    return (
        f'<th scope="col" class="{name}" aria-sort="{now}"><button type="button" data-key="sort-{name}" '
        f'data-ask="{escape(_json(sort=ask))}" title="{escape(words("sort_by", name=label))}">'
        f'{escape(label)}<i aria-hidden="true">{arrow}</i></button></th>'
    )


def _json(**asked: str | int) -> str:
    return json.dumps(asked, ensure_ascii=False)


def _bodies(shown: Shown, words: Words) -> str:
    """One tbody a group in the order of due days, else one for all."""
    if shown.view.sort != "due":
        rows = "".join(row_html(row, shown, words) for row, _ in shown.here)
        return f"<tbody>{rows}</tbody>"
    parts: list[str] = []
    group = -1
    for row, at in shown.here:
        if at.group != group:
            parts.append("</tbody>" if parts else "")
            group = at.group
            head = escape(words(f"group_{group}"))
            parts.append(
                f'<tbody><tr class="group"><th scope="rowgroup" colspan="4">{head}</th>'
                '<td class="owner"></td><td class="document"></td></tr>'
            )
        parts.append(row_html(row, shown, words))
    return "".join([*parts, "</tbody>"])


def row_html(row: ChecklistRow, shown: Shown, words: Words) -> str:
    """One row."""
    said = what(row)
    kinds = [CLASSES[quick.stands(row)], *(["late"] if row.overdue else [])]
    current = ' aria-current="true"' if row.fact_id == shown.opened else ""
    return (
        f'<tr data-id="{escape(row.fact_id)}" class="row {" ".join(kinds)}"{current}>'
        f'<td class="tick">{_tick(row, said, words)}</td>'
        f'<td class="time">{_time(row, words)}</td>'
        f'<td class="what">{_what(row, said, words)}</td>'
        f'<td class="state">{state_html(row, words)}</td>'
        f'<td class="owner">{escape(row.fact.owner)}</td>'
        f'<td class="document">{_document(row, words)}</td></tr>'
    )


def _tick(row: ChecklistRow, said: str, words: Words) -> str:
    done = " checked" if row.state == "已完成" else ""
    closed = " disabled" if row.rejected else ""
    label = escape(words("tick", what=said))
    pick = escape(words("choose_row", what=said))
    return (
        f'<label class="box"><input type="checkbox" class="done" aria-label="{label}"{done}{closed}></label>'
        f'<label class="box many"><input type="checkbox" class="pick" aria-label="{pick}"></label>'
    )


def _time(row: ChecklistRow, words: Words) -> str:
    when = row.fact.time
    said = times.say(when, words)
    if not said:
        return f'<span class="faint">{escape(words("no_date"))}</span>'
    unknown = when is not None and bool(when.lo or when.hi) and not when.year_known
    mark = f' <span class="badge">{escape(words("year_unknown"))}</span>' if unknown else ""
    return f"{escape(said)}{mark}"


def _what(row: ChecklistRow, said: str, words: Words) -> str:
    amount = value(row)
    shown = f' <b class="value">{escape(amount)}</b>' if amount and amount not in said else ""
    marks = [words(f"origin_{row.origin}")] if row.origin != "machine" else []
    marks += [words("flagged")] if row.flag else []
    badges = "".join(f' <span class="badge">{escape(mark)}</span>' for mark in marks)
    return (
        f'<button type="button" class="open" title="{escape(words("open_row"))}">'
        f"{escape(said)}{shown}</button>{badges}"
    )


def state_html(row: ChecklistRow, words: Words) -> str:
    """The state as a badge, with the word 逾期 where it is late."""
    state = quick.stands(row)
    late = f'<span class="mark late">{escape(words("overdue"))}</span>' if row.overdue else ""
    return f'<span class="mark {CLASSES[state]}">{escape(words(f"state_{state}"))}</span>{late}'


def _document(row: ChecklistRow, words: Words) -> str:
    fact = row.fact
    address = view_address(fact.document_id, [Span(fact.start, fact.end)], fact.context, words)
    sample = f' <span class="badge">{escape(words("sample_short"))}</span>' if row.sample else ""
    return (
        f'<a class="see" href="{escape(address)}" target="_blank" rel="noopener">'
        f"{escape(row.document_title or row.source)}</a>{sample}"
    )


def _pager(shown: Shown, words: Words) -> str:
    count, page, pages = len(shown.pairs), shown.page, shown.pages
    first = (page - 1) * shown.view.size + 1
    last = min(count, page * shown.view.size)
    said = escape(words("range", first=f"{first:,}", last=f"{last:,}", count=f"{count:,}"))
    if count <= SIZES[0]:
        return f'<nav class="pager" aria-label="{escape(words("pager"))}"><span>{said}</span></nav>'
    sizes = "".join(
        f'<option value="{size}"{" selected" if size == shown.view.size else ""}>{size}</option>'
        for size in SIZES
    )
    return (
        f'<nav class="pager" aria-label="{escape(words("pager"))}"><span>{said}</span>'
        f"{_turn('previous', page - 1, page > 1, words)}"
        f'<label><span class="unseen">{escape(words("page_number"))}</span><input type="number" min="1" '
        f'max="{pages}" value="{page}" data-name="page"></label>'
        f"<span>{escape(words('page_of_pages', pages=pages))}</span>"
        f"{_turn('next', page + 1, page < pages, words)}"
        f"<label>{escape(words('page_size'))} "
        f'<select data-name="size">{sizes}</select></label></nav>'
    )


def _turn(name: str, page: int, possible: bool, words: Words) -> str:
    off = "" if possible else " disabled"
    return (
        f'<button type="button" class="act" data-key="{name}" data-turn="1" '
        f'data-ask="{escape(_json(page=page))}"{off}>{escape(words(name))}</button>'
    )
