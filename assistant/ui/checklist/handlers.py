"""What the parts of the checklist's list do; what is shown travels with every call, nothing is kept between them."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.records import ChecklistRow
from assistant.ui.checklist import bar_html, correcting, editor, list_html, listing
from assistant.ui.checklist.listing import Listed
from assistant.ui.checklist.marking import Marking, sent
from assistant.ui.checklist.view import FILTERS, View
from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant


class Rows:
    """The handlers of the list. ``today`` can be set by a test."""

    def __init__(self, assistant: PolicyAssistant, workshop: Any, words: Words) -> None:
        self.assistant = assistant
        self.words = words
        self.marking = Marking(assistant, workshop, words)
        self.correcting = correcting.Correcting(assistant, workshop, words)
        self.today: Callable[[], dt.date] = dt.date.today

    # --- what is shown ---

    def listed(self, view: View, opened: str = "") -> Listed:
        """The rows of a view."""
        return listing.listed(self.assistant, view, self.today(), opened)

    def show(self, view: View, opened: str = "") -> tuple[Any, ...]:
        """View, quick views, what is shown in words, and the table."""
        found = self.listed(view, opened)
        return (view, *self._heads(found), list_html.whole(found.shown, self.words))

    def _heads(self, found: Listed) -> tuple[str, str]:
        view = found.shown.view
        count = len(found.shown.pairs)
        return (
            bar_html.views(view, found.counts, self.words),
            bar_html.said(view, count, found.old, self._named(view), self.words),
        )

    def _named(self, view: View) -> dict[str, str]:
        """The document of the view with its title."""
        known = self.assistant.documents() if view.document else ()
        return {d.id: d.metadata.title or d.source for d in known if d.id == view.document}

    def form(self, view: View) -> str:
        """The filters with the choices that the library offers."""
        rows = self.assistant.checklist(today=self.today())
        years = [(self.words("all_years"), ""), *((str(y), str(y)) for y in listing.years(rows))]
        named = listing.documents(rows)
        documents = [(self.words("all_documents"), ""), *((t, i) for i, t in named.items())]
        return bar_html.filters(view, years, listing.owners(rows), documents, self.words)

    def refresh(self, view: View, opened: str = "", handed: str = "") -> tuple[Any, ...]:
        """Everything, with the choices that depend on the library; what another tab handed over is taken."""
        now, *rest = self.show(view.took(handed), opened)
        return (gr.skip() if now == view else now, self.form(now), *rest)

    def asker(self, with_form: bool) -> Callable[..., tuple[Any, ...]]:
        """A handler for what the page asks for; ``with_form`` writes the filters anew, where they did not ask."""

        def ask(view: View, opened: str, event: gr.EventData) -> tuple[Any, ...]:
            asked = sent(event)
            now = view.cleared() if asked.get("clear") else view.changed(asked)
            shown = self.show(now, opened)
            same = all(getattr(now, name) == getattr(view, name) for name in (*FILTERS, "sort"))
            return (*shown, gr.skip() if same else self.form(now)) if with_form else shown

        return ask

    # --- one row ---

    def open(self, event: gr.EventData) -> tuple[Any, ...]:
        """The card and the panel of the row that was clicked."""
        return self.opened(str(sent(event).get("id", "")))

    def opened(self, fact_id: str) -> tuple[Any, ...]:
        """The same by fact id; nothing where the row is gone."""
        row = self.marking.row(fact_id)
        panel = self.correcting.fill(row)
        side = gr.update(visible=row is not None)
        return (fact_id if row else "", self.card(row), side, *panel)

    def card(self, row: ChecklistRow | None) -> str:
        """The card of a row; empty where there is none."""
        if row is None:
            return ""
        names = listing.owners(self.assistant.checklist(today=self.today()))
        return editor.panel(row, self.assistant.history(row.fact_id), names, self.words)

    @staticmethod
    def close() -> tuple[Any, ...]:
        """No row is open."""
        return "", gr.update(visible=False)

    def again(self, view: View, fact_id: str) -> tuple[Any, ...]:
        """The list and the picked row after an edit."""
        return (*self.show(view, fact_id), *self.opened(fact_id))

    # --- changes ---

    def tick(
        self, view: View, opened: str, by: str, password: str, event: gr.EventData
    ) -> tuple[Any, ...]:
        """A box was ticked: done, or to be confirmed again. The table stays as it is, so that no row jumps."""
        asked = sent(event)
        state = "已完成" if asked.get("done") else "待确认"
        snack = self.marking.mark(str(asked.get("id", "")), state, by, password)
        heads = self._heads(self.listed(view))
        return (snack, *heads, self.card(self.marking.row(opened)) if opened else gr.skip())

    def save(
        self, view: View, opened: str, by: str, password: str, event: gr.EventData
    ) -> tuple[Any, ...]:
        """A state was chosen on the card, or owner, note or proof written."""
        return self._changed(self.marking.save(sent(event), by, password), view, opened)

    def undo(
        self, view: View, opened: str, by: str, password: str, event: gr.EventData
    ) -> tuple[Any, ...]:
        """A change is taken back: the one the snack names, or the newest of a row."""
        asked = sent(event)
        if asked.get("batch"):
            snack = self.marking.undo(str(asked["batch"]), by, password)
        else:
            snack = self.marking.undo_last(str(asked.get("id", "")), by, password)
        return self._changed(snack, view, opened)

    def change_all(
        self, view: View, opened: str, by: str, password: str, event: gr.EventData
    ) -> tuple[Any, ...]:
        """The chosen rows, or all of the view, get what was filled in."""
        asked = sent(event)
        ids = [row.fact_id for row, _ in self.listed(view).shown.pairs]
        if not asked.get("all"):
            given = asked.get("ids")
            ids = [str(i) for i in given] if isinstance(given, list) else []
        return self._changed(self.marking.change_all(ids, asked, by, password), view, opened)

    def _changed(self, snack: str, view: View, opened: str) -> tuple[Any, ...]:
        card = self.card(self.marking.row(opened)) if opened else gr.skip()
        return (snack or gr.skip(), *self.show(view, opened), card)

    # --- exports ---

    def exporter(self, form: str) -> Callable[[View], str]:
        """A handler that writes the rows of the view to a new file of this form."""

        def export(view: View) -> str:
            folder = Path(tempfile.mkdtemp(prefix="edu-policy-"))
            path = folder / f"任务清单-{self.today():%Y%m%d}.{form}"
            rows = [row for row, _ in self.listed(view).shown.pairs]
            said = bar_html.in_words(view, self._named(view), self.words)
            self.assistant.export(rows, path, filter=said)
            return str(path)

        return export
