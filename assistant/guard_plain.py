"""What must stand in the sources as it is said: a clock time that is none, and the rank of the whole that is spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.guard_text import Lack

CLOCK = re.compile(r"(?<![\d:])\d{1,2}:\d{2}(?![\d:])")
"""17:30; what reads no clock, as 41:30, is a figure all the same."""
LAST_HOUR = 24
WHOLE = re.compile(r"全([国省])")
"""全省 of a source that speaks of no province."""


def plain_faults(sentence: str, sources: Sequence[str]) -> Iterator[Lack]:
    """Impossible clock times and ranks that no source holds; offsets are of the sentence."""
    whole = "\n".join(sources)
    found = [
        Lack("number", m.group(), m.start(), m.end()) for m in CLOCK.finditer(sentence)
        if int(m.group().split(":")[0]) > LAST_HOUR and m.group() not in whole
    ]  # fmt: skip
    found += [
        Lack("name", m.group(), m.start(), m.end())
        for m in WHOLE.finditer(sentence) if m[1] not in whole
    ]  # fmt: skip
    return iter(found)
