"""What the parts of the checklist's list do; what is shown travels with every call, nothing is kept between them."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.records import ChecklistRow
from assistant.ui.checklist import adding, bar_html, correcting, editor, list_html, listing
from assistant.ui.checklist.listing import Listed
from assistant.ui.checklist.marking import Marking, sent
from assistant.ui.checklist.view import FILTERS, View
from assistant.ui.refresh import stamp
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

    def draw(self, whole: bool, view: View, opened: str = "") -> tuple[Any, ...]:
        """Filters, quick views, what is shown in words, table, and the documents for a row added by hand. Not
        ``whole``: the table stays as it is, so that no row jumps."""
        found = self.listed(view, opened)
        heads = self._heads(found)
        if not whole:
            return (gr.skip(), *heads, gr.skip(), gr.skip())
        form, documents = gr.skip(), gr.skip()
        if view.form:
            form, documents = self.form(view), adding.choices(self.assistant)
        return (form, *heads, list_html.whole(found.shown, self.words), documents)

    @staticmethod
    async def take(handed: str, view: View) -> tuple[View, str]:
        """The view with what another tab handed over, and a stamp to draw it all. It and ``asker`` run on Gradio's
        own loop from reading the view to keeping the new one: no other change comes between."""
        return replace(view.took(handed), form=stamp()), stamp()

    @staticmethod
    def asker(by_form: bool) -> Callable[..., Awaitable[tuple[View, str]]]:
        """A handler for what the page asks for: the new view and a stamp to draw it. The form of filters is left alone
        where it says the view already: it asked itself (``by_form``) or no filter changed, and no drawing of an
        older form is on its way."""

        async def ask(
            whole: str, seen: str, view: View, event: gr.EventData
        ) -> tuple[View, str]:  # fmt: skip
            asked = sent(event)
            now = view.cleared() if asked.get("clear") else view.changed(asked)
            same = all(getattr(now, name) == getattr(view, name) for name in (*FILTERS, "sort"))
            said = (by_form or same) and (not view.form or whole == seen)
            form = "" if said else stamp()
            return replace(now, form=form), stamp()

        return ask

    # --- one row ---

    @staticmethod
    async def open(event: gr.EventData) -> tuple[str, str]:
        """The row that was clicked, and a stamp to draw its card."""
        return str(sent(event).get("id", "")), stamp()

    @staticmethod
    async def close() -> tuple[str, str]:
        """No row is open."""
        return "", stamp()

    def opened(self, whole: bool, fact_id: str) -> tuple[Any, ...]:
        """Card, its column, and the panel of a row; nothing where the row is gone. Not ``whole``: the card only, what
        is being typed into the panel stays."""
        row = self.marking.row(fact_id) if fact_id else None
        card, panel = self.card(row), self.correcting.fill(row)
        if not whole:
            return (card, gr.skip(), *[gr.skip()] * len(panel))
        return (card, gr.update(visible=row is not None), *panel)

    def card(self, row: ChecklistRow | None) -> str:
        """The card of a row; empty where there is none."""
        if row is None:
            return ""
        names = listing.owners(self.assistant.checklist(today=self.today()))
        return editor.panel(row, self.assistant.history(row.fact_id), names, self.words)

    # --- changes ---

    def tick(
        self, whole: str, seen: str, by: str, password: str, event: gr.EventData
    ) -> tuple[Any, ...]:  # fmt: skip
        """A box was ticked: done, or to be confirmed again. The table stays as it is, where no drawing that may not
        know of it is on its way."""
        asked = sent(event)
        state = "已完成" if asked.get("done") else "待确认"
        snack = self.marking.mark(str(asked.get("id", "")), state, by, password)
        stamps = (gr.skip(), stamp()) if whole == seen else (stamp(), gr.skip())
        return (snack, *stamps, stamp())

    def save(self, by: str, password: str, event: gr.EventData) -> tuple[Any, ...]:
        """A state was chosen on the card, or owner, note or proof written."""
        return self._changed(self.marking.save(sent(event), by, password))

    def undo(self, by: str, password: str, event: gr.EventData) -> tuple[Any, ...]:
        """A change is taken back: the one the snack names, or the newest of a row."""
        asked = sent(event)
        if asked.get("batch"):
            return self._changed(self.marking.undo(str(asked["batch"]), by, password))
        return self._changed(self.marking.undo_last(str(asked.get("id", "")), by, password))

    def change_all(
        self, view: View, by: str, password: str, event: gr.EventData
    ) -> tuple[Any, ...]:  # fmt: skip
        """The chosen rows, or all of the view, get what was filled in."""
        asked = sent(event)
        ids = [row.fact_id for row, _ in self.listed(view).shown.pairs]
        if not asked.get("all"):
            given = asked.get("ids")
            ids = [str(i) for i in given] if isinstance(given, list) else []
        return self._changed(self.marking.change_all(ids, asked, by, password))

    @staticmethod
    def _changed(snack: str) -> tuple[Any, ...]:
        """What was done, and stamps to draw list and card."""
        return (snack or gr.skip(), stamp(), stamp())

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
