"""The view that puts indicators side by side: conflicting values first, then one indicator by year."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.checklist import clicks, plot
from assistant.ui.refresh import SOON, Drawing, Refresh, again, stamp
from assistant.ui.strings.words import Words
from assistant.ui.viewer import view_address
from ingest.records import Span, quoted

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from assistant.alignment import Conflict, Series
    from assistant.points import Point

MOST = 40
"""Indicators that are shown at once; how many there are is said."""
UNFOLDED = 3
"""Indicators that stand open where nothing was asked for."""
OFFERED = 10
"""Indicators that are offered to click."""
COLUMNS = ("years", "number", "document", "issuer", "force", "quote")


def build(assistant: PolicyAssistant, words: Words) -> Refresh:
    """Lays out the view; returns the refresh for when it is opened."""
    with gr.Row(elem_id="compare-search"):
        search = gr.Textbox(
            label=words("compare_search"), placeholder=words("compare_placeholder"), max_lines=1,
            scale=4,
        )  # fmt: skip
        button = gr.Button(words("compare_button"), variant="primary", scale=1, min_width=120)
    offers = gr.HTML(
        elem_id="compare-offers",
        js_on_load=clicks.BACK,
        elem_classes="plan",
        apply_default_css=False,
    )
    conflicts = gr.HTML(elem_id="conflicts")
    series = gr.HTML(elem_id="aligned")

    def draw(whole: bool, asked: str) -> tuple[Any, ...]:
        """All blocks for what is asked, everything that can be compared where nothing is; not ``whole``: only the
        indicators of the library that hold what is being typed."""
        asked = (asked or "").strip()
        found = assistant.series(asked)
        offered = offers_html(found, asked, words)
        if not whole:
            return offered, gr.skip(), gr.skip()
        told = conflicts_html(assistant.conflicts(asked), words)
        return offered, told, series_html(found, asked, words)

    async def pick(event: gr.EventData) -> tuple[str, str]:
        """A click on an indicator asks for it."""
        return clicks.clicked(event).get("name", ""), stamp()

    drawing = Drawing()
    drawing.wire(draw, [search], [offers, conflicts, series])
    for event in (search.submit, button.click):
        event(again, None, drawing.whole, **SOON)
    search.change(again, None, drawing.part, **SOON)
    offers.click(pick, None, [search, drawing.whole], **SOON)
    return drawing.refresh()


def offers_html(series: Sequence[Series], asked: str, words: Words) -> str:
    """Indicators to click, those with most values first, and the way back to all."""
    names = dict.fromkeys(one.name for one in series)
    made = [
        clicks.button(
            "ask",
            escape(name),
            key=f"ask-{name}",
            name=name,
            kind="act on" if name == asked else "act",
        )
        for name in list(names)[:OFFERED]
    ]
    if asked:
        everything = escape(words("compare_everything"))
        made.insert(0, clicks.button("ask", everything, key="ask-all", kind="act", name=""))
    if not made:
        return ""
    return f'<p class="hint">{escape(words("compare_offers"))}</p><div class="offers">{"".join(made)}</div>'


def conflicts_html(conflicts: Sequence[Conflict], words: Words) -> str:
    """Every conflict as cards in a row; none is marked as the right one."""
    if not conflicts:
        return ""
    parts = [
        f"<h2>{escape(words('conflicts', count=len(conflicts)))}</h2>",
        f'<p class="hint">{escape(words("conflict_hint"))}</p>',
    ]
    for conflict in conflicts[:MOST]:
        name = f"{conflict.name}（{conflict.unit}，{conflict.years}）"
        cards = "".join(_card(point, words) for point in conflict.points)
        parts.append(f'<h3>{escape(name)}</h3><div class="pair">{cards}</div>')
    return "".join([*parts, _more(len(conflicts), words)])


def series_html(series: Sequence[Series], asked: str, words: Words) -> str:
    """A table an indicator: year, value and the document that says it."""
    if not series:
        said = words("compare_not_found", words=asked) if asked else words("compare_none")
        return f'<p class="none">{escape(said)}</p>'
    shown = [
        _one(one, words, opened=bool(asked) or number < UNFOLDED)
        for number, one in enumerate(series[:MOST])
    ]
    return "".join([*shown, _more(len(series), words)])


def _one(one: Series, words: Words, *, opened: bool) -> str:
    """An indicator: its name, and folded under it the plot and the table."""
    drawn = plot.draw(one, words) if plot.can_be_drawn(one) else ""
    named = f"{one.name}（{'，'.join(filter(None, (one.unit, one.place)))}）"
    return (
        f'<details class="indicator"{" open" if opened else ""}><summary>{escape(named)}'
        f'<span class="badge">{escape(words("compare_values", n=len(one.points)))}</span></summary>'
        f"{drawn}{_table(one, words)}</details>"
    )


def _more(count: int, words: Words) -> str:
    if count <= MOST:
        return ""
    return f'<p class="none">{escape(words("compare_more", shown=MOST, count=count))}</p>'


def _card(point: Point, words: Words) -> str:
    force = words("force_said", force=_force(point, words))
    known = [point.issuer, point.number, _issued(point, words), force]
    return (
        f'<div class="source"><div class="big">{escape(point.value)}</div>'
        f'<div class="name">{_title(point, words)}</div>'
        f'<div class="where">{escape(" · ".join(filter(None, known)))}</div>'
        f"<blockquote>{_link(point, words)}</blockquote></div>"
    )


def _table(one: Series, words: Words) -> str:
    named = f"{one.name}（{'，'.join(filter(None, (one.unit, one.place)))}）"
    heads = "".join(f'<th scope="col">{escape(words(f"col_{key}"))}</th>' for key in COLUMNS)
    rows = "".join(_row(point, words) for point in one.points)
    return (
        f'<table class="aligned"><caption>{escape(named)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(point: Point, words: Words) -> str:
    years = words("years_unknown") if point.years is None else str(point.years)
    issuer = " · ".join(filter(None, (point.issuer, _issued(point, words))))
    number = f'<div class="where">{escape(point.number)}</div>' if point.number else ""
    ended = ' class="ended"' if point.status in ("废止", "被替代") else ""
    return (
        f'<tr{ended}><td>{escape(years)}</td><td class="value">{escape(point.value)}</td>'
        f"<td>{_title(point, words)}{number}</td><td>{escape(issuer)}</td>"
        f'<td data-label="{escape(words("col_force"))}">{escape(_force(point, words))}</td>'
        f"<td>{_link(point, words)}</td></tr>"
    )


def _title(point: Point, words: Words) -> str:
    title = quoted(point.document_title) if point.document_title else point.source
    badge = f'<span class="badge">{escape(words("sample_short"))}</span>' if point.sample else ""
    return escape(title) + badge


def _issued(point: Point, words: Words) -> str:
    return words("issued_on", day=point.issued) if point.issued is not None else ""


def _force(point: Point, words: Words) -> str:
    return words(f"force_{point.status}")


def _link(point: Point, words: Words) -> str:
    """The quote, opened in the viewer where it stands."""
    fact = point.fact
    address = view_address(fact.document_id, [Span(fact.start, fact.end)], fact.context, words)
    return (
        f'<a class="see" href="{escape(address)}" target="_blank" rel="noopener">'
        f"{escape(' '.join(fact.quote.split()))}</a>"
    )
