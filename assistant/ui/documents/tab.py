"""The documents tab: take files in, see what became of each, correct what is known of it, remove."""

from __future__ import annotations

import shutil
import tempfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.documents import about, language_model, metadata_form, unanswered
from assistant.ui.documents.listing import SOURCE_COLUMN, DocumentList
from assistant.ui.documents.uploads import free_path, names_and_paths
from assistant.ui.refresh import Refresh
from assistant.ui.strings.words import Words
from ingest.errors import PolicyError

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from assistant.ui.page import Workshop

LOOK_SECONDS = 2.0
"""How often the list is read again while scans are being recognised."""


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
        headers=tab.list.headers(), datatype="str", interactive=False, type="array", wrap=True,
        max_height=420, elem_id="documents", column_count=8, show_label=False, buttons=[],
        column_widths=["11%", "23%", "19%", "6%", "7%", "6%", "7%", "21%"],
    )  # fmt: skip
    chosen = gr.Dropdown([], label=words("pick_document"), elem_id="pick-document")
    card = gr.HTML(f"<p>{escape(words('pick_document_hint'))}</p>", elem_id="about")
    with gr.Column(visible=False, elem_id="metadata") as form:
        tab.boxes = metadata_form.fields(words)
        save = gr.Button(words("save_metadata"), variant="primary", elem_id="save-metadata")
    insides = gr.HTML(elem_id="insides")
    with gr.Row(visible=False) as sure:
        gr.Markdown(words("remove_sure"))
        yes = gr.Button(words("remove_yes"), variant="stop")
        cancel = gr.Button(words("cancel"))
    with gr.Row():
        remove = gr.Button(
            words("remove"), variant="stop", size="sm", visible=False, elem_id="remove"
        )
        samples = gr.Button(words("remove_samples"), size="sm", visible=tab.list.has_samples())
    unanswered.build(assistant, workshop, password, words)
    language_model.build(assistant, workshop, password, words)
    seen = gr.State(NOTHING)
    timer, stamp = gr.Timer(LOOK_SECONDS, active=False), gr.State("")

    boxes = list(tab.boxes.values())
    listing = [counts, table, chosen, samples, timer, stamp]
    panel = [card, form, insides, remove, seen, *boxes]
    quiet = {"api_visibility": "private", "show_progress": "hidden"}
    # No veil over the form: after an error Gradio leaves it there, and nothing could be corrected.
    writes = {
        "api_visibility": "private", "concurrency_id": "ingest",
        "show_progress": "minimal", "show_progress_on": counts,
    }  # fmt: skip
    upload.upload(
        tab.add, [upload, password], [upload, *listing], concurrency_limit=1,
        **{**writes, "show_progress": "full", "show_progress_on": upload},
    )  # fmt: skip
    table.select(tab.pick, None, chosen, **quiet)
    chosen.change(tab.open, chosen, [*panel, sure], **quiet)
    save.click(tab.save, [chosen, password, seen, *boxes], [*listing, *panel], **writes)
    remove.click(lambda: gr.update(visible=True), None, sure, api_visibility="private")
    cancel.click(lambda: gr.update(visible=False), None, sure, api_visibility="private")
    yes.click(tab.remove, [chosen, password], [sure, *listing], **writes)
    samples.click(tab.remove_samples, [chosen, password], listing, **writes)
    timer.tick(tab.tick, [chosen, seen, stamp], [*listing, *panel], **quiet)
    page.load(tab.show, chosen, listing, api_visibility="private")
    return Refresh(tab.show, [chosen], listing)


Seen = tuple[str, str, tuple[str, ...]]
"""What the form was filled from: source, document id, and the values as they were shown."""
NOTHING: Seen = ("", "", ())


