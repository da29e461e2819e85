"""The panel of one document: what is known of it and in it, and the form that corrects it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.documents import about, metadata_form
from assistant.ui.documents.guarded import Guarded, refusal, said
from assistant.ui.documents.listing import DocumentList
from assistant.ui.strings.words import Words
from ingest import edits

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from assistant.ui.page import Workshop

Seen = tuple[str, str, tuple[str, ...]]
"""What the form was filled from: source, document id, and the values as they were shown."""
NOTHING: Seen = ("", "", ())


@dataclass(frozen=True, slots=True)
class Parts:
    """The panel's parts that are filled; ``boxes`` by field."""

    card: Any
    form: Any
    insides: Any
    actions: Any
    undo: Any
    seen: Any
    boxes: dict[str, Any]

    @property
    def outputs(self) -> list[Any]:
        """In the order in which ``OneDocument.panel`` fills them."""
        fixed = [self.card, self.form, self.insides, self.actions, self.undo, self.seen]
        return fixed + list(self.boxes.values())


class OneDocument(Guarded):
    """The panel's handlers."""

    boxes: dict[str, Any]
    """The form's boxes by field."""

    def __init__(
        self, assistant: PolicyAssistant, workshop: Workshop, words: Words, files: DocumentList
    ) -> None:
        super().__init__(assistant, workshop, words)
        self.list = files

    def panel(self, source: str | None, *, undo: bool = False) -> tuple[Any, ...]:
        """The parts of the panel for a file; ``undo``: its last change can be taken back."""
        outcome, document = self.list.find(source)
        boxes = metadata_form.values(document.metadata if document else None, self.boxes)
        shown, hidden = gr.update(visible=True), gr.update(visible=False)
        if outcome is None:
            gone = f'<p class="empty">{self.words("document_gone")}</p>'
            return (gone, hidden, "", hidden, hidden, NOTHING, *boxes)
        card = self.card(source)
        if document is None:
            seen = (outcome.source, "", tuple(boxes))
            return (card, hidden, "", hidden, hidden, seen, *boxes)
        inside = about.insides(self.assistant, document.id, self.words)
        seen = (outcome.source, document.id, tuple(boxes))
        return (card, shown, inside, shown, gr.update(visible=undo), seen, *boxes)

    def card(self, source: str | None) -> str:
        """The card of a file, as HTML."""
        outcome, document = self.list.find(source)
        if outcome is None:
            return ""
        facts = self.assistant.fact_counts().get(document.id, (0, 0)) if document else (0, 0)
        status = self.list.status(outcome, document)
        return about.card(outcome, document, status, self.words, facts)

    def save(self, password: str | None, seen: Seen, *typed: str) -> tuple[Any, ...]:
        """Writes what a person changed, and says what that was; returns how to take it back, then the panel.

        Changed is what differs from what was shown: the library may have learnt more meanwhile.
        """
        self.check(password)
        source, before = seen[0], {}
        _, document = self.list.find(source)
        if document is None:
            raise refusal(self.words("document_gone"))
        changes = said(metadata_form.changes)(document.metadata, self.boxes, seen[2], typed)
        if changes:
            before = metadata_form.before(document.metadata, changes)
            said(self.workshop.set_metadata)(document.id, changes)
            gr.Info(self.words("metadata_saved", fields=self._names(changes)))
        else:
            gr.Info(self.words("nothing_changed"))
        return ((source, before), *self.panel(source, undo=bool(before)))

    def take_back(self, password: str | None, last: tuple[str, dict[str, str]]) -> tuple[Any, ...]:
        """Gives the fields of the last change their values from before it."""
        self.check(password)
        source, before = last
        _, document = self.list.find(source)
        if document is None:
            raise refusal(self.words("document_gone"))
        said(self.workshop.set_metadata)(document.id, said(edits.read_edits)(before))
        gr.Info(self.words("edit_undone", fields=self._names(before)))
        return (NO_CHANGE, *self.panel(source))

    def _names(self, fields: Any) -> str:
        return "、".join(self.words(f"field_{field}") for field in fields)


NO_CHANGE: tuple[str, dict[str, str]] = ("", {})
"""Nothing to take back."""


def lay_out(words: Words, seen: Any) -> tuple[Parts, dict[str, Any]]:
    """Lays the panel out; its parts, and its buttons by name."""
    card = gr.HTML(elem_id="about")
    with gr.Row(visible=False, elem_id="document-actions") as actions:
        buttons = {
            "facts": gr.Button(words("facts_see"), size="sm", elem_id="document-facts"),
            "again": gr.Button(words("read_again"), size="sm", elem_id="read-again"),
        }
    with gr.Accordion(words("edit_fold"), open=False, visible=False, elem_id="metadata") as form:
        boxes = metadata_form.fields(words)
        with gr.Row():
            buttons["save"] = gr.Button(
                words("save_metadata"), variant="primary", elem_id="save-metadata"
            )
            buttons["undo"] = gr.Button(words("edit_undo"), visible=False, elem_id="undo-metadata")
    insides = gr.HTML(elem_id="insides")
    buttons["remove"] = gr.Button(words("remove"), size="sm", elem_id="remove")
    return Parts(card, form, insides, actions, buttons["undo"], seen, boxes), buttons
