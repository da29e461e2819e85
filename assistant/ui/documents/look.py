"""How the documents tab looks; colours are the names of ``palette.py``."""

from __future__ import annotations

DROP = """
#upload { border: 0 !important; background: none; }
.drop { border: 2px dashed var(--edge); border-radius: .8rem; background: var(--surface); padding: 1.3rem 1rem 1.1rem; text-align: center; }
.drop.over { border-color: var(--accent); background: var(--accent-soft); }
.drop-lead { font-size: 1.15rem; font-weight: 600; margin: 0 0 .8rem !important; }
.drop-buttons { display: flex; flex-wrap: wrap; gap: .7rem; justify-content: center; }
.drop-button { position: relative; display: inline-flex; align-items: center; min-height: 2.75rem; padding: 0 1.4rem; border-radius: .5rem; cursor: pointer;
  border: 1px solid var(--edge); background: var(--surface); color: var(--ink); font-weight: 600; }
.drop-button.first { background: var(--fill); border-color: var(--fill); color: var(--on-fill); }
.drop-button.first:hover { background: var(--fill-hover); } .drop-button:hover { border-color: var(--accent); }
.drop-button input { position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; cursor: pointer; font-size: 0; }
.drop-button:focus-within { outline: 3px solid var(--accent); outline-offset: 2px; }
.drop-formats { color: var(--quiet); font-size: .92rem; margin: .8rem 0 0 !important; }
.drop-said { margin: .5rem 0 0 !important; font-weight: 600; min-height: 0; } .drop-said:empty { display: none; }
.drop-stop { min-height: 2.5rem; padding: 0 1.2rem; border: 1px solid var(--edge); border-radius: .5rem; background: none; color: var(--ink); cursor: pointer; margin-top: .4rem; }
"""
"""The place to drop files."""

RUN = """
#run:not(:has(section)) { display: none; }
.run { border: 1px solid var(--line); border-radius: .7rem; background: var(--surface); padding: .8rem 1rem; }
.run + .run { margin-top: .7rem; }
.run-head { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem 1rem; }
.run-head p { margin: 0 !important; font-weight: 600; flex: 1 1 14rem; }
.run-head button { min-height: 2.5rem; padding: 0 1.2rem; border: 1px solid var(--edge); border-radius: .5rem; background: none; color: var(--ink); cursor: pointer; font-weight: 600; }
.run progress { appearance: none; width: 100%; height: .7rem; margin: .6rem 0 0; border: 0; border-radius: .4rem; overflow: hidden; background: var(--sunken); }
.run progress::-webkit-progress-bar { background: var(--sunken); } .run progress::-webkit-progress-value { background: var(--accent); }
.run progress::-moz-progress-bar { background: var(--accent); }
.run .error { color: var(--bad); margin: .5rem 0 0 !important; }
.run ul { list-style: none !important; margin: .6rem 0 0 !important; padding: 0 !important; max-height: 19rem; overflow: auto; }
.run li { display: grid; grid-template-columns: 1.6rem minmax(0, 1fr) auto; gap: 0 .5rem; padding: .3rem 0 !important; border-top: 1px solid var(--line); align-items: baseline; }
.run .sign { text-align: center; font-weight: 700; } .run .what { color: var(--quiet); font-size: .95rem; }
.run li.good .sign, .run li.good .what { color: var(--good); } .run li.bad .sign, .run li.bad .what { color: var(--bad); }
.run li.warn .sign, .run li.warn .what { color: var(--warn); } .run li.on .sign, .run li.on .what { color: var(--accent); font-weight: 600; }
.run .name { overflow-wrap: anywhere; } .run .note { grid-column: 2 / -1; font-size: .95rem; line-height: 1.6; }
.run .name button { border: 0; background: none; padding: 0; font: inherit; color: var(--accent); text-align: left; cursor: pointer; text-decoration: underline; text-underline-offset: .2em; }
.run li.more { display: block; color: var(--quiet); }
"""
"""A run of files."""

