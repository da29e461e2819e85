"""How the conversation looks, in the page's own colours, light and dark."""

CSS = """
.gradio-container { overflow: clip !important; } /* hidden would keep the box from staying in sight */
#chat-room .html-container { padding: 0; }
#chat-room .progress-text, #chat-room .eta-bar, #chat-room .wrap.generating { display: none; }
#chat-room { gap: 1.25rem; flex-wrap: nowrap; align-items: stretch; }
#chat-shelf { position: sticky; top: .75rem; align-self: flex-start; flex: 0 0 15rem !important; max-height: calc(100dvh - 1.5rem);
  overflow-y: auto; padding: 4px; margin: -4px; }
#chat-main { min-width: 0 !important; gap: .5rem; flex: 1 1 0 !important; }
#chat { min-height: calc(100dvh - 16rem); gap: 0; container: talk / inline-size; }
#chat-main:has(.turn) #chat-hello { display: none; }
#chat-past:not(:has(.turn)), #chat-live:not(:has(.turn)), #chat-chip:not(:has(.chip)) { display: none; }
#chat-live:has(.turn) { min-height: calc(100dvh - 9rem); }
#chat-bar, #chat-next { display: none; }
#chat button:focus-visible, #chat-shelf button:focus-visible, #chat a:focus-visible, #chat-bar button:focus-visible,
#chat summary:focus-visible, #chat-chip button:focus-visible { outline: 3px solid var(--color-accent); outline-offset: 2px; }
#chat button, #chat-talks button, #chat-bar button, #chat-chip button { font: inherit; color: inherit; cursor: pointer; background: none;
  border: 0; padding: 0; }

/* the box, always in sight */
#chat-ask { position: sticky; bottom: 0; z-index: 5; background: var(--body-background-fill); padding: .5rem 0 .75rem; gap: .4rem;
  border-top: 1px solid var(--border-color-primary); }
#chat-line { align-items: flex-end; flex-wrap: nowrap; gap: .5rem; }
#question textarea { font-size: 1.1rem; line-height: 1.5; padding: .7rem .9rem; border: 1.5px solid var(--body-text-color-subdued);
  border-radius: .7rem; }
#question { overflow: visible !important; }
#question textarea:focus-visible { border-radius: .7rem !important; outline-offset: 0 !important; }
#ask-question, #stop-answer { min-height: 3.1rem; font-size: 1.05rem; flex: 0 0 auto; }
#chat-main:has(#chat-live .turn[aria-busy=true]) #ask-question, #chat-main:not(:has(#chat-live .turn[aria-busy=true])) #stop-answer { display: none; }
#chat-only { border: 0; padding: 0; background: none; }
#chat-only .block { overflow: visible !important; } #chat-only input:focus-visible { outline: none !important; }
#chat-only > button { padding: .2rem 0; font-size: .92rem; color: var(--body-text-color-subdued); width: auto; gap: .4rem; min-height: 2rem; }
.chip { display: inline-flex; align-items: center; gap: .5rem; margin: 0; padding: .15rem .3rem .15rem .9rem; border-radius: 2rem;
  background: var(--color-accent-soft); border: 1px solid var(--border-color-accent); font-size: .95rem; }
.chip button { min-width: 2.2rem; min-height: 2.2rem; }

/* an empty conversation */
.welcome { max-width: 46rem; margin: clamp(.5rem, 6vh, 4rem) auto 1rem; }
.welcome h2 { font-size: 1.6rem; font-weight: 700; margin: 0 0 .4rem; }
.welcome > p { font-size: 1.08rem; line-height: 1.7; margin: .2rem 0; }
.welcome .mode { font-size: .95rem; color: var(--body-text-color-subdued); margin-top: 1.2rem; }
.begin { margin-top: 1.4rem; display: grid; gap: .6rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); }
.begin p { grid-column: 1 / -1; margin: 0; color: var(--body-text-color-subdued); }
#chat .begin .ask { text-align: left; padding: .9rem 1.1rem; font-size: 1.08rem; line-height: 1.5; border-radius: .8rem;
  border: 1px solid var(--border-color-primary); background: var(--block-background-fill); min-height: 3.4rem; }
#chat .first { padding: .8rem 1.4rem; margin-top: 1rem; border-radius: .7rem; background: var(--button-primary-background-fill);
  color: var(--button-primary-text-color); font-size: 1.08rem; }
#chat .ask:hover, #chat .quiet:hover { border-color: var(--color-accent); }

/* a question and its answer */
.turn { padding: .4rem 0 1.6rem; scroll-margin-top: .5rem; }
.turn + .turn, #chat-past:has(.turn) + #chat-live .turn { border-top: 1px solid var(--border-color-primary); padding-top: 1.2rem; }
.turn .asked { margin: 0 0 .7rem; }
.turn .asked h2 { display: inline-block; margin: 0; padding: .55rem 1rem; border-radius: .9rem; font-size: 1.12rem; font-weight: 600; line-height: 1.5;
  background: var(--color-accent-soft); overflow-wrap: anywhere; white-space: pre-wrap; }
.turn .scope { margin: .3rem 0 0 .3rem; font-size: .92rem; color: var(--body-text-color-subdued); }
.turn .reply { display: grid; gap: .8rem 1.6rem; grid-template-columns: minmax(0, 1fr); }
.turn .said { font-size: 1.1rem; line-height: 1.8; overflow-wrap: anywhere; }
.turn .said p { margin: 0 0 .5rem; } .turn .said ol, .turn .said ul { margin: 0 0 .5rem; padding-left: 1.9rem; } .turn .said li { margin: .15rem 0; }
.turn .said ol { list-style: decimal; } .turn .said ul { list-style: disc; }
.turn cite.title { font-style: normal; display: inline-block; max-width: 17em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
  vertical-align: bottom; }
.turn .verdict { display: inline-block; margin: 0 0 .4rem; padding: .1rem .7rem; border-radius: 1rem; border: 1px solid var(--border-color-primary);
  font-size: .95rem; color: var(--body-text-color-subdued); background: var(--block-background-fill); }
a.cite { text-decoration: none; font-size: .82em; padding: .1em .2em; margin: 0 .05em; border-radius: .35em; color: var(--link-text-color);
  background: var(--color-accent-soft); white-space: nowrap; vertical-align: .12em; line-height: 1; }
a.cite:hover, a.cite:focus-visible { text-decoration: underline; }
.turn .notes { margin: .3rem 0 .6rem; font-size: .95rem; line-height: 1.65; color: var(--body-text-color-subdued);
  border-left: 3px solid var(--border-color-primary); padding-left: .7rem; }
.turn .notes ul { list-style: none; margin: 0; padding: 0; } .turn .notes p { margin: 0; } .turn .notes summary { cursor: pointer; padding: .2rem 0; }
.turn .thinking { display: flex; align-items: center; gap: .6rem; margin: .3rem 0; font-size: 1.05rem; color: var(--body-text-color-subdued);
  animation: appear .2s .5s both; }
.turn .thinking span { width: 1rem; height: 1rem; border-radius: 50%; border: 3px solid var(--border-color-primary); border-top-color: var(--color-accent);
  animation: turn 1s linear infinite; }
@keyframes appear { from { opacity: 0 } } @keyframes turn { to { transform: rotate(1turn) } }
@media (prefers-reduced-motion: reduce) { .turn .thinking span { animation-duration: 6s; } }
.turn .options, .turn .next { display: flex; flex-wrap: wrap; gap: .5rem; margin: .6rem 0; }
.turn .options p, .turn .next p { flex: 1 0 100%; margin: 0; font-size: .95rem; color: var(--body-text-color-subdued); }
#chat .turn .ask, #chat .again { text-align: left; padding: .5rem 1rem; line-height: 1.45; min-height: 2.75rem; border-radius: 1.4rem;
  border: 1px solid var(--border-color-primary); background: var(--block-background-fill); }
#chat .options .ask { border-color: var(--border-color-accent); }
.turn .acts { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem; margin: .5rem 0; font-size: .95rem; }
#chat .quiet, #chat .opinion button, #chat .why button { padding: .25rem .9rem; min-height: 2.4rem; border-radius: .6rem;
  border: 1px solid var(--border-color-primary); background: var(--block-background-fill); }
#chat .all { margin: .2rem 0 .5rem; }
.turn .opinion { display: inline-flex; gap: .4rem; align-items: center; margin-left: auto; }
#chat button[aria-pressed=true] { border-color: var(--color-accent); background: var(--color-accent-soft); font-weight: 600; }
#chat button[aria-pressed=true]::before { content: "✓ "; }
.turn .thanks { color: var(--body-text-color-subdued); order: -1; }
.turn .why { flex: 1 0 100%; border: 1px solid var(--border-color-primary); border-radius: .7rem; padding: .6rem .9rem; display: flex; flex-wrap: wrap;
  gap: .5rem; align-items: end; }
.turn .why[hidden] { display: none; }
.turn .why > p { flex: 1 0 100%; margin: 0; } .turn .reasons { display: flex; flex-wrap: wrap; gap: .4rem; flex: 1 0 100%; }
.turn .why label { flex: 1 1 14rem; font-size: .92rem; } .turn .why input { display: block; width: 100%; margin-top: .2rem; padding: .5rem .7rem;
  border: 1px solid var(--body-text-color-subdued); border-radius: .5rem; background: var(--input-background-fill); color: inherit; font: inherit; }

.sr { position: absolute !important; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

/* rows */
.turn table.rows { width: 100%; padding: 0; border-collapse: collapse; margin: .2rem 0 .4rem; font-size: 1rem; line-height: 1.55; }
.turn .rows caption { text-align: left; color: var(--body-text-color-subdued); font-size: .95rem; padding: 0 0 .3rem; }
.turn .rows .own { display: block; font-size: .88rem; color: var(--body-text-color-subdued); font-weight: 400; }
.turn .rows .time .own { display: inline; white-space: nowrap; }
.turn .rows .late { color: var(--bad); font-weight: 600; white-space: nowrap; }
.turn .rows th, .turn .rows td { border: 0; border-bottom: 1px solid var(--border-color-primary); padding: .45rem .6rem .45rem 0; text-align: left;
  vertical-align: top; font-weight: 400; background: none; }
.turn .rows thead th { font-size: .9rem; color: var(--body-text-color-subdued); border-bottom-width: 2px; white-space: nowrap; }
.turn .rows .group { font-weight: 600; padding-top: .9rem; }
.turn .rows .time { min-width: 5.2em; max-width: 10em; } .turn .rows .value { font-weight: 600; min-width: 4.5em; } .turn .rows .owner { min-width: 4.5em; max-width: 12em; }
.turn .rows .document { font-size: .92rem; color: var(--body-text-color-subdued); max-width: 15em; }
.turn .rows .state { white-space: nowrap; }
.turn .rows .place { white-space: nowrap; padding-right: 0; }
.clamp { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }

/* sources */
.turn .sources h3 { margin: 0 0 .4rem; font-size: 1rem; font-weight: 600; color: var(--body-text-color-subdued); }
.sources .doc { border: 1px solid var(--border-color-primary); border-radius: .7rem; padding: .6rem .8rem; margin-bottom: .6rem;
  background: var(--block-background-fill); font-size: .98rem; }
.sources .doc > .name { font-weight: 600; margin: 0; line-height: 1.5; overflow-wrap: anywhere; }
.sources .doc .where { margin: .1rem 0 .2rem; font-size: .86rem; color: var(--body-text-color-subdued); opacity: 1; overflow-wrap: anywhere; }
.sources .doc .source { border: 0; border-top: 1px solid var(--border-color-primary); border-radius: 0; padding: .45rem 0 .2rem; margin: .35rem 0 0; background: none; }
.sources .source.lit { outline: 2px solid var(--color-accent); outline-offset: 4px; border-radius: .3rem; }
.sources a.see, .turn .rows a.see { color: var(--link-text-color); text-decoration: underline; text-underline-offset: .2em; }
.turn .rows a.cite { text-decoration: none; }
.sources .source a.see { display: inline-block; padding: .15rem 0; }
.sources blockquote { max-height: 16em; overflow: auto; font-size: .96rem; padding-left: .6rem; border-left: 3px solid var(--color-accent); margin: 0; white-space: pre-wrap; line-height: 1.6; }
.turn details.sources { border-top: 1px solid var(--border-color-primary); padding-top: .3rem; }
.turn details.sources > .doc { border: 0; padding: .35rem 0; margin: 0; background: none; }
.sources details > summary, details.sources > summary { cursor: pointer; padding: .5rem 0; color: var(--link-text-color); }

/* the list of conversations */
.shelf { display: flex; flex-direction: column; gap: .4rem; }
#chat-talks .fresh { border: 1px solid var(--border-color-accent); background: var(--block-background-fill); border-radius: .7rem; min-height: 2.9rem; font-weight: 600; }
.shelf ul { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: minmax(0, 1fr); gap: .1rem; }
.shelf li { display: flex; align-items: center; border-radius: .6rem; margin: 0; }
.shelf li[hidden] { display: none; }
.shelf li[aria-current] { background: var(--color-accent-soft); }
.shelf li:hover { background: var(--block-background-fill); }
#chat-talks .open { flex: 1 1 0; min-width: 0; text-align: left; padding: .4rem .2rem .4rem .6rem; min-height: 2.75rem; }
#chat-talks .open[hidden] { display: none; }
.shelf .title { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; line-height: 1.4; }
.shelf .when { display: block; font-size: .8rem; color: var(--body-text-color-subdued); line-height: 1.3; }
#chat-talks .small { flex: 0 0 2rem; min-height: 2.75rem; color: var(--body-text-color-subdued); opacity: .75; }
#chat-talks .small:hover, #chat-talks .small:focus-visible { opacity: 1; color: inherit; }
.shelf input { width: 100%; padding: .5rem .7rem; border: 1px solid var(--body-text-color-subdued); border-radius: .5rem;
  background: var(--input-background-fill); color: inherit; font: inherit; min-width: 0; }
.shelf .undo { margin: 0; padding: .5rem .7rem; border-radius: .6rem; background: var(--color-accent-soft); overflow-wrap: anywhere; }
#chat-talks .undo button { text-decoration: underline; font-weight: 600; padding: .3rem; min-height: 2.2rem; }
.shelf .none { margin: 0; color: var(--body-text-color-subdued); font-size: .95rem; }
#chat-export { gap: .4rem; } #chat-export button { min-width: 0 !important; padding: 0; font-size: .85rem; font-weight: 400; white-space: nowrap; }
#chat-talks .shut { display: none; }
@media (max-width: 900px) {
  #chat-talks .shut { display: block; align-self: flex-end; min-height: 2.75rem; padding: 0 .8rem; }
  #chat-talks .small { flex-basis: 2.75rem; }
}
body:has(#viewer:not([hidden])) #chat-talks .shut { display: block; }
#cite-tip { position: fixed; z-index: 1200; padding: .5rem .75rem; border-radius: .5rem; background: #1d2430; color: #fff; font-size: .95rem;
  line-height: 1.55; box-shadow: 0 4px 16px #0005; pointer-events: none; overflow-wrap: anywhere; }
#cite-tip[hidden] { display: none; }

body:has(#viewer:not([hidden])) #chat-bar { display: block; } body:has(#viewer:not([hidden])) #chat-shelf { display: none; }
@media (max-width: 900px) { #chat-bar { display: block; } #chat-shelf { display: none; } }
#chat-bar { position: sticky; top: 0; z-index: 6; background: var(--body-background-fill); padding: .35rem 0; }
@media (max-width: 900px) { .turn { scroll-margin-top: 3.8rem !important; } }
.bar { display: flex; gap: .5rem; }
#chat-bar button { min-height: 2.75rem; padding: 0 .9rem; border: 1px solid var(--border-color-primary); border-radius: .7rem; background: var(--block-background-fill); }
#chat-room.shelf-open::after { content: ""; position: fixed; inset: 0; z-index: 899; background: #0007; }
#chat-room.shelf-open #chat-shelf { display: flex; margin: 0; position: fixed; inset: 0 auto 0 0; height: 100dvh; width: min(20rem, 86vw); max-width: none; max-height: none; z-index: 900;
  background: var(--body-background-fill); padding: 1rem; box-shadow: 4px 0 24px #0006; overflow-y: auto; }

"""

