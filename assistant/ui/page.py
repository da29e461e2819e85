"""The whole page in one language: head, tabs and the state they share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui import handover
from assistant.ui.chat import tab as chat
from assistant.ui.checklist import tab as checklist
from assistant.ui.documents import language_model
from assistant.ui.documents import tab as documents
from assistant.ui.documents.intake import Intake
from assistant.ui.head import masthead
from assistant.ui.refresh import Refresh
from assistant.ui.strings.words import Language, Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from ingest.records import IngestReport, Metadata


@dataclass(frozen=True, slots=True)
class Room:
    """A tab of another house, handed in by app.py: how it is laid out (as the tabs here), its routes, its style."""

    build: Callable[[Any, PolicyAssistant, Workshop, Words], Refresh]
    add_routes: Callable[[Any], None]
    css: str = ""


@dataclass(frozen=True, slots=True)
class Workshop:
    """The ingest functions the Documents tab needs, handed in by app.py (layers, DESIGN §1.1).

    ``may_edit`` takes the password typed and says whether editing is allowed.
    """

    add: Callable[..., IngestReport]
    set_metadata: Callable[[str, dict[str, object]], Metadata]
    remove: Callable[..., int]
    """Takes an id or source, ``batch``; returns what ``restore`` brings back."""
    remove_samples: Callable[..., tuple[int, ...]]
    may_edit: Callable[[str], bool]
    needs_password: bool
    reads_scans: bool = False
    """Scans are read in the background."""
    export_page: Callable[[str, Language], tuple[str, str]] | None = None
    """Name and content of a document's page with its facts marked; it changes nothing."""
    restore: Callable[[Iterable[int]], tuple[str, ...]] | None = None
    """Brings removed files back; returns their sources."""
    read_again: Callable[..., IngestReport] | None = None
    """Takes ids (None: all), ``progress``, ``stopped``."""
    intake: Intake = field(default_factory=Intake)
    """The runs of files that go on behind the page."""
    evaluation: Room | None = None
    """The evaluators' tab."""
    api: Callable[[PolicyAssistant, Workshop], Any] | None = None
    """Makes the REST API that is served at /api; app.py hands it in."""


def build(
    assistant: PolicyAssistant, workshop: Workshop, language: Language, secret: str, other: str
) -> Any:
    """The Blocks of one language; ``other`` is the address of the page in the other language."""
    words = Words(language)
    with gr.Blocks(title=words("title"), analytics_enabled=False) as page:
        head = gr.HTML(masthead(words, other), elem_id="head", padding=False)
        handed = handover.box()
        with gr.Tabs() as tabs:
            with gr.Tab(words("tab_chat"), id="chat", elem_id="area-chat") as chat_tab:
                talk = chat.build(page, assistant, words, secret, handed, tabs)
                chat_tab.select(talk.run, talk.inputs, talk.outputs, api_visibility="private")
            with gr.Tab(
                words("tab_checklist"), id="checklist", elem_id="area-checklist"
            ) as checklist_tab:
                refresh = checklist.build(page, assistant, workshop, words, handed)
                checklist_tab.select(
                    refresh.run, refresh.inputs, refresh.outputs, api_visibility="private",
                    show_progress="hidden",
                )  # fmt: skip
            with gr.Tab(
                words("tab_documents"), id="documents", elem_id="area-documents"
            ) as documents_tab:
                listing = documents.build(page, assistant, workshop, words, handed, tabs)
                documents_tab.select(
                    listing.run, listing.inputs, listing.outputs, api_visibility="private"
                )
            if workshop.evaluation is not None:
                with gr.Tab(
                    words("tab_evaluation"), id="evaluation", elem_id="area-evaluation"
                ) as evaluation_tab:
                    room = workshop.evaluation.build(page, assistant, workshop, words)
                    evaluation_tab.select(
                        room.run, room.inputs, room.outputs, api_visibility="private"
                    )
        for look in (page.load, chat_tab.select):
            look(
                lambda: masthead(words, other, language_model.mode_line(assistant, words)), None, head,
                api_visibility="private", show_progress="hidden",
            )  # fmt: skip
    return page
