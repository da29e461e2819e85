"""Slips of the keyboard: 公用经废 is read as 公用经费, where only the second stands in the library.

A word is put right only where, as typed, it is no word and stands nowhere in the library, and exactly one
word of the library sounds the same and differs in one character. What was put right is said beside the
answer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from assistant.pinyin import sound, sounds
from assistant.terms import Vocabulary
from assistant.wording import ASKING, FILLER
from ingest.embedding.lexicon import lexicon

HAN = re.compile(r"[一-鿿]{2,}")
COUNTS = re.compile(r"[几多哪谁啥咋只一两半每]")
"""Characters that count or ask beside any word."""
LONGEST = 4
"""Characters of the longest word looked at."""
UNKNOWN = -18.0
"""Log probability of a character that the lexicon lacks."""
OWN_WORD = -8.3
"""Log probability from which a character is a common word: 去别的城市 is no slip for 区别."""
WORD_BESIDE = -10.0
"""The same for a character beside a whole word: 打 in 打学生 is no slip for 大学生."""
SELDOM = 3
"""Passages that must hold a word before it is taken for the one meant."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question put right, and the words as (typed, meant)."""

    text: str
    changes: tuple[tuple[str, str], ...] = ()


def warm_typos() -> None:
    """Reads the words now, which the first slip would wait for (half a second)."""
    _by_sound()


def corrected(text: str, vocabulary: Vocabulary, names: Sequence[str] = ()) -> Corrected:
    """Puts slips right against a library's words; ``names`` (places, titles) stay as they are."""
    words = lexicon()
    kept = [m.span() for name in names if name for m in re.finditer(re.escape(name), text)]
    slips: list[tuple[int, int, str]] = []
    for run in HAN.finditer(text) if words else ():
        for start, end in _windows(run.group(), words, vocabulary):
            a, b = run.start() + start, run.start() + end
            meant = _meant(text[a:b], vocabulary)
            if meant and not any(a < stop and begin < b for begin, stop in kept):
                slips.append((a, b, meant))
    slips.sort(key=lambda s: (s[0] - s[1], -_commonness(s[2], vocabulary)))
    changes: list[tuple[int, int, str]] = []
    for a, b, meant in slips:
        if not any(a < stop and begin < b for begin, stop, _ in changes):
            changes.append((a, b, meant))
    put = text
    for a, b, meant in sorted(changes, reverse=True):
        put = put[:a] + meant + put[b:]
    return Corrected(put, tuple((text[a:b], meant) for a, b, meant in sorted(changes)))


def _commonness(word: str, vocabulary: Vocabulary) -> int:
    return min(vocabulary.seen(a + b) for a, b in pairwise(word))


def _windows(run: str, words: Mapping[str, float], vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """Stretches of whole words, a lone character among them, with a pair that the library lacks."""
    pieces = _segmented(run, words)
    found = []
    for first in range(len(pieces)):
        for last in range(first + 1, len(pieces)):
            start, end = pieces[first][0], pieces[last][1]
            inside = pieces[first : last + 1]
            if end - start > LONGEST:
                break
            if all(b - a > 1 for a, b in inside) or _only_asks(run[start:end]):
                continue
            if any(not vocabulary.knows(x + y) for x, y in pairwise(run[start:end])):
                found.append((start, end))
    return found


def _only_asks(words: str) -> bool:
    """Does every word ask or join? 该咋 is no slip."""
    return len(FILLER.sub("", ASKING.sub("", words))) < len(words) or bool(COUNTS.search(words))


def _segmented(run: str, words: Mapping[str, float]) -> list[tuple[int, int]]:
    """The most probable parting into words."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(run) + 1):
        best.append(
            max(
                (best[start][0] + words.get(run[start:end], UNKNOWN * (end - start)), start)
                for start in range(max(0, end - LONGEST), end)
            )
        )
    spans, end = [], len(run)
    while end:
        spans.append((best[end][1], end))
        end = best[end][1]
    return spans[::-1]


def _meant(typed: str, vocabulary: Vocabulary) -> str:
    """The one word of the library that sounds like it or is nearly it; empty where none or several do."""
    if typed in lexicon():
        return ""
    alike = [w for w in _by_sound().get(sounds(typed), ()) if _is_slip(typed, w)]
    held = _held(alike, vocabulary)
    return held[0] if len(held) == 1 else ""


def _is_slip(typed: str, meant: str) -> bool:
    """One character is another, which as typed is no word of its own; of two, it must sound the very same."""
    other = [at for at, (a, b) in enumerate(zip(typed, meant, strict=True)) if a != b]
    if len(other) != 1:
        return False
    at = other[0]
    own = lexicon().get(typed[at], UNKNOWN)
    if len(typed) == 2:
        return sound(typed[at]) == sound(meant[at]) and own < OWN_WORD
    beside = (typed[1:], typed[:-1])[at > 0] if at in (0, len(typed) - 1) else ""
    return own < WORD_BESIDE or beside not in lexicon()


def _held(words: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """Words whose every pair the library holds, in several passages."""
    return [w for w in words if _commonness(w, vocabulary) >= SELDOM]


@cache
def _words() -> tuple[str, ...]:
    return tuple(w for w in lexicon() if 2 <= len(w) <= LONGEST and HAN.fullmatch(w))


@cache
def _by_sound() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    found: dict[tuple[str, ...], tuple[str, ...]] = defaultdict(tuple)
    for word in _words():
        if heard := sounds(word):
            found[heard] += (word,)
    return dict(found)
