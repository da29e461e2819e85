"""Terms of education policy and what people say instead: our own table, for words and training pairs."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from ingest.embedding.texts import Pair

FOLDER = Path(__file__).parent
TERMS = FOLDER / "terms.tsv"
"""One term a line with its everyday wordings, separated by tabs."""
WORDS = FOLDER / "school_words.txt"
"""Words of the field, separated by white space."""


def term_words() -> tuple[str, ...]:
    """Words that enter the vocabulary however rare they are in the training text."""
    return tuple(dict.fromkeys(word for line in _lines(WORDS) for word in line.split()))


def term_pairs() -> tuple[Pair, ...]:
    """Each term with each of its wordings, and neighbouring wordings with each other."""
    pairs: list[Pair] = []
    for line in _lines(TERMS):
        term, *wordings = line.split("\t")
        pairs += [Pair("terms", wording, term) for wording in wordings]
        pairs += [Pair("terms", b, a) for a, b in pairwise(wordings)]
    return tuple(pairs)


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
