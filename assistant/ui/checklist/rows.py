"""The checklist's list: every target and deadline as a table that filters, ticks, shows its words and exports."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.records import REJECTED, STATES, ChecklistRow
from assistant.ui.checklist import correcting, details
from assistant.ui.checklist import filters as row_filters
from assistant.ui.checklist.saying import (
    in_window,
    recurs_in,
    say_time,
    searchable,
    value,
    what,
    years_of,
)
from assistant.ui.refresh import Refresh
from assistant.ui.saving import Save
from assistant.ui.strings.words import Words
from ingest.records import FactTime

if TYPE_CHECKING:
    from assistant import PolicyAssistant

ID_COLUMN = 8
"""Where a table row carries its fact id."""
QUIET = {"api_visibility": "private", "show_progress": "hidden"}


def build(assistant: PolicyAssistant, workshop: Any, password: Any, words: Words) -> Refresh:
    """Lays out the list and wires its events; returns what shows it anew."""
    tab = _Rows(assistant, workshop, words)
    filters = row_filters.build(words)
    counts = gr.Markdown(elem_id="counts")
    table = gr.Dataframe(
        headers=tab.headers(), datatype=["bool", *["str"] * 8], interactive=True,
        static_columns=list(range(1, 9)), type="array", wrap=True, max_height=560,
        elem_id="checklist", column_count=9, show_label=False, buttons=[],
        column_widths=["6%", "11%", "12%", "28%", "10%", "9%", "16%", "7%", "1%"],
    )  # fmt: skip
    with gr.Row():
        saves = [Save(words, form) for form in ("xlsx", "ics", "csv")]
    chosen = gr.State("")
    card = gr.HTML(f"<p>{escape(words('pick_row'))}</p>", elem_id="details")
    with gr.Row(visible=False) as editor:
        new_state = gr.Radio(list(STATES), label=words("state"), scale=3)
        note = gr.Textbox(label=words("note"), scale=2, min_width=160)
        by = gr.Textbox(label=words("by"), scale=1, min_width=120, elem_id="by")
        save = gr.Button(words("save"), variant="primary", scale=1, min_width=80)
    panel = correcting.build(words)

    shown = [table, counts]
    picked = [chosen, card, editor, new_state, note, save, *panel.outputs]
    for control in filters[:-1]:
        control.change(tab.show, filters, shown, **QUIET)
    filters[-1].submit(tab.show, filters, shown, api_visibility="private")
    table.input(tab.tick, [table, *filters], shown, **QUIET)
    table.select(tab.pick, None, picked, **QUIET)
    save.click(
        tab.save, [chosen, new_state, note, by, *filters], [*shown, card], api_visibility="private"
    )
    edits = (
        (panel.save, tab.correcting.save, [by, panel.note, password, *panel.boxes.values()]),
        (panel.reject, tab.correcting.reject, [by, panel.reason, password]),
        (panel.withdraw, tab.correcting.withdraw, [by, password]),
    )
    for button, run, inputs in edits:
        button.click(run, [panel.shown, *inputs], None, **QUIET).success(
            tab.again, [chosen, *filters], [*shown, *picked], **QUIET
        )
    for saving in saves:
        saving.wire(tab.exporter(saving.form), filters)
    return Refresh(tab.refresh, filters, [filters[2], filters[4], *shown])


class _Rows:
    """The handlers of the list; what is filtered travels with every call."""

    def __init__(self, assistant: PolicyAssistant, workshop: Any, words: Words) -> None:
        self.assistant = assistant
        self.words = words
        self.correcting = correcting.Correcting(assistant, workshop, words)

    def headers(self) -> list[str]:
        keys = ("done", "state", "time", "what", "value", "owner", "document")
        return [
            *(self.words(f"col_{key}") for key in keys),
            self.words("kind"),
            self.words("col_id"),
        ]

    # --- rows ---

    def rows(
        self, kind: str, month: str, year: str, state: str, document: str, search: str
    ) -> list[ChecklistRow]:
        found = self.assistant.checklist(
            kinds=(kind,) if kind else None, documents=(document,) if document else None,
            rejected=state == REJECTED,
        )  # fmt: skip
        return [
            row
            for row in found
            if (in_window(row.fact.time, month, year) or (month and recurs_in(row, month)))
            and (not state or state == self._standing(row) or (state == "逾期" and row.overdue))
            and (not search or search.strip() in searchable(row))
        ]

    def show(self, *filters: str) -> tuple[Any, ...]:
        rows = self.rows(*filters)
        return [self._cells(row) for row in rows], self._counts(rows)

    def refresh(self, *filters: str) -> tuple[Any, ...]:
        """The table and the choices that depend on the library."""
        everything = self.assistant.checklist()
        years = sorted({y for row in everything for y in years_of(row.fact.time)})
        documents = dict.fromkeys(
            (r.document_title or r.source, r.fact.document_id) for r in everything
        )
        year_choices = [(self.words("all_years"), ""), *((str(y), str(y)) for y in years)]
        document_choices = [(self.words("all_documents"), ""), *documents]
        return (
            gr.update(choices=year_choices), gr.update(choices=document_choices),
            *self.show(*filters),
        )  # fmt: skip

    def _cells(self, row: ChecklistRow) -> list[Any]:
        marks = [self.words("overdue")] if row.overdue else []
        marks += [self.words(f"origin_{row.origin}")] if row.origin != "machine" else []
        state = " · ".join((self._standing(row), *marks))
        title = row.document_title or row.source
        if row.sample:
            title = f"{title} · {self.words('sample_short')}"
        return [
            row.state == "已完成", state, self._time(row.fact.time), what(row), value(row),
            row.fact.owner, title, self.words(f"kind_{row.fact.kind}"), row.fact_id,
        ]  # fmt: skip

    @staticmethod
    def _standing(row: ChecklistRow) -> str:
        return REJECTED if row.rejected else row.state

    def _time(self, time: FactTime | None) -> str:
        if time is None or (time.lo is None and time.hi is None):
            return time.raw if time else ""
        text = say_time(time)
        return text if time.year_known else f"{text}（{self.words('year_unknown')}）"

    def _counts(self, rows: list[ChecklistRow]) -> str:
        if not rows:
            return self.words("empty_checklist")
        return self.words(
            "counts",
            rows=len(rows),
            open=sum(r.state == "待确认" for r in rows),
            doing=sum(r.state == "进行中" for r in rows),
            done=sum(r.state == "已完成" for r in rows),
            overdue=sum(r.overdue for r in rows),
        )

    # --- events ---

    def tick(self, table: list[list[Any]], *filters: str) -> tuple[Any, ...]:
        """Writes every tick that differs from what is stored, found by id: the table may be sorted."""
        known = {row.fact_id: row for row in self.assistant.checklist()}
        for cells in table:
            row = known.get(str(cells[ID_COLUMN]))
            if row is None:
                continue
            ticked = str(cells[0]).lower() == "true"
            if ticked != (row.state == "已完成"):
                state = "已完成" if ticked else "待确认"
                self.assistant.mark(row.fact_id, state, by="", note="")
        return self.show(*filters)

    def pick(self, event: gr.SelectData) -> tuple[Any, ...]:
        """The details, editor and correction panel of the row that was clicked."""
        return self.open(str(event.row_value[ID_COLUMN]))

    def open(self, fact_id: str) -> tuple[Any, ...]:
        """The same by fact id; empty where the row is gone."""
        row = self._row(fact_id)
        panel = self.correcting.fill(row)
        if row is None:
            hint = f"<p>{escape(self.words('pick_row'))}</p>"
            return ("", hint, gr.update(visible=False), None, "", gr.skip(), *panel)
        note = row.note.removeprefix(row.flag).lstrip("；")
        stands = {"visible": not row.rejected}
        state = gr.update(value=row.state, **stands)
        said, save = gr.update(value=note, **stands), gr.update(**stands)
        return (fact_id, self._details(row), gr.update(visible=True), state, said, save, *panel)

    def save(self, fact_id: str, state: str, note: str, by: str, *filters: str) -> tuple[Any, ...]:
        if fact_id and state:
            self.assistant.mark(fact_id, state, by=(by or "").strip(), note=(note or "").strip())
            gr.Info(self.words("saved"))
        row = self._row(fact_id)
        return (*self.show(*filters), self._details(row) if row else gr.skip())

    def again(self, fact_id: str, *filters: str) -> tuple[Any, ...]:
        """The table and the picked row after an edit."""
        return (*self.show(*filters), *self.open(fact_id))

    def exporter(self, form: str) -> Callable[..., str]:
        """A handler that writes the filtered rows to a new file of this form."""

        def export(*filters: str) -> str:
            from assistant import export as exports

            folder = Path(tempfile.mkdtemp(prefix="edu-policy-"))
            path = folder / f"任务清单-{dt.date.today():%Y%m%d}.{form}"
            exports.write(self.rows(*filters), path)
            return str(path)

        return export

    def _row(self, fact_id: str) -> ChecklistRow | None:
        rows = self.assistant.checklist(rejected=True)
        return next((r for r in rows if r.fact_id == fact_id), None)

    def _details(self, row: ChecklistRow) -> str:
        return details.card(row, self.assistant.history(row.fact_id), self.words)
