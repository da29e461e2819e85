"""One question with its answer as HTML: what was said, the rows as a table, what can be done with it, its sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from assistant.records import FAILED, REASONS, STOPPED, Answer, Opinion
from assistant.ui.chat import rows
from assistant.ui.chat.beside import documents, sources
from assistant.ui.chat.prose import marks, said
from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant

NOTES = 2
"""Notes under an answer that are read at once; the rest is folded."""
FEW_ROWS = 3
"""Rows from which a table stands in for the numbered lines."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A question and its answer as they stand on the page. ``message`` is the id of the answer's message, 0 while
    it is not kept; ``answer`` None while it is sought, ``so_far`` what has been written until then."""

    number: int
    question: str
    answer: Answer | None = None
    message: int = 0
    scope: str = ""
    ended: str = ""
    opinion: Opinion | None = None
    so_far: str = ""
    doing: str = ""


def turn_html(assistant: PolicyAssistant, shown: Shown, words: Words) -> str:
    """The whole turn; every word of people and documents is escaped."""
    scope = f'<p class="scope">{escape(shown.scope)}</p>' if shown.scope else ""
    asked = f'<div class="asked"><h2>{escape(shown.question)}</h2>{scope}</div>'
    if shown.answer is None:
        body, beside = _arriving(shown, words), ""
    else:
        body, beside = _answered(assistant, shown, shown.answer, words)
    busy = "true" if shown.answer is None else "false"
    return (
        f'<article class="turn" data-turn="{shown.number}" data-message="{shown.message}" aria-busy="{busy}">'
        f'{asked}<div class="reply"><div class="answer" aria-live="polite">{body}</div>{beside}</div></article>'
    )


def _arriving(shown: Shown, words: Words) -> str:
    """What has been written so far, or what is being done."""
    if shown.so_far:
        return f'<div class="said">{said(shown.so_far, {})}</div>'
    doing = escape(shown.doing or words("thinking"))
    return f'<p class="thinking" role="status"><span aria-hidden="true"></span>{doing}</p>'


def _answered(
    assistant: PolicyAssistant, shown: Shown, answer: Answer, words: Words
) -> tuple[str, str]:
    cited = marks(answer, words, shown.number)
    table = rows.read(answer)
    if table is not None and len(table.entries) < FEW_ROWS:
        table = None
    if table is None:
        told = said(answer.text, cited)
    else:
        told = said(table.lead, cited)
        told += rows.table_html(table, answer, words, cited, len(answer.rows))
        told += said(table.tail, cited)
    parts = [
        _state(shown, answer, words),
        f'<div class="said">{told}</div>',
        _notes(answer, words),
        _asking(answer.options, "options", words("choose")),
        _again(shown, words),
        _acts(shown, answer, words) if shown.message else "",
        f'<div class="slot">{suggestions(answer, words)}</div>',
    ]
    if table is not None:
        return "".join((*parts, documents(answer, words))), ""
    return "".join(parts), sources(assistant, answer, words, shown.number)


def _state(shown: Shown, answer: Answer, words: Words) -> str:
    """A word above an answer that is none, or that was not given to its end."""
    key = {STOPPED: "state_stopped", FAILED: "state_failed"}.get(shown.ended, "")
    if not key:
        key = {"refused": "state_refused", "clarify": "state_clarify"}.get(answer.mode, "")
    return f'<p class="verdict {answer.mode}">{escape(words(key))}</p>' if key else ""


def _notes(answer: Answer, words: Words) -> str:
    """Filter and notes, each once; long lists are folded."""
    told = [answer.filter] if answer.filter and not _in_words(answer) else []
    told += [note for note in answer.notes if note not in answer.text]
    items = [f"<li>{said(note, {})}</li>" for note in dict.fromkeys(told)]
    if not items:
        return ""
    rest = items[NOTES:]
    more = ""
    if rest:
        summary = escape(words("more_notes", count=len(rest)))
        more = f"<details><summary>{summary}</summary><ul>{''.join(rest)}</ul></details>"
    return f'<div class="notes"><ul>{"".join(items[:NOTES])}</ul>{more}</div>'


def _in_words(answer: Answer) -> bool:
    """Does the text itself say every part of the filter: 状态：未完成（按…计）as 未完成?"""
    parts = answer.filter.split("，")
    return all(part.rpartition("：")[2].partition("（")[0] in answer.text for part in parts)


def suggestions(answer: Answer, words: Words) -> str:
    """What may be asked next."""
    return _asking(answer.suggestions, "next", words("suggestions"))


def _asking(questions: Sequence[str], kind: str, label: str) -> str:
    """Questions to click."""
    if not questions:
        return ""
    buttons = "".join(ask_button(question) for question in questions)
    return f'<div class="{kind}"><p>{escape(label)}</p>{buttons}</div>'


def ask_button(question: str) -> str:
    """A button that asks its words."""
    return (
        f'<button type="button" class="ask" data-act="ask" data-text="{escape(question)}">'
        f"{escape(question)}</button>"
    )


def _again(shown: Shown, words: Words) -> str:
    """The same question once more, where its answer was not given to its end."""
    if not shown.ended:
        return ""
    return (
        f'<button type="button" class="again" data-act="ask" data-text="{escape(shown.question)}">'
        f"{escape(words('ask_again'))}</button>"
    )


def _acts(shown: Shown, answer: Answer, words: Words) -> str:
    """Copy, the rows in the checklist and as a file, and what a person says of the answer."""
    buttons = [
        _button("copy", words("copy"), {"text": plain(answer, words), "done": words("copied")})
    ]
    if len(answer.rows) > 1 and not shown.ended:
        buttons.append(_button("list", words("to_checklist"), {}))
        buttons.append(_button("rows", words("rows_file"), {}))
    return (
        f'<div class="acts">{"".join(buttons)}'
        f"{opinion_html(shown.opinion, words) if not shown.ended else ''}</div>"
    )


def opinion_html(opinion: Opinion | None, words: Words) -> str:
    """有用 and 没用, and behind the second what is wrong: a reason, own words. Pressed as it was said last."""
    rating = opinion.rating if opinion else ""
    reason, comment = (opinion.reason, opinion.comment) if opinion else ("", "")
    reasons = "".join(
        f'<button type="button" data-act="reason" data-reason="{one}" aria-pressed="{_is(reason == one)}">'
        f"{escape(words(f'reason_{number}'))}</button>"
        for number, one in enumerate(REASONS, 1)
    )
    hidden = "" if rating == "down" else " hidden"
    return (
        f'<span class="opinion" data-rating="{rating}" data-reason="{reason}">'
        f'<button type="button" data-act="up" aria-pressed="{_is(rating == "up")}">{escape(words("useful"))}</button>'
        f'<button type="button" data-act="down" aria-pressed="{_is(rating == "down")}">'
        f"{escape(words('useless'))}</button>"
        f'<span class="thanks" role="status" data-said="{escape(words("rated"))}" '
        f'data-back="{escape(words("rating_back"))}"></span></span>'
        f'<div class="why"{hidden}><p>{escape(words("why_useless"))}</p><div class="reasons">{reasons}</div>'
        f'<label>{escape(words("own_words"))}<input type="text" maxlength="500" value="{escape(comment)}"></label>'
        f'<button type="button" data-act="say">{escape(words("send"))}</button></div>'
    )


def plain(answer: Answer, words: Words) -> str:
    """An answer with its sources as text, for the clipboard."""
    lines = [answer.text, *(n for n in answer.notes if n not in answer.text)]
    if answer.citations:
        lines += ["", words("sources") + "："]
    for c in answer.citations:
        page = words("page", page=c.page_label or c.page) if c.page is not None else ""
        place = "，".join(
            part for part in (f"《{c.document_title}》", c.number, c.path, page) if part
        )
        lines.append(f"[{c.marker}] {place}")
    return "\n".join(lines)


def without_rows(answer: Answer) -> Answer:
    """The answer as its text alone: some of its rows are gone from the library."""
    return replace(answer, rows=())


def _button(act: str, label: str, data: dict[str, str]) -> str:
    more = "".join(f' data-{key}="{escape(value)}"' for key, value in data.items())
    return f'<button type="button" class="quiet" data-act="{act}"{more}>{escape(label)}</button>'


def _is(pressed: bool) -> str:
    return "true" if pressed else "false"