NARROW = """
@container talk (min-width: 50rem) {
  .turn .reply:has(aside.sources) { grid-template-columns: minmax(0, 1fr) minmax(17rem, 23rem); }
}
@container talk (max-width: 36rem) {
  /* a row becomes a card: what first, then when, how much, who */
  .turn table.rows, .turn .rows tbody, .turn .rows tr, .turn .rows td, .turn .rows th, .turn .rows caption { display: block; }
  .turn .rows thead { display: none; }
  .turn .rows tr[hidden] { display: none; }
  .turn .rows tr { border-bottom: 1px solid var(--border-color-primary); padding: .55rem 0; display: flex; flex-wrap: wrap; gap: 0 1.2rem; }
  .turn .rows td, .turn .rows th { border: 0; padding: .05rem 0; min-width: 0 !important; max-width: none !important; white-space: normal !important; }
  .turn .rows .what { order: -1; flex: 1 0 100%; font-weight: 600; }
  .turn .rows td:empty { display: none; }
  .turn .rows td[data-label]:not(.place)::before { content: attr(data-label) "："; color: var(--body-text-color-subdued); font-weight: 400; }
  .turn .rows .clamp { display: inline; }
  .turn .opinion { margin-left: 0; }
  #chat .quiet, #chat .opinion button, #chat .why button { min-height: 2.75rem; }
}
"""
"""By the width of the conversation itself, which the document beside it takes from; Gradio drops @container from the
page's style, so each part of the conversation brings these rules."""
