"""What the conversation does in the browser by itself; everything that is kept goes to the server by ``trigger``."""

from __future__ import annotations

TALK = """
const busy = () => !!document.querySelector('#chat-live [aria-busy=true]');
const copy = async (text) => {
  try { await navigator.clipboard.writeText(text); }
  catch {
    const area = document.createElement('textarea');
    area.value = text; area.style.position = 'fixed'; area.style.opacity = '0';
    document.body.append(area); area.select(); document.execCommand('copy'); area.remove();
  }
};
const press = (button, on) => button.setAttribute('aria-pressed', on ? 'true' : 'false');
const rate = (turn, words) => {
  const box = turn.querySelector('.opinion'), why = turn.querySelector('.why');
  const { rating, reason } = box.dataset;
  box.querySelectorAll('[data-act=up], [data-act=down]').forEach((b) => press(b, b.dataset.act === rating));
  why.querySelectorAll('[data-act=reason]').forEach((b) => press(b, b.dataset.reason === reason && rating === 'down'));
  why.hidden = rating !== 'down' || words !== undefined;
  const thanks = box.querySelector('.thanks');
  thanks.textContent = '';
  (window.eduRated = window.eduRated || []).push({ thanks, told: rating ? thanks.dataset.said : thanks.dataset.back });
  const comment = rating === 'down' ? why.querySelector('input').value : '';
  trigger('rate', { message: turn.dataset.message, rating, reason: rating === 'down' ? reason : '', comment });
};
const acts = {
  ask: (button) => { if (!busy()) trigger('ask', { text: button.dataset.text }); },
  documents: () => trigger('documents', {}),
  list: (button, turn) => trigger('list', { message: turn.dataset.message }),
  rows: (button, turn) => trigger('rows', { message: turn.dataset.message }),
  copy: async (button) => {
    await copy(button.dataset.text);
    const label = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 2000);
  },
  all: (button) => {
    const open = button.getAttribute('aria-expanded') === 'true';
    button.previousElementSibling.querySelectorAll('tr.later').forEach((row) => { row.hidden = open; });
    button.setAttribute('aria-expanded', open ? 'false' : 'true');
    button.textContent = open ? button.dataset.more : button.dataset.less;
  },
  up: (button, turn) => choose(turn, 'up'),
  down: (button, turn) => choose(turn, 'down'),
  reason: (button, turn) => {
    const box = turn.querySelector('.opinion');
    box.dataset.reason = box.dataset.reason === button.dataset.reason ? '' : button.dataset.reason;
    rate(turn);
  },
  say: (button, turn) => { rate(turn, true); turn.querySelector('[data-act=down]').focus(); },
};
const choose = (turn, rating) => {
  const box = turn.querySelector('.opinion');
  box.dataset.rating = box.dataset.rating === rating ? '' : rating;
  if (box.dataset.rating !== 'down') box.dataset.reason = '';
  rate(turn);
  if (box.dataset.rating === 'down') turn.querySelector('.why button').focus({ preventScroll: true });
};
element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-act]');
  if (button && acts[button.dataset.act]) acts[button.dataset.act](button, button.closest('.turn'));
});
element.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target.matches('.why input')) {
    event.preventDefault();
    acts.say(event.target, event.target.closest('.turn'));
  }
});
"""
"""Clicks inside questions and answers. Events: ask, documents, list, rows, rate."""

RATED = """
() => {
  const kept = (window.eduRated || []).shift();
  if (kept && !window.eduRated.some((other) => other.thanks === kept.thanks)) kept.thanks.textContent = kept.told;
}
"""
"""Says thanks for what is kept, not before: ratings are kept one at a time, in their order."""

SHOW = """
let last = '', pinned = false;
const loose = () => { pinned = false; };
for (const kind of ['wheel', 'touchmove', 'pointerdown']) document.addEventListener(kind, loose, { passive: true });
document.addEventListener('keydown', (event) => { if (!event.target.matches('textarea')) loose(); });
watch('value', () => {
  const turn = element.querySelector('.turn');
  const now = turn ? turn.dataset.turn + turn.querySelector('h2').textContent : '';
  if (turn && now !== last) pinned = true;
  last = now;
  if (turn && pinned) requestAnimationFrame(() => turn.scrollIntoView({ block: 'start' }));
});
"""
"""A new question stands at the top until the reader scrolls; its answer is read from there down, however long it gets."""

NEXT = """
watch('value', () => {
  const told = element.querySelector('[data-for]');
  const turn = told && document.querySelector('#chat-live .turn[data-message="' + told.dataset.for + '"]');
  const slot = turn && turn.querySelector('.slot');
  if (slot && !slot.childElementCount) slot.innerHTML = told.innerHTML;
});
"""
"""Questions that were found behind an answer go under it, unless the reader has asked on."""

