"""What the page does to rows: state, note, proof and owner of one or many, and the way back. One change, one undo.

Every handler checks the password itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.records import STATES, ChecklistRow
from assistant.ui.checklist import editor
from assistant.ui.checklist.fact_form import in_words
from assistant.ui.checklist.saying import what
from assistant.ui.strings.words import Words
from ingest.errors import PolicyError

if TYPE_CHECKING:
    from assistant import PolicyAssistant

Fields = Mapping[str, Any]
"""What a browser sent: nothing of it is trusted."""


class Marking:
    """Changes of rows; each gives the snack line that says what was done and offers the way back."""

    def __init__(self, assistant: PolicyAssistant, workshop: Any, words: Words) -> None:
        self.assistant = assistant
        self.workshop = workshop
        self.words = words

    def check(self, password: str) -> None:
        """From another machine, changing needs the administrator's password."""
        if not self.workshop.may_edit(password or ""):
            raise gr.Error(self.words("password_needed"), print_exception=False)

    def row(self, fact_id: str) -> ChecklistRow | None:
        """A row by its id, rejected ones too."""
        for rejected in (False, True):  # what is not rejected is held in memory
            rows = self.assistant.checklist(rejected=rejected)
            if found := next((r for r in rows if r.fact_id == fact_id), None):
                return found
        return None

    # --- one row ---

    def mark(self, fact_id: str, state: str, by: str, password: str) -> str:
        """Sets a row's state."""
        return self.save({"id": fact_id, "state": state}, by, password)

    def save(self, fields: Fields, by: str, password: str) -> str:
        """Writes state, owner, note and proof where they are given and differ from what is stored: one change."""
        self.check(password)
        row = self.row(str(fields.get("id", "")))
        if row is None or row.rejected:
            return ""
        before = {
            "state": str(row.state), "owner": row.fact.owner, "note": editor.plain_note(row), "proof": row.proof,
        }  # fmt: skip
        now = {name: str(fields.get(name, old)).strip() for name, old in before.items()}
        changes = {name: value for name, value in now.items() if value != before[name].strip()}
        if not changes or changes.get("state", row.state) not in STATES:
            return ""
        batch = self._change([row.fact_id], by, **changes)
        if "state" not in changes:
            return self.told(self.words("told_saved", what=_short(row)), batch)
        name = self.words(f"state_{changes['state']}")
        return self.told(self.words("told_state", state=name, what=_short(row)), batch)

    def undo_last(self, fact_id: str, by: str, password: str) -> str:
        """Takes the newest change of a row back."""
        self.check(password)
        self._run(self.assistant.undo_last, fact_id, by=_name(by))
        return self.told(self.words("told_undone"))

    # --- many rows ---

    def change_all(self, ids: Sequence[str], fields: Fields, by: str, password: str) -> str:
        """Writes what was filled in to every row; a field left empty stays as it is."""
        self.check(password)
        given = {
            name: str(fields.get(name, "")).strip() for name in ("state", "owner", "note", "proof")
        }
        changes = {name: value for name, value in given.items() if value}
        if not ids or not changes or changes.get("state", STATES[0]) not in STATES:
            raise gr.Error(self.words("bulk_nothing"), print_exception=False)
        batch = self._change(ids, by, **changes)
        return self.told(self.words("told_bulk", count=len(ids)), batch)

    def undo(self, batch: str, by: str, password: str) -> str:
        """Takes one change of one or many rows back."""
        self.check(password)
        undone = self._run(self.assistant.undo, batch, by=_name(by))
        if undone.kept:
            return self.told(self.words("told_undone_kept", count=len(undone.kept)))
        return self.told(self.words("told_undone"))

    # --- how it is said ---

    def told(self, said: str, batch: str = "") -> str:
        """The snack line; with a batch, a button that takes it back."""
        back = (
            f'<button type="button" class="act" data-undo="{escape(batch)}">{escape(self.words("undo"))}</button>'
            if batch
            else ""
        )
        close = escape(self.words("dismiss"))
        return (
            f'<div class="line" role="status"><span>{escape(said)}</span>{back}'
            f'<button type="button" class="off" aria-label="{close}"><span aria-hidden="true">×</span></button></div>'
        )

    def _change(self, ids: Sequence[str], by: str, **fields: str) -> str:
        return str(self._run(self.assistant.mark_all, ids, by=_name(by), **fields))

    @staticmethod
    def _run(change: Any, *values: Any, **more: Any) -> Any:
        try:
            return change(*values, **more)
        except PolicyError as error:
            raise in_words(error) from error


def sent(event: Any) -> dict[str, Any]:
    """What a browser sent with an event; an empty dict where it sent anything else."""
    data = getattr(event, "_data", None)
    return {str(key): value for key, value in data.items()} if isinstance(data, dict) else {}


def _name(by: str) -> str:
    return (by or "").strip()


def _short(row: ChecklistRow, most: int = 30) -> str:
    said = what(row)
    return said if len(said) <= most else f"{said[:most]}…"
