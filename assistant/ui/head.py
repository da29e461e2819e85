"""The head of the page: the way past it, name, purpose and mode, the other language, light or dark; and its sign."""

from __future__ import annotations

from html import escape

from assistant.ui.palette import COLOURS
from assistant.ui.strings.words import Words

SIGN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="{fill}"/>'
    '<path d="M15 17h20a6 6 0 0 1 6 6v26H21a6 6 0 0 1-6-6z" fill="#fff"/>'
    '<path d="M22 26h12M22 33h12" stroke="{fill}" stroke-width="3.4" stroke-linecap="round"/>'
    '<path d="M31 42l7 7 14-17" fill="none" stroke="#ffd766" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/></svg>'
).format(fill=COLOURS["fill"][0])
"""A document with a tick, 64 by 64; what a browser shows on its tab."""


def masthead(words: Words, other: str, mode: str = "") -> str:
    """The head as HTML. ``other``: the address of the page in the other language; ``mode``: which mode is on."""
    told = f'<span id="mode">{mode}</span>' if mode else '<span id="mode"></span>'
    name, _, more = words("title").partition(" · ")
    rest = f'<span class="name-more"> · {escape(more)}</span>' if more else ""
    tongue = "en" if words.language == "zh" else "zh-CN"
    return (
        f'<div class="masthead"><a class="skip" href="#main">{escape(words("skip"))}</a>'
        f"<h1>{escape(name)}{rest}</h1>"
        f'<p><span class="purpose">{escape(words("tagline"))} · </span>{told}</p>'
        f'<nav aria-label="{escape(words("settings"))}">'
        f'<a href="{other}" lang="{tongue}" hreflang="{tongue}">{escape(words("other_language"))}</a>'
        f'<button type="button" id="look-switch"><span class="to-dark">{escape(words("look_dark"))}</span>'
        f'<span class="to-light">{escape(words("look_light"))}</span></button></nav></div>'
    )
