"""Adding a row by hand from the list: choose a document, find its words, look the offered fields over, save."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.checklist import fact_form
from assistant.ui.checklist.marking import Marking
from assistant.ui.strings.words import Words
from ingest.errors import PolicyError

if TYPE_CHECKING:
    from assistant import PolicyAssistant

SENTENCE = re.compile(r"[^。；;！？\n]*[。；;！？]?")
"""What a place in a text is shown with."""
MOST = 12
"""Places that are offered."""
LONGEST = 120
"""Code points of a place that are shown."""


@dataclass(frozen=True, slots=True)
class Part:
    """The parts of the page."""

    document: Any
    words: Any
    find: Any
    places: Any
    kind: Any
    whole: Any
    boxes: dict[str, Any]
    save: Any

    @property
    def form(self) -> list[Any]:
        """What ``Adding.offer`` fills, in order."""
        return [self.whole, *self.boxes.values()]


def build(words: Words) -> Part:
    """Lays the parts out, folded away; the next one is shown when the one before it is filled."""
    with gr.Accordion(words("add_by_hand"), open=False, elem_id="add-by-hand"):
        gr.Markdown(words("add_by_hand_hint"))
        with gr.Row():
            document = gr.Dropdown(
                [],
                label=words("document"),
                filterable=True,
                scale=2,
                min_width=240,
                elem_id="hand-document",
            )
            typed = gr.Textbox(
                label=words("hand_words"), placeholder=words("hand_words_hint"), scale=3, max_lines=1,
                min_width=240, elem_id="hand-words",
            )  # fmt: skip
            find = gr.Button(words("hand_find"), scale=1, min_width=120, elem_id="hand-find")
        places = gr.Radio([], label=words("hand_places"), visible=False, elem_id="hand-places")
        kind = gr.Radio(
            [(words("kind_deadline"), "deadline"), (words("kind_target"), "target")],
            label=words("kind"), visible=False, elem_id="hand-kind",
        )  # fmt: skip
        with gr.Column(visible=False) as whole:
            boxes = fact_form.build(words, "hand")
            save = gr.Button(words("save_added"), variant="primary", elem_id="hand-save")
    return Part(document, typed, find, places, kind, whole, boxes, save)


def choices(assistant: PolicyAssistant) -> Any:
    """The documents that a row can be added to."""
    known = [(d.metadata.title or d.source, d.id) for d in assistant.documents()]
    return gr.update(choices=sorted(known))


class Adding:
    """The handlers; saving checks the password."""

    def __init__(self, assistant: PolicyAssistant, marking: Marking, words: Words) -> None:
        self.assistant = assistant
        self.marking = marking
        self.words = words

    def find(self, document: str | None, typed: str) -> tuple[Any, ...]:
        """The places of a document that hold the words: radio, kind, form, and the boxes untouched."""
        if not document or not (typed or "").strip():
            raise gr.Error(self.words("hand_needs"), print_exception=False)
        text = self.assistant.document_text(document)
        found = found_in(text, typed)
        if not found:
            raise gr.Error(self.words("hand_not_found"), print_exception=False)
        choices = [(_shown(text[start:end]), f"{start}-{end}") for start, end in found]
        chosen = choices[0][1] if len(choices) == 1 else None
        return (
            gr.update(choices=choices, value=chosen, visible=True),
            gr.update(visible=True, value=None), gr.update(visible=False),
        )  # fmt: skip

    def offer(self, document: str | None, place: str | None, kind: str | None) -> list[Any]:
        """The form with what the words offer; hidden until place and kind are chosen."""
        if not (document and place and kind):
            return [gr.update(visible=False), *[gr.skip()] * len(fact_form.FIELDS)]
        start, end = map(int, place.split("-"))
        offered = self.assistant.offer(document, start, end, kind)
        return [gr.update(visible=True), *fact_form.filled(kind, offered)]

    def save(
        self, document: str, place: str, kind: str, by: str, password: str, *values: str
    ) -> tuple[Any, ...]:
        """Adds the row; the form is closed, the snack says so."""
        self.marking.check(password)
        if not (document and place and kind):
            raise gr.Error(self.words("hand_needs"), print_exception=False)
        start, end = map(int, place.split("-"))
        given = {name: value for name, value in fact_form.typed(kind, values).items() if value}
        try:
            self.assistant.add_fact(document, start, end, kind, given, (by or "").strip(), "")
        except PolicyError as error:
            raise fact_form.in_words(error) from error
        hidden = gr.update(visible=False)
        snack = self.marking.told(self.words("row_added"))
        return snack, "", gr.update(visible=False, value=None), hidden, hidden


def found_in(text: str, typed: str) -> list[tuple[int, int]]:
    """The sentences of a text that hold the words, white space apart; each once, at most ``MOST``."""
    pattern = r"\s*".join(re.escape(letter) for letter in "".join(typed.split())[:LONGEST])
    places: dict[tuple[int, int], None] = {}
    for match in re.finditer(pattern, text, re.IGNORECASE):
        start = max(text.rfind(mark, 0, match.start()) for mark in "。；;！？\n") + 1
        tail = SENTENCE.match(text, match.end())
        end = tail.end() if tail else match.end()
        while start < match.start() and text[start].isspace():
            start += 1
        places[start, end] = None
        if len(places) == MOST:
            break
    return list(places)


def _shown(words: str) -> str:
    said = " ".join(words.split())
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
