"""The scripts of the page: what runs before it is drawn, and once it is there."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.ui.strings.words import Words

PAGE = Path(__file__).with_name("page.js")

FIRST = """<script>
(() => {
  let look = null;
  try { look = localStorage.getItem('look'); } catch { return; }
  if (look !== 'dark' && look !== 'light') return;
  const ask = window.matchMedia.bind(window);
  window.matchMedia = (query) => {
    const found = ask(query);
    if (!query.includes('prefers-color-scheme')) return found;
    return {matches: query.includes(look), media: query, onchange: null, addEventListener() {},
      removeEventListener() {}, addListener() {}, removeListener() {}};
  };
})();
</script>"""
"""Gradio follows the computer's light or dark; whoever has chosen otherwise in the head gets that, without a flash."""


def page_script(words: Words) -> str:
    """``page.js`` with its words in the language of the page."""
    said = {
        "close": words("close_viewer"),
        "look": words("see_in_document"),
        "opening": words("opening_document"),
        "labels": {".overflow-menu > button": words("more_tabs")},
    }
    return PAGE.read_text(encoding="utf-8").replace("WORDS", json.dumps(said, ensure_ascii=False))
