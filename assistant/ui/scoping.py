"""A tab's style stays in its tab: names like ``.tick`` or ``.pager`` mean what each tab means by them.

A selector that neither names an id nor stands on the whole page gets the tab's panel before it, without more weight.
"""

from __future__ import annotations

import re

COMMENT = re.compile(r"/\*.*?\*/", re.S)
PRELUDE = re.compile(r"([^{}]+)\{")
"""What stands before a brace: selectors, or an at-rule."""
WHOLE = (".gradio-container", ".dark", "html", "body", ":root", "@")
"""Beginnings that speak of the whole page."""
STEP = re.compile(r"\d+%|from|to")
"""A step of @keyframes."""


def inside(css: str, root: str) -> str:
    """``css`` for what lies in ``root`` (``#area-chat``); selectors with an id and those of the whole page stay."""
    return PRELUDE.sub(lambda m: _prelude(m[1], root) + "{", COMMENT.sub("", css))


def _prelude(prelude: str, root: str) -> str:
    if ";" in prelude:  # declarations of a rule that ends without a brace: an @import and the like
        head, _, prelude = prelude.rpartition(";")
        return f"{head};{_prelude(prelude, root)}"
    if prelude.strip().startswith("@"):
        return prelude
    return ", ".join(_selector(one.strip(), root) for one in split(prelude))


def _selector(selector: str, root: str) -> str:
    if "#" in selector or selector.startswith(WHOLE) or STEP.fullmatch(selector):
        return selector
    return f":where({root}) {selector}"


def split(selectors: str) -> list[str]:
    """A list of selectors apart, at commas outside of brackets."""
    parts, depth = [""], 0
    for sign in selectors:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts
