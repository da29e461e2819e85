"""The browser's side of list, filters, card and snack: it sends what was asked for and keeps focus and ticks.

Each goes to ``js_on_load`` of a ``gr.HTML``; ``trigger`` calls the handler of that name with its data.
"""

from __future__ import annotations

ASK = """
const wanted = (button) => JSON.parse(button.dataset.ask);
"""

BAR = (
    ASK
    + """
element.addEventListener('click', (event) => {
  if (event.target.closest('[data-begin]')) return window.dispatchEvent(new CustomEvent('checklist-many'));
  const button = event.target.closest('[data-ask]');
  if (button) trigger('ask', wanted(button));
});
"""
)
"""Quick views, chips and their way out: event ``ask`` with the changes."""

FILTERS = """
let waiting = 0;
const send = (field) => {
  clearTimeout(waiting);
  waiting = 0;
  trigger('ask', {[field.dataset.name]: field.value.trim()});
};
const settle = () => {
  for (const field of element.querySelectorAll('input[data-name]')) {
    if (field !== document.activeElement) field.value = field.dataset.value || '';
  }
  for (const field of element.querySelectorAll('select')) {
    const chosen = [...field.options].findIndex((option) => option.hasAttribute('selected'));
    field.selectedIndex = Math.max(0, chosen);
  }
};
element.addEventListener('input', (event) => {
  const field = event.target.closest('input[data-name]');
  if (!field) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => send(field), 350);
});
element.addEventListener('change', (event) => {
  const field = event.target.closest('[data-name]');
  if (field && (field.matches('select') || waiting)) send(field);
});
element.addEventListener('keydown', (event) => {
  const field = event.target.closest('input[data-name]');
  if (!field || event.key !== 'Enter') return;
  event.preventDefault();
  send(field);
});
settle();
watch('value', settle);
"""
"""The form of filters: event ``ask`` with the field that changed. Its text boxes carry their value as data: as an
attribute Gradio would write it over what is being typed."""

LIST = (
    ASK
    + """
const chosen = new Set();
let turned = false;
const row = (node) => node.closest('tr[data-id]');
const many = () => document.querySelector('#checklist').dataset.many === 'on';
const open = (line, keyboard) => {
  element.querySelectorAll('tr[aria-current]').forEach((other) => other.removeAttribute('aria-current'));
  line.setAttribute('aria-current', 'true');
  window.checklistOpener = line.dataset.id;
  window.checklistFocus = keyboard || innerWidth <= 900;
  trigger('open', {id: line.dataset.id});
};
const told = () => {
  for (const box of element.querySelectorAll('input.pick')) box.checked = chosen.has(row(box).dataset.id);
  window.checklistChosen = [...chosen];
  window.dispatchEvent(new CustomEvent('checklist-chosen', {detail: chosen.size}));
};
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-ask]');
  if (button) { turned = !!button.dataset.turn; return trigger('ask', wanted(button)); }
  const line = row(event.target);
  if (!line || event.target.closest('a, label, input')) return;
  if (many()) {
    const id = line.dataset.id;
    if (!chosen.delete(id)) chosen.add(id);
    return told();
  }
  open(line, event.detail === 0);
});
element.addEventListener('change', (event) => {
  const box = event.target;
  const line = row(box);
  if (box.matches('input.done')) {
    const list = element.querySelector('.list');
    line.classList.toggle('done', box.checked);
    const state = line.querySelector('td.state');
    state.innerHTML = '<span class="mark"></span>';
    state.firstChild.classList.add(box.checked ? 'done' : 'wait');
    state.firstChild.textContent = box.checked ? list.dataset.done : list.dataset.wait;
    trigger('tick', {id: line.dataset.id, done: box.checked});
  } else if (box.matches('input.pick')) {
    if (box.checked) chosen.add(line.dataset.id); else chosen.delete(line.dataset.id);
    told();
  } else if (box.dataset.name) trigger('ask', {[box.dataset.name]: box.value});
});
element.addEventListener('keydown', (event) => {
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  const line = step && row(event.target);
  if (!line || event.target.matches('input[type=number], select')) return;
  const lines = [...element.querySelectorAll('tr[data-id]')];
  const next = lines[lines.indexOf(line) + step];
  if (!next) return;
  event.preventDefault();
  const same = event.target.matches('input.pick') ? 'input.pick' : event.target.matches('input') ? 'input.done' : 'button.open';
  next.querySelector(same).focus();
});
window.addEventListener('checklist-choose', (event) => {
  if (event.detail === 'page') element.querySelectorAll('tr[data-id]').forEach((line) => chosen.add(line.dataset.id));
  else chosen.clear();
  told();
});
watch('value', () => {
  for (const box of element.querySelectorAll('input.done')) {
    box.checked = box.hasAttribute('checked');
    row(box).classList.toggle('done', box.checked);
  }
  for (const box of element.querySelectorAll('input[type=number]')) box.value = box.getAttribute('value');
  for (const box of element.querySelectorAll('select')) {
    box.selectedIndex = Math.max(0, [...box.options].findIndex((option) => option.hasAttribute('selected')));
  }
  told();
  if (turned) {
    turned = false;
    element.scrollIntoView({block: 'start'});
    const first = element.querySelector('button.open');
    if (first) first.focus({preventScroll: true});
  }
});
"""
)
"""The table: ``ask``, ``open`` {id}, ``tick`` {id, done}; arrow keys go from row to row; chosen rows outlive a page."""

