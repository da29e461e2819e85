"""Which kinds of a thing there are (处分有哪几种): the list whose lead says that it tells its kinds (处分的种类分为：)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assistant.listing import Listing
from assistant.terms import pairs

ASKED = re.compile(
    r"[哪那]几[种类](?![一-鿿])|[有分][为成]?(?:几|哪几|哪些)[种类](?![一-鿿])|哪些[种类]别?(?![一-鿿])|(?:种类|类别|类型)(?:都|分别)?(?:有|是|包括)?(?:哪|什么|啥)"
)
"""A question for the kinds of something."""
KINDS = re.compile(
    r"(?P<of>[一-鿿]{2,14}?)的?(?:种类|类别|类型)(?:主要|一般)?(?:分为|包括|有|是|为|如下|划分为)?[：:]?\s*$"
    r"|(?P<parted>[一-鿿]{2,14}?)(?:主要|一般)?(?:分为|划分为|分成)(?:以下|下列|如下)?[一二三四五六七八九十两\d]*[个种类]*[：:]\s*$"
)
"""What leads a list of the kinds of something."""
TAIL = 4
"""Characters at the end of what is parted that name it: 学生纪律处分 is 纪律处分."""
LEAST = 0.3
"""Share of its pairs that the question must say."""


@dataclass(frozen=True, slots=True)
class _Led:
    listing: Listing
    share: float


def kinds_listed(
    question: str, lists: Iterable[Listing], lead_of: Callable[[Listing], str]
) -> Listing | None:
    """The list of the kinds asked for; None where no kinds are asked for or no list tells them."""
    if not ASKED.search(question):
        return None
    found = [
        _Led(one, share)
        for one in lists
        if one.kind == "items" and (share := _share(question, lead_of(one))) >= LEAST
    ]
    return max(found, key=lambda led: led.share).listing if found else None


def _share(question: str, lead: str) -> float:
    """How much of the name of what a lead parts the question says; 0 where it parts nothing."""
    said = KINDS.search(lead.strip())
    if said is None:
        return 0.0
    own = pairs((said["of"] or said["parted"])[-TAIL:])
    return sum(pair in question for pair in own) / len(own) if own else 0.0
