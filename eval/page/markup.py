"""Small pieces of HTML; every word that comes from outside is escaped here."""

from __future__ import annotations

from html import escape
from typing import Any

from eval.page.words import GROUP_WORDS, WORDS, Both


def esc(text: Any) -> str:
    """Words as HTML."""
    return escape(str(text))


def both(words: Both) -> str:
    """Both languages; the page shows one of them."""
    zh, en = words
    if zh == en:
        return esc(zh)
    return f'<span class="zh" lang="zh">{esc(zh)}</span><span class="en" lang="en">{esc(en)}</span>'


def said(name: str, **places: Any) -> str:
    """Words of the table, with what is filled in."""
    zh, en = WORDS[name]
    return both((zh.format(**places), en.format(**places)))


def group_words(name: str) -> Both:
    """A group as it is called in both languages."""
    return GROUP_WORDS.get(name, (name, name))


def svg_text(words: Both, place: str, kind: str = "") -> str:
    """A text of a drawing in both languages, at the same place."""
    zh, en = words
    if zh == en:
        return f'<text class="{kind}" {place}>{esc(zh)}</text>'
    return (
        f'<text class="zh {kind}" {place}>{esc(zh)}</text>'
        f'<text class="en {kind}" {place}>{esc(en)}</text>'
    )


def percent(share: float | str | None) -> str:
    """0.8281 is 82.8%; what is unknown is a dash."""
    return "–" if share is None else f"{float(share) * 100:.1f}%"