class _Documents:
    """The tab's handlers. Every one that changes the library checks the password itself."""

    boxes: dict[str, Any]
    """The form's boxes by field."""

    def __init__(self, assistant: PolicyAssistant, workshop: Workshop, words: Words) -> None:
        self.assistant = assistant
        self.workshop = workshop
        self.words = words
        self.list = DocumentList(assistant, workshop.reads_scans, words)

    # --- the list ---

    def show(self, chosen: str | None = None, *, choose: bool = False) -> tuple[Any, ...]:
        """Counts, table, choices, whether samples can be removed, whether to look again, a stamp.

        The choice is left alone unless its file is gone, or ``choose``: somebody may be choosing, and
        a list that was asked for before a click must not undo it when it arrives after.
        """
        listing = self.list.read()
        picked: dict[str, Any] = {}
        if choose:
            picked["value"] = chosen
        elif chosen and chosen not in listing.sources:
            picked["value"] = None
        return (
            listing.counts, listing.rows, gr.update(choices=listing.choices, **picked),
            gr.update(visible=self.list.has_samples()), gr.Timer(active=listing.waits),
            str(hash(str((listing.counts, listing.rows)))),
        )  # fmt: skip

    def tick(self, chosen: str | None, seen: Seen, stamp: str) -> tuple[Any, ...]:
        """The list where it has changed; the panel only where its document came or changed its bytes.

        What a person is typing into the form is left alone.
        """
        listing = self.show(chosen)
        if listing[-1] == stamp:
            return tuple([gr.skip()] * (len(listing) + 5 + len(self.boxes)))
        outcome, document = self.list.find(chosen)
        if outcome is not None and (document.id if document else "") == seen[1]:
            panel = [
                about.card(outcome, document, self.list.status(outcome), self.words),
                *[gr.skip()] * (4 + len(self.boxes)),
            ]
        else:
            panel = list(self._panel(chosen)) if chosen else [gr.skip()] * (5 + len(self.boxes))
        return (*listing, *panel)

    # --- one document ---

    def pick(self, event: gr.SelectData) -> str:
        """A click on a row chooses its file."""
        return str(event.row_value[SOURCE_COLUMN])

    def open(self, chosen: str | None) -> tuple[Any, ...]:
        """The panel of the chosen file; a question about removing another one is closed."""
        return (*self._panel(chosen), gr.update(visible=False))

    def _panel(self, chosen: str | None) -> tuple[Any, ...]:
        outcome, document = self.list.find(chosen)
        boxes = metadata_form.values(document.metadata if document else None, self.boxes)
        shown, hidden = gr.update(visible=True), gr.update(visible=False)
        if outcome is None:
            hint = f"<p>{escape(self.words('pick_document_hint'))}</p>"
            return (hint, hidden, "", hidden, NOTHING, *boxes)
        card = about.card(outcome, document, self.list.status(outcome), self.words)
        if document is None:
            return (card, hidden, "", shown, (outcome.source, "", tuple(boxes)), *boxes)
        inside = about.insides(self.assistant, document.id, self.words)
        return (card, shown, inside, shown, (outcome.source, document.id, tuple(boxes)), *boxes)

    # --- changes ---

    def add(
        self,
        files: list[tuple[str, str]],
        password: str,
        progress: Any = gr.Progress(),  # noqa: B008
    ) -> tuple[Any, ...]:
        """Takes uploads in under their own names, with progress; scans are read afterwards."""
        self._check(password)

        def tell(done: int, total: int, source: str, stage: str) -> None:
            # Without a source it is no file that is at work: vectors of another model are made.
            said = self.words("reading", source=source) if source else stage
            progress((done, total), desc=said)

        folder = Path(tempfile.mkdtemp(prefix="edu-policy-upload-"))
        try:
            paths = [shutil.copy(path, free_path(folder / name)) for path, name in files]
            report = _said(self.workshop.add)(paths, progress=tell)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        scans = [o for o in report.failed if self.list.is_read(o)]
        bad = [o for o in report.failed if not self.list.is_read(o)]
        if report.indexed or bad:
            gr.Info(self.words("ingested", ok=len(report.indexed), bad=len(bad)))
        for outcome in scans:
            gr.Info(escape(self.words("scan_queued", source=outcome.source, pages=outcome.waiting)))
        for outcome in bad:
            gr.Warning(escape(f"{outcome.reason} {outcome.remedy}"))
        newest = report.outcomes[-1].source if len(report.outcomes) == 1 else None
        return (None, *self.show(newest, choose=True))

    def save(self, chosen: str | None, password: str, seen: Seen, *typed: str) -> tuple[Any, ...]:
        """Writes what a person changed, and says what that was.

        Changed is what differs from what was shown: the library may have learnt more meanwhile.
        """
        self._check(password)
        _, document = self.list.find(chosen)
        if document is None:
            raise gr.Error(self.words("pick_document_hint"), print_exception=False)
        changes = _said(metadata_form.changes)(document.metadata, self.boxes, seen[2], typed)
        if changes:
            _said(self.workshop.set_metadata)(document.id, changes)
            names = "、".join(self.words(f"field_{field}") for field in changes)
            gr.Info(self.words("metadata_saved", fields=names))
        else:
            gr.Info(self.words("nothing_changed"))
        return (*self.show(chosen, choose=True), *self._panel(chosen))

    def remove(self, chosen: str | None, password: str) -> tuple[Any, ...]:
        """Takes a file out: a document by its id, one that was never read by its name."""
        self._check(password)
        outcome, document = self.list.find(chosen)
        if outcome is not None:
            _said(self.workshop.remove)(document.id if document else outcome.source)
            gr.Info(escape(self.words("removed", title=self.list.name(outcome, document))))
        return (gr.update(visible=False), *self.show(None))

    def remove_samples(self, chosen: str | None, password: str) -> tuple[Any, ...]:
        self._check(password)
        _said(self.workshop.remove_samples)()
        return self.show(chosen)

    def _check(self, password: str) -> None:
        if not self.workshop.may_edit(password or ""):
            raise gr.Error(self.words("password_needed"), print_exception=False)


def _said(work: Any) -> Any:
    """The same function, with a library error shown as a sentence on the page."""

    def run(*args: Any, **named: Any) -> Any:
        try:
            return work(*args, **named)
        except PolicyError as error:
            raise gr.Error(escape(str(error)), print_exception=False) from error

    return run
