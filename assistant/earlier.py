"""The turns before a question: which of them it leans on, and the documents that an answer was taken from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from assistant.follow_up import History
from assistant.library import Library

MARK = re.compile(r"(?:\[\d+\])+")
LEAD = re.compile(r"^\s*(?:\d+[.、]|[一二三四五]、)?\s*(?:《[^》]+》[^：]{0,60}：)?")
"""What stands before the words of a document in a line of an answer: its number, whose it is."""
LOOKED_AT, SHORTEST = 6, 6
"""Lines of an answer whose document is looked for, and the fewest characters of one."""
PLACES = 3
"""Passages looked at for a line."""


def user_turns(history: History) -> list[int]:
    """Where the questions of a conversation stand, the last one first."""
    return [i for i in range(len(history) - 1, -1, -1) if history[i][0] == "user"]


def until(history: History, turn: int) -> History:
    """The conversation up to a question and what was said to it."""
    later = (i for i in range(turn + 1, len(history)) if history[i][0] == "user")
    return history[: next(later, len(history))]


def documents_of(library: Library, scope: Collection[str], answer: str) -> tuple[str, ...]:
    """The documents in scope that hold the lines of an answer word for word, those of most lines first; none where
    its words are nobody's."""
    found: Counter[str] = Counter()
    for line in answer.split("\n"):
        if not MARK.search(line):
            continue
        for piece in MARK.split(LEAD.sub("", line)):
            words = re.sub(r"\s|…", "", piece).strip("。；;，,：:")
            if len(words) >= SHORTEST:
                found.update(_holding(library, scope, words))
        if found.total() >= LOOKED_AT:
            break
    return tuple(identity for identity, _ in found.most_common())


def _holding(library: Library, scope: Collection[str], words: str) -> set[str]:
    best = library.store.search_lexical(words, PLACES)
    chunks = library.store.chunks([identity for identity, _ in best])
    return {
        c.document_id for c in chunks
        if c.document_id in scope and words in re.sub(r"\s|…", "", c.text)
    }  # fmt: skip
