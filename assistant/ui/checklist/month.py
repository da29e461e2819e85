"""The month view: what is due on which day, what only in the month; a click opens the row and sets its state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.records import STATES, ChecklistRow
from assistant.ui.checklist import clicks, month_html, month_strip, subscribe
from assistant.ui.checklist.month_rows import busy_months, count_months, lay_out
from assistant.ui.checklist.saying import what
from assistant.ui.checklist.side import Side, beside
from assistant.ui.refresh import SOON, Drawing, Refresh, again, in_turn, stamp
from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant

Elsewhere = tuple[Any, Any]
"""The box that hands rows over to the list, and the tabs that show it."""
OPEN = ("待确认", "已确认", "进行中")
"""States of what is still to be done."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a browser looks at: a month, by year or school year."""

    month: tuple[int, int]
    school: bool = False


def build(
    assistant: PolicyAssistant,
    workshop: Any,
    who: tuple[Any, Any],
    elsewhere: Elsewhere,
    words: Words,
) -> Refresh:
    """Lays the view out; ``who`` are the boxes of password and name. Returns what shows it anew."""
    tab = Month(assistant, workshop, words)
    filters = _filters(words)
    shown = gr.State(None)
    calendar, column, card = beside("month")
    subscribe.build(assistant, workshop, who[0], filters, words)
    drawing = Drawing()
    drawing.wire(tab.draw, [shown, *filters], [*filters[:2], calendar])
    outputs = [drawing.part, shown, column, card, *elsewhere]
    for part in (calendar, card):
        part.click(tab.act, [shown, *who, *filters], outputs, **in_turn("month"))
    for control in filters:
        control.change(again, None, drawing.part, **SOON)
    return drawing.refresh()


def _filters(words: Words) -> list[Any]:
    states = [(words("all_states"), ""), (words("plan_open_only"), "open")]
    states += [(words("overdue_only"), "逾期"), *((state, state) for state in STATES)]
    with gr.Row(elem_classes="month-filters"):
        document = gr.Dropdown(
            [(words("all_documents"), "")], value="", label=words("document"), min_width=220
        )
        owner = gr.Dropdown(
            [(words("plan_all_owners"), "")], value="", label=words("plan_owner"), min_width=180
        )
        state = gr.Dropdown(states, value="", label=words("state"), min_width=140)
    return [document, owner, state]


class Month:
    """The handlers; what is shown travels with every call."""

    def __init__(
        self,
        assistant: PolicyAssistant,
        workshop: Any,
        words: Words,
        today: Callable[[], dt.date] = dt.date.today,
    ) -> None:
        self.assistant = assistant
        self.words = words
        self.today = today
        self.side = Side(assistant, workshop, words)

    def asked(self, document: str, owner: str, state: str) -> dict[str, Any]:
        """The filters as the checklist takes them."""
        states = OPEN if state == "open" else (state,) if state else None
        return {
            "documents": (document,) if document else None, "owner": owner or None, "states": states,
            "today": self.today(),
        }  # fmt: skip

    def draw(self, whole: bool, shown: Shown | None, *filters: str) -> tuple[Any, ...]:
        """The choices that depend on the library, where ``whole``, and the month."""
        html = self._html(shown or self._now(), self.asked(*filters))
        if not whole:
            return gr.skip(), gr.skip(), html
        rows = self.assistant.checklist(today=self.today())
        documents = dict.fromkeys((r.document_title or r.source, r.fact.document_id) for r in rows)
        owners = [(f"{c.name}（{c.number}）", c.id) for c in self.assistant.owners()]
        return (
            gr.update(choices=[(self.words("all_documents"), ""), *documents]),
            gr.update(choices=[(self.words("plan_all_owners"), ""), *owners]),
            html,
        )

    def _now(self) -> Shown:
        """What is shown where nothing was asked for."""
        today = self.today()
        return Shown((today.year, today.month))

    def _html(self, shown: Shown, asked: dict[str, Any]) -> str:
        words, today = self.words, self.today()
        rows = self.assistant.checklist(**asked)
        first = month_strip.first_month(shown.month, school=shown.school)
        counts = count_months(rows, first)
        page = lay_out(self.assistant.month(*shown.month, **asked))
        busy = busy_months(rows)
        out = month_strip.way_out(busy, shown.month, words) if not page.exact else ""
        return "".join(
            (
                month_strip.head(shown.month, today, words),
                month_strip.strip(counts, shown.month, words, school=shown.school),
                month_strip.years(busy, shown.month, words),
                out,
                month_html.page(page, today, words),
            )
        )

    def act(
        self,
        shown: Shown | None,
        password: str,
        by: str,
        document: str,
        owner: str,
        state: str,
        event: gr.EventData,
    ) -> tuple[Any, ...]:
        """A click in the calendar or on the card: another month, a row, a day, a state, undo, close, the list."""
        said, filters = clicks.clicked(event), (document, owner, state)
        act, fact_id = said.get("act"), said.get("id", "")
        now = shown or self._now()
        kept, stay = (gr.skip(), gr.skip()), (gr.skip(), gr.skip())
        opened = gr.update(visible=True)
        if act in ("go", "span"):
            return (stamp(), self._moved(now, said), *kept, *stay)
        if act == "open":
            return (*kept, opened, self.side.opened(fact_id), *stay)
        if act == "day":
            return (*kept, opened, self._whole(now, said.get("where", ""), filters), *stay)
        if act == "close":
            return (*kept, gr.update(visible=False), "", *stay)
        if act in ("state", "undo"):
            card = self.side.changed(said, password, by)
            return (stamp(), gr.skip(), opened, card, *stay)
        if act == "elsewhere":
            handed = self._handed(now, said, filters)
            return (*kept, *kept, handed, gr.Tabs(selected="rows"))
        return (*kept, *kept, *stay)

    def _handed(self, now: Shown, said: dict[str, str], filters: tuple[str, ...]) -> str:
        """A row, or all of a day or band, for the list."""
        row = self.side.row(said.get("id", ""))
        if row is not None:
            return self.side.handed([row], what(row))
        head, rows = self._chosen(now, said.get("where", ""), filters)
        return self.side.handed(rows, head)

    @staticmethod
    def _moved(now: Shown, said: dict[str, str]) -> Shown:
        if said["act"] == "span":
            return replace(now, school=not now.school)
        return replace(now, month=month_strip.read(said.get("month", "")) or now.month)

    def _chosen(
        self, shown: Shown, where: str, filters: tuple[str, ...]
    ) -> tuple[str, Sequence[ChecklistRow]]:
        """What a day or band is called, and its rows."""
        page = lay_out(self.assistant.month(*shown.month, **self.asked(*filters)))
        rows = month_html.chosen(page, where)
        if where.isdecimal():
            return self.words("plan_day_said", month=shown.month[1], day=where), rows
        head = self.words(f"band_{where}", month=shown.month[1], n=len(rows)) if rows else ""
        return head, rows

    def _whole(self, shown: Shown, where: str, filters: tuple[str, ...]) -> str:
        head, rows = self._chosen(shown, where, filters)
        return self.side.rows(head, rows, where, where=where)
