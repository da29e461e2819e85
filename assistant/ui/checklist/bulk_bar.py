"""The bar for changing many rows at once: choose rows, say what changes, apply; one undo takes all back."""

from __future__ import annotations

from html import escape

from assistant.records import STATES
from assistant.ui.strings.words import Words


def html(words: Words) -> str:
    """The bar; a button beside the count opens it."""
    keep = escape(words("bulk_keep_hint"))
    options = "".join(f'<option value="{s}">{escape(words(f"state_{s}"))}</option>' for s in STATES)
    boxes = "".join(
        f'<label>{escape(words(label))}<input name="{name}" placeholder="{keep}" autocomplete="off"></label>'
        for name, label in (("owner", "col_owner"), ("note", "note"), ("proof", "proof"))
    )
    return (
        f'<form class="bulk" onsubmit="return false" hidden><div class="pick">'
        f'<b class="chosen" role="status" data-said="{escape(words("bulk_chosen", count="%"))}"></b>'
        f"{_button('page', words('bulk_page'))}"
        f'<button type="button" class="act" data-do="all" data-said="{escape(words("bulk_all", count="%"))}"></button>'
        f"{_button('none', words('bulk_none'))}{_button('end', words('bulk_end'))}</div>"
        f'<div class="set"><label>{escape(words("state"))}<select name="state">'
        f'<option value="">{escape(words("bulk_keep"))}</option>{options}</select></label>{boxes}'
        f'<button type="submit" class="act main">{escape(words("bulk_apply"))}</button></div></form>'
    )


def _button(name: str, text: str) -> str:
    return f'<button type="button" class="act" data-do="{name}">{escape(text)}</button>'


SCRIPT = """
let all = false;
const form = () => element.querySelector('form.bulk');
const count = () => {
  const list = document.querySelector('#checklist .list');
  return list ? Number(list.dataset.count) : 0;
};
const choose = (what) => window.dispatchEvent(new CustomEvent('checklist-choose', {detail: what}));
const say = (number) => {
  const said = element.querySelector('.chosen');
  const button = element.querySelector('[data-do=all]');
  if (!said) return;
  said.textContent = said.dataset.said.replace('%', (all ? count() : number).toLocaleString());
  button.textContent = button.dataset.said.replace('%', count().toLocaleString());
  button.setAttribute('aria-pressed', String(all));
};
const mode = (on) => {
  for (const part of ['#checklist', '#checklist-said', '#bulk']) document.querySelector(part).dataset.many = on ? 'on' : 'off';
  form().hidden = !on;
  all = false;
  choose('none');
  const next = on ? element.querySelector('[data-do=page]') : document.querySelector('#checklist-said [data-begin]');
  if (next) setTimeout(() => next.focus({preventScroll: true}), 0);
};
window.addEventListener('checklist-chosen', (event) => {
  if (event.detail) all = false;
  document.querySelector('#checklist').dataset.all = all ? 'on' : 'off';
  say(event.detail);
});
window.addEventListener('checklist-many', () => mode(true));
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-do]');
  if (!button) return;
  const what = button.dataset.do;
  if (what === 'end') return mode(false);
  all = what === 'all' && !all;
  choose(what === 'page' ? 'page' : 'none');
});
element.addEventListener('submit', (event) => {
  event.preventDefault();
  const given = form();
  trigger('apply', {
    ids: all ? [] : window.checklistChosen || [], all,
    state: given.state.value, owner: given.owner.value, note: given.note.value, proof: given.proof.value,
  });
});
"""
"""``apply`` {ids, all, state, owner, note, proof}; the table keeps which rows are chosen."""
