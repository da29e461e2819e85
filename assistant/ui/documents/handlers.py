"""The handlers of the documents tab: each gives values for parts that tab.py lays out."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui import handover
from assistant.ui.documents import table
from assistant.ui.documents.guarded import refusal
from assistant.ui.documents.listing import SORTS, Asked, DocumentList
from assistant.ui.documents.one import OneDocument, Seen
from assistant.ui.documents.removing import Removing
from assistant.ui.documents.taking import Taking
from assistant.ui.snack import Snack
from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from assistant.ui.page import Workshop

FILTERS = ("group", "year", "kind", "issuer", "problem")
"""The filters in the order in which handlers take them."""
MOST_FIRST = frozenset({"pages", "facts"})
"""Columns that begin with the greatest."""
LIST_EVERY, ENDED = 20, 1_000_000
"""While files come in the list is read anew after so many of them, and at the end."""
Runs = tuple[tuple[str, ...], int]
"""The runs that a page shows, the newest first, and how far they were when its list was read."""
NO_RUNS: Runs = ((), -1)
Look = dict[str, Any]
"""How the list is looked at: ``sort``, ``down``, ``page``."""


class Documents:
    """The tab: its list, the panel of one document, what comes in and what goes."""

    def __init__(self, assistant: PolicyAssistant, workshop: Workshop, words: Words) -> None:
        self.assistant = assistant
        self.words = words
        self.list = DocumentList(assistant, workshop.reads_scans, words)
        self.one = OneDocument(assistant, workshop, words, self.list)
        self.taking = Taking(assistant, workshop, words)
        self.removing = Removing(assistant, workshop, words)

    # --- the list ---

    def show(self, look: Look, search: str = "", *filters: Any) -> tuple[Any, ...]:
        """Counts, table, choices of the filters, whether samples can be removed, whether to look again,
        a stamp."""
        asked = _asked(look, search, filters)
        listing = self.list.read(asked)
        shown = table.table(listing, self.words)
        choices = [
            gr.update(choices=listing.choices[name], value=_kept(listing.choices[name], value))
            for name, value in zip(FILTERS[:-1], filters or ("",) * 4, strict=False)
        ]
        return (
            listing.counts, shown, *choices, gr.update(visible=self.list.has_samples()),
            gr.Timer(active=listing.waits), str(hash(listing.counts + shown)),
        )  # fmt: skip

    def first_page(self, look: Look, search: str, *filters: Any) -> tuple[Any, ...]:
        """The list after another filter."""
        look = {**look, "page": 1}
        return (look, *self.show(look, search, *filters))

    def turn(
        self, look: Look, search: str, group: str, year: str, kind: str, issuer: str, problem: bool,
        event: gr.EventData,
    ) -> tuple[Any, ...]:  # fmt: skip
        """A click on a column's name, on the pager, or on “clear”."""
        what, value = event._data.get("what"), str(event._data.get("value", ""))
        if what == "clear":
            return ({**look, "page": 1}, "", "", "", "", "", False)
        if what == "sort" and value in SORTS:
            down = not look["down"] if look["sort"] == value else value in MOST_FIRST
            look = {"sort": value, "down": down, "page": 1}
        elif what == "page" and value.isdigit():
            look = {**look, "page": max(1, int(value))}
        return (look, search, group, year, kind, issuer, problem)

    def tick(self, seen: Seen, stamp: str, *asked: Any) -> tuple[Any, ...]:
        """The list where it has changed; the panel only where its document came or changed its bytes.

        What a person is typing into the form is left alone.
        """
        rest = 6 + len(self.one.boxes)
        listing = self.show(*asked)
        if listing[-1] == stamp:
            return tuple([gr.skip()] * (len(listing) + rest))
        source, identity = seen[0], seen[1]
        outcome, document = self.list.find(source)
        if outcome is None or not source:
            return (*listing, *[gr.skip()] * rest)
        if (document.id if document else "") == identity:
            return (*listing, self.one.card(source), *[gr.skip()] * (rest - 1))
        return (*listing, *self.one.panel(source))

    # --- files come in ---

    def upload(self, runs: Runs, password: str | None, event: gr.EventData) -> tuple[Any, ...]:
        """What was dropped or chosen."""
        return self._started(runs, self.taking.upload(event._data or {}, password))

    def folder(self, runs: Runs, typed: str | None, password: str | None) -> tuple[Any, ...]:
        """A folder of this machine."""
        return self._started(runs, self.taking.folder(typed, password))

    def again_all(self, runs: Runs, password: str | None) -> tuple[Any, ...]:
        """Every document, read anew."""
        return self._started(runs, self.taking.again(None, password))

    def again(self, runs: Runs, seen: Seen, password: str | None) -> tuple[Any, ...]:
        """The document of the panel, read anew; the list is shown meanwhile."""
        return (*self._started(runs, self.taking.again([seen[0]], password)), *self.back())

    def run_at_work(self) -> tuple[Any, ...]:
        """A page that is opened while files are read shows how far they are."""
        return self._started(NO_RUNS, self.taking.at_work())

    def run_clicked(self, runs: Runs, password: str | None, event: gr.EventData) -> tuple[Any, ...]:
        """Calls a run off, or puts its panel away."""
        wanted = str(event._data.get("run", ""))
        found = self.taking.find(wanted) if wanted in runs[0] else None
        if event._data.get("what") == "close" or found is None:
            return self._shown((tuple(one for one in runs[0] if one != wanted), runs[1]))
        self.taking.check(password)
        found.call_off()
        return self._shown(runs)

    def run_tick(self, runs: Runs, *asked: Any) -> tuple[Any, ...]:
        """The runs as they are now; the list too where more files have come in."""
        seen = self.taking.look(runs[0])
        stage = sum(one.settled // LIST_EVERY + ENDED * one.ended for one in seen)
        shown = self._shown((runs[0], stage))
        return (*shown, *(self.show(*asked) if stage != runs[1] else [gr.skip()] * 9))

    def _started(self, runs: Runs, run_id: str) -> tuple[Any, ...]:
        if not run_id:
            return gr.skip(), gr.skip(), gr.skip()
        return self._shown(((run_id, *(one for one in runs[0] if one != run_id)), -1))

    def _shown(self, runs: Runs) -> tuple[Any, ...]:
        seen = self.taking.look(runs[0])
        known = tuple(one.id for one in seen)
        ticks = gr.Timer(active=any(not one.ended for one in seen))
        return (known, runs[1]), self.taking.panel(seen), ticks

    # --- one document ---

    def open(self, event: gr.EventData) -> tuple[Any, ...]:
        """The panel of a file takes the place of the list."""
        shown, hidden = gr.update(visible=True), gr.update(visible=False)
        return (hidden, shown, *self.one.panel(str(event._data.get("source", ""))))

    def back(self) -> tuple[Any, ...]:
        """The list again."""
        return gr.update(visible=True), gr.update(visible=False)

    def hand_over_seen(self, seen: Seen) -> tuple[Any, Any]:
        """The rows of the panel's document, to the checklist."""
        return self._hand_over(seen[0])

    def hand_over(self, event: gr.EventData) -> tuple[Any, Any]:
        """The rows of a document of the list, to the checklist."""
        return self._hand_over(str(event._data.get("source", "")))

    def _hand_over(self, source: str) -> tuple[Any, Any]:
        outcome, document = self.list.find(source)
        if document is None or outcome is None:
            raise refusal(self.words("document_gone"))
        ids = [fact.id for fact in self.assistant.facts_of(document.id)]
        title = self.list.name(outcome, document)
        return handover.write(ids, title, uuid.uuid4().hex), gr.Tabs(selected="checklist")

    # --- going and coming back ---

    def remove_one(self, seen: Seen, password: str | None) -> tuple[Any, ...]:
        """The document of the panel goes at once; a line offers it back."""
        return self._gone(*self.removing.remove([seen[0]], password), password)

    def remove_many(self, password: str | None, event: gr.EventData) -> tuple[Any, ...]:
        """Those that are ticked."""
        sources = [str(source) for source in event._data.get("sources", ())]
        return self._gone(*self.removing.remove(sources, password), password)

    def remove_samples(self, password: str | None) -> tuple[Any, ...]:
        """All samples."""
        return self._gone(*self.removing.remove_samples(password), password)

    def restore_last(self, undone: tuple[int, ...], password: str | None) -> tuple[Any, ...]:
        """What the line speaks of comes back."""
        return self._back_again(self.removing.restore(undone, password), password)

    def restore_one(self, password: str | None, event: gr.EventData) -> tuple[Any, ...]:
        """One of the list of what was removed lately."""
        removed_id = str(event._data.get("id", ""))
        ids = [int(removed_id)] if removed_id.isdigit() else []
        return self._back_again(self.removing.restore(ids, password), password)

    def _gone(self, kept: tuple[int, ...], sentence: str, password: str | None) -> tuple[Any, ...]:
        line = Snack.said(sentence, undo=bool(kept))
        return (kept, *line, *self.back(), self.removing.listing(password))

    def _back_again(self, sentence: str, password: str | None) -> tuple[Any, ...]:
        line = Snack.said(sentence, undo=False)
        return ((), *line, *self.back(), self.removing.listing(password))


def _asked(look: Look, search: str, filters: tuple[Any, ...]) -> Asked:
    values = dict(zip(FILTERS, filters, strict=False))
    group, year, kind, issuer = (str(values.get(name) or "") for name in FILTERS[:-1])
    return Asked(
        search or "", group, year, kind, issuer, bool(values.get("problem")),
        str(look["sort"]), bool(look["down"]), int(look["page"]),
    )  # fmt: skip


def _kept(choices: list[tuple[str, str]], value: str | None) -> str:
    """The chosen value where it is still offered."""
    return value if value and any(value == one for _, one in choices) else ""
