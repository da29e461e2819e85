"""An empty conversation: a greeting, what the library holds, questions to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from assistant.ui.chat.turn import ask_button
from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant


def welcome(assistant: PolicyAssistant, words: Words, questions: Sequence[str] | None) -> str:
    """The empty state; ``questions`` None while they are still sought."""
    documents = assistant.documents()
    if not documents:
        button = f'<button type="button" class="first" data-act="documents">{escape(words("go_documents"))}</button>'
        return _framed(words("hello_title"), [words("library_empty")], button, words)
    lines = [words("hello_line", count=len(documents))]
    if all(document.sample for document in documents):
        badge = f'<span class="badge">{escape(words("sample"))}</span> '
        told = f'<p class="samples">{badge}{escape(words("only_samples"))}</p>'
    else:
        told = ""
    return _framed(
        words("hello_title"), lines, told + _begin(questions, words), words, mode(assistant, words)
    )


def mode(assistant: PolicyAssistant, words: Words) -> str:
    """A plain line on who writes the answers."""
    state = assistant.model_state()
    if not state.model:
        return words("hello_without_model")
    return words("hello_model_failed") if state.failed else words("hello_with_model")


def _begin(questions: Sequence[str] | None, words: Words) -> str:
    if questions is None:
        return f'<div class="begin" aria-busy="true"><p>{escape(words("examples_soon"))}</p></div>'
    buttons = "".join(ask_button(question) for question in questions)
    return (
        f'<div class="begin"><p>{escape(words("examples"))}</p>{buttons}</div>' if buttons else ""
    )


def _framed(title: str, lines: Sequence[str], inside: str, words: Words, last: str = "") -> str:
    told = "".join(f"<p>{escape(line)}</p>" for line in lines)
    end = f'<p class="mode">{escape(last)}</p>' if last else ""
    return f'<div class="welcome"><h2>{escape(title)}</h2>{told}{inside}{end}</div>'
