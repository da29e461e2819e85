"""The style of the reader's page: text like a document, page images with the quoted words marked, light and dark."""

from __future__ import annotations

from assistant.ui.palette import variables

COLOURS = f"""
:root {{ {variables(False)} color-scheme: light; }}
@media (prefers-color-scheme: dark) {{ :root:not(.light) {{ {variables(True)} color-scheme: dark; }} }}
:root.dark {{ {variables(True)} color-scheme: dark; }}
"""

PAGE = """
html { scroll-behavior: auto; }
body { margin: 0; font: 1.06rem/1.8 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif;
  color: var(--ink); background: var(--ground); overflow-wrap: anywhere; }
header { position: sticky; top: 0; z-index: 2; background: var(--surface); border-bottom: 1px solid var(--line);
  padding: .5rem 1rem; display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; }
header b { font-size: 1.06rem; } header .file { color: var(--quiet); font-size: .9rem; }
header nav { margin-left: auto; font-size: .95rem; display: flex; flex-wrap: wrap; gap: 0 1rem; }
header nav a { display: inline-flex; align-items: center; min-height: 2.2rem; }
a { color: var(--accent); } a[aria-current] { color: var(--ink); text-decoration: none; font-weight: 700; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .2rem; }
.notice { background: var(--warn-soft); color: var(--warn); border-radius: .5rem; margin: .7rem auto; padding: .5rem 1rem; max-width: 54rem; }
main { max-width: 56rem; margin: .8rem auto 40vh; }
main.text { background: var(--surface); border: 1px solid var(--line); border-radius: .5rem; padding: 1.2rem 2rem 3rem; box-sizing: border-box; }
main.text p { margin: .35rem 0; text-indent: 2em; } main.text p.centred, .centred { text-align: center; text-indent: 0; }
main.text p.bold { font-weight: 600; } main.text p.row { white-space: pre-wrap; text-indent: 0; }
h1 { font-size: 1.4rem; line-height: 1.4; } h2 { font-size: 1.18rem; } h3 { font-size: 1.08rem; }
h4, h5, h6 { font-size: 1rem; } h1, h2, h3, h4, h5, h6 { margin: 1rem 0 .4rem; }
.table { overflow-x: auto; margin: .6rem 0; } table { border-collapse: collapse; font-size: .97rem; line-height: 1.55; }
th, td { border: 1px solid var(--edge); padding: .3rem .55rem; text-align: left; vertical-align: middle; min-width: 2em; }
th { background: var(--sunken); }
.page { color: var(--quiet); font-size: .85rem; text-align: center; border-top: 1px dashed var(--line); margin: 1.2rem 0 .4rem; }
mark.quote { background: var(--mark); color: var(--mark-ink); padding: .05em 0; border-radius: .15em; }
mark.with { background: var(--with); color: inherit; border-radius: .15em; }
#here { scroll-margin-block: 38vh; }
.sheet { position: relative; background: #fff; margin: 0 auto 1rem; box-shadow: 0 1px 4px #0003; }
.sheet img { position: absolute; inset: 0; width: 100%; height: 100%; }
.sheet i { position: absolute; mix-blend-mode: multiply; background: #ffe27a; border-radius: 2px; }
.sheet i.with { background: #dcebff; }
.count { text-align: center; color: var(--quiet); font-size: .88rem; margin: .3rem; }
@media (max-width: 640px) {
  header { padding: .35rem .8rem; } header .file { font-size: .82rem; line-height: 1.5; } header b { font-size: 1rem; line-height: 1.5; }
  header nav { margin-left: 0; } header nav a { min-height: 2.5rem; }
  main { margin-top: .4rem; } main.text { padding: .7rem .9rem; border: 0; border-radius: 0; } .notice { margin: .4rem; }
}
@media (max-height: 480px) { header { position: static; } }
@media print { header, .notice { position: static; } body, main.text { background: #fff; color: #000; border: 0; } nav { display: none !important; } }
"""
"""A phone gives the text its whole width; a page at 200% (a low window) lets the head scroll away."""

CSS = COLOURS + PAGE
