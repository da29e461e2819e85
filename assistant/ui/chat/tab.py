"""The chat tab: a question, a cited answer that streams in, its sources beside it; kept per browser."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.records import Answer
from assistant.ui.chat.sources import answer_markdown, empty_sources, escape_markdown, source_cards
from assistant.ui.saving import TRANSCRIPTS, Save
from assistant.ui.strings.words import EXAMPLES, Words
from assistant.ui.theme import SHOW_QUESTION

if TYPE_CHECKING:
    from assistant import PolicyAssistant

log = logging.getLogger(__name__)

Messages = list[dict[str, Any]]
EVERY = 0.2
"""Seconds between two states of an answer that streams in: what is there at once is shown at once, and whole."""


def build(
    page: Any, assistant: PolicyAssistant, words: Words, secret: str, handed: Any, tabs: Any
) -> None:
    """Lays out the tab and wires its events."""
    conversation = gr.BrowserState("", storage_key="edu-policy-conversation", secret=secret)
    with gr.Row(equal_height=False):
        with gr.Column(scale=3, min_width=320):
            board = gr.Chatbot(
                value=[hello(words)], height=520, show_label=False, elem_id="chat",
                buttons=["copy"], feedback_options=("Like", "Dislike"), group_consecutive_messages=False, autoscroll=False,
            )  # fmt: skip
            choices = gr.Dataset(
                components=[gr.Textbox(visible=False)], samples=[], visible=False,
                label=words("choose"), elem_id="choices", type="values", layout="gallery",
            )  # fmt: skip
            with gr.Row():
                box = gr.Textbox(
                    placeholder=words("ask_placeholder"), show_label=False, scale=6,
                    elem_id="question", autofocus=True, max_lines=4, min_width=200,
                )  # fmt: skip
                ask = gr.Button(words("ask_button"), variant="primary", scale=1, min_width=80)
                stop = gr.Button(words("stop_button"), scale=1, min_width=80, visible=False)
            chips = gr.Dataset(
                components=[gr.Textbox(visible=False)], samples=[], visible=False,
                label=words("examples"), elem_id="examples", type="values",
            )  # fmt: skip
            with gr.Row():
                new = gr.Button(words("new_chat"), size="sm", min_width=120)
                saves = [Save(words, form) for form in TRANSCRIPTS]
        with gr.Column(scale=2, min_width=300):
            gr.Markdown(f"### {words('sources')}")
            cards = gr.HTML(empty_sources(words), elem_id="sources")

    chat = _Chat(assistant, words)
    for save in saves:
        save.wire(chat.exporter(save.form), conversation)
    held = [board, cards, conversation, choices]
    shown = [board, cards, conversation, chips, choices]
    outputs = [board, cards, box, conversation, chips, choices, ask, stop]
    runs = [
        trigger(
            chat.answer,
            [box, board, conversation],
            outputs,
            concurrency_limit=8,
            api_visibility="private",
        )
        for trigger in (ask.click, box.submit)
    ]
    for offered in (chips, choices):
        picked = offered.click(lambda sample: sample[0], offered, box, api_visibility="private")
        runs.append(
            picked.then(
                chat.answer,
                [box, board, conversation],
                outputs,
                concurrency_limit=8,
                api_visibility="private",
            )
        )
    for run in runs:
        run.then(None, None, None, js=SHOW_QUESTION)
    stop.click(
        lambda: (gr.update(visible=True), gr.update(visible=False)), None, [ask, stop],
        cancels=runs, api_visibility="private",
    )  # fmt: skip
    for again in (new.click, board.clear):
        again(chat.clear, None, shown, api_visibility="private")
    board.like(
        chat.rate, [board, conversation], None, api_visibility="private", show_progress="hidden"
    )
    restored = page.load(chat.restore, conversation, held, api_visibility="private")
    restored.then(None, None, None, js=SHOW_QUESTION)
    page.load(chat.offer, conversation, chips, api_visibility="private")


def message_text(message: dict[str, Any]) -> str:
    """The words of a message, which come back from the browser in parts."""
    content = message["content"]
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content if isinstance(part, dict))


def hello(words: Words) -> dict[str, Any]:
    """The first message of every conversation."""
    return {"role": "assistant", "content": words("chat_hello")}


class _Chat:
    """The tab's handlers. Holds no conversation: that lives in the browser's id and the database."""

    def __init__(self, assistant: PolicyAssistant, words: Words) -> None:
        self.assistant = assistant
        self.words = words

    def answer(
        self, question: str, board: Messages, conversation: str
    ) -> Iterator[tuple[Any, ...]]:
        question = question.strip()
        skip = gr.skip()
        if not question:
            yield (skip,) * 8
            return
        conversation = conversation or uuid.uuid4().hex
        turns = self.assistant.conversation(conversation)
        asked: Messages = [*board, {"role": "user", "content": escape_markdown(question)}]
        hide, show = gr.update(visible=False), gr.update(visible=True)
        waiting = [*asked, {"role": "assistant", "content": self.words("thinking")}]
        yield waiting, skip, "", conversation, skip, self._choices(None), hide, show
        history = [(turn.role, turn.text) for turn in turns]
        number = len(turns) // 2 + 1
        shown, last = "", time.monotonic()
        for piece in self._stream(question, history):
            if isinstance(piece, str):
                shown += piece
                if time.monotonic() - last < EVERY:
                    continue
                if (
                    not shown
                ):  # a model that has not begun: a click on 停止 is heard between two yields
                    yield (skip,) * 8
                    continue
                last = time.monotonic()
                said = {"role": "assistant", "content": answer_markdown(shown, number)}
                yield [*asked, said], *(skip,) * 7
                continue
            said = {"role": "assistant", "content": full_markdown(piece, self.words, number)}
            cards = source_cards(self.assistant, piece, self.words, number)
            kept = self.assistant.remember(conversation, question, piece)  # before it is seen whole
            yield [*asked, said], cards, skip, skip, skip, self._choices(piece), skip, skip
            piece = self._followed(question, history, piece)
            self.assistant.amend(kept, piece)
            yield *(skip,) * 4, self._chips(piece), skip, show, hide

    def _stream(self, question: str, history: list[tuple[str, str]]) -> Iterator[str | Answer]:
        """The assistant's stream; a fault becomes an answer that says so, and a line in the log."""
        try:
            yield from self.assistant.stream(question, history=history, suggest=False)
        except Exception as error:  # the page must stay usable whatever a question stumbles over
            log.exception("a question could not be answered")
            reason = str(error) or type(error).__name__
            yield Answer(self.words("ask_failed", reason=reason), "refused")

    def _followed(self, question: str, history: list[tuple[str, str]], answer: Answer) -> Answer:
        """The answer with suggestions; without where seeking them fails."""
        try:
            return self.assistant.followed(question, history, answer)
        except Exception:  # the answer stands whatever its suggestions stumble over
            log.exception("no suggestions could be made")
            return answer

    def _chips(self, answer: Answer | None) -> Any:
        asked = answer.suggestions if answer else ()
        label = self.words("suggestions" if asked else "examples")
        questions = asked or self.assistant.examples() or EXAMPLES
        return gr.Dataset(samples=[[q] for q in questions], label=label, visible=True)

    def _choices(self, answer: Answer | None) -> Any:
        """The questions to choose from where one was given back; nothing else."""
        options = answer.options if answer else ()
        return gr.Dataset(samples=[[q] for q in options], visible=bool(options))

    def restore(self, conversation: str) -> tuple[Any, ...]:
        """The conversation this browser had before a reload, with its citations.

        Where there was none nothing is drawn anew: the first question may have been asked meanwhile."""
        turns = self.assistant.conversation(conversation) if conversation else ()
        if not turns:
            return (gr.skip(),) * 4
        board: Messages = [hello(self.words)]
        cards, number, last = empty_sources(self.words), 0, None
        for turn in turns:
            if turn.role == "user":
                number += 1
                board.append({"role": "user", "content": escape_markdown(turn.text)})
            elif turn.answer is not None:
                last = turn.answer
                content = full_markdown(last, self.words, number)
                board.append({"role": "assistant", "content": content})
                cards = source_cards(self.assistant, last, self.words, number)
        return board, cards, conversation, self._choices(last)

    def offer(self, conversation: str) -> Any:
        """What can be clicked below: what follows the last answer, else examples, which take a while to find."""
        turns = self.assistant.conversation(conversation) if conversation else ()
        return self._chips(turns[-1].answer if turns else None)

    def rate(self, board: Messages, conversation: str, event: gr.LikeData) -> None:
        """Keeps a thumb up or down of the answer to the question above it, for those who improve answers.

        The question is found by its words: of an answer that was stopped nothing is kept, so places differ."""
        rating = {True: "up", False: "down"}.get(event.liked, "withdrawn")
        place = event.index[0] if isinstance(event.index, list | tuple) else int(event.index)
        asked = message_text(board[place - 1]) if 0 < place < len(board) else ""
        turns = self.assistant.conversation(conversation) if asked else ()
        for number in reversed(range(len(turns))):
            if turns[number].role == "user" and escape_markdown(turns[number].text) == asked:
                if self.assistant.rate(conversation, number + 1, rating) and rating != "withdrawn":
                    gr.Info(self.words("rated"))
                return

    def exporter(self, form: str) -> Callable[[str], str]:
        """A handler that writes the conversation of this browser to a new file of this form."""

        def export(conversation: str) -> str:
            made = self.assistant.export_conversation(conversation, f".{form}")
            if made is None:
                title = self.words(f"export_{form}")
                raise gr.Error(self.words("export_nothing"), title=title, print_exception=False)
            return str(made)

        return export

    def clear(self) -> tuple[Any, ...]:
        cards, offered = empty_sources(self.words), (self._chips(None), self._choices(None))
        return [hello(self.words)], cards, uuid.uuid4().hex, *offered


def full_markdown(answer: Answer, words: Words, turn: int) -> str:
    """An answer with its filter and notes, as it stays on the page."""
    told = answer_markdown(answer.text, turn)
    said = []
    if answer.filter and answer.filter not in answer.text:
        said.append(words("filter", filter=answer.filter))
    said.extend(note for note in answer.notes if note not in answer.text)
    notes = "<br>".join(escape_markdown(note) for note in dict.fromkeys(said))
    return f'{told}\n\n<span class="note">{notes}</span>' if notes else told
