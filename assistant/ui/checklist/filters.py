"""The filters above the checklist's list: kind, time, state, document and words."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.records import REJECTED, STATES
from assistant.ui.strings.words import Words


def build(words: Words) -> list[Any]:
    """Kind, month, year, state, document and the words searched for."""
    with gr.Row():
        kind = gr.Dropdown(_kinds(words), value="", label=words("kind"), min_width=120)
        month = gr.Dropdown(_months(words), value="", label=words("month"), min_width=120)
        year = gr.Dropdown([(words("all_years"), "")], value="", label=words("year"), min_width=120)
        state = gr.Dropdown(_states(words), value="", label=words("state"), min_width=120)
        document = gr.Dropdown(
            [(words("all_documents"), "")], value="", label=words("document"), min_width=240
        )
        search = gr.Textbox(
            label=words("search"), placeholder=words("search_placeholder"), min_width=160,
            max_lines=1,
        )  # fmt: skip
    return [kind, month, year, state, document, search]


def _kinds(words: Words) -> list[tuple[str, str]]:
    return [
        (words("kind_all"), ""),
        (words("kind_deadline"), "deadline"),
        (words("kind_target"), "target"),
    ]


def _months(words: Words) -> list[tuple[str, str]]:
    months = [(words("month_n", n=n), str(n)) for n in range(1, 13)]
    halves = [(words("first_half"), "1-6"), (words("second_half"), "7-12")]
    return [(words("all_times"), ""), *months, *halves]


def _states(words: Words) -> list[tuple[str, str]]:
    named = [(state, state) for state in STATES]
    more = [(words("overdue_only"), "逾期"), (words("rejected"), REJECTED)]
    return [(words("all_states"), ""), *named, *more]
