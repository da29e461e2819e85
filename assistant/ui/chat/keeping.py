"""The handlers of the list of conversations, and of what an answer's rows are taken to."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant import export
from assistant.ui import handover
from assistant.ui.chat import filters
from assistant.ui.chat.talking import Running, Talking
from assistant.ui.chat.welcome import welcome
from assistant.ui.strings.words import EXAMPLES, Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant

FILE_NAME = "教策通-条目.xlsx"
TRIES = 10
"""How often examples are waited for, a few seconds each."""


class Keeping:
    """What happens to whole conversations."""

    def __init__(self, assistant: PolicyAssistant, words: Words, talking: Talking) -> None:
        self.assistant = assistant
        self.words = words
        self.talking = talking

    def restore(self, browser: str, conversation: str) -> tuple[Any, ...]:
        """past, live, shelf, conversation as before a reload.

        Where there was nothing no turn is drawn, and a new browser gets its name with its first question: that
        may have been asked meanwhile. A browser that opened no conversation yet, but holds some, sees the one
        spoken in last."""
        if not conversation and (held := self.assistant.conversations(browser)):
            conversation = held[0].id
        turns = self.assistant.conversation_of(browser, conversation)
        shelf = self.talking.shelf(browser, conversation)
        if not turns:
            return gr.skip(), gr.skip(), shelf, gr.skip()
        return self.talking.past(turns[:-2]), self.talking.live(turns), shelf, conversation

    def offer(self) -> Iterator[str]:
        """The empty state; examples out of the library's own documents take a while to find in a large one, and
        until then it says so."""
        for _ in range(TRIES if self.assistant.documents() else 0):
            if questions := self.assistant.examples():
                yield welcome(self.assistant, self.words, questions)
                return
            yield welcome(self.assistant, self.words, None)
        yield welcome(self.assistant, self.words, EXAMPLES)

    def fresh(self, browser: str, run: Running | None) -> tuple[Any, ...]:
        """An empty conversation; one that was being answered is kept as far as it was: past, live, shelf,
        conversation, running."""
        self.talking.stopped(run, browser)
        new = uuid.uuid4().hex
        return "", "", self.talking.shelf(browser, new), new, None

    def open(self, browser: str, run: Running | None, event: gr.EventData) -> tuple[Any, ...]:
        """An earlier conversation of this browser; of another's nothing is shown."""
        self.talking.stopped(run, browser)
        wanted = str(event._data.get("id", ""))
        turns = self.assistant.conversation_of(browser, wanted)
        wanted = wanted if turns else uuid.uuid4().hex
        past, live = self.talking.past(turns[:-2]), self.talking.live(turns)
        return past, live, self.talking.shelf(browser, wanted), wanted, None

    def drop(
        self, browser: str, conversation: str, run: Running | None, event: gr.EventData
    ) -> tuple[Any, ...]:
        """Deletes a conversation, with a line that brings it back; the open one leaves an empty page."""
        wanted = str(event._data.get("id", ""))
        if run is not None and run.conversation == wanted:
            self.talking.stopped(run, browser)
        gone = next((c for c in self.assistant.conversations(browser) if c.id == wanted), None)
        self.assistant.delete_conversation(browser, wanted)
        skip = gr.skip()
        if wanted != conversation:
            return skip, skip, self.talking.shelf(browser, conversation, gone), *(skip,) * 2
        new = uuid.uuid4().hex
        return "", "", self.talking.shelf(browser, new, gone), new, None

    def bring_back(self, browser: str, run: Running | None, event: gr.EventData) -> tuple[Any, ...]:
        """Takes a deletion back and opens the conversation."""
        self.assistant.restore_conversation(browser, str(event._data.get("id", "")))
        return self.open(browser, run, event)

    def rename(self, browser: str, conversation: str, event: gr.EventData) -> str:
        """Gives a conversation another title."""
        said = event._data
        self.assistant.rename_conversation(
            browser, str(said.get("id", "")), str(said.get("title", ""))
        )
        return self.talking.shelf(browser, conversation)

    # --- rows and files ---

    def hand_over(self, browser: str, conversation: str, event: gr.EventData) -> tuple[Any, Any]:
        """The rows of an answer into the checklist's box, and that tab in front."""
        rows, said = self.talking.rows(browser, conversation, str(event._data.get("message", "")))
        if not rows:
            gr.Warning(self.words("rows_gone"))
            return gr.skip(), gr.skip()
        text = handover.write((row.fact_id for row in rows), said, uuid.uuid4().hex)
        return text, gr.Tabs(selected="checklist")

    def rows_file(self, browser: str, conversation: str, event: gr.EventData) -> str:
        """Exactly the rows of an answer as a workbook outside the data folder."""
        rows, _ = self.talking.rows(browser, conversation, str(event._data.get("message", "")))
        if not rows:
            raise gr.Error(self.words("rows_gone"), print_exception=False)
        path = Path(tempfile.mkdtemp(prefix="edu-policy-")) / FILE_NAME
        export.write(rows, path)
        return str(path)

    def exporter(self, form: str) -> Callable[[str, str], str]:
        """A handler that writes the open conversation to a new file of this form."""

        def export(browser: str, conversation: str) -> str:
            made = None
            if self.assistant.conversation_of(browser, conversation):
                made = self.assistant.export_conversation(conversation, f".{form}")
            if made is None:
                title = self.words(f"export_{form}")
                raise gr.Error(self.words("export_nothing"), title=title, print_exception=False)
            return str(made)

        return export

    # --- where is asked ---

    def choices(self, chosen: list[str] | None, year: str | None) -> tuple[Any, Any]:
        """What can be chosen now; what is chosen stays where it is still there."""
        documents = filters.document_choices(self.assistant)
        years = filters.year_choices(self.assistant, self.words)
        known, held = {one for _, one in documents}, {one for _, one in years}
        kept = [one for one in chosen or () if one in known]
        # What is still there is not written: another may be chosen meanwhile.
        value: dict[str, Any] = {} if kept == list(chosen or ()) else {"value": kept}
        at: dict[str, Any] = {} if (year or "") in held else {"value": ""}
        return gr.update(choices=documents, **value), gr.update(choices=years, **at)

    def chip(self, chosen: list[str] | None, year: str | None) -> str:
        """What is chosen, in words."""
        scope = filters.scope_of(self.assistant, chosen or (), year or "", self.words)
        return filters.chip(scope, self.words)
