"""A follow-up that sets what was asked beside another place or stage: 跟鸬江区比哪个先开始 behind 堰滨县…是哪几天."""

from __future__ import annotations

import re

from assistant.follow_up_text import subject
from assistant.question_words import SCOPES
from assistant.records import Query

BESIDE = re.compile(
    r"^(?:那么?|这个?)?[，, ]?(?:如果)?(?:[跟和与同]|相比|较)(?P<other>[^，。？?]{2,12}?)(?:的)?(?:相比|比较?一?下?|对比)(?:起来|的话|呢)?[，, ]*(?P<asks>[^。]*)$"
    r"|^(?:那么?|这个?)?[，, ]?比(?P<than>[^，。？?]{2,10}?)(?=的?[早晚先后多少高低大小贵快慢长短严宽])(?P<behind>[^。]+)$"
)
"""The other side, and what is asked of both."""
WHICH = re.compile(r"哪|谁|多少|几|一样|相同|差|[吗呢不]")


def set_beside(question: str, own: Query, earlier: Query) -> str:
    """The whole question that compares what was asked before with what this one names, of the same kind; empty where it
    is no such follow-up."""
    match = BESIDE.match(question.strip(" ？?。！!"))
    about = _subject(earlier)
    if match is None or not about:
        return ""
    other = match["other"] or match["than"]
    missing = (name.lstrip("跟和与同比较") for name in own.missing)
    if other not in (*own.places, *missing, *own.named, *SCOPES):
        return ""
    first = _side(earlier, of_place=bool(own.places or own.missing or own.named))
    if not first or first == other or first not in about:
        return ""
    asks = match["asks"] if match["other"] else f"哪个更{match['behind'].lstrip('的')}"
    asks = asks or ("差多少" if earlier.kind == "number" else "")
    if not WHICH.search(asks):
        return ""
    return f"{about.replace(first, f'{first}和{other}', 1)}，{asks}"


def _subject(earlier: Query) -> str:
    """What the question before was about, with the names that it said."""
    bare = subject(earlier)
    at = earlier.text.find(bare) if bare else -1
    return earlier.text[: at + len(bare)] if at >= 0 else bare


def _side(earlier: Query, *, of_place: bool) -> str:
    """What of the question before the other side stands beside: its place, else its stage."""
    if of_place:
        return next(iter((*earlier.named, *earlier.missing)), "")
    return earlier.scope
