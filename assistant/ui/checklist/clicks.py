"""Buttons in our own HTML: a click tells the server what was meant, and the focus comes back after the page has changed."""

from __future__ import annotations

from html import escape
from typing import Any

BACK = """
const board = window.eduBack = window.eduBack || {};
let back = '';
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-act]');
  if (!button || !element.contains(button) || button.getAttribute('aria-disabled') === 'true') return;
  const said = {...button.dataset};
  if (said.act === 'print') return window.print();
  if (said.act === 'copy') return copy(button);
  back = said.key || '';
  if (said.act === 'open' || said.act === 'day') board.opener = back;
  if (said.act === 'close') {
    const opener = document.querySelector('[data-key="' + CSS.escape(board.opener || '') + '"]');
    setTimeout(() => opener && opener.focus(), 60);
  }
  trigger('click', said);
});
element.addEventListener('keydown', (event) => {
  const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
  const group = step && event.target.matches('button') && event.target.closest('[data-arrows]');
  if (!group || event.ctrlKey || event.altKey || event.metaKey) return;
  const all = [...group.querySelectorAll('button')].filter((one) => one.offsetParent);
  const next = all[all.indexOf(event.target) + step];
  if (next) { event.preventDefault(); next.focus(); }
});
const copy = (button) => {
  const field = element.querySelector('input[data-address]');
  field.focus();
  field.select();
  const said = () => { element.querySelector('[role=status]').textContent = button.dataset.done; };
  if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(field.value).then(said);
  else if (document.execCommand('copy')) said();
};
const settle = () => {
  for (const field of element.querySelectorAll('input[data-address]')) {
    field.value = location.origin + field.dataset.address;
    const link = element.querySelector('a[data-webcal]');
    if (link) link.href = 'webcal://' + location.host + field.dataset.address;
    const here = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);
    for (const note of element.querySelectorAll('[data-only-here]')) note.hidden = !here;
  }
  const same = back && element.querySelector('[data-key="' + CSS.escape(back) + '"]');
  const opened = element.querySelector('[data-focus]');
  if (same) same.focus({preventScroll: true});
  else if (opened) { opened.focus({preventScroll: true}); opened.scrollIntoView({block: 'nearest', behavior: 'smooth'}); }
  back = '';
};
settle();
watch('value', settle);
"""
"""For ``js_on_load`` of a ``gr.HTML`` whose buttons carry ``data-act`` (and ``data-key``, one each, to be found again).

Inside of ``data-arrows`` the arrow keys go from button to button.
"""


def button(act: str, text: str, *, key: str, kind: str = "", label: str = "", **data: str) -> str:
    """A button that tells the server ``act`` with ``data``; ``text`` is HTML, all else is escaped."""
    told = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    said = f' aria-label="{escape(label)}" title="{escape(label)}"' if label else ""
    return (
        f'<button type="button" class="{escape(kind or "act")}" data-act="{escape(act)}" '
        f'data-key="{escape(key)}"{told}{said}>{text}</button>'
    )


def clicked(event: Any) -> dict[str, str]:
    """What a clicked button said: words of our own, but sent by a browser, so strings and nothing else."""
    data = getattr(event, "_data", None)
    if not isinstance(data, dict):
        return {}
    return {str(name): str(value) for name, value in data.items()}
