"""Names facts: an id that stays when the same document is read again, and a key across versions."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ingest.records import Deadline, Fact, Target

# What does not count when the wording of two versions is compared.
IGNORED = re.compile(r"[\s，,。；;：:、（）()“”\"‘’'《》〈〉\-—–~～·]+")


def normalised(text: str) -> str:
    """A text without white space and punctuation, for comparing wording."""
    return IGNORED.sub("", text).translate(_HALF_WIDTH)


_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def fact_key(fact: Fact) -> tuple[str, ...]:
    """What stays the same when a new version of a document changes a value or a day.

    The store matches the facts of two versions by this key: kind, indicator or action, scope and
    unit, or owner. It is not unique: equal keys are matched in document order.
    """
    if isinstance(fact, Target):
        return ("target", normalised(fact.indicator), normalised(fact.scope), fact.unit)
    return ("deadline", normalised(fact.action), normalised(fact.owner), str(fact.time.recurring))


def with_ids(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Gives each fact its id: a hash of document, kind, quote, raw value and rank among equals."""
    seen: Counter[tuple[str, ...]] = Counter()
    named: list[Fact] = []
    for fact in facts:
        raw = fact.raw if isinstance(fact, Target) else fact.time.raw
        identity = (fact.document_id, fact.kind, fact.quote, raw)
        seen[identity] += 1
        named.append(replace(fact, id=_digest((*identity, str(seen[identity])))))
    return tuple(named)


def _digest(parts: tuple[str, ...]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:20]


__all__ = ["Deadline", "fact_key", "normalised", "with_ids"]
