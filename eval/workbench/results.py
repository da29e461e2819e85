"""The saved runs of the tab: their lists, and the chosen one beside another."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from eval.comparing import compare
from eval.scores import Lines, load_lines
from eval.workbench import shown
from eval.workbench.desk import Desk, figures, scored_lines
from eval.workbench.shelf import OWN, Saved
from ingest.errors import PolicyError


class Results:
    """Values for the parts of the page that show runs; who may see them was checked before."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.words = desk.words

    def listing(self, run: str | None, other: str | None) -> tuple[Any, Any, str | None, str]:
        """Both lists of runs, and what is chosen of them."""
        saved = self.desk.shelf.runs()
        names = [one.name for one in saved]
        choices = [(self.label(one), one.name) for one in saved]
        picked = run if run in names else (names[0] if names else None)
        beside = other if other in names else ""
        nothing = (self.words("eval_other_none"), "")
        return (
            gr.update(choices=choices, value=picked),
            gr.update(choices=[nothing, *choices], value=beside), picked, beside,
        )  # fmt: skip

    def label(self, one: Saved) -> str:
        """A run as the lists name it."""
        own = one.title == Path(OWN).stem
        title = self.words("eval_own") if own else one.title
        return self.words("eval_run_label", at=one.at, name=title, right=one.right, asked=one.asked)

    def result(self, run: str | None, other: str | None, held_out: bool) -> tuple[Any, ...]:
        """The chosen run beside another: figures, the questions to take up, what went wrong."""
        if not run:
            said = shown.said("hint", self.words("eval_no_runs"))
            return (shown.shell(said, self.words), *self.empty()[1:])
        try:
            path = self.desk.shelf.run_path(run)
            now = scored_lines(path)
            body = self._body(now, path, other, held_out)
            failing = shown.wrong(now, figures(path), held_out, self.words)
        except PolicyError as error:
            said = shown.said("problem", str(error))
            return (shown.shell(said, self.words), *self.empty()[1:])
        choices = [(row.question.question, row.question.id) for row in shown.wrong_rows(now, held_out)]  # fmt: skip
        value = choices[0][1] if choices else None
        return (
            shown.shell(body, self.words), gr.update(visible=bool(choices)),
            gr.update(choices=choices, value=value), shown.shell(failing, self.words),
        )  # fmt: skip

    def _body(self, now: Lines, path: Path, other: str | None, held_out: bool) -> str:
        found, words = figures(path), self.words
        parts = [shown.headline(found, words), self._links(path.name, held_out)]
        if part := now.stamp.get("stopped"):
            parts.insert(0, shown.said("problem", words("eval_stopped", part=part)))
        if other and other != path.name:
            parts.append(self._beside(now, other, held_out))
        return "".join([*parts, shown.kinds(found, words)])

    def _beside(self, now: Lines, other: str, held_out: bool) -> str:
        """Both by the gold of the run that is looked at."""
        path = self.desk.shelf.run_path(other)
        latest = [row.of.question for row in now.rows if row.of is not None]
        before = load_lines(path, latest=latest)
        label = next(self.label(one) for one in self.desk.shelf.runs() if one.name == other)
        return shown.change(compare(before, now), now, label, held_out, self.words)

    def _links(self, run: str, held_out: bool) -> str:
        opened = escape(self.desk.address(run, held_out))
        saved = escape(self.desk.address(run, held_out, download=True))
        return (
            f'<p class="links"><a href="{opened}" target="_blank" rel="noopener" id="evaluation-report">'
            f'{escape(self.words("eval_report"))}</a><a href="{saved}" download>'
            f"{escape(self.words('eval_download'))}</a></p>"
        )

    def none(self) -> Any:
        """A list without choices."""
        return gr.update(choices=[], value=None)

    def empty(self) -> tuple[Any, ...]:
        """Nothing is chosen."""
        return ("", gr.update(visible=False), self.none(), "")