CARD = """
let shown = '';
const card = () => element.querySelector('.card');
const fields = () => {
  const form = element.querySelector('form.fields');
  return form && {
    id: card().dataset.id, owner: form.owner.value.trim(), note: form.note.value.trim(), proof: form.proof.value.trim(),
  };
};
const leave = () => {
  const line = document.querySelector('#checklist tr[data-id="' + CSS.escape(window.checklistOpener || '') + '"]');
  document.querySelectorAll('#checklist tr[aria-current]').forEach((other) => other.removeAttribute('aria-current'));
  trigger('close', {});
  if (line) setTimeout(() => line.querySelector('button.open').focus(), 60);
};
element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button || !card()) return;
  const id = card().dataset.id;
  if (button.dataset.close) return leave();
  if (button.dataset.undo) return trigger('undo', {id});
  if (!button.dataset.state) return;
  element.querySelectorAll('[data-state]').forEach((other) => other.setAttribute('aria-pressed', String(other === button)));
  trigger('mark', {...fields(), id, state: button.dataset.state});
});
element.addEventListener('submit', (event) => { event.preventDefault(); trigger('save', fields()); });
element.addEventListener('focusout', (event) => {
  const form = event.target.closest('form.fields');
  const to = event.relatedTarget;
  if (!form || (to && (form.contains(to) || to.dataset.state))) return;
  const typed = [...form.querySelectorAll('input, textarea')].some((field) => field.value !== field.defaultValue);
  if (typed) trigger('save', fields());
});
element.addEventListener('keydown', (event) => { if (event.key === 'Escape' && card()) leave(); });
const settle = () => {
  const now = card() ? card().dataset.id : '';
  const form = element.querySelector('form.fields');
  const busy = form && now === shown && form.contains(document.activeElement);
  if (form && !busy) form.reset();
  if (now && now !== shown && window.checklistFocus) element.querySelector('.title').focus();
  if (now && now !== shown) { const side = element.closest('#checklist-side'); if (side) side.scrollTop = 0; }
  shown = now;
};
settle();
watch('value', settle);
"""
"""The card: ``mark`` {id, state, owner, note, proof}, ``save`` without a state, ``undo`` {id}, ``close``; Esc closes.
What was typed is saved when the form is left, so that nothing typed is lost."""

SNACK = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if (button.dataset.undo) trigger('undo', {batch: button.dataset.undo});
  else element.querySelector('.line').hidden = true;
});
watch('value', () => {
  const line = element.querySelector('.line');
  if (!line) return;
  line.hidden = false;
  if (!line.querySelector('[data-undo]')) setTimeout(() => { if (line.isConnected && !line.querySelector('[data-undo]')) line.hidden = true; }, 6000);
});
"""
"""The line after a change: ``undo`` {batch}. What can be taken back stays until it is closed; other words go by themselves."""
