"""Slips of the keyboard: 公用经废 is read as 公用经费, where only the second stands in the library.

Every character may be another that sounds or looks like it. One is put in where it makes a word that several passages
of the library hold, where the pairs as typed stand nowhere, and where the whole stretch becomes a much more
probable row of words. What was put right is said beside the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.alike import ALIKE, NEAR, likeness
from assistant.terms import Vocabulary
from ingest.embedding.lexicon import lexicon

HAN = re.compile(r"[一-鿿]{2,}")
COUNTS = frozenset("几多哪谁啥咋只一两二三四五六七八九十半每")
"""Characters that count or ask, beside any word."""
OWN = frozenset(
    "的了是不在有得给把被要会能可就也都还去来上下和与说让从到对为这那没很再才又并及或我你他她它们搞打弄找做办交报领"
)
"""Characters that are words of their own in any place: 去别的城市 is no slip for 区别, 打到卡上 none for 达到."""
LONGEST = 4
"""Characters of the longest word looked at, and of the stretch weighed on either side."""
UNKNOWN = -18.0
"""Log probability of a character that the lexicon lacks."""
WORD_BESIDE = -10.0
"""Log probability below which a character beside a whole word is a slip: 打 in 打学生 is none for 大学生."""
SELDOM = 3
"""Passages that must hold a word before it is taken for the one meant."""
GAIN = {ALIKE: 5.5, NEAR: 9.5}
"""By how many nats the stretch must become more probable, for the same and for nearly the same sound."""
HALF_KNOWN = 1.5
"""Nats more where one pair with the typed character stands in the library."""
OFTENER = 5
"""How many times as many passages must hold the word meant as hold the pairs typed."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question put right, and the words as (typed, meant)."""

    text: str
    changes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Slip:
    """Another character at ``at`` of a run makes the word ``start`` to ``end``; how much likelier the run is with it."""

    gain: float
    at: int
    meant: str
    start: int
    end: int


def warm_typos() -> None:
    """Reads the words and the sounds now, which the first slip would wait for."""
    if lexicon():
        likeness("学")


def corrected(text: str, vocabulary: Vocabulary, names: Sequence[str] = ()) -> Corrected:
    """Puts slips right against a library's words; ``names`` (places, titles) stay as they are."""
    kept = {
        at
        for name in names if name
        for match in re.finditer(re.escape(name), text)
        for at in range(*match.span())
    }  # fmt: skip
    put, changes = list(text), []
    for run in HAN.finditer(text) if lexicon() else ():
        free = [run.start() + at not in kept for at in range(len(run.group()))]
        for slip in _slips(run.group(), free, vocabulary):
            put[run.start() + slip.at] = slip.meant
            start, end = run.start() + slip.start, run.start() + slip.end
            changes.append((text[start:end], "".join(put[start:end])))
    return Corrected("".join(put), tuple(changes))


def _slips(run: str, free: Sequence[bool], vocabulary: Vocabulary) -> list[Slip]:
    """The slips of one run of characters, in their order; of two that touch one word the more certain one."""
    found = [
        slip
        for at, char in enumerate(run)
        if free[at] and char not in OWN and char not in COUNTS
        if (slip := max(_slips_at(run, at, vocabulary), key=lambda s: s.gain, default=None))
    ]
    taken: list[Slip] = []
    for slip in sorted(found, key=lambda s: -s.gain):
        if not any(slip.start < s.end and s.start < slip.end for s in taken):
            taken.append(slip)
    return sorted(taken, key=lambda s: s.at)


def _slips_at(run: str, at: int, vocabulary: Vocabulary) -> Iterator[Slip]:
    """What the character at a place may be a slip for."""
    pairs = [run[k : k + 2] for k in (at - 1, at) if 0 <= k < len(run) - 1]
    known = [pair for pair in pairs if vocabulary.knows(pair)]
    if len(known) == len(pairs) > 1 and not _odd(run, at):
        return
    near, far = max(0, at - LONGEST), at + LONGEST + 1
    before = None
    for meant, how in likeness(run[at]).items():
        read = run[:at] + meant + run[at + 1 :]
        for start, end in _words_at(read, at):
            if not _may_be(run, read, at, start, end, vocabulary):
                continue
            before = _likelihood(run[near:far]) if before is None else before
            gain = _likelihood(read[near:far]) - before
            if gain >= GAIN[how] + HALF_KNOWN * bool(known):
                yield Slip(gain, at, meant, start, end)


def _odd(run: str, at: int) -> bool:
    """Is no word of three or more, as typed, seen around a place whose pairs are both seen? 讲学金 is odd."""
    return 0 < at + 2 < len(run) and run[at : at + 3] not in lexicon()


def _may_be(run: str, read: str, at: int, start: int, end: int, vocabulary: Vocabulary) -> bool:
    """May the word read be meant: often in the library, its pairs seldom as typed, and no word is broken for it?"""
    meant, typed = read[start:end], run[start:end]
    if typed in lexicon() or COUNTS & set(typed):
        return False
    held = _commonness(meant, vocabulary)
    if held < max(SELDOM, OFTENER * _changed(run, at, start, end, vocabulary)):
        return False
    if any(a < start or b > end for a, b in _words_at(run, at)):
        return False
    beside = (run[at + 1 : end], run[start:at])[at > start] if at in (start, end - 1) else meant
    if len(beside) == 1:
        return beside not in OWN
    return beside == meant or beside not in lexicon() or _own(run[at]) < WORD_BESIDE


def _changed(run: str, at: int, start: int, end: int, vocabulary: Vocabulary) -> int:
    """Passages that hold the commonest of the typed pairs that the word meant has otherwise."""
    places = [k for k in (at - 1, at) if start <= k < end - 1]
    return max(vocabulary.seen(run[k : k + 2]) for k in places)


def _own(char: str) -> float:
    return lexicon().get(char, UNKNOWN)


def _commonness(word: str, vocabulary: Vocabulary) -> int:
    return min(vocabulary.seen(a + b) for a, b in pairwise(word))


def _words_at(run: str, at: int) -> list[tuple[int, int]]:
    """Words of several characters that a place stands in, longest first."""
    words: Mapping[str, float] = lexicon()
    found = [
        (start, end)
        for start in range(max(0, at - LONGEST + 1), at + 1)
        for end in range(at + 1, min(len(run), start + LONGEST) + 1)
        if end - start > 1 and run[start:end] in words
    ]
    return sorted(found, key=lambda span: span[0] - span[1])


def _likelihood(run: str) -> float:
    """The log probability of the most probable parting into words."""
    words = lexicon()
    best = [0.0]
    for end in range(1, len(run) + 1):
        best.append(
            max(
                best[start] + words.get(run[start:end], UNKNOWN * (end - start))
                for start in range(max(0, end - LONGEST), end)
            )
        )
    return best[-1]
