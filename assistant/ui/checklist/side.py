"""The side of calendar and progress: the card of a row with its states, or all rows of a day; what was done can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.records import STATES, ChecklistRow
from assistant.ui.checklist import details, signs
from assistant.ui.checklist.clicks import button
from assistant.ui.strings.words import Words
from ingest.errors import PolicyError

if TYPE_CHECKING:
    from assistant import PolicyAssistant


class Side:
    """Opens and marks rows; each change checks the password itself."""

    def __init__(self, assistant: PolicyAssistant, workshop: Any, words: Words) -> None:
        self.assistant = assistant
        self.workshop = workshop
        self.words = words

    def opened(self, fact_id: str, told: str = "") -> str:
        """The card of a row; says so where the row is gone."""
        row = self._row(fact_id)
        if row is None:
            return self._framed(self.words("plan_row_gone"), "")
        card = details.card(row, self.assistant.history(fact_id), self.words)
        return self._framed("", f"{told}{_states(row, self.words)}{card}")

    def listed(self, head: str, html: str) -> str:
        """Rows under a heading."""
        return self._framed(head, html)

    def mark(self, fact_id: str, state: str, password: str) -> str:
        """Sets a state, keeping the note; the card with the way back.

        Raises:
            gr.Error: the password is missing, or the row is gone.
        """
        self.check(password)
        row = self._row(fact_id)
        if row is None or state not in STATES:
            return self.opened(fact_id)
        if state != row.state:
            self._write(row, state)
        told = escape(self.words("plan_marked_as", state=self.words(_key(state))))
        undo = button(
            "undo",
            escape(self.words("plan_undo")),
            key="undo",
            kind="act",
            id=fact_id,
            state=row.state,
        )
        return self.opened(fact_id, f'<p class="told" role="status">{told} {undo}</p>')

    def undo(self, fact_id: str, state: str, password: str) -> str:
        """The state as it was before; the history keeps both.

        Raises:
            gr.Error: the password is missing.
        """
        self.check(password)
        row = self._row(fact_id)
        if row is not None and state in STATES:
            self._write(row, state)
        told = escape(self.words("plan_undone", state=self.words(_key(state)) if row else ""))
        return self.opened(fact_id, f'<p class="told" role="status">{told}</p>')

    def check(self, password: str) -> None:
        """From another machine, changing anything needs the administrator's password."""
        if not self.workshop.may_edit(password or ""):
            raise gr.Error(self.words("password_needed"), print_exception=False)

    def _write(self, row: ChecklistRow, state: str) -> None:
        note = row.note.removeprefix(row.flag).lstrip("；")
        try:
            self.assistant.mark(row.fact_id, state, by=row.by, note=note)
        except PolicyError as error:
            raise gr.Error(str(error), print_exception=False) from error

    def _row(self, fact_id: str) -> ChecklistRow | None:
        rows: Sequence[ChecklistRow] = self.assistant.checklist(rejected=True)
        return next((r for r in rows if r.fact_id == fact_id), None)

    def _framed(self, head: str, html: str) -> str:
        close = button(
            "close", f"✕ {escape(self.words('plan_close'))}", key="close", kind="act closing"
        )
        name = escape(head or self.words("plan_card_head"))
        return (
            f'<section class="side" aria-label="{name}"><div class="side-head">'
            f'<h4 tabindex="-1" data-focus>{name}</h4>{close}</div>{html}</section>'
        )


def _states(row: ChecklistRow, words: Words) -> str:
    """The states as buttons, the present one pressed."""
    if row.rejected:
        return ""
    made = []
    for state in STATES:
        sign = signs.SIGNS[state]
        text = f'<i class="sign" aria-hidden="true">{sign.mark}</i>{escape(words(_key(state)))}'
        now = state == row.state
        one = button(
            "state", text, key=f"state-{sign.name}", kind=f"act s-{sign.name}{' on' if now else ''}",
            id=row.fact_id, state=state,
        )  # fmt: skip
        made.append(one.replace("<button ", f'<button aria-pressed="{str(now).lower()}" ', 1))
    late = f'<span class="late">! {escape(words("overdue"))}</span>' if row.overdue else ""
    return (
        f'<div class="states" role="group" aria-label="{escape(words("plan_set_state"))}">'
        f"{''.join(made)}{late}</div>"
    )


def _key(state: str) -> str:
    """The key of a state's words."""
    return f"sign_{signs.SIGNS[state].name}"  # type: ignore[index]
