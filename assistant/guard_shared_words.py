"""Where the words that a stretch shares with the sources stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.guard_stretches import Stretch

ENDS = frozenset("，,。；;：:！？!?\n")
"""A plain stretch that does not end a clause is what a marker behind it is said of: [学校]不得."""
RECEIVE = re.compile(r"[^，。；]{0,12}(?:获得|享受|享有|领取|领到|拿到|得到|收到|受益)")
"""可以领取: the other side of a duty."""
MARKED_LEAST, PLAIN_LEAST, ANY_LEAST = 2, 4, 8
OF_STRETCH = 0.5
"""Characters of the longest shared words by which a marked or an unmarked stretch is placed, and of words that
are enough by themselves; a stretch is placed where its shared words are this part of it."""
DECIDES = 1000
"""What words behind a marker that stands between two shared pieces count."""
NEAR = 6
"""Characters between two shared words that follow each other in the source."""


def shared_places(
    text: str, stretch: Stretch, written: str, marks: Sequence[tuple[str, ...] | None]
) -> Iterator[tuple[list[int], int]]:
    """For shared words that say where the stretch stands: the places of their last character in the sources, and
    how much they count."""
    blocks = _blocks(text, stretch, written)
    longest = max((end - start for start, end in blocks), default=0)
    least = MARKED_LEAST if stretch.marked else PLAIN_LEAST
    said = sum(end - start for start, end in blocks)
    if stretch.marked == ("not",) and not any(start <= stretch.start + 1 for start, _ in blocks):
        return  # 不服复议决定: the word that is denied is not the source's
    if stretch.marked == ("may",) and RECEIVE.match(text, stretch.start):
        return
    subject = not stretch.marked and stretch.end < len(text) and text[stretch.end] not in ENDS
    placed = not subject and longest >= least and said >= OF_STRETCH * (stretch.end - stretch.start)
    before: tuple[int, list[int]] | None = None
    for start, end in blocks:
        size = end - start
        where = _places(text[start:end], written)
        ends = [at + size - 1 for at in where]
        if placed or (size >= ANY_LEAST and not subject):
            yield ends, size
        if before and start - before[0] <= 2:
            follow = [
                at + size - 1 for at in where
                if any(0 < at - b <= NEAR and marks[b] != marks[at + size - 1] for b in before[1])
            ]  # fmt: skip
            if follow:
                yield follow, DECIDES
        before = (end, ends)


def _blocks(text: str, stretch: Stretch, written: str) -> list[tuple[int, int]]:
    """The longest shared words from left to right, of two Han characters and more."""
    found, start = [], stretch.start
    while start < stretch.end - 1:
        end = start + 1
        while end < stretch.end and text[start : end + 1] in written:
            end += 1
        if sum("一" <= c <= "鿿" for c in text[start:end]) >= MARKED_LEAST:
            found.append((start, end))
            start = end
        else:
            start += 1
    return found


def _places(words: str, written: str) -> list[int]:
    found, at = [], written.find(words)
    while at >= 0:
        found.append(at)
        at = written.find(words, at + 1)
    return found
