"""The style of the tab: the colours of the page, so that it follows light and dark."""

CSS = """
.evaluation { line-height: 1.6; }
.evaluation.lang-zh .en, .evaluation.lang-en .zh { display: none; }
.evaluation h2 { margin: 1.4rem 0 .5rem; font-size: 1.12rem; line-height: 1.5; font-weight: 700; } .evaluation h2:first-child { margin-top: .2rem; }
.evaluation .case > header h4 { display: none; }
.evaluation .lead { margin: .3rem 0 .7rem; } .evaluation .hint { max-width: 46rem; }
.evaluation .problem { white-space: pre-wrap; color: var(--bad); margin: .3rem 0; overflow-wrap: anywhere; }
.evaluation .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.2rem, 1fr)); gap: .6rem; }
.evaluation .card { border: 1px solid var(--line); border-radius: .6rem; padding: .6rem .9rem;
  background: var(--surface); }
.evaluation .card span { font-size: .88rem; } .evaluation .card b { display: block; font-size: 1.5rem; line-height: 1.35;
  font-variant-numeric: tabular-nums; }
.evaluation small { font-size: .85rem; color: var(--quiet); white-space: nowrap; font-variant-numeric: tabular-nums; }
.evaluation td small { display: block; line-height: 1.2; }
.evaluation .track { display: block; position: relative; height: .35rem; min-width: 5.5rem; border-radius: .2rem; margin: .3rem .3rem;
  background: var(--line); }
.evaluation .track .span { position: absolute; top: 0; height: 100%; background: var(--good); opacity: .4; }
.evaluation .track .dot { position: absolute; top: -.14rem; width: .63rem; height: .63rem; margin-left: -.31rem; border-radius: 50%;
  background: var(--good); }
.evaluation table { border-collapse: collapse; width: 100%; font-size: .93rem; }
.evaluation th { text-align: left; font-weight: 600; font-size: .92rem; color: var(--quiet); }
.evaluation tbody th { color: var(--ink); font-weight: 500; font-size: inherit; }
.evaluation table, .evaluation th, .evaluation td, .evaluation tr { border: 0 !important; }
.evaluation tr { border-bottom: 1px solid var(--line) !important; }
.evaluation th, .evaluation td { padding: .3rem .6rem .3rem 0; vertical-align: middle; overflow-wrap: anywhere; }
.evaluation .num { font-variant-numeric: tabular-nums; white-space: nowrap; } .evaluation .few th, .evaluation .few td { color: var(--quiet); }
.evaluation details { border: 1px solid var(--line); border-left: 4px solid var(--bad); border-radius: .5rem;
  padding: .3rem .9rem; margin: 0 0 .5rem; background: var(--surface); }
.evaluation summary { cursor: pointer; font-weight: 600; padding: .5rem 0; min-height: 1.75rem; }
.evaluation .why-short { display: block; font-weight: 400; font-size: .88rem; color: var(--bad); }
.evaluation .tags, .evaluation cite, .evaluation .faint, .evaluation h5 { color: var(--quiet); font-size: .9rem; font-style: normal; margin: .3rem 0; }
.evaluation .why { display: none; }
.evaluation .sides { display: grid; grid-template-columns: 1fr 1fr; gap: .2rem 1.6rem; } .evaluation .sides > section { min-width: 0; }
.evaluation .answer { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
.evaluation .passages { list-style: none; margin: 0; padding: 0; font-size: .9rem; }
.evaluation .passages li { padding: .2rem .5rem; border-radius: .35rem; margin: 0 0 .25rem; overflow-wrap: anywhere;
  background: var(--sunken); }
.evaluation .passages li.good { background: var(--good-soft); } .evaluation q { quotes: none; }
.evaluation .passages.hit li:not(.good) q { display: -webkit-box; -webkit-line-clamp: 1; -webkit-box-orient: vertical; overflow: hidden; }
.evaluation mark { background: var(--mark); color: var(--mark-ink); } .evaluation .values { margin: 0 0 .3rem; padding-left: 1.1rem; font-weight: 600; }
.evaluation .forbidden { color: var(--bad); font-size: .9rem; }
.evaluation .links { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; margin: .8rem 0; }
.evaluation progress { width: 100%; height: .9rem; accent-color: var(--fill); }
#evaluation-answer:has(p) { border: 1px solid var(--line); border-radius: .6rem; background: var(--surface); padding: .6rem 1rem; }
.evaluation .verdict { font-weight: 600; white-space: nowrap; } .evaluation .verdict.good { color: var(--good); } .evaluation .verdict.bad { color: var(--bad); }
#evaluation-answer .note { display: block; font-size: .9em; color: var(--quiet); border-left: 3px solid var(--line);
  padding-left: .6em; }
#evaluation-start, #evaluation-stop, #evaluation-take, #evaluation-ask, #gold-seek, #gold-remove, #evaluation-open { align-self: flex-end; margin-bottom: 0; }
@media (max-width: 640px) {
  .evaluation .sides { grid-template-columns: 1fr; } .evaluation .more { display: none; }
  .evaluation .cards { grid-template-columns: 1fr 1fr; } .evaluation .track { min-width: 3.5rem; }
}
"""
