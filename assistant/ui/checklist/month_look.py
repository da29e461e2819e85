"""How calendar, progress, plots and their side look, in the colours of palette.py: light and dark."""

from __future__ import annotations

CSS = """
.plan, .plan * { font-family: inherit; }
.plan { --done: var(--good); --doing: var(--accent); --confirmed: #6b3fa0; --waiting: var(--quiet); --late: var(--bad); --late-soft: var(--bad-soft);
  color: var(--ink); line-height: 1.5; }
.dark .plan { --confirmed: #c7a6f5; }
.plan button { margin: 0; box-shadow: none !important; transition: none; }
.plan h2, .plan h3 { margin: 0 0 .35rem; font-size: 1.05rem; font-weight: 600; }
.month-head h2 { margin: 0; font-size: 1.35rem; font-weight: 700; min-width: 8.5em; text-align: center; }
.plan blockquote { margin: 0; }
.plan .figures > * + *, .plan .legend + h2 { margin-top: .8rem; }
.plan .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.plan .act { font: inherit; color: var(--ink); background: var(--surface); min-height: 2.5rem;
  border: 1px solid var(--edge); border-radius: .5rem; padding: .2rem .8rem; cursor: pointer; }
.plan .act:hover { border-color: var(--accent); } .plan .act.on { border: 2px solid var(--accent); font-weight: 600; }
.plan .act.primary { background: var(--fill); color: var(--on-fill);
  border-color: var(--fill); }
.plan :is(button, summary, a, input):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.plan h3:focus { outline: none; }
.month-head { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem; margin-bottom: .5rem; }
.month-head .arrow { font-size: 1.4rem; line-height: 1; min-width: 3rem; } .month-head .gap { flex: 1; }
.strip { border: 1px solid var(--line); border-radius: .6rem; padding: .4rem .5rem; background: var(--surface); }
.strip-head { display: flex; align-items: center; gap: .5rem; flex-wrap: wrap; margin-bottom: .3rem; }
.strip-head > b { font-size: 1.02rem; } .strip-head .act { min-height: 2.2rem; padding: .1rem .6rem; font-size: .92rem; }
.strip-head .act:last-child { margin-left: auto; }
.strip ol { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(12, minmax(0, 1fr)); gap: .2rem; }
.strip li { margin: 0; }
.strip .mon { width: 100%; height: 100%; align-content: start; font: inherit; font-size: .9rem; border: 1px solid transparent; border-radius: .4rem; background: none; cursor: pointer;
  color: inherit; padding: .15rem 0; display: grid; grid-template: auto auto auto / 1fr; justify-items: center; position: relative; }
.strip .mon:hover { border-color: var(--accent); } .strip .mon.on { border: 2px solid var(--accent); font-weight: 600; }
.strip .bar { position: relative; display: block; width: 55%; height: 2.2rem; border-bottom: 1px solid var(--line); }
.strip .bar i { position: absolute; left: 0; bottom: 0; width: 100%; background: var(--done); opacity: .45; border-radius: .15rem .15rem 0 0; }
.strip .bar i.open { background: var(--doing); opacity: 1; }
.strip .n { font-size: .82rem; opacity: .9; } .strip .late { font-size: .8rem; }
.strip .terms { display: grid; grid-template-columns: 5fr 7fr; gap: .2rem; font-size: .85rem; color: var(--quiet); text-align: center; }
.strip .terms span { border-bottom: 2px solid var(--line); padding-bottom: .1rem; margin-bottom: .3rem; }
.strip .school li:nth-child(6) { border-left: 2px solid var(--line); }
.plan .late { color: var(--late); font-weight: 700; }
.plan .years summary, .plan details.band summary { cursor: pointer; padding: .5rem .2rem; min-height: 2.5rem; }
.plan .years div { display: flex; flex-wrap: wrap; gap: .3rem; padding-bottom: .4rem; } .plan .years .act { font-weight: 400; }
.plan .counted { margin: .5rem 0 .3rem; } .plan .none { margin: .6rem 0 .4rem; opacity: .9; } .plan .hint { color: var(--quiet); margin: 0 0 .4rem; opacity: .9; }
.way-out { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: .3rem 0 .6rem; } .way-out .none { margin: 0 .4rem 0 0; }
.plan ul { list-style: none; margin: 0; padding: 0; } .plan li { margin: 0; }
.plan .band { border: 1px dashed var(--line); border-radius: .6rem; padding: .5rem .7rem; margin: .5rem 0;
  background: var(--surface); }
.plan section.band ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: .15rem .8rem; }
.plan .it { font: inherit; font-size: .92rem; width: 100%; text-align: left; display: flex; gap: .3rem; align-items: baseline; color: inherit;
  background: none; border: 0; border-radius: .35rem; padding: .2rem .3rem; cursor: pointer; line-height: 1.35; }
.plan .it:hover { background: var(--sunken); text-decoration: underline; }
.plan .it .name { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; overflow-wrap: anywhere; min-width: 0; }
.plan .it .part { flex: none; font-size: .85em; border: 1px solid currentColor; border-radius: .3em; padding: 0 .25em; opacity: .85; }
.plan .sign { font-style: normal; font-weight: 700; flex: none; }
.plan .s-done .sign { color: var(--done); } .plan .s-doing .sign { color: var(--doing); } .plan .s-confirmed .sign { color: var(--confirmed); }
.plan .s-waiting .sign, .plan .s-void .sign { color: var(--waiting); }
.plan .it.s-done .name, .plan .it.s-void .name { opacity: .8; } .plan .it.s-void .name { text-decoration: line-through; }
.plan .it.s-late { background: var(--late-soft); } .plan .it.during { opacity: .85; font-size: .85rem; }
.plan li.on-paper { display: none; }
.plan .more { font: inherit; font-size: .9rem; background: none; border: 0; color: var(--accent); text-decoration: underline; cursor: pointer;
  padding: .3rem; min-height: 2rem; }
.cal { width: 100%; table-layout: fixed; border-collapse: collapse; margin: .4rem 0; background: var(--surface); }
.plan .cal, .plan .cal :is(thead, tbody, tr) { border: 0 !important; }
.plan .cal th { font-weight: 600; padding: .3rem; border: 0 !important; text-align: center; background: none; }
.cal td { border: 1px solid var(--line); vertical-align: top; height: 5.2rem; padding: .2rem .25rem; }
.cal .it { flex-wrap: wrap; } .cal .it .name { flex: 1 1 4.5rem; }
.cal td.other { background: var(--sunken); opacity: .6; }
.cal time { display: flex; gap: .4rem; align-items: baseline; font-size: .95rem; padding: .1rem .2rem; }
.cal time b { font-weight: 600; } .cal td.free time b { font-weight: 400; opacity: .8; } .cal .narrow { display: none; }
.cal td.today { box-shadow: inset 0 0 0 3px var(--accent); } .cal time em { font-style: normal; font-weight: 600; color: var(--accent); }
.plan .legend { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; margin: .5rem 0 0; font-size: .92rem; } .plan .legend .sign, .plan .legend .late { margin-right: .3rem; }
.side { border: 1px solid var(--line); border-radius: .6rem; padding: .6rem .7rem; background: var(--surface); }
.side-head { display: flex; justify-content: space-between; gap: .5rem; align-items: center; margin-bottom: .5rem; } .side-head h3 { margin: 0; }
.side .states { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; margin-bottom: .6rem; } .side .states .act { min-height: 2.75rem; }
.side .sign { margin-right: .3rem; } .side .told { margin: 0 0 .5rem; padding: .3rem .6rem; border-left: 4px solid var(--done); }
.side .source { border: 0; padding: 0; } .side ul.whole .it { min-height: 2.75rem; align-items: center; border-bottom: 1px solid var(--line); border-radius: 0; }
.side .it .name { -webkit-line-clamp: 4; }
.plan .offers { display: flex; flex-wrap: wrap; gap: .4rem; margin-bottom: .4rem; } .plan .offers .act { max-width: 100%; overflow-wrap: anywhere; text-align: left; }
.plan .legend > span { display: inline-flex; align-items: center; gap: .35rem; } .plan .legend svg { display: block; } .plan .legend .sign, .plan .legend .late { margin: 0 !important; }
#conflicts h2 { font-size: 1.1rem; margin: .4rem 0; } #conflicts h3 { font-size: 1rem; margin: .4rem 0; }
#compare-search button { align-self: flex-end; min-height: 2.75rem; }
.indicator { border-top: 1px solid var(--line); } .indicator summary { cursor: pointer; padding: .6rem .2rem; font-weight: 600; min-height: 2.75rem; }
.indicator .aligned caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.plot { margin: 1.2rem 0 .2rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--surface); padding: .3rem .4rem; }
.plot .field { position: relative; } .plot svg { position: absolute; inset: 0; overflow: visible; } .plot figcaption { font-size: .9rem; opacity: .92; padding: 0 .4rem .2rem; }
.plot text { fill: var(--ink); font-size: 14px; } .plot .axis { stroke: var(--quiet); stroke-width: 1; }
.plot .trend { stroke: var(--accent); stroke-width: 1.5; opacity: .55; } .plot .years { stroke: var(--accent); stroke-width: 4; opacity: .75; }
.plot .years.open { stroke-dasharray: 5 4; stroke-width: 2; } .plot .range { stroke: var(--accent); stroke-width: 8; opacity: .45; }
.plot .start { stroke: var(--quiet); stroke-width: 2; stroke-dasharray: 3 3; } .plot .bound { stroke: var(--accent); stroke-width: 2; }
.plot .pt { position: absolute; width: 28px; height: 28px; margin: -14px 0 0 -14px; display: grid; place-items: center; border-radius: 50%; z-index: 1; }
.plot .pt:hover, .plot .pt:focus-visible { z-index: 3; outline: 3px solid var(--accent); }
.plot .dot { width: 12px; height: 12px; border-radius: 50%; background: var(--accent); border: 2px solid var(--accent); box-sizing: border-box; }
.plot .up .dot { clip-path: polygon(50% 0, 100% 100%, 0 100%); border-radius: 0; width: 15px; height: 14px; }
.plot .down .dot { clip-path: polygon(0 0, 100% 0, 50% 100%); border-radius: 0; width: 15px; height: 14px; }
.plot .about .dot { background: var(--surface); } .plot .ended { opacity: .6; }
.plot .value { position: absolute; transform: translateX(-50%); font-size: .88rem; font-weight: 600; line-height: 18px; white-space: nowrap; pointer-events: none; color: var(--ink); }
.plot .tip { display: none; position: absolute; bottom: 30px; width: max-content; max-width: min(20rem, 60vw); background: var(--ink); color: var(--surface);
  font-size: .88rem; line-height: 1.45; padding: .35rem .6rem; border-radius: .4rem; } .plot .tip.right { left: 6px; } .plot .tip.left { right: 6px; }
.plot .pt:hover .tip, .plot .pt:focus-visible .tip { display: block; }
#subscribe .address { display: flex; flex-wrap: wrap; gap: .5rem; align-items: stretch; } #subscribe .plan p { margin: .3rem 0; }
#subscribe .address input { flex: 1 1 20rem; min-width: 0; font: inherit; font-size: .92rem; padding: .3rem .6rem; border: 1px solid var(--line);
  border-radius: .5rem; background: var(--sunken); color: inherit; }
#subscribe a.act { display: inline-flex; align-items: center; text-decoration: none; } #subscribe .ways { list-style: disc; padding-left: 1.3rem; }
#subscribe summary { cursor: pointer; padding: .5rem 0; }
.plan .fill.done { fill: var(--done); } .plan .fill.doing { fill: url(#p-doing); } .plan .fill.confirmed { fill: url(#p-confirmed); }
.plan .fill.waiting { fill: var(--sunken); stroke: var(--waiting); } .plan .fill.not_applicable { fill: none; stroke: var(--waiting); stroke-dasharray: 3 3; }
.plan .fill.overdue { fill: url(#p-overdue); } .plan pattern .doing { fill: var(--doing); } .plan pattern .confirmed { fill: var(--confirmed); }
.plan pattern .overdue { fill: var(--late); } .plan pattern .soft { opacity: .3; }
.plan .stack { display: block; border-radius: .2rem; } .plan .whole-bar { border: 1px solid var(--line); border-radius: .6rem;
  padding: .6rem .9rem; background: var(--surface); } .plan .figure { margin: 0 0 .4rem; } .plan .figure b { font-size: 1.8rem; margin-right: .4rem; }
.plan .numbers { margin: .1rem 0 0; font-size: .92rem; opacity: .92; } .plan .bars { display: grid; gap: .9rem; margin: .5rem 0; }
.plan .bar-head { display: flex; gap: .6rem; align-items: baseline; margin-bottom: .15rem; } .plan .bar-head .percent { margin-left: auto; font-weight: 600; }
.plan .link { font: inherit; font-weight: 600; text-align: left; background: none; border: 0; padding: .25rem 0; color: var(--accent); text-decoration: underline;
  cursor: pointer; overflow-wrap: anywhere; min-height: 2rem; } .plan .latebutton { color: var(--late) !important; border-color: var(--late) !important; font-weight: 600;
  min-height: 2rem; padding: 0 .6rem; white-space: nowrap; }
.plan .figures summary { cursor: pointer; padding: .5rem 0; } .plan .scroll { overflow-x: auto; } .plan .figures table { border-collapse: collapse; font-size: .95rem; }
.plan .figures :is(th, td) { border: 1px solid var(--line); padding: .25rem .5rem; text-align: right; } .plan .figures tr th:first-child { text-align: left; font-weight: 400; min-width: 10rem; }
@media (min-width: 900px) { #month-side, #progress-side { position: sticky; top: .5rem; align-self: flex-start; max-height: 96vh; overflow: auto; } }
@media (max-width: 640px) {
  /* a phone reads the same table as a list of the days that hold something */
  .cal, .cal tbody, .cal tr, .cal td { display: block; } .cal thead, .cal td.other, .cal td.free:not(.today) { display: none; }
  .cal li:has(.during), .cal td:not(:has(.it:not(.during), .more)):not(.today) { display: none; }
  .cal tr:not(:has(.it:not(.during), .more, td.today)) { display: none; }
  #month-side, #progress-side { position: fixed; inset: auto 0 0 0; z-index: 900; max-height: 78vh; overflow: auto; background: var(--surface);
    border-top: 2px solid var(--accent); box-shadow: 0 -4px 18px #0004; min-width: 0 !important; } #month-side .side, #progress-side .side { border: 0; border-radius: 0; }
  .cal td { height: auto; border: 0; border-bottom: 1px solid var(--line); padding: .4rem .1rem; }
  .cal { background: none; } .cal .narrow { display: inline; } .cal time { font-size: 1.05rem; }
  .plan .it, .plan .more, .plan .act { min-height: 2.75rem; align-items: center; font-size: 1rem; }
  .plan .it { flex-wrap: wrap; } .plan .it .name { flex: 1 1 12rem; }
  .plan section.band ul { grid-template-columns: 1fr; }
  .strip ol { grid-template-columns: repeat(6, minmax(0, 1fr)); } .strip .mon { min-height: 2.75rem; }
  .strip .bar { height: 1.2rem; } .strip .terms { display: none; } .strip .school li:nth-child(6) { border-left: 0; }
  .month-head h2 { min-width: 6.5em; font-size: 1.2rem; } .month-head .paper { display: none; }
}
@media print {
  #checklist-who, #checklist-bar, #checklist-filters, #checklist-said button, #checklist .pager, #checklist-exports, #bulk, .month-filters, .strip, .plan .years, .plan .way-out, .month-head .act, #month-side, #progress-side, #subscribe, #progress details,
  .plan details.band:not([open]), .plan [data-key=more-bars], .plan .more { display: none !important; }
  .plan .it { display: flex !important; break-inside: avoid; } .plan .it .name { display: block; overflow: visible; }
  .plan :is(.link, .latebutton) { display: inline !important; } .plan .latebutton { border: 0 !important; } .plan li.on-paper { display: list-item; } .month-head h2 { text-align: left; }
  .cal td { break-inside: avoid; height: 4rem; } .plan li { break-inside: avoid; } .plan .fill, .plan .it { print-color-adjust: exact; }
}
"""
