"""The side of calendar and progress: the card of a row with its states, or all rows of a day; what was done can be undone."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.records import STATES, ChecklistRow
from assistant.ui.checklist import details, month_html, signs
from assistant.ui.checklist.clicks import BACK, button
from assistant.ui.strings.words import Words
from ingest.errors import PolicyError

if TYPE_CHECKING:
    from assistant import PolicyAssistant

LISTED = 60
"""Rows that stand at the side; the list has them all."""


def beside(name: str) -> tuple[gr.HTML, gr.Column, gr.HTML]:
    """Lays out the part of a view called ``name`` with a column beside it, hidden until a row is opened: the part,
    the column, and the card in it."""
    told: dict[str, Any] = {"js_on_load": BACK, "elem_classes": "plan", "apply_default_css": False}
    with gr.Row(elem_classes="with-side"):
        with gr.Column(scale=5, min_width=320):
            part = gr.HTML(elem_id=name, **told)
        with gr.Column(scale=2, min_width=300, visible=False, elem_id=f"{name}-side") as column:
            card = gr.HTML(**told)
    return part, column, card


class Side:
    """Opens and marks rows; each change checks the password itself."""

    def __init__(self, assistant: PolicyAssistant, workshop: Any, words: Words) -> None:
        self.assistant = assistant
        self.workshop = workshop
        self.words = words

    def opened(self, fact_id: str, told: str = "") -> str:
        """The card of a row; says so where the row is gone."""
        row = self.row(fact_id)
        if row is None:
            return self.listed(self.words("plan_row_gone"), "")
        card = details.card(row, self.assistant.history(fact_id), self.words)
        more = button("elsewhere", escape(self.words("plan_in_list")), key="elsewhere", id=fact_id)
        return self.listed("", f"{told}{_states(row, self.words)}{card}{more}")

    def listed(self, head: str, html: str) -> str:
        """Rows or a card under a heading, with a way to close it."""
        close = button(
            "close", f"✕ {escape(self.words('plan_close'))}", key="close", kind="act closing"
        )
        name = escape(head or self.words("plan_card_head"))
        return (
            f'<section class="side" aria-label="{name}"><div class="side-head">'
            f'<h3 tabindex="-1" data-focus>{name}</h3>{close}</div>{html}</section>'
        )

    def rows(self, head: str, rows: Sequence[ChecklistRow], place: str, **told: str) -> str:
        """The first of some rows, and the way to all of them in the list; ``told`` is what that button says."""
        words = self.words
        every = button(
            "elsewhere", escape(words("plan_all_in_list", n=len(rows))), key="elsewhere", **told
        )
        html = month_html.whole(rows[:LISTED], words, place)
        left = len(rows) - LISTED
        rest = f'<p class="hint">{escape(words("plan_more_n", n=left))}</p>' if left > 0 else ""
        return self.listed(head, (every if rows else "") + html + rest)

    def changed(self, said: Mapping[str, str], password: str, by: str) -> str:
        """Sets a state or takes that back; the card with what was done.

        Raises:
            gr.Error: the password is missing, or the row or the change is gone.
        """
        self.check(password)
        try:
            told = (self._undone if said["act"] == "undo" else self._marked)(said, by.strip())
        except PolicyError as error:
            raise gr.Error(str(error), print_exception=False) from error
        return self.opened(said.get("id", ""), f'<p class="told" role="status">{told}</p>')

    def _marked(self, said: Mapping[str, str], by: str) -> str:
        fact_id, state = said.get("id", ""), said.get("state", "")
        batch = self.assistant.mark(fact_id, state, by=by)
        told = escape(self.words("plan_marked_as", state=self.words(_key(state))))
        undo = escape(self.words("plan_undo"))
        return f"{told} {button('undo', undo, key='undo', id=fact_id, batch=batch)}"

    def _undone(self, said: Mapping[str, str], by: str) -> str:
        undone = self.assistant.undo(said.get("batch", ""), by=by)
        return escape(self.words("plan_kept" if undone.kept else "plan_undone"))

    def handed(self, rows: Sequence[ChecklistRow], said: str) -> str:
        """Rows for the list, as JSON; handed over twice they are taken twice."""
        ids = [row.fact_id for row in rows]
        return json.dumps({"ids": ids, "said": said, "again": secrets.token_hex(4)})

    def check(self, password: str) -> None:
        """From another machine, changing anything needs the administrator's password."""
        if not self.workshop.may_edit(password or ""):
            raise gr.Error(self.words("password_needed"), print_exception=False)

    def row(self, fact_id: str) -> ChecklistRow | None:
        """A row by its fact id."""
        rows: Sequence[ChecklistRow] = self.assistant.checklist(rejected=True)
        return next((r for r in rows if r.fact_id == fact_id), None)


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