TABLE = """
#library-line { align-items: center; gap: .4rem 1rem; } #library-counts { flex: 1 1 16rem; } #library-counts p { margin: .3rem 0 0; }
table.files { width: 100%; border-collapse: collapse; border: 0 !important; table-layout: fixed; background: var(--surface); border-radius: .7rem; margin: 0 !important; }
table.files th, table.files td { border: 0 !important; border-bottom: 1px solid var(--line) !important; padding: .6rem .6rem !important; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
table.files thead th { background: var(--sunken); color: var(--quiet); font-size: .92rem; font-weight: 600; padding: .2rem .6rem !important; vertical-align: middle; white-space: nowrap; }
table.files th:nth-child(1) { width: 3rem; } table.files th:nth-child(3) { width: 8.6rem; } table.files th:nth-child(4) { width: 5.6rem; }
table.files th:nth-child(5) { width: 10.8rem; } table.files th:nth-child(6) { width: 13rem; }
table.files thead button { border: 0; background: none; padding: 0; min-height: 2.5rem; font: inherit; color: inherit; cursor: pointer; width: 100%; text-align: left; white-space: nowrap; }
table.files thead, table.files tbody, table.files tr { border: 0 !important; } .arrow { color: var(--edge); font-weight: 400; }
table.files thead button:hover { color: var(--accent); text-decoration: underline; }
table.files tbody th { font-weight: 400; } table.files tr.picked { background: var(--accent-soft); }
table.files .title { display: block; border: 0; background: none; padding: 0; font: inherit; font-size: 1.05rem; font-weight: 600; line-height: 1.45; color: var(--accent); text-align: left; cursor: pointer; overflow-wrap: anywhere; }
table.files .title:hover, table.files .count:hover { text-decoration: underline; }
.small { display: block; color: var(--quiet); font-size: .9rem; line-height: 1.5; } .small:empty { display: none; }
table.files .badge { margin-left: 0; }
table.files .number { font-variant-numeric: tabular-nums; }
.state { white-space: nowrap; } .state.good { color: var(--good); } .state.warn { color: var(--warn); } .state.bad { color: var(--bad); font-weight: 600; } .state.quiet { color: var(--quiet); white-space: normal; }
table.files .count { border: 0; background: none; padding: 0; font: inherit; color: var(--accent); text-align: left; cursor: pointer; }
table.files details.problem summary, table.files span.problem { color: var(--warn); cursor: pointer; font-size: .95rem; } table.files span.problem { cursor: auto; }
table.files details.problem p { color: var(--ink); font-size: .95rem; line-height: 1.6; margin: .3rem 0 0; }
.tick { display: inline-flex; align-items: center; justify-content: center; width: 2.2rem; height: 2.2rem; cursor: pointer; margin: -.3rem 0 -.3rem -.4rem; }
.tick input { width: 1.2rem; height: 1.2rem; accent-color: var(--accent); cursor: pointer; }
.picked-bar { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .8rem; position: sticky; top: 0; z-index: 5; background: var(--accent-soft); border-radius: .5rem; padding: .4rem .8rem; margin-bottom: .5rem; }
.picked-bar[hidden] { display: none; } .picked-bar span { font-weight: 600; }
.picked-bar button, .pager button, .empty button, .removed button { min-height: 2.5rem; padding: 0 1.1rem; border: 1px solid var(--edge); border-radius: .5rem; background: var(--surface); color: var(--ink); font: inherit; cursor: pointer; }
.picked-bar button.plain { border-color: transparent; background: none; } .pager button:disabled { color: var(--quiet); border-color: var(--line); cursor: default; }
.pager { display: flex; flex-wrap: wrap; align-items: center; gap: .6rem; padding: .8rem 0; } .pager span { color: var(--quiet); margin-right: auto; }
.removed { list-style: none !important; margin: 0 !important; padding: 0 !important; }
.removed li { display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center; justify-content: space-between; border-top: 1px solid var(--line); padding: .6rem 0 !important; margin: 0; }
.removed li > span { flex: 1 1 16rem; min-width: 0; overflow-wrap: anywhere; } .removed b { display: block; }
"""
"""The list, and what was removed lately."""

