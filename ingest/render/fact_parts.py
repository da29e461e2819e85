"""The frame around the text on the page of highlighted facts: head, bar, panel and the two lists."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ingest.records import Document, Fact, Metadata, Uncovered
from ingest.render.fact_fields import brief
from ingest.render.fact_marks import MarkedWords
from ingest.render.fact_words import WORDS


def say(
    key: str, tag: str = "span", *, name: str = "", kind: str = "", hidden: bool = False
) -> str:
    """A word of the page that the language button changes; ``name`` is its id, ``kind`` its class."""
    told = f' id="{name}"' if name else ""
    told += f' class="{kind}"' if kind else ""
    told += ' type="button"' if tag == "button" else ""
    told += " hidden" if hidden else ""
    return f'<{tag} data-w="{key}"{told}>{escape(WORDS[key][0])}</{tag}>'


def head(
    document: Document, metadata: Metadata, sample: bool, facts: Sequence[Fact], uncovered: int
) -> str:
    """Title, what is known of the document, and the counts, which are also the filter by kind."""
    known = (
        ("file", document.source),
        ("issuer", metadata.issuer),
        ("number", metadata.number),
        ("issued", str(metadata.issued or "")),
        ("plan_year", str(metadata.plan_year or "")),
    )
    about = "".join(f"<span>{say(key)}：{escape(value)}</span>" for key, value in known if value)
    targets = sum(fact.kind == "target" for fact in facts)
    counts = "".join(
        f'<label><input type="checkbox" value="{kind}" checked>'
        f"{say(key, kind=f'swatch {kind}')}<b>{count}</b></label>"
        for kind, key, count in (
            ("t", "target", targets),
            ("d", "deadline", len(facts) - targets),
            ("u", "uncovered_short", uncovered),
        )
    )
    badge = f" {say('sample', kind='sample')}" if sample else ""
    return (
        f"<header><h1>{escape(metadata.title or document.source)}{badge}</h1>"
        f'<p class="about">{about}</p><div class="counts">{counts}</div></header>\n'
    )


def bar() -> str:
    """Previous, next, search, print, language."""
    wanted = escape(WORDS["search"][0])
    return (
        f'<nav class="bar">{say("previous", "button", name="previous")}'
        f'<span id="position" role="status"></span>{say("next", "button", name="next")}'
        f'{say("keys", kind="keys")}<a href="#lists" class="to-list">{say("to_list")}</a>'
        f'<input type="search" id="search" placeholder="{wanted}" aria-label="{wanted}">'
        f"{say('print', 'button', name='print')}{say('language', 'button', name='language')}</nav>\n"
    )


def panel() -> str:
    """Where the fields of the chosen fact are shown; the script fills it."""
    return (
        '<section id="panel" aria-live="polite" hidden><h2><span id="panel-name"></span>'
        f"{say('close', 'button', name='close')}</h2>"
        '<dl id="fields"></dl><p id="also" hidden></p></section>\n'
    )


def tabs(facts: int, uncovered: int) -> str:
    """The two lists' names with how many rows each shows."""
    names = (("facts", "facts_list", facts, "true"), ("uncovered", "uncovered", uncovered, "false"))
    buttons = "".join(
        f'<button type="button" value="{name}" aria-pressed="{pressed}">{say(key)} '
        f'<b id="{name}-count">{count}</b></button>'
        for name, key, count, pressed in names
    )
    return f'<div class="tabs">{buttons}</div>'


def fact_list(facts: Sequence[Fact], words: MarkedWords) -> str:
    """Every fact once, with a link to its own words."""
    items = []
    for index, fact in enumerate(facts):
        where = [escape(part) for part in (fact.owner, *fact.section[-1:]) if part]
        anchor = words.fact_anchor(fact)
        where += [] if anchor else [say("no_place")]
        items.append(
            f'<li id="fact-{escape(fact.id)}" class="{fact.kind[0]}"><a{_to(anchor)}>'
            f'<span class="number">{index + 1}</span>{say(fact.kind, kind="kind")}'
            f'{escape(brief(fact))}</a><span class="where">{" · ".join(where)}</span></li>'
        )
    note = "" if items else say("no_facts", "p", kind="note")
    return _list("facts", "facts_list", note, items)


def uncovered_list(uncovered: Sequence[Uncovered], words: MarkedWords) -> str:
    """Every sentence with a number or date that gave no fact, with the reason."""
    items = []
    for index, sentence in enumerate(uncovered):
        reason = escape(sentence.reason)
        items.append(
            f"<li><a{_to(words.sentence_anchor(index))}>{escape(sentence.quote)}</a>"
            f'<span class="where" data-reason="{reason}">{reason}</span></li>'
        )
    note = say("uncovered_hint" if items else "no_uncovered", "p", kind="note")
    return _list("uncovered", "uncovered", note, items)


def _list(name: str, title: str, note: str, items: Sequence[str]) -> str:
    none = say("none_found", "p", name=f"{name}-none", kind="note", hidden=True)
    return (
        f'<section class="list" id="{name}">{say(title, "h2")}{note}{none}'
        f"<ol>{''.join(items)}</ol></section>\n"
    )


def _to(anchor: str) -> str:
    """Without an address it is no link, and the keyboard passes over it."""
    return f' href="#{anchor}"' if anchor else ""
