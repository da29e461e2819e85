"""Text → tokens of the lexical index: Han characters and their pairs, numbers, words of other scripts."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters and 〇."""
RUNS = re.compile(
    rf"(?P<han>[{HAN}]+)"  # Chinese: cut into characters and pairs
    r"|\d+(?:\.\d+)?"  # a number, decimals with it
    rf"|[^\W\d_{HAN}]+"  # a word of any other script
)


def tokenize(text: str) -> list[str]:
    """Han characters and pairs of neighbours, numbers, lower-case words; full width read as half."""
    tokens: list[str] = []
    for run in RUNS.finditer(unicodedata.normalize("NFKC", text).lower()):
        word = run.group()
        if run.lastgroup == "han":
            tokens += word
            tokens += (left + right for left, right in pairwise(word))
        else:
            tokens.append(word)
    return tokens
