"""Finds the words of a Chinese text without a dictionary: the vocabulary's candidates.

A string of two to four characters is a word where it is frequent, holds together (its parts meet
more often than chance) and stands free (many different neighbours on both sides). Counting is done on
sorted 64-bit keys of twelve bits a character, so that 40 million characters take about a minute.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BITS = 12
ALPHABET = (1 << BITS) - 1
"""So many different characters take part in words; rarer ones stand alone."""
LONGEST = 4
MIN_COHESION = {2: 1.0, 3: 1.5, 4: 1.5}
"""log of how much likelier the whole is than its two likeliest parts by chance, by length."""
MIN_FREEDOM = 1.0
"""Entropy (nats) of the neighbours on the less varied side."""
HAN = (0x4E00, 0x9FFF)

EDGE = "的了着在和与及或是将被把对从向也而但其这那就都于为并很不有各每该此以之所由到让给"
"""Function words: no word of three or four characters begins or ends with one."""
INSIDE = "的了着"
"""Particles: no word of three or four characters holds one."""

Keys = NDArray[np.uint64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Grams:
    """All strings of one length: sorted keys and how often each occurs."""

    length: int
    keys: Keys
    counts: Counts


def count_characters(text: str) -> dict[str, int]:
    """How often each Han character occurs."""
    codes = _codes(text)
    codes = codes[(codes >= HAN[0]) & (codes <= HAN[1])]
    counts = np.bincount(codes, minlength=1)
    return {chr(code): int(counts[code]) for code in np.flatnonzero(counts)}


def find_words(text: str, *, min_count: int = 20) -> dict[str, int]:
    """Words of two to four characters with their counts; line breaks and marks separate words."""
    codes = _codes(text)
    alphabet = _alphabet(codes)
    letters = np.zeros(max(int(codes.max(initial=0)), max(map(ord, alphabet), default=0)) + 1, int)
    letters[[ord(c) for c in alphabet]] = np.arange(1, len(alphabet) + 1)
    ids = letters[codes].astype(np.uint64)
    grams = [_count(ids, length) for length in range(1, LONGEST + 2)]
    total = float(grams[0].counts.sum())
    found: dict[str, int] = {}
    for length in range(2, LONGEST + 1):
        here = grams[length - 1]
        keep = here.counts >= min_count
        keep &= _freedom(here, grams[length]) >= MIN_FREEDOM
        keep &= _cohesion(here, grams, total) >= MIN_COHESION[length]
        for key, count in zip(here.keys[keep], here.counts[keep], strict=True):
            word = _spell(int(key), length, alphabet)
            if length == 2 or not _is_phrase(word):
                found[word] = int(count)
    return found


def _is_phrase(word: str) -> bool:
    return word[0] in EDGE or word[-1] in EDGE or any(letter in INSIDE for letter in word)


def join(texts: Iterable[str], *, characters: int) -> str:
    """Texts one a line, up to so many characters."""
    parts: list[str] = []
    length = 0
    for text in texts:
        parts.append(text)
        length += len(text) + 1
        if length >= characters:
            break
    return "\n".join(parts)


def _codes(text: str) -> NDArray[np.int64]:
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)


def _alphabet(codes: NDArray[np.int64]) -> list[str]:
    counts = np.bincount(codes[(codes >= HAN[0]) & (codes <= HAN[1])], minlength=1)
    order = np.argsort(-counts, kind="stable")[:ALPHABET]
    return [chr(code) for code in order if counts[code] > 0]


def _count(ids: Keys, length: int) -> Grams:
    windows = len(ids) - length + 1
    if windows <= 0:
        return Grams(length, np.zeros(0, np.uint64), np.zeros(0, np.int64))
    keys = np.zeros(windows, np.uint64)
    whole = np.ones(windows, bool)
    for offset in range(length):
        part = ids[offset : offset + windows]
        keys = (keys << np.uint64(BITS)) | part
        whole &= part > 0
    found, counts = np.unique(keys[whole], return_counts=True)
    return Grams(length, found, counts.astype(np.int64))


def _freedom(grams: Grams, longer: Grams) -> NDArray[np.float64]:
    """The smaller of the entropies to the left and right; a mark counts as a neighbour of its own."""
    mask = np.uint64((1 << (BITS * grams.length)) - 1)
    right = _entropy(grams, longer.keys >> np.uint64(BITS), longer.counts)
    left = _entropy(grams, longer.keys & mask, longer.counts)
    return np.minimum(left, right)


def _entropy(grams: Grams, inner: Keys, counts: Counts) -> NDArray[np.float64]:
    """Entropy of a count c over its neighbours: log c - sum(n log n) / c."""
    where = np.searchsorted(grams.keys, inner)
    weights = counts * np.log(counts)
    spent = np.bincount(where, weights=weights, minlength=len(grams.keys))[: len(grams.keys)]
    return np.asarray(np.log(grams.counts) - spent / grams.counts, dtype=np.float64)


def _cohesion(grams: Grams, all_grams: list[Grams], total: float) -> NDArray[np.float64]:
    """The smallest pointwise mutual information over all ways of cutting the string in two."""
    log_p = np.log(grams.counts / total)
    lowest = np.full(len(grams.keys), np.inf)
    for tail in range(1, grams.length):
        first = grams.keys >> np.uint64(BITS * tail)
        second = grams.keys & np.uint64((1 << (BITS * tail)) - 1)
        parts = _log_p(all_grams[grams.length - tail - 1], first, total)
        parts += _log_p(all_grams[tail - 1], second, total)
        lowest = np.minimum(lowest, log_p - parts)
    return lowest


def _log_p(grams: Grams, keys: Keys, total: float) -> NDArray[np.float64]:
    counts = grams.counts[np.searchsorted(grams.keys, keys)]
    return np.asarray(np.log(counts / total), dtype=np.float64)


def _spell(key: int, length: int, alphabet: list[str]) -> str:
    letters = [alphabet[((key >> (BITS * i)) & ALPHABET) - 1] for i in range(length)]
    return "".join(reversed(letters))
