"""The view that asks one question and keeps what a person says of the answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from assistant.records import Answer
from assistant.ui.chat.sources import full_markdown, source_cards
from assistant.ui.refresh import Refresh
from eval.workbench import shown
from eval.workbench.desk import Desk
from eval.workbench.shelf import Verdict
from ingest.errors import PolicyError

TURN = 0
"""The number of this answer among those of the page: the chat's begin at 1."""
VERDICTS = 30
"""Verdicts that are listed."""

Asked = tuple[str, Answer]


@dataclass(frozen=True, slots=True)
class Parts:
    """What other views need of this one."""

    refresh: Refresh
    to_gold: gr.Button
    answered: gr.State


def build(desk: Desk, password: gr.Textbox) -> Parts:
    """Lays out the view and wires its events."""
    words, view = desk.words, Trying(desk)
    gr.HTML(shown.intro("eval_try_intro", words))
    with gr.Row():
        box = gr.Textbox(label=words("eval_try_box"), max_lines=3, scale=5, min_width=220, elem_id="evaluation-try")  # fmt: skip
        ask = gr.Button(
            words("eval_try_ask"),
            variant="primary",
            scale=1,
            min_width=100,
            elem_id="evaluation-ask",
        )
    with gr.Row(equal_height=False):
        with gr.Column(scale=3, min_width=300):
            answer = gr.Markdown(elem_id="evaluation-answer", line_breaks=True)
            with gr.Row(visible=False) as judging:
                verdict = gr.Radio(
                    [(words("eval_right"), "right"), (words("eval_not_right"), "wrong")],
                    label=words("eval_verdict"), elem_id="evaluation-verdict", scale=1, min_width=160,
                )  # fmt: skip
                note = gr.Textbox(label=words("eval_note"), max_lines=2, scale=2, min_width=200)
            with gr.Row(visible=False) as ending:
                keep = gr.Button(words("eval_save_verdict"), min_width=120)
                to_gold = gr.Button(words("eval_to_gold"), min_width=120)
        with gr.Column(scale=2, min_width=300):
            cards = gr.HTML(elem_id="evaluation-sources")
    listing = gr.HTML(elem_id="evaluation-verdicts")
    answered = gr.State(None)

    outputs = [answer, cards, answered, judging, ending, verdict, note]
    for event in (ask.click, box.submit):
        event(
            view.ask, [box, password], outputs, api_visibility="private", concurrency_limit=2,
            show_progress_on=answer,
        )  # fmt: skip
    keep.click(
        view.keep, [answered, verdict, note, password], listing, api_visibility="private",
        show_progress="hidden",
    )  # fmt: skip
    return Parts(Refresh(view.listing, [password], [listing]), to_gold, answered)


class Trying:
    """The view's handlers. Every one checks the password itself."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.words = desk.words

    def ask(self, question: str, password: str) -> tuple[Any, ...]:
        """One answer; it is not logged as somebody's question."""
        self.desk.check(password)
        question = (question or "").strip()
        if not question:
            raise gr.Error(self.words("eval_try_first"), print_exception=False)
        found = self.desk.assistant.ask(question, log=False)
        seen = gr.update(visible=True)
        return (
            full_markdown(found, self.words, TURN),
            source_cards(self.desk.assistant, found, self.words, TURN), (question, found),
            seen, seen, None, "",
        )  # fmt: skip

    def keep(self, asked: Asked | None, verdict: str | None, note: str, password: str) -> str:
        """Writes the verdict down."""
        self.desk.check(password)
        if asked is None:
            raise gr.Error(self.words("eval_try_first"), print_exception=False)
        if verdict not in ("right", "wrong"):
            raise gr.Error(self.words("eval_verdict_missing"), print_exception=False)
        question, answer = asked
        self.desk.shelf.add_verdict(
            Verdict(
                dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), question, answer.mode,
                answer.text, tuple(f"{c.source}：{c.quote}" for c in answer.citations),
                verdict == "right", (note or "").strip(),
            )
        )  # fmt: skip
        key = "eval_right" if verdict == "right" else "eval_not_right"
        gr.Info(self.words("eval_verdict_kept", verdict=self.words(key)))
        return self.listing(password)

    def listing(self, password: str) -> str:
        """What was said so far, the newest first."""
        if not self.desk.may(password):
            return ""
        try:
            kept = self.desk.shelf.verdicts()
        except PolicyError as error:
            return shown.shell(shown.said("problem", str(error)), self.words)
        if not kept:
            return ""
        right = sum(one.right for one in kept)
        head = self.words("eval_verdicts", count=len(kept), right=right, wrong=len(kept) - right)
        rows = "".join(self._row(one) for one in reversed(kept[-VERDICTS:]))
        return shown.shell(
            f"<h2>{escape(head)}</h2><table><tbody>{rows}</tbody></table>", self.words
        )

    def _row(self, one: Verdict) -> str:
        mark = self.words("eval_right" if one.right else "eval_not_right")
        kind = "good" if one.right else "bad"
        return (
            f'<tr><td class="verdict {kind}">{"✓" if one.right else "✗"} {escape(mark)}</td><td>{escape(one.question)}</td>'
            f'<td class="more">{escape(one.note)}</td><td class="num more">{escape(one.at[:10])}</td></tr>'
        )
