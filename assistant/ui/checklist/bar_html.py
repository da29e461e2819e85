"""What stands above the list as HTML: quick views with their counts, the filters, and in words what is shown."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape

from assistant.records import REJECTED, STATES
from assistant.ui.checklist import quick
from assistant.ui.checklist.view import FILTERS, SORTS, View
from assistant.ui.strings.words import Words

Choices = Sequence[tuple[str, str]]
"""(label, value) as Gradio has them."""


def views(view: View, counts: Mapping[str, int], words: Words) -> str:
    """The quick views as buttons; the chosen one is pressed."""
    buttons = "".join(
        f'<button type="button" class="view {name}" data-key="view-{name}" '
        f'aria-pressed="{str(name == view.quick).lower()}" data-ask="{_ask(quick=name)}">'
        f"{escape(words(f'quick_{name}'))} <b>{counts.get(name, 0):,}</b></button>"
        for name in quick.NAMES
    )
    return f'<div class="views" role="group" aria-label="{escape(words("quick_views"))}">{buttons}</div>'


def said(view: View, count: int, old: int, documents: Mapping[str, str], words: Words) -> str:
    """What is shown in words with its count, each filter with a way out of it; what was left out."""
    head = words("said_rows", view=words(f"quick_{view.quick}"), count=f"{count:,}")
    parts = [f'<span class="count" role="status">{escape(head)}</span>']
    parts += [_chip(name, value, words) for name, value in _set(view, documents, words)]
    if view.filtered:
        clear = escape(words("clear_filters"))
        parts.append(
            f'<button type="button" class="act" data-key="clear" data-ask="{_ask(clear=True)}">{clear}</button>'
        )
    parts.append(
        f'<button type="button" class="act many" data-begin="1">{escape(words("bulk_mode"))}</button>'
    )
    line = f'<div class="said">{"".join(parts)}</div>'
    if old or view.old:
        key = "old_hide" if view.old else "old_show"
        told = "" if view.old else escape(words("old_left_out", count=f"{old:,}")) + " "
        line += (
            f'<p class="old">{told}<button type="button" class="link" data-key="old" '
            f'data-ask="{_ask(old=not view.old)}">{escape(words(key))}</button></p>'
        )
    return line


def in_words(view: View, documents: Mapping[str, str], words: Words) -> str:
    """The view as one line for what is taken away: quick view and filters."""
    given = [
        words(f"said_{n}", value=v) if n != "ids" else v for n, v in _set(view, documents, words)
    ]
    return "；".join([words(f"quick_{view.quick}"), *given])


def _chip(name: str, value: str, words: Words) -> str:
    text = words(f"said_{name}", value=value) if name != "ids" else value
    off: dict[str, object] = {name: ""} if name != "ids" else {"ids": [], "said": ""}
    return (
        f'<span class="chip">{escape(text)}<button type="button" data-key="off-{name}" '
        f'aria-label="{escape(words("without", value=text))}" data-ask="{_ask(**off)}">'
        f'<span aria-hidden="true">×</span></button></span>'
    )


def _set(view: View, documents: Mapping[str, str], words: Words) -> list[tuple[str, str]]:
    """The filters that are set, in words."""
    named = {
        "kind": {v: k for k, v in kinds(words)}.get(view.kind, view.kind),
        "month": {v: k for k, v in months(words)}.get(view.month, view.month),
        "state": words(f"state_{view.state}") if view.state else "",
        "document": documents.get(view.document, view.document),
    }
    given = [
        (name, named.get(name, getattr(view, name))) for name in FILTERS if getattr(view, name)
    ]
    if view.ids:
        given.append(("ids", view.said or words("said_ids")))
    return given


def filters(
    view: View, years: Choices, owners: Sequence[str], documents: Choices, words: Words
) -> str:
    """The form of filters: a search box and order in sight, the rest folded away until asked for."""
    count = sum(bool(getattr(view, name)) for name in FILTERS if name != "search")
    title = words("filters_set", count=count) if count else words("filters")
    return (
        f'<form class="filters" role="search" onsubmit="return false" data-stamp="{view.form}">'
        f'<label class="wide"><span>{escape(words("search"))}</span>'
        f'<input type="search" data-name="search" data-value="{escape(view.search)}" '
        f'placeholder="{escape(words("search_list"))}" autocomplete="off"></label>'
        f"{_select('sort', words('sort'), [(words(f'sort_{s}'), s) for s in SORTS], view.sort)}"
        f'<details{" open" if count else ""}><summary>{escape(title)}</summary><div class="more">'
        f"{_select('kind', words('kind'), kinds(words), view.kind)}"
        f"{_select('year', words('year'), years, view.year)}"
        f"{_select('month', words('month'), months(words), view.month)}"
        f"{_select('state', words('state'), states(words), view.state)}"
        f"{_owner(view.owner, owners, words)}"
        f"{_select('document', words('document'), documents, view.document)}"
        "</div></details></form>"
    )


def _select(name: str, label: str, choices: Choices, chosen: str) -> str:
    options = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for text, value in choices
    )
    return (
        f'<label><span>{escape(label)}</span><select data-name="{name}">{options}</select></label>'
    )


def _owner(owner: str, owners: Sequence[str], words: Words) -> str:
    """A box that suggests the owners of the library."""
    options = "".join(f'<option value="{escape(name)}"></option>' for name in owners)
    return (
        f"<label><span>{escape(words('col_owner'))}</span>"
        f'<input data-name="owner" data-value="{escape(owner)}" list="owners-{words.language}" '
        f'placeholder="{escape(words("owner_hint"))}" autocomplete="off">'
        f'<datalist id="owners-{words.language}">{options}</datalist></label>'
    )


def _ask(**asked: object) -> str:
    return escape(json.dumps(asked, ensure_ascii=False))


# --- choices ---


def kinds(words: Words) -> list[tuple[str, str]]:
    """Deadlines, targets, both."""
    return [
        (words("kind_all"), ""),
        (words("kind_deadline"), "deadline"),
        (words("kind_target"), "target"),
    ]


def months(words: Words) -> list[tuple[str, str]]:
    """Months and halves of a year."""
    named = [(words("month_n", n=n), str(n)) for n in range(1, 13)]
    halves = [(words("first_half"), "1-6"), (words("second_half"), "7-12")]
    return [(words("all_times"), ""), *named, *halves]


def states(words: Words) -> list[tuple[str, str]]:
    """The five states, and rejected rows; 逾期 is a quick view."""
    named = [(words(f"state_{state}"), state) for state in (*STATES, REJECTED)]
    return [(words("all_states"), ""), *named]
