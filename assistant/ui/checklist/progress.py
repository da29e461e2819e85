"""The progress view: how far each document and department is; a click shows the rows behind a bar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.records import ChecklistRow
from assistant.ui.checklist import clicks, progress_html
from assistant.ui.checklist.month import Elsewhere
from assistant.ui.checklist.saying import what
from assistant.ui.checklist.side import Side, beside
from assistant.ui.refresh import Drawing, Refresh, in_turn, stamp
from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant

STEP = 12
"""Bars that are shown, and added with each click."""
COUNTED = ("document", "owner", "all")
"""What a figure can be of."""
WINDOWS = ("this-month", "this-term", "this-half-year", "this-year")
"""Stretches of time that are offered before the years."""


def build(
    assistant: PolicyAssistant,
    workshop: Any,
    who: tuple[Any, Any],
    elsewhere: Elsewhere,
    words: Words,
) -> Refresh:
    """Lays the view out; ``who`` are the boxes of password and name. Returns what shows it anew."""
    tab = Progressing(assistant, workshop, words)
    with gr.Row(elem_classes="month-filters"):
        by = gr.Radio(
            [(words("progress_by_document"), "document"), (words("progress_by_owner"), "owner")],
            value="document", label=words("progress_by"), scale=2, min_width=260,
        )  # fmt: skip
        when = gr.Dropdown(
            [(words("all_times"), "")], value="", label=words("month"), scale=1, min_width=180
        )
        kind = gr.Dropdown(
            [(words(f"kind_{k}"), k if k != "all" else "") for k in ("all", "deadline", "target")],
            value="", label=words("kind"), scale=1, min_width=160,
        )  # fmt: skip
    shown = gr.State(STEP)
    bars, column, card = beside("progress")
    filters = [by, when, kind]
    drawing = Drawing()
    drawing.wire(tab.draw, [shown, *filters], [when, bars])
    outputs = [drawing.part, shown, column, card]
    for part in (bars, card):
        part.click(tab.act, [shown, *who, *filters], [*outputs, *elsewhere], **in_turn("progress"))
    for control in filters:
        control.change(tab.anew, None, outputs, **in_turn("progress"))
    return drawing.refresh()


class Progressing:
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

    def asked(self, when: str, kind: str) -> dict[str, Any]:
        """The filters as the checklist takes them."""
        asked: dict[str, Any] = {"today": self.today(), "kinds": (kind,) if kind else None}
        if when.isdecimal():
            year = int(when)
            return {**asked, "since": dt.date(year, 1, 1), "until": dt.date(year, 12, 31)}
        return {**asked, "window": when} if when in WINDOWS else asked

    def draw(self, whole: bool, shown: int, by: str, when: str, kind: str) -> tuple[Any, str]:
        """The years that the library holds, where ``whole``, and the bars."""
        if not whole:
            return gr.skip(), self.html(shown, by, when, kind)
        years = [p.id for p in self.assistant.progress(by="year") if p.id.isdecimal()]
        choices = [(self.words("all_times"), "")]
        choices += [(self.words(f"window_{name}"), name) for name in WINDOWS]
        choices += [(year, year) for year in reversed(years)]
        return gr.update(choices=choices), self.html(shown, by, when, kind)

    def html(self, shown: int, by: str, when: str, kind: str) -> str:
        """The overall figure and the bars."""
        asked = self.asked(when, kind)
        parts = self.assistant.progress(by=by, **asked)
        whole = next(iter(self.assistant.progress(by="all", **asked)), None)
        return progress_html.page(whole, parts, by, shown or STEP, self.words)

    @staticmethod
    async def anew() -> tuple[Any, ...]:
        """Other filters: the first bars again, nothing beside them."""
        return stamp(), STEP, gr.update(visible=False), ""

    def act(
        self,
        shown: int,
        password: str,
        typed: str,
        by: str,
        when: str,
        kind: str,
        event: gr.EventData,
    ) -> tuple[Any, ...]:
        """A click: more bars, the rows of one, a row, its state, undo, close, the list. ``typed`` is a person's name."""
        said = clicks.clicked(event)
        act, fact_id = said.get("act"), said.get("id", "")
        kept, opened = (gr.skip(), gr.skip()), gr.update(visible=True)
        if act == "more":
            return stamp(), (shown or STEP) + STEP, *kept, *kept
        if act == "list":
            return (*kept, opened, self._listed(said, when, kind), *kept)
        if act == "open":
            return (*kept, opened, self.side.opened(fact_id), *kept)
        if act == "close":
            return (*kept, gr.update(visible=False), "", *kept)
        if act in ("state", "undo"):
            card = self.side.changed(said, password, typed)
            return stamp(), gr.skip(), opened, card, *kept
        if act == "elsewhere":
            row = self.side.row(fact_id) if fact_id else None
            rows = [row] if row else self._rows(said, when, kind)
            handed = self.side.handed(rows, what(row) if row else said.get("said", ""))
            return (*kept, *kept, handed, gr.Tabs(selected="rows"))
        return (*kept, *kept, *kept)

    def _rows(self, said: dict[str, str], when: str, kind: str) -> Sequence[ChecklistRow]:
        """The rows behind a bar, late ones first."""
        by, name = said.get("by", ""), said.get("name", "")
        if by not in COUNTED:
            return ()
        rows: Sequence[ChecklistRow] = self.assistant.rows_counted(
            by, name, **self.asked(when, kind)
        )
        if said.get("late"):
            rows = [r for r in rows if r.overdue]
        return sorted(rows, key=lambda r: (not r.overdue, r.state in ("已完成", "不适用")))

    def _listed(self, said: dict[str, str], when: str, kind: str) -> str:
        """The first of them beside the bars, and the way to all of them in the list."""
        rows = self._rows(said, when, kind)
        told = {key: said.get(key, "") for key in ("by", "name", "late", "said")}
        head = f"{said.get('said', '')} · {self.words('progress_rows', n=len(rows))}"
        return self.side.rows(head, rows, "bar", **told)
