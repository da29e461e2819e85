"""The panel under a picked row: correct its fields, reject it with a reason, take the last edit back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.records import ChecklistRow
from assistant.ui.checklist import fact_form
from assistant.ui.strings.words import Words
from ingest import fact_edits
from ingest.errors import PolicyError, SettingsError

if TYPE_CHECKING:
    from assistant import PolicyAssistant

Shown = tuple[str, str, dict[str, str]]
"""What the form was filled from: fact id, kind, and the values as they were shown."""
NOTHING: Shown = ("", "", {})


@dataclass(frozen=True, slots=True)
class Panel:
    """The panel's parts that handlers fill and read."""

    whole: Any
    form: Any
    reasons: Any
    note: Any
    reason: Any
    save: Any
    reject: Any
    withdraw: Any
    shown: Any
    boxes: dict[str, Any]

    @property
    def outputs(self) -> list[Any]:
        """What ``Correcting.fill`` gives, in order."""
        return [
            self.whole, self.form, self.reasons, self.note, self.reason, self.withdraw, self.shown,
            *self.boxes.values(),
        ]  # fmt: skip


def build(words: Words) -> Panel:
    """Lays the panel out, hidden until a row is picked."""
    with gr.Accordion(words("edit_row"), open=False, visible=False, elem_id="edit-row") as whole:
        withdraw = gr.Button(
            words("withdraw_correct"), size="sm", visible=False, elem_id="withdraw"
        )
        with gr.Column() as form:
            gr.Markdown(words("edit_row_hint"))
            boxes = fact_form.build(words, "edit")
            with gr.Row():
                note = gr.Textbox(label=words("edit_note"), scale=3, min_width=240, max_lines=3)
                save = gr.Button(
                    words("save_correction"), variant="primary", scale=1, min_width=120,
                    elem_id="save-correction",
                )  # fmt: skip
        with gr.Row() as reasons:
            reason = gr.Textbox(
                label=words("reject_reason"), placeholder=words("reject_reason_hint"), scale=3,
                min_width=240, max_lines=3, elem_id="reject-reason",
            )  # fmt: skip
            reject = gr.Button(
                words("reject"), variant="stop", scale=1, min_width=120, elem_id="reject"
            )
    shown = gr.State(NOTHING)
    return Panel(whole, form, reasons, note, reason, save, reject, withdraw, shown, boxes)


class Correcting:
    """The panel's handlers; each checks the password itself."""

    def __init__(self, assistant: PolicyAssistant, workshop: Any, words: Words) -> None:
        self.assistant = assistant
        self.workshop = workshop
        self.words = words

    def fill(self, row: ChecklistRow | None) -> tuple[Any, ...]:
        """The panel for a row; hidden where there is none. A rejected row can only be taken back."""
        if row is None:
            hidden = gr.update(visible=False)
            return (hidden, gr.skip(), gr.skip(), "", "", hidden, NOTHING, *self._empty())
        fields = fact_edits.written(row.fact)
        undo = gr.update(visible=row.rejected or row.origin != "machine", value=self._undo(row))
        return (
            gr.update(visible=True), gr.update(visible=not row.rejected),
            gr.update(visible=not row.rejected), "", "", undo, (row.fact_id, row.fact.kind, fields),
            *fact_form.filled(row.fact.kind, fields),
        )  # fmt: skip

    def _empty(self) -> list[Any]:
        return [gr.skip() for _ in fact_form.FIELDS]

    def _undo(self, row: ChecklistRow) -> str:
        """What the button takes back, as the store does it: one step at a time."""
        if row.rejected:
            return self.words("withdraw_reject")
        edit = self.assistant.edits().get(row.fact_id)
        return self.words("withdraw_correct" if edit and edit.fields else "withdraw_add")

    # --- events ---

    def save(self, shown: Shown, by: str, note: str, password: str, *values: str) -> None:
        """Writes what was changed in the form."""
        fact_id, kind, fields = shown
        self.check(password)
        if not fact_id:
            return
        changes = fact_form.changed(kind, fields, values)
        if not changes:
            gr.Info(self.words("nothing_changed"))
            return
        try:
            self.assistant.correct(
                fact_id, changes, by=(by or "").strip(), note=(note or "").strip()
            )
        except PolicyError as error:
            raise fact_form.in_words(error) from error
        names = self.words("comma").join(self.words(f"fact_{field}") for field in changes)
        gr.Info(self.words("corrected", fields=names))

    def reject(self, shown: Shown, by: str, reason: str, password: str) -> None:
        """Takes the row out; without a reason it says that one is needed."""
        self.check(password)
        if not shown[0]:
            return
        try:
            self.assistant.reject(shown[0], by=(by or "").strip(), note=(reason or "").strip())
        except SettingsError as error:
            raise fact_form.in_words(error) from error
        gr.Info(self.words("row_rejected"))

    def withdraw(self, shown: Shown, by: str, password: str) -> None:
        """Takes the newest edit of the row back."""
        self.check(password)
        if not shown[0]:
            return
        try:
            taken = self.assistant.withdraw(shown[0], by=(by or "").strip())
        except PolicyError as error:
            raise fact_form.in_words(error) from error
        gr.Info(self.words(f"withdrawn_{taken}"))

    def check(self, password: str) -> None:
        """From another machine, editing needs the administrator's password."""
        if not self.workshop.may_edit(password or ""):
            raise gr.Error(self.words("password_needed"), print_exception=False)
