"""How the review queue looks: a table, on a phone a card a line."""

CSS = """
#review { max-height: 30rem; overflow: auto !important; scrollbar-gutter: stable; border: 1px solid var(--line) !important; border-radius: .6rem; background: var(--surface) !important; }
#review:not(:has(table)) { display: none; }
#review table.queue th { position: sticky; top: 0; background: var(--sunken); padding: .6rem .9rem; z-index: 1; }
#review table.queue td { padding: .25rem .9rem; vertical-align: middle; } #review th.reason { width: 22%; } #review th.document { width: 26%; }
#review td.document { color: var(--quiet); font-size: .93rem; }
#review tr[data-id] { cursor: pointer; } #review tr[data-id]:hover { background: var(--ground); }
#review tr[aria-current] { background: var(--accent-soft) !important; } #review tr[hidden] { display: none; }
#review td button { border: 0; background: none; padding: .5rem 0; min-height: 2.5rem; width: 100%; text-align: left; font: inherit; color: var(--ink);
  line-height: 1.55; cursor: pointer; overflow-wrap: anywhere; }
#review td button:hover { text-decoration: underline; text-underline-offset: .2em; }
#review button.more { display: block; margin: .7rem auto; min-height: 2.75rem; padding: 0 1.4rem; border: 1px solid var(--edge); border-radius: .5rem;
  background: var(--surface); color: var(--ink); font: inherit; font-weight: 600; cursor: pointer; }
@media (max-width: 640px) {
  #review table.queue, #review table.queue tbody, #review table.queue tr, #review table.queue td { display: block; width: auto; }
  #review table.queue tr[hidden], #review table.queue thead { display: none; }
  #review table.queue td { border: 0 !important; padding: 0 .9rem; } #review table.queue tr { border-bottom: 1px solid var(--line); padding: .4rem 0 .6rem; }
  #review { max-height: 26rem; } #review td.reason { color: var(--warn); }
}
"""
