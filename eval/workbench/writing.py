"""The view in which a gold question is written: from a question people asked, a wrong answer, or from nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.ui.refresh import Refresh
from eval.page.words import GROUP_WORDS
from eval.workbench import shown
from eval.workbench.desk import Desk
from eval.workbench.writing_handlers import Writing

KINDS = (
    "number", "date", "list", "yesno", "who", "procedure", "tasks", "targets", "definition", "comparison",
    "count", "sum", "version", "overview", "documents", "article", "condition", "open",
)  # fmt: skip
"""Kinds that are offered."""
ASKERS = ("teacher", "official", "parent")


@dataclass(frozen=True, slots=True)
class Parts:
    """What other views need of this one."""

    refresh: Refresh
    view: Writing
    outputs: list[Any]


def build(desk: Desk, password: gr.Textbox) -> Parts:
    """Lays out the form and wires its events."""
    words, view = desk.words, Writing(desk)
    gr.HTML(shown.intro("eval_write_intro", words))
    column = 0 if words.language == "zh" else 1
    asked = gr.Dropdown([], label=words("eval_from"), elem_id="gold-from", value=None)
    with gr.Row():
        question = gr.Textbox(label=words("eval_question"), max_lines=3, scale=5, min_width=220, elem_id="gold-question")  # fmt: skip
        seek = gr.Button(words("eval_seek"), scale=1, min_width=120, elem_id="gold-seek")
    with gr.Row():
        kind = gr.Dropdown(
            [(GROUP_WORDS[k][column], k) for k in KINDS], value=None, allow_custom_value=True,
            label=words("eval_kind_pick"), scale=3, min_width=220,
        )  # fmt: skip
        asker = gr.Dropdown([(words(f"eval_asker_{a}"), a) for a in ASKERS], value="teacher", label=words("eval_asker"), scale=1, min_width=120)  # fmt: skip
        half = gr.Dropdown(
            [(words(f"eval_half_{h}"), h) for h in ("dev", "held-out")], value="dev",
            label=words("eval_half_of"), scale=1, min_width=120,
        )  # fmt: skip
    answerable = gr.Checkbox(True, label=words("eval_answerable"), elem_id="gold-answerable")
    gold = gr.CheckboxGroup([], label=words("eval_gold"), info=words("eval_gold_hint"), elem_id="gold-quotes")  # fmt: skip
    with gr.Accordion(words("eval_gold_own"), open=False):
        source = gr.Dropdown([], label=words("eval_gold_source"), value=None)
        quote = gr.Textbox(label=words("eval_gold_quote"), lines=2)
    gr.HTML(shown.heading("eval_values", words))
    with gr.Row():
        numbers = gr.Textbox(label=words("eval_numbers"), lines=2, min_width=220, elem_id="gold-numbers")  # fmt: skip
        dates = gr.Textbox(label=words("eval_dates"), lines=2, min_width=220)
    with gr.Row():
        items = gr.Textbox(label=words("eval_items"), lines=3, min_width=220)
        texts = gr.Textbox(label=words("eval_texts"), lines=3, min_width=220)
    complete = gr.Checkbox(False, label=words("eval_complete"))
    with gr.Row():
        must_not = gr.Textbox(label=words("eval_must_not"), lines=1, max_lines=3, min_width=220)
        notes = gr.Textbox(label=words("eval_notes"), max_lines=2, min_width=220)
    save = gr.Button(words("eval_save"), variant="primary", elem_id="gold-save")
    kept = gr.HTML(elem_id="gold-kept")
    with gr.Row(visible=False) as dropping:
        pick = gr.Dropdown([], label=words("eval_own_pick"), scale=4, min_width=220)
        remove = gr.Button(
            words("eval_own_remove"), variant="stop", scale=1, min_width=100, elem_id="gold-remove"
        )
    offered, base = gr.State([]), gr.State({})

    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    form = [
        question, offered, gold, base, kind, asker, half, answerable, source, quote,
        numbers, dates, items, complete, texts, must_not, notes,
    ]  # fmt: skip
    about = [asked, source, kept, dropping, pick]
    seeking = {**quiet, "show_progress": "minimal", "show_progress_on": gold}
    asked.input(view.of_person, [asked, password], form, **seeking)
    seek.click(view.seek, [question, offered, gold, password], [offered, gold], **seeking)
    gold.input(view.hint, [offered, gold, password], [numbers, dates], **quiet)
    save.click(view.save, [password, *form], [*form, *about], **quiet)
    remove.click(view.remove, [pick, password], about, **quiet)
    return Parts(Refresh(view.show, [password], about), view, form)
