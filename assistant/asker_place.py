"""Where the asker works or lives, told beside the question (我现在在青禾县当老师, …这次能报不): no place whose documents
are asked for, where the library holds none of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

AT = re.compile(
    r"(?:我|俺|咱|本人|我们|老公|爱人|媳妇|老婆|孩子他?[爸妈])(?:现在|目前|一直|原来|以前|本来|今年)?(?:是)?(?:在|从)(?P<place>[一-鿿]{2,8}?)"
    r"(?=(?:的|那边|下面|这边)?[一-鿿]{0,6}?(?:当(?!地)|做|工作|上班|教书|教学|任教|就职|干活|打工|有编))"
)
"""A clause that tells where somebody works."""
ASKS = re.compile(r"多少|几|什么|啥|谁|哪|怎|吗|[不没]\s*[？?]?$")


def without_own_place(text: str, absent: Sequence[str]) -> tuple[str, ...]:
    """The places that the library lacks without the one where the asker only works, asked in another clause."""
    told = AT.search(text)
    if told is None:
        return tuple(absent)
    clause = re.search(r"[，,。；;！!\s]", text[told.end() :])
    behind = text[told.end() + clause.end() :] if clause else ""
    if not ASKS.search(behind):
        return tuple(absent)
    return tuple(name for name in absent if told["place"] not in name or name in behind)
