"""Removing documents, and bringing them back: at once, and from the list of what was removed lately."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.documents.guarded import Guarded, refusal, said
from assistant.ui.strings.words import Words
from ingest.errors import PolicyError, UnknownId

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from ingest.store.removed import Kept

DAYS = 30
"""How long what was removed can be brought back (ingest.store.removed)."""
SCRIPT = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-id]');
  if (button) trigger('click', {id: button.dataset.id});
});
"""


class Removing(Guarded):
    """Takes documents out and brings them back; every handler checks the password itself."""

    def remove(self, sources: Sequence[str], password: str | None) -> tuple[tuple[int, ...], str]:
        """Takes files out, named by their source; returns what brings them back, and a sentence."""
        self.check(password)
        batch, kept, names = secrets.token_hex(8), [], []
        known = {d.source: d for d in self.assistant.documents()}
        for source in sources:
            document = known.get(source)
            try:
                identity = document.id if document is not None else source
                kept.append(self._take_out(identity, batch))
            except UnknownId:  # somebody else was faster
                continue
            names.append((document.metadata.title if document else "") or source)
        return tuple(kept), self._sentence("removed", names)

    def _take_out(self, identity: str, batch: str) -> int:
        try:
            return self.workshop.remove(identity, batch=batch)
        except UnknownId:
            raise
        except PolicyError as error:
            raise refusal(str(error)) from error

    def remove_samples(self, password: str | None) -> tuple[tuple[int, ...], str]:
        """Takes every sample out."""
        self.check(password)
        kept = said(self.workshop.remove_samples)(batch=secrets.token_hex(8))
        return tuple(kept), self.words("removed_many", count=len(kept))

    def restore(self, removed_ids: Iterable[int], password: str | None) -> str:
        """Brings files back; returns a sentence."""
        self.check(password)
        if self.workshop.restore is None:
            return ""
        sources = set(said(self.workshop.restore)(tuple(removed_ids)))
        titles = {d.source: d.metadata.title for d in self.assistant.documents()}
        return self._sentence("restored", [titles.get(s) or s for s in sorted(sources)])

    def listing(self, password: str | None = "") -> str:
        """What can be brought back, as HTML; for those who may bring it back."""
        if not self.workshop.may_edit(password or ""):
            return f"<p>{escape(self.words('password_needed'))}</p>"
        return listing(self.assistant, self.words)

    def _sentence(self, key: str, names: Sequence[str]) -> str:
        if len(names) == 1:
            return self.words(f"{key}_one", title=names[0].strip("《》"))
        return self.words(f"{key}_many", count=len(names))


def build(words: Words) -> tuple[Any, Any]:
    """The fold with what was removed lately: the fold and its list, whose ``click`` carries an ``id``."""
    with gr.Accordion(words("removed_fold"), open=False, elem_id="removed-fold") as fold:
        gr.Markdown(words("removed_about"))
        return fold, gr.HTML(js_on_load=SCRIPT, elem_id="removed")


def listing(assistant: PolicyAssistant, words: Words, now: dt.datetime | None = None) -> str:
    """The files as a list with a button each."""
    kept = assistant.lately_removed()
    if not kept:
        return f'<p class="empty">{escape(words("removed_none"))}</p>'
    now = now or dt.datetime.now(dt.UTC)
    return f'<ul class="removed">{"".join(_line(one, words, now) for one in kept)}</ul>'


def _line(one: Kept, words: Words, now: dt.datetime) -> str:
    at = dt.datetime.fromisoformat(one.at)
    days = max(0, DAYS - (now - at).days)
    title = one.title or one.source
    label = escape(words("removed_restore_one", title=title), quote=True)
    when = f"{words('removed_when')} {at.astimezone():%Y-%m-%d %H:%M}"
    where = " · ".join(
        (*((one.source,) if one.title else ()), when, words("removed_days", days=days))
    )
    return (
        f'<li><span><b>{escape(title)}</b><span class="small">{escape(where)}</span></span>'
        f'<button type="button" data-id="{one.id}" aria-label="{label}">'
        f"{escape(words('removed_restore'))}</button></li>"
    )
