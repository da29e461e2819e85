"""The style that all tabs share: ground, head, tabs, controls, and the small parts that tabs are made of.

Parts for everybody: ``.panel`` (a card), ``.badge`` (+ ``good|warn|bad|on``), ``.lead``, ``.hint``, ``.empty``,
``.problem``, ``.notice``, ``table.plain``, ``.links``, ``.visually-hidden``, ``.only-wide``, ``.only-phone``.
Colours are the names of ``palette.py``: ``var(--surface)``, ``var(--quiet)`` …
"""

from __future__ import annotations

from assistant.ui.palette import variables

GROUND = f"""
:root {{ {variables(False)} color-scheme: light; }}
:root:has(body.dark) {{ color-scheme: dark; }}
.dark {{ {variables(True)} }}
"""
"""The colours; Gradio marks the dark look on the body."""

FRAME = """
html { background: var(--ground); }
body { background: var(--ground); overflow-x: clip; }
.gradio-container { width: 100% !important; max-width: 1320px !important; margin: 0 auto !important;
  padding: 0 1.25rem 2rem !important; overflow-wrap: break-word; color: var(--ink); }
.gradio-container .main, .gradio-container .wrap > main { padding: 0 !important; }
/* clip, not hidden: what sticks to the top of the window must still do so */
.gradio-container { overflow: clip !important; } .gradio-container * { letter-spacing: normal; }
.visually-hidden:not(.tab-container) { position: absolute !important; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; border: 0; }
.only-phone { display: none !important; }
.skip { position: absolute; left: .5rem; top: -4rem; z-index: 1200; background: var(--fill); color: var(--on-fill) !important;
  padding: .6rem 1rem; border-radius: .4rem; }
.skip:focus { top: .5rem; }
:focus-visible { outline: 3px solid var(--accent) !important; outline-offset: 2px !important; border-radius: .25rem; }
[role=tabpanel]:focus-visible, main:focus-visible { outline: none !important; }
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation-duration: .01ms !important; transition: none !important; scroll-behavior: auto !important; }
}
"""
"""The page itself."""

HEAD = """
#head { padding: .7rem 0 0; container: head / inline-size; } #head { margin-bottom: -.6rem; }
.masthead { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem 1rem; position: relative; }
.masthead h1 { margin: 0; font-size: 1.5rem; font-weight: 700; line-height: 1.4; color: var(--ink); letter-spacing: .04em; }
.masthead h1::before { content: ""; display: inline-block; width: .36em; height: 1em; margin-right: .45em; vertical-align: -.12em;
  border-radius: .1em; background: var(--accent); }
.masthead p { margin: 0; color: var(--quiet); font-size: .95rem; flex: 1 1 20rem; }
#mode { white-space: nowrap; }
.masthead nav { display: flex; gap: .3rem; align-items: center; margin-left: auto; }
.masthead nav a, .masthead nav button { display: inline-flex; align-items: center; min-height: 2.5rem; padding: 0 .8rem; border: 0;
  border-radius: .5rem; background: none; color: var(--accent); font: inherit; font-size: .95rem; text-decoration: none; cursor: pointer; }
.masthead nav a:hover, .masthead nav button:hover { background: var(--sunken); text-decoration: underline; }
.masthead .to-light, .dark .masthead .to-dark { display: none; } .dark .masthead .to-light { display: inline; }
"""
"""Name, purpose, mode; language and look."""

TABS = """
.tabs > .tab-wrapper { height: 3.1rem !important; padding: 0 !important; margin-bottom: 1.1rem !important; }
.tabs > .tab-wrapper .tab-container { height: 100% !important; }
.tabs > .tab-wrapper button { font-size: 1.08rem !important; padding: 0 1.3rem !important; color: var(--quiet); min-width: 44px;
  font-weight: 500; border-radius: .4rem .4rem 0 0 !important; }
.tabs > .tab-wrapper button.selected { color: var(--accent) !important; font-weight: 700; }
.tabs > .tab-wrapper button.selected::after { height: 3px !important; background: var(--accent) !important; }
.tabs > .tab-wrapper button:focus-visible { outline-offset: -3px !important; }
.tabs .tabs > .tab-wrapper { height: 2.75rem !important; margin-bottom: 1rem !important; }
.tabs .tabs > .tab-wrapper .tab-container { gap: .35rem; } .tabs .tabs > .tab-wrapper .tab-container::after { display: none; }
.tabs .tabs > .tab-wrapper button { font-size: 1rem !important; padding: 0 1rem !important; border-radius: 2rem !important; }
.tabs .tabs > .tab-wrapper button.selected { background: var(--accent-soft) !important; }
.tabs .tabs > .tab-wrapper button.selected::after { display: none; }
.tabitem { padding: 0 !important; border: 0 !important; background: none !important; }
"""
"""Tabs: words, an underline; the views inside a tab are pills."""

