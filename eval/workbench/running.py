"""The view that runs a set and shows what came of it, beside an earlier run where one is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.ui.documents.uploads import names_and_paths
from assistant.ui.refresh import Refresh
from eval.workbench import shown
from eval.workbench.desk import Desk
from eval.workbench.running_handlers import Running

LOOK_SECONDS = 1.0
"""How often a run that is under way is looked at."""
HALVES = ("all", "dev", "held-out")
LIMITS = (20, 50, 100)


@dataclass(frozen=True, slots=True)
class Parts:
    """What other views need of this one."""

    refresh: Refresh
    take: gr.Button
    wrong: gr.Dropdown
    runs: gr.Dropdown


def build(desk: Desk, password: gr.Textbox) -> Parts:
    """Lays out the view and wires its events."""
    words, view = desk.words, Running(desk)
    gr.HTML(shown.intro("eval_run_intro", words))
    with gr.Row():
        sets = gr.Dropdown([], label=words("eval_set"), elem_id="evaluation-set", scale=4, min_width=220)  # fmt: skip
        half = gr.Dropdown(
            [(words(f"eval_half_{h}"), h) for h in HALVES], value="all", label=words("eval_half"),
            scale=2, min_width=110,
        )  # fmt: skip
        limit = gr.Dropdown(
            [(words("eval_limit_all"), 0), *((str(n), n) for n in LIMITS)], value=0,
            label=words("eval_limit"), scale=1, min_width=100, elem_id="evaluation-limit",
        )  # fmt: skip
        start = gr.Button(
            words("eval_start"), variant="primary", elem_id="evaluation-start", scale=1, min_width=120
        )  # fmt: skip
        stop = gr.Button(
            words("eval_stop"), visible=False, elem_id="evaluation-stop", scale=1, min_width=120
        )
    told = gr.HTML(elem_id="evaluation-told")
    with gr.Accordion(words("eval_upload_fold"), open=False, elem_id="evaluation-upload"):
        upload = gr.File(label=words("eval_upload"), file_count="multiple", height=120)
        upload.preprocess = names_and_paths
        template = gr.Button(words("eval_template"), size="sm")
        workbook = gr.DownloadButton(visible="hidden", elem_id="fetch-questions")
    with gr.Row():
        runs = gr.Dropdown([], label=words("eval_runs"), elem_id="evaluation-runs", min_width=220)
        other = gr.Dropdown([], label=words("eval_other"), elem_id="evaluation-other", min_width=220)  # fmt: skip
    held_out = gr.Checkbox(False, label=words("eval_show_held_out"), elem_id="evaluation-held-out")
    result = gr.HTML(elem_id="evaluation-result")
    with gr.Row(visible=False) as picking:
        wrong = gr.Dropdown([], label=words("eval_pick_wrong"), elem_id="evaluation-wrong", scale=4, min_width=220)  # fmt: skip
        take = gr.Button(words("eval_take"), elem_id="evaluation-take", scale=1, min_width=160)
    failing = gr.HTML(elem_id="evaluation-failing")
    timer = gr.Timer(LOOK_SECONDS, active=False)

    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    progress, resulting = [told, start, stop, timer], [result, picking, wrong, failing]
    everything = [sets, *progress, runs, other, *resulting]
    choice = [runs, other, held_out, password]
    refresh = Refresh(view.show, [sets, *choice], everything)
    start.click(view.start, [sets, half, limit, password], progress, **quiet)
    stop.click(view.stop, password, progress, **quiet)
    timer.tick(view.tick, choice, [*progress, runs, other, *resulting], **quiet)
    sets.input(view.warn, [sets, password], told, **quiet)
    for box in (runs, other, held_out):
        box.input(view.result, choice, resulting, **quiet)
    upload.upload(view.upload, [upload, *choice], [upload, *everything], **quiet)
    template.click(view.template, None, workbook, **quiet).success(
        None, None, None, js="() => document.querySelector('#fetch-questions').click()"
    )
    return Parts(refresh, take, wrong, runs)
