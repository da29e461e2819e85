"""What the review queue's parts on the page do; the handlers that change the library check the password themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.checklist import fact_form
from assistant.ui.review import bulk as review_bulk
from assistant.ui.review import card as review_card
from assistant.ui.review import filters as review_filters
from assistant.ui.review import list_html
from assistant.ui.review import propose as review_propose
from assistant.ui.review.filters import Shown
from assistant.ui.strings.words import Words
from ingest.errors import PolicyError

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from ingest.store.rows import ReviewItem

Adding = tuple[str, str]
"""The item for which the form is open, and the kind of row that it adds."""
CLOSED: Adding = ("", "")


class Reviewing:
    """The handlers of the queue; those that change the library check the password themselves."""

    def __init__(self, assistant: PolicyAssistant, workshop: Any, words: Words) -> None:
        self.assistant = assistant
        self.workshop = workshop
        self.words = words

    # --- the list ---

    def items(self, document: str = "", settled: bool = False) -> tuple[ReviewItem, ...]:
        """The queue of one document or all."""
        asked = (document,) if document else None
        return self.assistant.review_queue(asked, settled=settled)

    def show(self, *filters: Any) -> tuple[Any, ...]:
        """The table, its count, the choices with their counts, and what can be settled at once."""
        return self._shown(Shown(*filters))

    def _shown(self, asked: Shown) -> tuple[Any, ...]:
        everything = self.items(asked.document, asked.settled)
        reasons = review_filters.reason_choices(asked.of_verdict(everything), self.words)
        kept: dict[
            str, Any
        ] = {}  # a reason that is still offered is not written: another may be chosen meanwhile
        if asked.reason not in {reason for _, reason in reasons} and not asked.settled:
            asked, kept = replace(asked, reason=""), {"value": ""}
        items = asked.of(everything)
        waiting = sum(not item.settled_at for item in items)
        said = self.words("review_counts", count=waiting) if items else self._empty(everything)
        at_once = review_bulk.waiting(asked, everything)
        return (
            [self._cells(item) for item in items], said,
            gr.update(choices=review_filters.verdict_choices(everything, self.words)),
            gr.update(choices=reasons, **kept),
            gr.update(visible=bool(at_once)), gr.update(visible=False),
        )  # fmt: skip

    def _empty(self, everything: tuple[ReviewItem, ...]) -> str:
        return self.words("review_empty_here" if everything else "review_empty")

    def refresh(self, *filters: Any) -> tuple[Any, ...]:
        """The choices of documents too."""
        choices = review_filters.document_choices(self.items(settled=True), self.words)
        model = gr.update(visible=self.assistant.may_propose)
        return (gr.update(choices=choices), *self.show(*filters), model)

    def _cells(self, item: ReviewItem) -> list[str]:
        reason, said = item.reason, item.quote
        if item.settled_at:
            reason = self.words("not_accepted" if item.proposed else "settled_mark")
        if item.proposed:
            said = f"{review_card.proposed(item, self.words)} ← {item.quote}"
        return [item.document_title or item.source, said, reason, address(item)]

    def _find(self, chosen: str) -> ReviewItem | None:
        return next((i for i in self.items(settled=True) if address(i) == chosen), None)

    # --- events ---

    def open(self, chosen: str) -> tuple[Any, ...]:
        """The card and the actions of an item by its address; where it has left the queue, nothing."""
        item = self._find(chosen) if chosen else None
        hidden = gr.update(visible=False)
        if item is None:
            return ("", hidden, *[hidden] * len(review_card.ACTIONS), hidden, "", hidden, CLOSED)
        can = review_card.actions(item)
        return (
            self._card(chosen, item), gr.update(visible=True),
            *(
                gr.update(visible=name in can, value=self.words(review_card.label(name, item)))
                for name in review_card.ACTIONS
            ),
            gr.update(visible=True), "", hidden, CLOSED,
        )  # fmt: skip

    def _card(self, chosen: str, item: ReviewItem) -> str:
        return list_html.card(chosen, review_card.card(item, self.words), self.words)

    def opener(self, kind: str) -> Any:
        """A handler that opens the form with what the sentence offers."""

        def open_form(chosen: str) -> tuple[Any, ...]:
            item = self._find(chosen)
            if item is None:
                return (gr.update(visible=False), "", CLOSED, *[gr.skip()] * len(fact_form.FIELDS))
            offer = self.assistant.offer(item.document_id, item.start, item.end, kind)
            if item.proposed:
                offer = dict(item.fields)
            title = f"**{self.words(f'add_{kind}')}** {self.words('add_hint')}"
            return (
                gr.update(visible=True), title, (chosen, kind), *fact_form.filled(kind, offer),
            )  # fmt: skip

        return open_form

    def save(self, adding: Adding, by: str, note: str, password: str, *values: str) -> None:
        """Adds the row."""
        self._check(password)
        chosen, kind = adding
        item = self._find(chosen)
        if item is None:
            return
        fields = fact_form.typed(kind, values)
        who = {"by": (by or "").strip(), "note": (note or "").strip()}
        if item.proposed:
            self._run(self.assistant.accept, item.id, fields, start=item.start, **who)
        else:
            given = {n: v for n, v in fields.items() if v}
            place = (item.document_id, item.start, item.end)
            self._run(self.assistant.add_fact, *place, kind, given, **who)
        gr.Info(self.words("row_added"))

    def accept(self, chosen: str, by: str, note: str, password: str) -> None:
        """Makes a proposal a row as it stands."""
        self._check(password)
        item = self._find(chosen)
        if item is not None:
            who = {"by": (by or "").strip(), "note": (note or "").strip()}
            self._run(self.assistant.accept, item.id, start=item.start, **who)
            gr.Info(self.words("row_added"))

    def propose(self, password: str, *filters: Any) -> Iterator[tuple[str, Any, Any]]:
        """Asks the language model about the sentences that are shown."""
        self._check(password)
        yield from review_propose.proposing(self.assistant, Shown(*filters), self.words)

    def settle(self, chosen: str, by: str, note: str, password: str) -> None:
        """Nothing is to be done with the item."""
        self._change(
            self.assistant.settle, chosen, password, "row_settled", by=by or "", note=note or ""
        )

    def unsettle(self, chosen: str, by: str, note: str, password: str) -> None:
        """The item waits again."""
        self._change(self.assistant.unsettle, chosen, password, "row_waits", by=by or "")

    def withdraw(self, chosen: str, by: str, note: str, password: str) -> None:
        """Takes back what a person did to a changed or vanished row."""
        self._change(self.assistant.withdraw, chosen, password, "row_withdrawn", by=by or "")

    # --- all rows of one reason and document ---

    def ask_bulk(self, *filters: Any) -> tuple[Any, ...]:
        """Asks before the rows that are shown are settled."""
        asked = Shown(*filters)
        items = self.items(asked.document)
        ids = review_bulk.waiting(asked, items)
        title = next((i.document_title or i.source for i in items), asked.document)
        said = self.words("bulk_ask", count=len(ids), reason=asked.reason, document=title)
        return gr.update(visible=bool(ids)), said, ids

    def settle_bulk(self, ids: tuple[str, ...], by: str, password: str) -> tuple[Any, ...]:
        """Settles each of the rows that were asked about; they can be taken back at once."""
        self._check(password)
        note = self.words("bulk_note")
        self._run(self.assistant.settle_all, ids, by=(by or "").strip(), note=note)
        gr.Info(self.words("bulk_settled", count=len(ids)))
        undo = gr.update(visible=True, value=self.words("bulk_undo_n", count=len(ids)))
        return ids, undo

    def unsettle_bulk(self, ids: tuple[str, ...], by: str, password: str) -> tuple[Any, ...]:
        """Lets the rows that were settled last wait again."""
        self._check(password)
        self._run(self.assistant.unsettle_all, ids, by=(by or "").strip())
        gr.Info(self.words("row_waits"))
        return (), gr.update(visible=False)

    def _change(self, change: Any, chosen: str, password: str, said: str, **more: str) -> None:
        self._check(password)
        item = self._find(chosen)
        if item is not None:
            self._run(change, item.id, **{name: value.strip() for name, value in more.items()})
            gr.Info(self.words(said))

    @staticmethod
    def _run(change: Any, *values: Any, **more: Any) -> None:
        try:
            change(*values, **more)
        except PolicyError as error:
            raise fact_form.in_words(error) from error

    def _check(self, password: str) -> None:
        if not self.workshop.may_edit(password or ""):
            raise gr.Error(self.words("password_needed"), print_exception=False)


def address(item: ReviewItem) -> str:
    """Names one line of the table: equal sentences of a document share their item, not their place."""
    return f"{item.id}@{item.document_id}:{item.start}"
