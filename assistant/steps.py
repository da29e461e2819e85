"""Steps as documents write them: an item may say what is done in several sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.sentences import sentences
from ingest.records import Span

LONGEST_STEP = 170
"""Code points of a step that is told with the sentences behind its first one."""


def whole_lines(text: str, items: Sequence[Span]) -> tuple[Span, ...]:
    """The items, each up to the last sentence of its own line that leaves it short and stands before the next item."""
    ends = [*(after.start for _, after in pairwise(items)), len(text)]
    return tuple(_to_end(text, item, end) for item, end in zip(items, ends, strict=True))


def _to_end(text: str, item: Span, stop: int) -> Span:
    end = item.end
    for span in _behind(text, item, stop):
        if span.end - item.start > LONGEST_STEP:
            break
        end = span.end
    return Span(item.start, end)


def _behind(text: str, item: Span, stop: int) -> Iterator[Span]:
    line = text.find("\n", item.end)
    end = min(line if line >= 0 else len(text), stop)
    if text[item.end - 1 : item.end] in "。；;！？":
        yield from sentences(text, item.end, end)
