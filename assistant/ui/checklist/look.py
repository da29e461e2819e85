"""How the checklist's list looks, light and dark, wide and on a phone.

Gradio hides what overflows its container, which would keep heads and cards from staying in sight; clipping does not.
"""

from __future__ import annotations

CSS = """
.gradio-container { overflow: clip !important; }
.unseen { position: absolute !important; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
#checklist-bar, #checklist-filters, #checklist-said, #checklist, #details, #bulk, #checklist-snack { color: var(--ink); }
#checklist-bar button, #checklist-said button, #checklist button, #details button, #bulk button, #checklist-snack button {
  font: inherit; color: inherit; cursor: pointer; }
button.act { min-height: 2.25rem; padding: .25rem .8rem; border: 1px solid var(--line); border-radius: .45rem;
  background: var(--surface); }
button.act:hover:not(:disabled) { border-color: var(--accent); }
button.act:disabled { opacity: .45; cursor: default; }
#bulk button.act.main, #details button.save { background: var(--fill); border-color: var(--fill); color: var(--on-fill); font-weight: 600; }
button.link { border: 0; background: none; padding: .3rem .1rem; text-decoration: underline; }
.views { display: flex; flex-wrap: wrap; gap: .45rem; }
button.view { min-height: 2.6rem; padding: .3rem .9rem; border: 1px solid var(--line); border-radius: 2rem;
  background: var(--surface); font-size: 1rem; }
button.view b { font-weight: 600; font-variant-numeric: tabular-nums; margin-left: .15rem; }
button.view:hover { border-color: var(--accent); }
button.view.overdue b { color: var(--bad); }
#checklist-bar button.view[aria-pressed=true] { background: var(--ink); border-color: var(--ink); color: var(--ground); }
button.view[aria-pressed=true] b { color: inherit; }
.filters { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: flex-end; }
.filters label, .fields label, .bulk label { display: flex; flex-direction: column; gap: .2rem; font-size: .92rem; color: var(--ink); }
.filters label.wide { flex: 1 1 18rem; } .filters > label > span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.filters input, .filters select, .fields input, .fields textarea, .bulk input, .bulk select, .pager input, .pager select {
  font: inherit; font-size: 1rem; min-height: 2.5rem; box-sizing: border-box; padding: .3rem .6rem; width: 100%; color: var(--ink);
  background: var(--surface); border: 1px solid var(--edge); border-radius: .45rem; }
.filters select, .bulk select, .pager select { appearance: auto; }
.filters details { flex: 0 0 auto; } .filters details[open] { flex: 1 1 100%; }
.filters summary { display: inline-flex; align-items: center; min-height: 2.5rem; padding: 0 .9rem; cursor: pointer;
  border: 1px solid var(--line); border-radius: .45rem; }
.filters summary::before { content: '▸'; margin-right: .4rem; } .filters details[open] summary::before { content: '▾'; }
.filters .more { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .6rem 1rem; margin-top: .6rem; }
.said { display: flex; flex-wrap: wrap; gap: .4rem .6rem; align-items: center; } .said .count { font-weight: 600; font-size: 1.05rem; }
.chip { display: inline-flex; align-items: center; border: 1px solid var(--line); border-radius: 2rem; padding-left: .8rem;
  background: var(--surface); max-width: 100%; overflow-wrap: anywhere; }
.chip button { border: 0; background: none; min-width: 2.25rem; min-height: 2.25rem; font-size: 1.15rem; }
p.old { margin: .4rem 0 0; color: var(--quiet); font-size: .95rem; }
#checklist p.none { padding: 1.4rem .4rem; font-size: 1.05rem; }
#checklist-bar, #checklist-filters, #checklist-said, #checklist { padding: 0 !important; }
.said .act.many { margin-left: auto; } #checklist-said[data-many=on] .act.many { display: none; }
#checklist-body:has(#checklist-side) td.owner, #checklist-body:has(#checklist-side) td.document, #checklist-body:has(#checklist-side) th.owner, #checklist-body:has(#checklist-side) th.document { display: none; }
#checklist table, #checklist tr, #checklist td, #checklist th { margin: 0; } #checklist table { padding: 0; width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 1rem; line-height: 1.5; margin: 0; }
#checklist th, #checklist td { padding: .5rem .6rem; text-align: left; vertical-align: top; border: 0;
  border-bottom: 1px solid var(--line); overflow-wrap: anywhere; background: none; color: inherit; }
#checklist thead th { vertical-align: middle !important; position: sticky; top: 0; z-index: 2; background: var(--ground); font-weight: 600; }
#checklist thead th button { border: 0; background: none; padding: .3rem 0; font-weight: 600; text-align: left; }
#checklist thead th button:hover { text-decoration: underline; } #checklist thead i { font-style: normal; font-size: .8em; margin-left: .3em; }
#checklist th.tick { width: 4.2rem; } #checklist th.time { width: 9.5rem; } #checklist th.owner { width: 15%; }
#checklist th.state { width: 7.2rem; } #checklist th.document { width: 22%; }
#checklist tr.group th { padding-top: 1.1rem; color: var(--quiet); font-size: .95rem; font-weight: 600; }
#checklist tr.row { cursor: pointer; } #checklist tr.row:hover { background: var(--sunken); }
#checklist tr[aria-current] { background: var(--accent-soft); box-shadow: inset 4px 0 0 var(--accent); }
#checklist button.open { border: 0; background: none; padding: 0; text-align: left; display: inline; }
#checklist button.open:hover { text-decoration: underline; } .value { font-weight: 700; white-space: nowrap; }
#checklist td.what b.value { margin-left: .3em; }
#checklist tr.done button.open { color: var(--quiet); text-decoration: line-through; }
#checklist label.box { display: inline-flex; align-items: center; justify-content: center; width: 2.4rem; height: 2.2rem; margin: -.25rem 0 0 -.4rem; cursor: pointer; }
#checklist label.box input { appearance: auto; width: 1.35rem; height: 1.35rem; accent-color: var(--good); cursor: pointer; margin: 0; }
#checklist label.many, #checklist span.many, #checklist[data-many=on] label.box, #checklist[data-many=on] span.box { display: none; }
#checklist[data-many=on] label.many { display: inline-flex; } #checklist[data-many=on] th span.many { display: inline; } #checklist[data-many=on] label.many input { accent-color: var(--accent); }
#checklist[data-all=on] label.many input { opacity: .5; }
#checklist td.document { font-size: .92rem; } #checklist td.document a { color: inherit; }
#checklist .faint { color: var(--quiet); }
.mark { display: inline-block; padding: .05rem .5rem; border-radius: .4rem; font-size: .92rem; white-space: nowrap; margin: 0 .25rem .2rem 0; }
.mark.wait { color: var(--warn); background: var(--warn-soft); } .mark.sure, .mark.doing { color: var(--accent); background: var(--accent-soft); }
.mark.done { color: var(--good); background: var(--good-soft); } .mark.void, .mark.out { color: var(--quiet); background: var(--sunken); }
.mark.late { color: var(--bad); background: var(--bad-soft); font-weight: 700; }
.pager { display: flex; flex-wrap: wrap; gap: .5rem .7rem; align-items: center; padding: .8rem .2rem; }
.pager label { display: inline-flex; align-items: center; gap: .3rem; white-space: nowrap; }
.pager input { width: 5rem !important; } .pager select { width: 5rem !important; }
.pager > span:first-child { margin-right: auto; font-variant-numeric: tabular-nums; }
.row-side { position: sticky; top: .5rem; align-self: flex-start; max-height: calc(100vh - 1rem); overflow-y: auto; }
#details .card .bar, #review-card .card .bar { display: flex; justify-content: space-between; align-items: center; margin-bottom: .4rem; }
#details .card .source { font-size: 1rem; } #details .name { font-size: 1.1rem; line-height: 1.5; } #details .due { margin: .5rem 0 .2rem; }
#details a.see { display: inline-block; padding: .35rem 0; font-size: 1rem; text-decoration: underline; color: var(--accent); }
.states { display: flex; flex-wrap: wrap; gap: .4rem; margin: .5rem 0 .8rem; }
button.state { min-height: 2.75rem; padding: .3rem .8rem; border: 1px solid var(--edge); border-radius: .5rem; background: none; }
button.state[aria-pressed=true] { border: 2px solid currentColor; font-weight: 700; }
button.state[aria-pressed=true]::before { content: '✓ '; }
button.state.done[aria-pressed=true] { color: var(--good); background: var(--good-soft); }
button.state.doing[aria-pressed=true], button.state.sure[aria-pressed=true] { color: var(--accent); background: var(--accent-soft); }
button.state.wait[aria-pressed=true] { color: var(--warn); background: var(--warn-soft); }
button.state.void[aria-pressed=true] { color: var(--quiet); background: var(--sunken); }
.fields { display: flex; flex-direction: column; gap: .6rem; } .fields .save { align-self: flex-start; min-height: 2.6rem; }
.fields textarea { resize: vertical; } p.proof { margin: -.3rem 0 0; overflow-wrap: anywhere; }
#details [data-undo] { margin-top: .8rem; } #details .history { font-size: .92rem; opacity: 1; margin-top: .8rem; }
#bulk { padding: 0 !important; } #bulk form[hidden] { display: none; }
#bulk:not([data-many=on]) { display: none; }
#bulk form { border: 1px solid var(--accent); border-radius: .6rem; padding: .7rem .9rem; margin-bottom: .6rem; background: var(--surface); }
.bulk .pick, .bulk .set { display: flex; flex-wrap: wrap; gap: .5rem .7rem; align-items: center; } .bulk .set { align-items: flex-end; margin-top: .6rem; }
.bulk .set label { flex: 1 1 8rem; } .bulk .set .main { flex: 0 0 auto; min-height: 2.5rem; white-space: nowrap; }
#review table { table-layout: fixed; width: 100%; margin: 0; } #review th, #review td { overflow-wrap: anywhere; margin: 0; }
#review th.reason { width: 24%; } #review th.document { width: 24%; } #review tr.row { cursor: pointer; } #review tr.row:hover { background: var(--sunken); }
#review tr[aria-current] { background: var(--accent-soft); box-shadow: inset 4px 0 0 var(--accent); } #review td.sentence { padding-left: .6rem; }
#review button.open { border: 0; background: none; padding: 0; text-align: left; font: inherit; color: inherit; cursor: pointer; line-height: 1.6; }
#review button.open:hover { text-decoration: underline; } #review td.reason, #review td.document { color: var(--quiet); font-size: .95rem; }
#review-body { margin-bottom: 3rem; } #review-body:has(#review-side) th.document, #review-body:has(#review-side) td.document { display: none; }
#sheet-preview ul { margin: .2rem 0 .4rem; padding-left: 1.2rem; } .bulk .chosen { min-width: 6em; } .bulk [aria-pressed=true] { border-color: var(--accent); font-weight: 700; }
#checklist-snack .line { position: fixed; left: 50%; bottom: 1.2rem; transform: translateX(-50%); z-index: 900; display: flex; align-items: center; gap: .8rem;
  max-width: min(40rem, calc(100vw - 2rem)); box-sizing: border-box; padding: .5rem .6rem .5rem 1.1rem; border-radius: .6rem; background: #1d2430; color: #fff;
  box-shadow: 0 4px 18px #0006; font-size: 1rem; }
#checklist-snack .line[hidden] { display: none; } #checklist-snack .line span { color: #fff; overflow-wrap: anywhere; }
#checklist-snack .line button { color: #fff; background: none; border: 1px solid #8b96a8; min-height: 2.5rem; white-space: nowrap; }
#checklist-snack .line .off { border: 0; min-width: 2.5rem; font-size: 1.2rem; }
#checklist-body { margin-bottom: 4.5rem; } #checklist-who { max-width: 26rem; }
@media (max-width: 900px) {
  .row-side { position: fixed; inset: auto 0 0 0; top: auto; z-index: 800; max-height: 86vh; margin: 0 !important; padding: .8rem; box-sizing: border-box;
    width: 100vw !important; background: var(--ground); border-top: 3px solid var(--accent); box-shadow: 0 -6px 24px #0006; border-radius: .9rem .9rem 0 0;
    flex-wrap: nowrap !important; padding-bottom: 6rem !important; }
  .row-side > * { flex-shrink: 0; }
  #details .card .bar, #review-card .card .bar { position: sticky; top: -.8rem; background: var(--ground); z-index: 1; padding: .4rem 0; }
}
@media (max-width: 640px) {
  .views { flex-wrap: nowrap; overflow-x: auto; padding-bottom: .4rem; } button.view { flex: 0 0 auto; min-height: 2.75rem; }
  #checklist-bar button, #checklist-said .act, #checklist button.act, #details button.act, #bulk button.act, .filters summary { min-height: 2.75rem; }
  .filters label.wide { flex-basis: 100%; } .filters > label:not(.wide) { flex: 1 1 9rem; } .filters .more { grid-template-columns: 1fr 1fr; }
  .filters input, .filters select, .fields input, .fields textarea, .bulk input, .bulk select, .pager input, .pager select { min-height: 2.75rem; }
  #review table, #review tbody { display: block; } #review thead { position: absolute; clip-path: inset(50%); }
  #review tr.row { display: block; padding: .7rem .2rem; border-bottom: 1px solid var(--line); } #review tr.row td { display: block; border: 0; padding: .1rem 0; }
  #checklist table, #checklist tbody { display: block; } #checklist-body:has(#checklist-side) tr.row td.owner, #checklist-body:has(#checklist-side) tr.row td.document { display: block; }
  #checklist-body:has(#checklist-side) tr.row td.owner:empty { display: none; } #checklist thead { position: absolute; clip-path: inset(50%); }
  #checklist tr.group, #checklist tr.group th { display: block; padding-left: 0; margin: 0; } #checklist tr.group td { display: none; }
  #checklist tr.row { display: grid; grid-template-columns: 3rem 1fr; gap: .1rem .2rem; padding: .7rem .2rem; border-bottom: 1px solid var(--line); }
  #checklist tr.row td { border: 0; padding: 0; margin: 0; } #checklist tr.row td.tick { grid-row: 1 / span 5; }
  #checklist tr.row td:not(.tick) { grid-column: 2; } #checklist tr.row td.what { grid-row: 1; font-size: 1.05rem; }
  #checklist tr.row td.owner:empty { display: none; } #checklist label.box { width: 2.75rem; height: 2.75rem; margin: -.5rem 0 0 -.2rem; }
  #checklist tr.row button.open { min-height: 2rem; } #checklist tr.row td.document { color: var(--quiet); }
  #checklist-snack .line { left: 1rem; right: 1rem; transform: none; max-width: none; }
}
"""
