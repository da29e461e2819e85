"""What happens in the view that runs a set: beginning, stopping, looking how far it is, taking question files in."""

from __future__ import annotations

import shutil
import tempfile
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from eval.questions import evenly
from eval.workbench import shown
from eval.workbench.desk import Desk
from eval.workbench.results import Results
from eval.workbench.shelf import OWN, QuestionSet, safe
from ingest.errors import PolicyError

SET_SUFFIXES = (".yaml", ".yml", ".xlsx")
NAMED = 3
"""Documents that a warning names."""


class Running:
    """The view's handlers. Every one checks the password itself."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.words = desk.words
        self.results = Results(desk)

    # --- what there is ---

    def show(
        self, chosen: str | None, run: str | None, other: str | None, held_out: bool, password: str
    ) -> tuple[Any, ...]:
        """All of the view; choices that still stand are left alone."""
        if not self.desk.may(password):
            return (
                self.results.none(),
                *self._progress(""),
                self.results.none(),
                self.results.none(),
                *self.results.empty(),
            )
        sets, problems = self.desk.shelf.sets(self.desk.sources())
        keys = [one.key for one in sets]
        picked = chosen if chosen in keys else (keys[0] if keys else None)
        choices = [(self._set_label(one), one.key) for one in sets]
        told = "".join(shown.said("problem", problem) for problem in problems)
        if not sets:
            told += shown.said("hint", self.words("eval_no_sets"))
        elif picked:
            told += self._missing(next(one for one in sets if one.key == picked))
        listing = self.results.listing(run, other)
        return (
            gr.update(choices=choices, value=picked), *self._progress(told), *listing[:2],
            *self.results.result(listing[2], listing[3], held_out),
        )  # fmt: skip

    def warn(self, chosen: str | None, password: str) -> str:
        """Which documents of a set the library lacks."""
        self.desk.check(password)
        found = self._find(chosen)
        return shown.shell(self._missing(found), self.words) if found else ""

    def result(
        self, run: str | None, other: str | None, held_out: bool, password: str
    ) -> tuple[Any, ...]:
        """The chosen run."""
        self.desk.check(password)
        return self.results.result(run, other, held_out)

    # --- a run ---

    def start(
        self, chosen: str | None, half: str, limit: int, password: str
    ) -> tuple[Any, ...]:  # fmt: skip
        """Begins; the page looks at how far it is."""
        self.desk.check(password)
        found = self._find(chosen)
        if found is None:
            raise gr.Error(self.words("eval_no_sets"), print_exception=False)
        asked = evenly(
            tuple(q for q in found.questions if half in ("all", q.split)), int(limit or 0)
        )
        if not asked:
            raise gr.Error(self.words("eval_none_in_half"), print_exception=False)
        title = found.title or Path(OWN).stem
        title = title if half == "all" else f"{title} {half}"
        if not self.desk.job.start(self.desk.assistant, found, safe(title), asked):
            raise gr.Error(self.words("eval_busy"), print_exception=False)
        return self._progress("")

    def stop(self, password: str) -> tuple[Any, ...]:
        """What was asked so far is kept."""
        self.desk.check(password)
        self.desk.job.stop()
        return self._progress("")

    def tick(
        self, run: str | None, other: str | None, held_out: bool, password: str
    ) -> tuple[Any, ...]:
        """How far it is; once it is over, what came of it, beside the run that was looked at before."""
        state = self.desk.job.state
        if state.running or not self.desk.may(password):
            return (*self._progress(""), *[gr.skip()] * 6)
        failed = self.words("eval_failed", reason=state.failed) if state.failed else ""
        told = shown.said("problem", failed) if failed else ""
        listing = self.results.listing(state.saved or run, other)
        return (*self._progress(told), *listing[:2], *self.results.result(*listing[2:], held_out))

    # --- sets ---

    def upload(
        self, files: list[tuple[str, str]], run: str | None, other: str | None, held_out: bool, password: str,
    ) -> tuple[Any, ...]:  # fmt: skip
        """Takes question files in; what is wrong with one is said in full, by question and field."""
        self.desk.check(password)
        told, newest = [], None
        for path, name in files:
            try:
                added = self._taken(path, name)
            except PolicyError as error:
                said = self.words("eval_upload_bad", name=name)
                told.append(shown.said("problem", f"{said}\n{str(error).replace(path, name)}"))
                continue
            newest = added.key
            told.append(
                shown.said(
                    "lead", self.words("eval_uploaded", name=name, count=len(added.questions))
                )
            )
            told.append(self._missing(added))
        everything = list(self.show(newest, run, other, held_out, password))
        everything[1] = shown.shell("".join(told), self.words)
        return (None, *everything)

    def _taken(self, path: str, name: str) -> QuestionSet:
        if not name.lower().endswith(SET_SUFFIXES):
            raise PolicyError(self.words("eval_upload_type", name=name), "")
        return self.desk.shelf.add_set(Path(path), name)

    def template(self) -> str:
        """An empty workbook, outside the data folder."""
        from eval.sheets.writing import template

        path = (
            Path(tempfile.mkdtemp(prefix="edu-policy-questions-")) / f"{self.words('eval_set')}.xlsx"
        )  # fmt: skip
        try:
            template(path)
        except OSError:
            shutil.rmtree(path.parent, ignore_errors=True)
            raise
        return str(path)

    # --- pieces ---

    def _find(self, chosen: str | None) -> QuestionSet | None:
        sets, _ = self.desk.shelf.sets(self.desk.sources())
        return next((one for one in sets if one.key == chosen), None)

    def _set_label(self, one: QuestionSet) -> str:
        name = one.title or self.words("eval_own")
        return self.words("eval_set_label", name=name, count=len(one.questions))

    def _missing(self, found: QuestionSet) -> str:
        held = {source.rsplit("/", 1)[-1] for source in self.desk.sources()}
        gone = sorted(found.sources() - held)
        if not gone:
            return ""
        names = "、".join(gone[:NAMED]) + (" …" if len(gone) > NAMED else "")
        return shown.said("problem", self.words("eval_missing", count=len(gone), names=names))

    def _progress(self, told: str) -> tuple[Any, ...]:
        """What is said, which of start and stop is there, and whether to look again."""
        state = self.desk.job.state
        if state.running:
            key = "eval_stopping" if state.stopping else "eval_running"
            said = self.words(key, name=state.title, done=state.done, total=state.total)
            bar = f'<progress max="{max(state.total, 1)}" value="{state.done}"></progress>'
            told = f'<p class="lead">{escape(said)}</p>{bar}'
        return (
            shown.shell(told, self.words), gr.update(visible=not state.running),
            gr.update(visible=state.running), gr.Timer(active=state.running),
        )  # fmt: skip
