"""The style of cards that several tabs show: sources and facts, values side by side, folds."""

from __future__ import annotations

CSS = """
a.cite { text-decoration: none; font-size: .85em; vertical-align: super; padding: 0 .15em; }
.source { border: 1px solid var(--border-color-primary); border-radius: .5rem; padding: .6rem .8rem;
  margin-bottom: .6rem; background: var(--block-background-fill); }
.source:target, .source.lit { outline: 2px solid var(--color-accent); }
.source .where { font-size: .88rem; color: var(--quiet); margin: .15rem 0 .35rem; }
.source blockquote { margin: 0; padding-left: .6rem; border-left: 3px solid var(--color-accent);
  white-space: pre-wrap; line-height: 1.6; }
.source .around { color: var(--quiet); }
.source mark { background: var(--mark); color: var(--mark-ink); padding: 0 .1em; }
.source .name { font-weight: 600; }
.source .flag { background: var(--warn-soft); color: var(--warn); border-radius: .4rem; padding: .25rem .6rem;
  margin: .3rem 0; font-size: .92rem; }
.source .now { margin: .2rem 0 .4rem; }
#save-correction, #reject { align-self: flex-end; margin-bottom: .55rem; }
.history ul { margin: .2rem 0 .3rem; padding-left: 1.2rem; }
.history { font-size: .88rem; color: var(--quiet); }
#insides li { overflow-wrap: anywhere; }
#field-status input { line-height: 1.6; }
#bulk-settle, #bulk-undo { flex-grow: 0 !important; } #bulk-question button { align-self: flex-end; }
.fold { border: 1px solid var(--border-color-primary); border-radius: .5rem; padding: .5rem .8rem; margin-bottom: .5rem; }
.fold summary { cursor: pointer; }
.fold ul { margin: .5rem 0 0; padding-left: 1.2rem; max-height: 22rem; overflow: auto; font-size: .92rem; line-height: 1.6; }
.fold .why { font-size: .85rem; border: 1px solid currentColor; border-radius: .4em; padding: 0 .35em; color: var(--quiet); }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .6rem; margin: .4rem 0 1rem; }
.pair .source { margin: 0; } .pair .big { font-size: 1.35rem; font-weight: 600; }
.aligned { width: 100%; border-collapse: collapse; margin: .2rem 0 1.2rem; font-size: .95rem; line-height: 1.5; }
.aligned caption { text-align: left; font-weight: 600; padding: .3rem 0; }
.aligned th, .aligned td { border: 1px solid var(--border-color-primary); padding: .3rem .5rem; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; }
.aligned th { font-weight: 600; color: var(--quiet); white-space: nowrap; }
.aligned td:nth-child(-n+2) { white-space: nowrap; } .aligned .ended { color: var(--quiet); }
.aligned .value { font-weight: 600; } .aligned .where { font-size: .88rem; color: var(--quiet); }
#conflicts h3, #aligned h3 { margin: .4rem 0; font-size: 1.05rem; } #conflicts .hint { margin: 0 0 .5rem; }
@media (max-width: 640px) {
  /* a row becomes a card: year and value first, then who says it */
  .aligned, .aligned tbody, .aligned tr, .aligned td, .aligned caption { display: block; }
  .aligned thead { display: none; }
  .aligned tr { border: 1px solid var(--border-color-primary); border-radius: .5rem; margin-bottom: .5rem; padding: .3rem .5rem; }
  .aligned { border: 0 !important; }
  .aligned td[data-label]::before { content: attr(data-label) "：" }
  .aligned td { border: 0; padding: .1rem 0; white-space: normal !important; }
  .aligned td:nth-child(-n+2) { display: inline-block; margin-right: .8rem; font-weight: 600; }
}
"""