CONTROLS = """
.gradio-container .form { background: none !important; border: 0 !important; box-shadow: none !important; gap: .8rem 1rem !important;
  overflow: visible !important; border-radius: 0; }
.gradio-container .block:not(.surface) { background: none; border: 0; box-shadow: none; }
.gradio-container .form > .block, .gradio-container .block.padded, .gradio-container .html-container { padding: 0; }
.gradio-container [data-testid=block-info] { background: none; padding: 0; margin: 0 0 .3rem; color: var(--ink); font-weight: 600;
  font-size: .95rem; border: 0; box-shadow: none; }
.gradio-container [data-testid=block-label] { background: none; border: 0; box-shadow: none; color: var(--quiet); font-size: .95rem; }
.gradio-container [data-testid=block-label] span svg, .gradio-container label.float span svg { display: none; }
.gradio-container input:not([type=checkbox], [type=radio], [type=range], [type=color]), .gradio-container textarea, .gradio-container .wrap-inner {
  font-size: 1rem; }
.gradio-container textarea, .gradio-container input[type=text], .gradio-container input[type=search], .gradio-container input[type=password],
.gradio-container input[type=number], .gradio-container input[type=date], .gradio-container select { border: 1px solid var(--edge); min-height: 2.75rem;
  background: var(--surface); color: var(--ink); border-radius: .5rem; padding: .5rem .75rem; }
.gradio-container .wrap:has(> .wrap-inner) { border: 1px solid var(--edge); background: var(--surface); border-radius: .5rem; min-height: 2.75rem;
  box-shadow: none; }
.gradio-container .wrap:has(> .wrap-inner):focus-within { outline: 3px solid var(--accent); outline-offset: 1px; }
.gradio-container .wrap-inner { padding: 0 .35rem !important; }
.gradio-container .wrap-inner input { border: 0 !important; min-height: 2.6rem !important; margin: 0 !important; background: none !important; outline: none !important;
  text-overflow: ellipsis; }
.gradio-container .wrap-inner input { padding-right: 1.5rem !important; } .gradio-container .wrap-inner .icon-wrap { right: .5rem; }
.gradio-container ::placeholder { color: var(--quiet) !important; opacity: 1; }
.gradio-container button.lg, .gradio-container button.md, .gradio-container a.lg { min-height: 2.75rem; font-size: 1rem; font-weight: 600; border-radius: .5rem; box-shadow: none; }
.gradio-container button.sm, .gradio-container a.sm { min-height: 2.4rem; font-size: .95rem; font-weight: 500; border-radius: .5rem; box-shadow: none; }
.gradio-container button.secondary, .gradio-container a.secondary, .gradio-container button.stop { border: 1px solid var(--edge); background: var(--surface); color: var(--ink); }
.gradio-container button.secondary:hover, .gradio-container button.stop:hover { background: var(--sunken); }
.gradio-container button.stop { color: var(--bad); border-color: var(--bad); }
.gradio-container button.primary { border: 1px solid var(--fill); }
.gradio-container button:disabled { opacity: .6; cursor: not-allowed; }
.gradio-container input[type=checkbox], .gradio-container input[type=radio] { width: 1.25rem; height: 1.25rem; border: 1.5px solid var(--edge);
  flex-shrink: 0; }
.gradio-container fieldset label:has(> input[type=radio]), .gradio-container fieldset label:has(> input[type=checkbox]) { border: 1px solid var(--edge);
  background: var(--surface); border-radius: .5rem; min-height: 2.75rem; padding: .4rem .9rem; box-shadow: none; color: var(--ink); }
.gradio-container fieldset label.selected { background: var(--accent-soft); border-color: var(--accent); color: var(--ink); }
.gradio-container fieldset label.selected span { color: var(--ink); }
.gradio-container .block:has(> button.label-wrap) { border: 1px solid var(--line); border-radius: .6rem; padding: .3rem .9rem; background: var(--surface); }
.gradio-container button.label-wrap { min-height: 2.6rem; align-items: center; font-weight: 600; color: var(--ink); }
.gradio-container ul.options { border: 1px solid var(--edge); border-radius: .5rem; background: var(--surface); }
.gradio-container ul.options li { min-height: 2.5rem; align-items: center; }
.gradio-container .prose, .gradio-container .prose * { color: inherit; } .gradio-container .prose a, .gradio-container a { color: var(--accent); }
.gradio-container .prose a.secondary { color: inherit; }
.gradio-container .generating { border-color: var(--accent); }
.toast-wrap { z-index: 1300 !important; }
"""
"""Boxes, lists, buttons: an edge of their own, 44 px high, labels as plain words."""

