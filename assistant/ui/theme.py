"""How the page looks: system fonts only, so that no request leaves the machine."""

from __future__ import annotations

from typing import Any

FONTS = ["system-ui", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "sans-serif"]

CSS = """
.gradio-container { width: 100% !important; max-width: 1320px !important; margin: 0 auto !important; }
#head { align-items: baseline; }
#head h1 { margin: .2em 0 0; font-size: 1.7rem; }
#head p { margin: 0; opacity: .8; }
#language { text-align: right; min-width: 5rem; padding-top: .6rem; }
a.cite { text-decoration: none; font-size: .85em; vertical-align: super; padding: 0 .15em; }
.source { border: 1px solid var(--border-color-primary); border-radius: .5rem; padding: .6rem .8rem;
  margin-bottom: .6rem; background: var(--block-background-fill); }
.source:target, .source.lit { outline: 2px solid var(--color-accent); }
.source .where { font-size: .85rem; opacity: .85; margin: .15rem 0 .35rem; }
.source blockquote { margin: 0; padding-left: .6rem; border-left: 3px solid var(--color-accent);
  white-space: pre-wrap; line-height: 1.6; }
.source .around { opacity: .7; }
.source mark { background: #ffe58a; color: #222; padding: 0 .1em; }
.source .name { font-weight: 600; }
.badge { display: inline-block; font-size: .75rem; padding: 0 .4em; border-radius: .4em;
  border: 1px solid currentColor; opacity: .8; margin-left: .3em; }
.sources-empty { opacity: .7; padding: .6rem; }
#checklist input[type=checkbox] { opacity: 1; border: 1.5px solid var(--body-text-color-subdued); width: 1.15rem; height: 1.15rem; }
#checklist th input[type=checkbox] { display: none; }
#checklist [data-col="8"] > *, #checklist td:nth-child(9) > *, #checklist th:nth-child(9) > * { display: none !important; }
#checklist *, #documents * { font-family: inherit; }
#checklist th:first-child, #checklist th:first-child * { white-space: nowrap; }
.history { font-size: .85rem; opacity: .85; }
"""

CLICK_CITATION = """
() => {
  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('a.cite');
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    const card = document.getElementById((link.getAttribute('href') || '').slice(1));
    document.querySelectorAll('.source.lit').forEach((c) => c.classList.remove('lit'));
    if (card) { card.classList.add('lit'); card.scrollIntoView({behavior: 'smooth', block: 'center'}); }
  }, true);
}
"""
"""A click on [1] lights the source card beside the answer instead of leaving the page."""


SHOW_QUESTION = """
() => {
  const asked = [...document.querySelectorAll('#chat .user')].pop();
  let board = asked;
  while (board && board.scrollHeight <= board.clientHeight + 4) board = board.parentElement;
  if (!asked || !board || !board.closest('#chat')) return;
  const top = asked.getBoundingClientRect().top - board.getBoundingClientRect().top;
  board.scrollTo({top: board.scrollTop + top - 8, behavior: 'smooth'});
}
"""
"""When an answer is complete it is read from its question down, however long it is."""


def theme() -> Any:
    """A calm theme with the fonts every office computer has."""
    import gradio as gr

    return gr.themes.Soft(
        primary_hue="blue", neutral_hue="slate", font=FONTS, font_mono=["monospace"], text_size="lg"
    )