ONE = """
#back-to-list, #remove, #read-folder, #read-again-all { align-self: flex-start; flex: 0 0 auto; width: fit-content !important; min-width: 9rem; padding: 0 1.4rem !important; }
#back-to-list, #remove, #remove-samples { min-height: 2.75rem; }
#remove-samples { flex: 0 0 auto; width: fit-content !important; min-width: 9rem; }
.document-card { border: 1px solid var(--line); border-radius: .7rem; background: var(--surface); padding: 1rem 1.2rem; }
.document-card h2 { margin: 0 0 .3rem !important; font-size: 1.3rem; line-height: 1.4; overflow-wrap: anywhere; }
.document-card p { margin: 0 0 .2rem !important; overflow-wrap: anywhere; } .document-card .where { color: var(--quiet); font-size: .95rem; }
.document-card .kinds:empty { display: none; }
.document-card .problem { border-left: 3px solid var(--warn); padding-left: .7rem; margin: .6rem 0; color: var(--ink); }
.document-card .links { display: flex; flex-wrap: wrap; gap: .6rem; margin: .8rem 0 0; }
.document-card .links a { display: inline-flex; align-items: center; min-height: 2.75rem; padding: 0 1.2rem !important; border: 1px solid var(--edge); border-radius: .5rem; text-decoration: none; color: var(--ink) !important; }
.document-card .links a.main { background: var(--fill); border-color: var(--fill); color: var(--on-fill) !important; font-weight: 600; }
#document-actions { gap: .6rem; } #document-actions button { flex: 0 0 auto; min-height: 2.75rem; }
#insides .fold { background: var(--surface); } #insides .fold summary { min-height: 2.2rem; line-height: 2.2rem; font-weight: 600; }
#insides .none { color: var(--quiet); }
#remove { color: var(--bad); margin-top: 1rem; }
#documents-problem { align-self: end; }
.asked { max-height: 26rem; overflow: auto; } .asked thead th { position: sticky; top: 0; background: var(--surface); }
.asked table { margin: 0 !important; } .asked :is(table, thead, tbody, tr) { border: 0 !important; } .asked th:nth-child(2) { width: 4.5rem; } .asked th:nth-child(3) { width: 7.5rem; }
"""
"""The panel of one document."""

PHONE = """
@media (max-width: 640px) {
  table.files, table.files tbody, table.files tr, table.files th, table.files td { display: block; width: auto !important; }
  table.files { background: none; margin: 0 !important; padding: 0 !important; } table.files thead { position: absolute; width: 1px !important; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table.files tbody tr { position: relative; border: 1px solid var(--line); border-radius: .7rem; background: var(--surface); padding: .7rem .8rem .6rem; margin-bottom: .6rem; border: 1px solid var(--line) !important; }
  table.files tbody th, table.files tbody td { border: 0 !important; padding: .12rem 0 !important; }
  table.files tbody th { padding-right: 2.6rem !important; } table.files tbody td:first-child { position: absolute; right: .3rem; top: .5rem; }
  table.files .tick { width: 2.75rem; height: 2.75rem; margin: -.4rem 0 0; } table.files .title, table.files .count { min-height: 2.75rem; }
  table.files td.number { display: none; } table.files td:empty { display: none; }
  .drop { padding: 1rem .7rem; } .drop-button { flex: 1 1 8rem; justify-content: center; padding: 0 .6rem; }
  .run li { grid-template-columns: 1.4rem minmax(0, 1fr); } .run .what { grid-column: 2; }
  .document-card { padding: .8rem .9rem; } .document-card .links a { flex: 1 1 100%; justify-content: center; }
  .pager button, .picked-bar button, .removed button, .run-head button { min-height: 2.75rem; }
}
"""
"""A row becomes a card."""

CSS = DROP + RUN + TABLE + ONE + PHONE