PARTS = """
.panel { border: 1px solid var(--line); border-radius: .6rem; padding: .9rem 1.1rem; background: var(--surface); margin-bottom: .7rem; }
.lead { margin: .2rem 0 .7rem; font-size: 1.05rem; } .hint { color: var(--quiet); font-size: .95rem; margin: .2rem 0 .6rem; }
.empty { color: var(--quiet); padding: 1.6rem 1rem; text-align: center; border: 1px dashed var(--line); border-radius: .6rem; }
.problem { color: var(--bad); } .notice { background: var(--warn-soft); color: var(--warn); border-radius: .5rem; padding: .5rem .9rem; }
.links { display: flex; flex-wrap: wrap; gap: .2rem 1.3rem; margin: .5rem 0; } .links a { display: inline-flex; min-height: 2.2rem; align-items: center; }
.badge { display: inline-block; font-size: .82rem; line-height: 1.5; padding: 0 .55em; border-radius: 1em; font-weight: 500; white-space: nowrap;
  background: var(--sunken); color: var(--quiet); border: 1px solid transparent; margin-left: .3em; }
.badge.good { background: var(--good-soft); color: var(--good); } .badge.warn { background: var(--warn-soft); color: var(--warn); }
.badge.bad { background: var(--bad-soft); color: var(--bad); font-weight: 700; } .badge.on { background: var(--accent-soft); color: var(--accent); }
table.plain { width: 100%; border-collapse: collapse; border: 0 !important; }
table.plain caption { text-align: left; font-weight: 600; padding: .3rem 0 .5rem; }
table.plain th, table.plain td { text-align: left; vertical-align: top; padding: .6rem .9rem .6rem 0; border: 0 !important;
  border-bottom: 1px solid var(--line) !important; overflow-wrap: anywhere; }
table.plain th { font-size: .92rem; font-weight: 600; color: var(--quiet); } table.plain td.num { font-variant-numeric: tabular-nums; white-space: nowrap; }
"""
"""What tabs are made of."""

SNACK = """
.snack { position: fixed !important; left: 50%; bottom: 1.2rem; transform: translateX(-50%); z-index: 1100; width: auto !important;
  max-width: min(44rem, calc(100vw - 2rem)); min-width: 0 !important; display: flex; flex-wrap: nowrap !important; align-items: center; gap: .6rem !important;
  background: var(--ink); color: var(--ground); border-radius: .6rem; padding: .5rem .6rem .5rem 1.2rem; box-shadow: 0 4px 18px #0005; }
.snack > * { flex: 0 1 auto !important; min-width: 0 !important; width: auto !important; }
.snack p { margin: 0 !important; color: var(--ground) !important; }
.snack button { flex-shrink: 0 !important; min-height: 2.5rem !important; background: none !important; border: 1px solid var(--ground) !important;
  color: var(--ground) !important; font-weight: 600; padding: 0 1rem !important; }
.snack button.quiet-button { border: 0 !important; padding: 0 .6rem !important; }
.snack button:focus-visible { outline-color: var(--ground) !important; }
"""
"""The line that says what was done and takes it back."""

