"""The tab: three views and the ways between them."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.ui.refresh import Refresh
from eval.workbench import running, trying, writing
from eval.workbench.desk import Desk


def build(desk: Desk) -> Refresh:
    """Lays out the views and wires them; returns the refresh for when the tab is opened."""
    words = desk.words
    if desk.workshop.needs_password:
        gr.Markdown(words("eval_locked"))
    with gr.Row(visible=desk.workshop.needs_password):
        password = gr.Textbox(label=words("password"), type="password", scale=4)
        unlock = gr.Button(words("eval_open"), scale=1, min_width=120, elem_id="evaluation-open")
    with gr.Tabs(selected="run") as views:
        with gr.Tab(words("eval_run_view"), id="run") as run_tab:
            run = running.build(desk, password)
        with gr.Tab(words("eval_try_view"), id="try") as try_tab:
            attempt = trying.build(desk, password)
        with gr.Tab(words("eval_write_view"), id="write") as write_tab:
            form = writing.build(desk, password)
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    for event in (run_tab.select, unlock.click):
        event(run.refresh.run, run.refresh.inputs, run.refresh.outputs, **quiet)
    try_tab.select(attempt.refresh.run, attempt.refresh.inputs, attempt.refresh.outputs, **quiet)
    write_tab.select(form.refresh.run, form.refresh.inputs, form.refresh.outputs, **quiet)
    to_form = lambda: gr.Tabs(selected="write")  # noqa: E731
    for button, prefill, inputs in (
        (run.take, form.view.of_wrong, [run.runs, run.wrong, password]),
        (attempt.to_gold, form.view.of_answer, [attempt.answered, password]),
    ):
        done = button.click(prefill, inputs, form.outputs, **quiet)
        done.success(to_form, None, views, **quiet)
    return run.refresh
