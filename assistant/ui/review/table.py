"""The lines of the review queue as a table of our own: a line is chosen by click, Enter or Space."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.ui.strings.words import Words

AT_ONCE = 100
"""Lines that are shown before somebody asks for more; the others lie ready."""
MOST = 3000
"""Lines of one page; the choices above the table make it smaller."""

SCRIPT = """
let chosen = '';
const mark = () => {
  for (const line of element.querySelectorAll('tr[data-id]')) {
    if (line.dataset.id === chosen) line.setAttribute('aria-current', 'true');
    else line.removeAttribute('aria-current');
  }
};
element.addEventListener('click', (event) => {
  if (event.target.closest('[data-more]')) {
    const waiting = [...element.querySelectorAll('tr[hidden]')].slice(0, AT_ONCE);
    waiting.forEach((line) => { line.hidden = false; });
    if (waiting.length) waiting[0].querySelector('button').focus();
    if (!element.querySelector('tr[hidden]')) event.target.closest('[data-more]').remove();
    return;
  }
  const line = event.target.closest('tr[data-id]');
  if (!line) return;
  chosen = line.dataset.id;
  mark();
  trigger('click', {id: chosen});
});
watch('value', mark);
""".replace("AT_ONCE", str(AT_ONCE))
"""For ``js_on_load``: the chosen line is marked, its id goes to the handler of ``click``."""


def table(cells: Sequence[Sequence[str]], words: Words) -> str:
    """Lines of (document, sentence, reason, address) as HTML; everything is escaped. None are the empty string."""
    if not cells:
        return ""
    heads = "".join(
        f'<th scope="col" class="{key}">{escape(words(f"col_{key}"))}</th>'
        for key in ("sentence", "reason", "document")
    )
    lines = "".join(_line(row, number >= AT_ONCE) for number, row in enumerate(cells[:MOST]))
    more = ""
    if len(cells) > AT_ONCE:
        more = f'<button type="button" class="more" data-more>{escape(words("show_more_lines"))}</button>'
    return (
        f'<table class="plain queue"><caption class="visually-hidden">{escape(words("tab_queue"))}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>{more}"
    )


def _line(row: Sequence[str], later: bool) -> str:
    document, sentence, reason, identity = row
    return (
        f'<tr data-id="{escape(identity)}"{" hidden" if later else ""}>'
        f'<td class="sentence"><button type="button">{escape(sentence)}</button></td>'
        f'<td class="reason">{escape(reason)}</td><td class="document">{escape(document)}</td></tr>'
    )