DRAWER = """
#viewer { position: fixed; inset: 0 0 0 auto; width: min(60rem, 56vw); z-index: 1000; background: var(--surface); color: var(--ink);
  box-shadow: -4px 0 18px #0004; display: flex; flex-direction: column; }
#viewer[hidden] { display: none; }
#viewer iframe { border: 0; flex: 1; width: 100%; background: var(--ground); }
#viewer > div { display: flex; align-items: center; gap: .6rem; padding: .25rem .25rem .25rem 1rem; border-bottom: 1px solid var(--line);
  background: var(--sunken); }
#viewer strong { flex: 1; font-weight: 600; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
#viewer button { border: 0; border-radius: .4rem; background: var(--fill); color: var(--on-fill); font: inherit; font-weight: 600;
  padding: .5rem 1.1rem; min-height: 2.75rem; cursor: pointer; }
"""
"""The document beside the page."""

PHONE = """
@media (max-width: 640px) {
  .only-phone { display: revert !important; } .only-wide { display: none !important; }
  #head { padding: .4rem 0 0; } #head { margin-bottom: -.9rem; }
  .masthead { gap: 0 .5rem; flex-wrap: wrap; } .masthead h1 { font-size: 1.3rem; white-space: nowrap; }
  .masthead .name-more, .masthead .purpose { display: none; } .masthead nav { order: 2; gap: 0; }
  .masthead nav a, .masthead nav button { min-height: 2.75rem; min-width: 2.75rem; padding: 0 .55rem; }
  .masthead p { order: 3; flex: 1 1 100%; font-size: .88rem; }
  .tabs > .tab-wrapper { height: 3rem !important; margin-bottom: .8rem !important; }
  .tabs > .tab-wrapper .tab-container { justify-content: stretch; }
  .tabs > .tab-wrapper .tab-container:not(.visually-hidden) > button { flex: 1 1 auto; justify-content: center; }
  .tabs > .tab-wrapper button { padding: 0 .3rem !important; font-size: 1rem !important; }
  .tabs .tabs > .tab-wrapper, .tabs .tabs > .tab-wrapper .tab-container:not(.visually-hidden) { height: auto !important; overflow: visible; }
  .tabs .tabs > .tab-wrapper .tab-container:not(.visually-hidden) { flex-wrap: wrap; }
  .tabs .tabs > .tab-wrapper .tab-container:not(.visually-hidden) > button { flex: 0 0 auto; height: 2.75rem; max-width: none; padding: 0 .8rem !important; }
  .snack { left: .8rem; right: .8rem; transform: none; max-width: none; justify-content: space-between; }
}
@media (max-width: 360px) { .tabs > .tab-wrapper button { font-size: .86rem !important; padding: 0 .2rem !important; } }
"""
"""A head of two lines, tabs across, targets of 44 px."""

OUTSIDE = """
@container head (max-width: 52rem) { .masthead .purpose, .masthead .name-more { display: none; } }
@media (max-width: 640px) {
  .gradio-container { padding: 0 .8rem 2rem !important; }
  .gradio-container :is(button, a):is(.lg, .md, .sm) { min-height: 2.75rem !important; }
  #viewer { width: 100vw !important; }
}
@media print {
  .masthead nav, .tab-wrapper, .snack, .toast-wrap, #question, .gradio-container button.lg, .gradio-container button.md,
  .gradio-container button.sm, .skip { display: none !important; }
  html, body, .gradio-container { background: #fff !important; max-width: none !important; }
  .tabs .block { height: auto !important; max-height: none !important; overflow: visible !important; }
  #viewer { position: static !important; width: 100% !important; box-shadow: none !important; }
}
"""
"""What cannot go through Gradio, which puts ``.gradio-container .contain`` before every selector inside an at-rule and
drops those it does not know: the page carries it in its head."""

CSS = "".join((GROUND, FRAME, HEAD, TABS, CONTROLS, PARTS, SNACK, DRAWER, PHONE))
