"""Builds the tokenizer: a Unigram model over words and characters with their log frequencies.

The candidates come from ``words``; a few rounds of cutting the training text with the model itself
and counting again (hard EM) leave the words that are really used.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ingest.embedding.words import count_characters, find_words

UNKNOWN = "[UNK]"
CHARACTERS = 7_000
"""Single characters in the vocabulary, most frequent first."""
LATIN_WORDS = 4_000
NUMBERS = 2_000
ROUNDS = 3
"""Times the text is cut and counted again; later rounds change little."""
BATCH = 20_000

WORDS = r"\p{Han}+|\p{N}+|[\p{L}&&[^\p{Han}]]+"
"""Runs of one script; marks between them separate words and have no vector."""
LAYOUT = r"\s+(?=\p{Han})"
"""White space before a Han character is layout."""
LATIN = re.compile(r"[a-z]{2,16}")
NUMBER = re.compile(r"\d{1,4}")


def build_tokenizer(text: str, *, size: int, terms: Iterable[str] = (), min_count: int = 20) -> Any:
    """A ``tokenizers.Tokenizer`` of at most ``size`` pieces from one text, a sentence or more a line.

    ``terms`` are phrases of the field: words found in them enter the vocabulary however rare.
    """
    lower = text.lower()
    counts: Counter[str] = Counter(find_words(text, min_count=min_count))
    counts.update(_top(LATIN.findall(lower), LATIN_WORDS))
    counts.update(_top(NUMBER.findall(lower), NUMBERS))
    characters = Counter(count_characters(text)).most_common(CHARACTERS)
    letters = [
        chr(code) for code in (*range(ord("a"), ord("z") + 1), *range(ord("0"), ord("9") + 1))
    ]
    single = dict.fromkeys(letters, 1) | dict(characters)
    forced = dict.fromkeys(terms, min_count)
    lines = text.split("\n")
    for round_number in range(ROUNDS):
        keep = size * (2 if round_number == 0 else 1) - len(single) - 1
        words = {w: c for w, c in counts.items() if len(w) > 1 and w not in forced}
        chosen = dict(Counter(words).most_common(max(keep - len(forced), 0)))
        chosen |= {term: max(counts.get(term, 0), floor) for term, floor in forced.items()}
        tokenizer = unigram(single | chosen)
        seen = count_pieces(tokenizer, lines)
        single = {c: max(seen.get(c, 0), 1) for c in single}
        counts = Counter({w: seen[w] for w in chosen if seen.get(w, 0) > 0})
    final = counts.most_common(size - len(single) - 1 - len(forced))
    return unigram(single | {t: forced[t] for t in forced} | dict(final))


def unigram(counts: Mapping[str, int]) -> Any:
    """The tokenizer whose pieces have these counts; id 0 is the unknown character."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    total = math.log(sum(counts.values()) or 1)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    pieces = [(word, math.log(max(count, 1)) - total) for word, count in ordered]
    lowest = min((score for _, score in pieces), default=0.0) - 10.0
    tokenizer = Tokenizer(models.Unigram([(UNKNOWN, lowest), *pieces], 0))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.Replace(Regex(LAYOUT), "")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(WORDS), "removed", invert=True)
    return tokenizer


def count_pieces(tokenizer: Any, lines: Sequence[str]) -> dict[str, int]:
    """How often the tokenizer uses each of its pieces on these lines."""
    import numpy as np

    counts = np.zeros(tokenizer.get_vocab_size(), dtype=np.int64)
    for ids in encode(tokenizer, lines):
        counts += np.bincount(ids, minlength=len(counts))
    return {tokenizer.id_to_token(i): int(c) for i, c in enumerate(counts) if i > 0}


def encode(tokenizer: Any, lines: Iterable[str]) -> Iterator[list[int]]:
    """Token ids of each batch of lines, in one list a batch."""
    rest = iter(lines)
    while batch := list(itertools.islice(rest, BATCH)):
        encodings = tokenizer.encode_batch_fast(batch, add_special_tokens=False)
        yield [i for encoding in encodings for i in encoding.ids]


def _top(found: Iterable[str], size: int) -> dict[str, int]:
    return dict(Counter(found).most_common(size))
