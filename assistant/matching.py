"""Which characters of a question a label, a header or a caption explains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.terms import PUNCTUATION, folded
from assistant.wording import ASKING, FILLER

TOKEN = re.compile(r"[a-z0-9.+]+|[一-鿿]")
"""A word of letters and digits counts whole, a Han character by the pairs it stands in."""
# Words of questions about tables that name nothing in them.
TABLE_WORDS = re.compile(
    r"表格?[里中内]|里面|方面|对应|分别|[里中](?=，)|一(?=个?学[期年])|多少|什么|[是为]多|标准是"
)


@dataclass(frozen=True, slots=True)
class Match:
    """How much of some words stands in a question, and which of the question's characters they explain."""

    share: float
    places: frozenset[int]


NONE = Match(0.0, frozenset())


class Asked:
    """A question prepared for matching; ``content`` are the places of its characters that say what about.

    ``named`` are words that chose the documents, such as places and titles: they need no explanation.
    """

    def __init__(self, question: str, named: Sequence[str] = ()) -> None:
        self.text = re.sub(r"\s+", "", folded(question))
        self._tokens = [(m.group(), m.start(), m.end()) for m in TOKEN.finditer(self.text)]
        words = {i for _, a, b in self._tokens for i in range(a, b)}
        for pattern in (ASKING, FILLER, PUNCTUATION, TABLE_WORDS):
            for match in pattern.finditer(self.text):
                words -= set(range(*match.span()))
        for name in named:
            for match in re.finditer(re.escape(re.sub(r"\s+", "", folded(name))), self.text):
                words -= set(range(*match.span()))
        self.content = frozenset(words)

    def untold(self, places: frozenset[int]) -> float:
        """The share of what is asked that some places do not explain."""
        return len(self.content - places) / len(self.content) if self.content else 0.0

    def word_left(self, places: frozenset[int]) -> bool:
        """Does a whole word of the question stay unexplained, two characters side by side? It may name what is not
        there."""
        left = self.content - places
        return any(at + 1 in left for at in left)

    def match(self, words: str) -> Match:
        """Words that stand in the question whole explain their places; else the pairs that both hold."""
        wanted = re.sub(r"\s+", "", folded(words))
        if len(wanted) > 1 and (at := self.text.find(wanted)) >= 0 and self._is_whole(at, wanted):
            return Match(1.0, frozenset(range(at, at + len(wanted))))
        return self._by_pairs(wanted)

    def best(self, names: Iterable[str]) -> Match:
        """The name that matches best: by share, then by how much it explains."""
        matches = [self.match(name) for name in dict.fromkeys(names) if name]
        return max(matches, key=lambda m: (round(m.share, 2), len(m.places)), default=NONE)

    def _is_whole(self, at: int, words: str) -> bool:
        """Not a part of a longer number or Latin word."""
        end = at + len(words)
        before, after = self.text[at - 1 : at], self.text[end : end + 1]
        cut_left = _is_latin(words[0]) and _is_latin(before)
        return not cut_left and not (_is_latin(words[-1]) and _is_latin(after))

    def _by_pairs(self, wanted: str) -> Match:
        own = [m.group() for m in TOKEN.finditer(wanted)]
        if not own:
            return NONE
        pairs = set(pairwise(t for t, _, _ in self._tokens))
        said = {t for t, _, _ in self._tokens}
        held = [_is_latin(t[0]) and t in said for t in own]
        for i, pair in enumerate(pairwise(own)):
            if pair in pairs:
                held[i] = held[i + 1] = True
        length = sum(len(t) for t in own)
        share = sum(len(t) for t, h in zip(own, held, strict=True) if h) / length
        return Match(share, self._places(own))

    def _places(self, own: Sequence[str]) -> frozenset[int]:
        pairs = set(pairwise(own))
        latin = {t for t in own if _is_latin(t[0])}
        found: set[int] = set()
        for token, a, b in self._tokens:
            if token in latin:
                found |= set(range(a, b))
        for (first, a, b), (second, c, d) in pairwise(self._tokens):
            if (first, second) in pairs:
                found |= {*range(a, b), *range(c, d)}
        return frozenset(found)


def _is_latin(character: str) -> bool:
    return bool(character) and character.isascii() and character.isalnum()
