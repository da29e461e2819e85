"""The documents tab: take files in, see what became of each, correct the plan year, remove."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.checklist import Refresh
from assistant.ui.strings import Words
from ingest.errors import PolicyError
from ingest.records import FileOutcome

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from assistant.ui.page import Workshop


def build(page: Any, assistant: PolicyAssistant, workshop: Workshop, words: Words) -> Refresh:
    """Lays out the tab and wires its events; returns the refresh for when the tab is opened."""
    tab = _Documents(assistant, workshop, words)
    if workshop.needs_password:
        gr.Markdown(words("password_needed"))
    password = gr.Textbox(label=words("password"), type="password", visible=workshop.needs_password)
    upload = gr.File(label=words("upload"), file_count="multiple", height=140, elem_id="upload")
    upload.preprocess = names_and_paths
    counts = gr.Markdown(elem_id="library-counts")
    table = gr.Dataframe(
        headers=tab.headers(), datatype="str", interactive=False, type="array", wrap=True,
        max_height=420, elem_id="documents", column_count=8, show_label=False, buttons=[],
        column_widths=["9%", "24%", "20%", "5%", "5%", "6%", "8%", "23%"],
    )  # fmt: skip
    with gr.Row():
        chosen = gr.Dropdown([], label=words("pick_document"), scale=3, elem_id="pick-document")
        year = gr.Textbox(label=words("plan_year"), scale=1, min_width=140)
        set_year = gr.Button(words("set_year"), scale=1, min_width=100)
        remove = gr.Button(words("remove"), variant="stop", scale=1, min_width=80)
    with gr.Row(visible=False) as sure:
        gr.Markdown(words("remove_sure"))
        yes = gr.Button(words("remove_yes"), variant="stop")
        cancel = gr.Button(words("cancel"))
    samples = gr.Button(words("remove_samples"), size="sm", visible=tab.has_samples())

    listing = [counts, table, chosen, samples]
    upload.upload(
        tab.add, [upload, password], [upload, *listing], concurrency_id="ingest",
        concurrency_limit=1, api_visibility="private",
    )  # fmt: skip
    chosen.change(tab.year_of, chosen, year, api_visibility="private", show_progress="hidden")
    set_year.click(
        tab.set_year, [chosen, year, password], listing, api_visibility="private",
        concurrency_id="ingest",
    )  # fmt: skip
    remove.click(lambda: gr.update(visible=True), None, sure, api_visibility="private")
    cancel.click(lambda: gr.update(visible=False), None, sure, api_visibility="private")
    yes.click(
        tab.remove, [chosen, password], [sure, *listing], api_visibility="private",
        concurrency_id="ingest",
    )  # fmt: skip
    samples.click(
        tab.remove_samples, password, listing, api_visibility="private", concurrency_id="ingest"
    )
    page.load(tab.show, None, listing, api_visibility="private")
    return Refresh(tab.show, [], listing)


def names_and_paths(payload: Any) -> list[tuple[str, str]]:
    """Uploads as (path, name as the person's computer has it).

    Takes the place of the file box's own ``preprocess``: Gradio's path loses brackets and quotation
    marks, and the name is a document's identity. Not a subclass: Gradio writes a stub file beside it.
    """
    files = getattr(payload, "root", payload) or []
    files = files if isinstance(files, list) else [files]
    return [(f.path, Path(f.orig_name or f.path).name) for f in files]


class _Documents:
    """The tab's handlers. Every one that changes the library checks the password itself."""

    def __init__(self, assistant: PolicyAssistant, workshop: Workshop, words: Words) -> None:
        self.assistant = assistant
        self.workshop = workshop
        self.words = words

    def headers(self) -> list[str]:
        keys = ("status", "title", "source", "pages", "chunks", "facts", "year", "problem")
        return [self.words(f"col_{key}") for key in keys]

    def show(self) -> tuple[Any, ...]:
        """Counts, table, choices and whether samples can be removed."""
        known = {d.id: d for d in self.assistant.documents()}
        outcomes = self.assistant.outcomes()
        choices = [(d.metadata.title or d.source, d.id) for d in known.values()]
        counts = self.words(
            "library_counts",
            documents=len(known),
            chunks=sum(d.chunks for d in known.values()),
            facts=sum(d.facts for d in known.values()),
        )
        rows = [self._cells(outcome, known.get(outcome.id)) for outcome in outcomes]
        return counts, rows, gr.update(choices=choices), gr.update(visible=self.has_samples())

    def has_samples(self) -> bool:
        return any(d.sample for d in self.assistant.documents())

    def _cells(self, outcome: FileOutcome, document: Any) -> list[str]:
        title, year = outcome.title, ""
        if document is not None:
            title = document.metadata.title or outcome.title
            year = str(document.metadata.plan_year or "")
            if document.sample:
                title = f"{title} · {self.words('sample')}"
        return [
            self.words(f"status_{outcome.status}"), title, outcome.source,
            str(outcome.pages or ""), str(outcome.chunks or ""), str(outcome.facts or ""), year,
            f"{outcome.reason} {outcome.remedy}".strip(),
        ]  # fmt: skip

    # --- changes ---

    def add(
        self,
        files: list[tuple[str, str]],
        password: str,
        progress: Any = gr.Progress(),  # noqa: B008
    ) -> tuple[Any, ...]:
        """Takes uploads in under their own names, with progress."""
        self._check(password)

        def tell(done: int, total: int, source: str, stage: str) -> None:
            progress((done, total), desc=self.words("reading", source=source))

        folder = Path(tempfile.mkdtemp(prefix="edu-policy-upload-"))
        try:
            paths = [shutil.copy(path, folder / name) for path, name in files]
            report = _said(self.workshop.add)(paths, progress=tell)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        gr.Info(self.words("ingested", ok=len(report.indexed), bad=len(report.failed)))
        for outcome in report.failed:
            gr.Warning(f"{outcome.reason} {outcome.remedy}")
        return (None, *self.show())

    def year_of(self, identity: str | None) -> str:
        found = [d for d in self.assistant.documents() if d.id == identity]
        return str(found[0].metadata.plan_year or "") if found else ""

    def set_year(self, identity: str | None, year: str, password: str) -> tuple[Any, ...]:
        self._check(password)
        if identity:
            if year.strip() and not year.strip().isdigit():
                raise gr.Error(f"{self.words('plan_year')}: {year}")
            value = int(year) if year.strip() else None
            _said(self.workshop.set_metadata)(identity, {"plan_year": value})
            gr.Info(self.words("year_saved"))
        return self.show()

    def remove(self, identity: str | None, password: str) -> tuple[Any, ...]:
        self._check(password)
        if identity:
            title = next((d.metadata.title or d.source for d in self.assistant.documents()
                          if d.id == identity), "")  # fmt: skip
            _said(self.workshop.remove)(identity)
            gr.Info(self.words("removed", title=title))
        counts, rows, choices, samples = self.show()
        choices["value"] = None
        return gr.update(visible=False), counts, rows, choices, samples

    def remove_samples(self, password: str) -> tuple[Any, ...]:
        self._check(password)
        _said(self.workshop.remove_samples)()
        return self.show()

    def _check(self, password: str) -> None:
        if not self.workshop.may_edit(password or ""):
            raise gr.Error(self.words("password_needed"))


def _said(work: Any) -> Any:
    """The same function, with a library error shown as a sentence on the page."""

    def run(*args: Any, **named: Any) -> Any:
        try:
            return work(*args, **named)
        except PolicyError as error:
            raise gr.Error(str(error)) from error

    return run