TIPS = """
if (!document.querySelector('#cite-tip')) {
  const tip = document.createElement('div');
  tip.id = 'cite-tip'; tip.setAttribute('role', 'tooltip'); tip.hidden = true;
  document.body.append(tip);
  const show = (link) => {
    tip.textContent = link.dataset.tip;
    tip.hidden = false;
    const at = link.getBoundingClientRect(), wide = Math.min(420, innerWidth - 24);
    tip.style.maxWidth = wide + 'px';
    tip.style.left = Math.max(12, Math.min(at.left, innerWidth - tip.offsetWidth - 12)) + 'px';
    const above = at.top - tip.offsetHeight - 8;
    tip.style.top = (above > 8 ? above : at.bottom + 8) + 'px';
    document.querySelectorAll('.source.lit').forEach((card) => card.classList.remove('lit'));
    const card = document.getElementById(link.dataset.source);
    if (card) card.classList.add('lit');
  };
  const hide = () => { tip.hidden = true; };
  const link = (event) => event.target.closest && event.target.closest('a.cite[data-tip]');
  for (const kind of ['pointerover', 'focusin'])
    document.addEventListener(kind, (event) => {
      if (event.pointerType === 'touch') return;
      const cite = link(event);
      if (cite) show(cite); else hide();
    });
  document.addEventListener('click', (event) => {
    const opened = event.target.closest && event.target.closest('#chat a.see');
    if (opened) setTimeout(() => opened.scrollIntoView({ block: 'center' }), 80);
  }, true);
  document.addEventListener('scroll', hide, true);
  document.addEventListener('click', hide, true);
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') hide(); });
}
"""
"""The quote of a citation while the pointer or the keyboard is on it, and its card lit. Where a document opens beside it
the conversation gets narrower and moves: the link that was clicked stays in sight."""

SHELF = """
const room = () => document.querySelector('#chat-room');
const openShelf = (on) => {
  room().classList.toggle('shelf-open', on);
  const button = document.querySelector('#shelf-button');
  if (button) { button.setAttribute('aria-expanded', on ? 'true' : 'false'); if (!on) button.focus(); }
  if (on) element.querySelector('.fresh').focus();
};
document.addEventListener('click', (event) => {
  if (event.target.closest('#shelf-button')) openShelf(!room().classList.contains('shelf-open'));
  else if (room() && room().classList.contains('shelf-open') && !event.target.closest('#chat-shelf')) openShelf(false);
  if (event.target.closest('#fresh-button')) trigger('fresh', {});
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && room() && room().classList.contains('shelf-open')) openShelf(false);
});
const close = () => { if (room().classList.contains('shelf-open')) openShelf(false); };
const rename = (item) => {
  const button = item.querySelector('.open'), title = item.querySelector('.title').textContent;
  const box = document.createElement('input');
  box.value = title; box.maxLength = 60; box.className = 'name';
  box.setAttribute('aria-label', item.querySelector('[data-act=rename]').dataset.label);
  let done = false;
  const end = (keep) => {
    if (done) return;
    done = true;
    box.remove(); button.hidden = false;
    const written = box.value.trim();
    if (keep && written && written !== title) {
      item.querySelector('.title').textContent = written;
      trigger('rename', { id: item.dataset.id, title: written });
    }
    button.focus();
  };
  box.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Enter') end(true);
    if (event.key === 'Escape') { event.stopPropagation(); end(false); }
  });
  box.addEventListener('blur', () => end(true));
  button.hidden = true; button.before(box); box.focus(); box.select();
};
element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-act]');
  if (!button) return;
  const item = button.closest('li'), act = button.dataset.act;
  if (act === 'shut') openShelf(false);
  if (act === 'fresh') { trigger('fresh', {}); close(); }
  if (act === 'open') { trigger('open', { id: item.dataset.id }); close(); }
  if (act === 'rename') { event.stopPropagation(); rename(item); }
  if (act === 'drop') trigger('drop', { id: item.dataset.id });
  if (act === 'restore') trigger('restore', { id: button.dataset.id });
});
element.addEventListener('input', (event) => {
  if (!event.target.matches('.find')) return;
  const wanted = event.target.value.trim().toLowerCase();
  element.querySelectorAll('li').forEach((item) => {
    item.hidden = !item.querySelector('.title').textContent.toLowerCase().includes(wanted);
  });
});
"""
"""The list of conversations: open and close it on a narrow page, rename in place, search. Events: fresh, open,
rename, drop, restore."""

CHIP = """
element.addEventListener('click', (event) => { if (event.target.closest('button')) trigger('off', {}); });
"""
"""The chip that says where is asked. Event: off."""

FOCUS_BOX = "() => { const box = document.querySelector('#question textarea'); if (box && innerWidth > 640) box.focus(); }"
"""Back to the question box, where no keyboard covers half the screen."""
