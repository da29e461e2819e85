"""Taking a sheet back in that was exported and filled in: shown first, then applied as one change with one undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.checklist.fact_form import in_words
from assistant.ui.checklist.marking import Marking
from assistant.ui.strings.words import Words
from ingest.errors import PolicyError

if TYPE_CHECKING:
    from assistant.state_sheet import Sheet, SheetChange

MOST = 100
"""Lines of each kind that the preview shows; how many there are is said."""


@dataclass(frozen=True, slots=True)
class Part:
    """The parts of the page."""

    file: Any
    preview: Any
    overwrite: Any
    apply: Any
    sheet: Any

    @property
    def outputs(self) -> list[Any]:
        """What ``Importing.read`` gives, in order."""
        return [self.preview, self.overwrite, self.apply, self.sheet]


def build(words: Words) -> Part:
    """Lays the parts out, folded away."""
    with gr.Accordion(words("sheet_import"), open=False, elem_id="sheet-import"):
        gr.Markdown(words("sheet_hint"))
        file = gr.File(
            label=words("sheet_file"),
            file_types=[".xlsx", ".csv"],
            height=120,
            elem_id="sheet-file",
        )
        preview = gr.HTML(elem_id="sheet-preview", apply_default_css=False)
        overwrite = gr.Checkbox(label=words("sheet_overwrite"), visible=False, container=False)
        apply = gr.Button(
            words("sheet_apply"), variant="primary", visible=False, elem_id="sheet-apply"
        )
    return Part(file, preview, overwrite, apply, gr.State(None))


class Importing:
    """The handlers; both check the password."""

    def __init__(self, marking: Marking, words: Words) -> None:
        self.marking = marking
        self.words = words

    def read(self, path: str | None, password: str) -> tuple[Any, ...]:
        """What the sheet would change. Nothing is written."""
        hidden = gr.update(visible=False, value=False)
        if not path:
            return "", hidden, gr.update(visible=False), None
        self.marking.check(password)
        try:
            sheet = self.marking.assistant.read_state_sheet(Path(path))
        except PolicyError as error:
            raise in_words(error) from error
        found = len(sheet.changes)
        label = self.words("sheet_apply_n", count=found)
        asks = gr.update(visible=bool(sheet.conflicts), value=False)
        can = bool(sheet.changes or sheet.conflicts)
        return preview(sheet, self.words), asks, gr.update(visible=can, value=label), sheet

    def apply(self, sheet: Sheet | None, overwrite: bool, by: str, password: str) -> str:
        """Writes the sheet as one change; the snack line."""
        self.marking.check(password)
        if sheet is None:
            return ""
        try:
            done = self.marking.assistant.apply_sheet(
                sheet, (by or "").strip(), overwrite=overwrite
            )
        except PolicyError as error:
            raise in_words(error) from error
        said = self.words("told_bulk", count=len(done.changed))
        if done.left:
            said += self.words("sheet_left", count=len(done.left))
        return self.marking.told(said, done.batch)


def preview(sheet: Sheet, words: Words) -> str:
    """The sheet in words: what changes, what somebody has changed since, what cannot be used."""
    head = words("sheet_said", name=sheet.name, lines=sheet.lines, unchanged=sheet.unchanged)
    parts = [f'<p class="lead" role="status">{escape(head)}</p>']
    parts += [f'<p class="hint">{escape(note)}</p>' for note in sheet.notes]
    parts.append(_changes("sheet_changes", sheet.changes, words))
    parts.append(_changes("sheet_conflicts", sheet.conflicts, words, conflict=True))
    parts.append(_list("sheet_bad", [cell.words for cell in sheet.bad], words))
    lost = [words("sheet_line", line=u.line, what=u.words or u.fact_id) for u in sheet.unknown]
    parts.append(_list("sheet_unknown", lost, words))
    return "".join(parts)


def _changes(key: str, changes: Sequence[SheetChange], words: Words, conflict: bool = False) -> str:
    if not changes:
        return ""
    rows = "".join(_change(change, words, conflict) for change in changes[:MOST])
    heads = "".join(
        f'<th scope="col">{escape(words(name))}</th>'
        for name in ("sheet_row", "col_what", "sheet_new")
    )
    return (
        f'<table class="plain"><caption>{escape(words(key, count=len(changes)))}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{_more(len(changes), words)}"
    )


def _change(change: SheetChange, words: Words, conflict: bool) -> str:
    nothing = words("nothing_there")
    fields = "".join(
        f"<li>{escape(field.head)}：{escape(field.before or nothing)} → {escape(field.after or nothing)}</li>"
        for field in change.fields
    )
    who = words("sheet_by", by=change.by or words("somebody")) if conflict else ""
    said = f'<div class="hint">{escape(who)}</div>' if who else ""
    return (
        f"<tr><td>{change.line}</td><td>{escape(change.headline)}</td>"
        f"<td><ul>{fields}</ul>{said}</td></tr>"
    )


def _list(key: str, lines: Sequence[str], words: Words) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines[:MOST])
    return (
        f'<p class="problem">{escape(words(key, count=len(lines)))}</p><ul>{items}</ul>'
        f"{_more(len(lines), words)}"
    )


def _more(count: int, words: Words) -> str:
    if count <= MOST:
        return ""
    return f'<p class="hint">{escape(words("sheet_more", shown=MOST, count=count))}</p>'
