"""A run of files on the page: how far it is, what became of each file, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from assistant.ui.documents.intake import FileLine, FileState, Seen
from assistant.ui.documents.listing import without_name
from assistant.ui.strings.words import Words
from ingest.records import FileOutcome

MOST = 200
"""Files that are listed; how many more there are is said."""
SIGNS: Mapping[FileState, tuple[str, str]] = {
    "waiting": ("○", "quiet"),
    "reading": ("…", "on"),
    "done": ("✓", "good"),
    "same": ("=", "quiet"),
    "scan": ("…", "quiet"),
    "problem": ("!", "bad"),
    "left": ("–", "warn"),
}
"""State of a file → sign and tone."""
FIRST: tuple[FileState, ...] = (
    "reading", "problem", "left", "scan", "done", "same", "waiting",
)  # fmt: skip
"""Which files stand first: what a person must see, then what is done."""

SCRIPT = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-do]');
  if (!button) return;
  if (button.dataset.do === 'open') trigger('select', {source: button.dataset.value});
  else trigger('click', {what: button.dataset.do, run: button.dataset.run});
});
"""
Twins = Callable[[FileOutcome], str]
"""The name of another file of the library that holds the same bytes; empty where none does."""


def panel(seen: Seen, twins: Twins, words: Words) -> str:
    """One run: its sentence, how far it is, and its files."""
    lines = sorted(seen.lines, key=lambda line: FIRST.index(line.state))
    items = "".join(_line(line, seen, twins, words) for line in lines[:MOST])
    more = len(lines) - MOST
    rest = f'<li class="more">{escape(words("files_more", count=more))}</li>' if more > 0 else ""
    error = f'<p class="error" role="alert">{escape(seen.error)}</p>' if seen.error else ""
    extra = f'<p class="hint">{escape(seen.extra)}</p>' if seen.extra and not seen.ended else ""
    listed = f'<ul tabindex="0">{items}{rest}</ul>' if items else ""
    return (
        f'<section class="run" aria-label="{escape(words("run"), quote=True)}">{_head(seen, words)}'
        f"{error}{extra}{listed}</section>"
    )


def _head(seen: Seen, words: Words) -> str:
    total, done = len(seen.lines), seen.settled
    said = escape(sentence(seen, words))
    if seen.ended:
        button = f'<button type="button" data-do="close" data-run="{seen.id}">{escape(words("run_close"))}</button>'
        return f'<div class="run-head"><p role="status">{said}</p>{button}</div>'
    key = "run_stopping" if seen.calling_off else "run_stop"
    off = " disabled" if seen.calling_off else ""
    stop = f'<button type="button" data-do="stop" data-run="{seen.id}"{off}>{escape(words(key))}</button>'
    bar = f'<progress max="{max(1, total)}" value="{done}" aria-label="{said}"></progress>'
    return f'<div class="run-head"><p role="status">{said}</p>{stop}</div>{bar}'


def sentence(seen: Seen, words: Words) -> str:
    """Where the run is, or how it ended, in one sentence."""
    total, done = len(seen.lines), seen.settled
    if not seen.ended:
        if seen.waits:
            return words("run_waits", total=total)
        key = "run_again" if seen.again else "run_on"
        return words(key, done=done, total=total) if total else words("run_looking")
    parts = [
        words(f"run_{name}", count=count)
        for name, count in (
            ("done", seen.count("done")), ("same", seen.count("same")), ("scan", seen.count("scan")),
            ("problem", seen.count("problem")), ("unread" if seen.error else "left", seen.count("left")),
        )
        if count
    ]  # fmt: skip
    if not parts:
        return words("run_nothing")
    return words("run_ended") + words("run_and").join(parts) + words("run_full_stop")


def _line(line: FileLine, seen: Seen, twins: Twins, words: Words) -> str:
    sign, tone = SIGNS[line.state]
    state: str = "again" if seen.again and line.state == "done" else line.state
    state = "unread" if seen.error and state == "left" else state
    said = escape(words(f"file_{state}"))
    outcome = line.outcome
    notes = _notes(line, outcome, seen, twins, words) if outcome is not None else ""
    name = escape(line.source)
    if outcome is not None and outcome.status == "indexed":
        source = escape(line.source, quote=True)
        name = f'<button type="button" data-do="open" data-value="{source}">{name}</button>'
    return (
        f'<li class="{tone}"><span class="sign" aria-hidden="true">{sign}</span>'
        f'<span class="name">{name}</span><span class="what">{said}</span>{notes}</li>'
    )


def _notes(line: FileLine, outcome: FileOutcome, seen: Seen, twins: Twins, words: Words) -> str:
    said = []
    if line.state == "problem" or outcome.reason:
        said.append(f"{without_name(outcome)} {outcome.remedy}".strip())
    if line.state == "done" and not seen.again:
        if outcome.version > 1:
            said.append(words("file_version", version=outcome.version))
        if twin := twins(outcome):
            said.append(words("file_twin", name=twin))
    return "".join(f'<span class="note">{escape(one)}</span>' for one in said if one)
