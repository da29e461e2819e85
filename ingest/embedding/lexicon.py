"""The words of the bundled model's vocabulary: a list of ordinary Chinese words, each with how common it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

TOKENIZER = Path(__file__).parent / "model" / "tokenizer.json"


@cache
def lexicon() -> Mapping[str, float]:
    """Words and single characters with their log probability; empty where the model's file is missing or
    damaged. Read once in a process (about 50 ms)."""
    try:
        pieces = json.loads(TOKENIZER.read_text(encoding="utf-8"))["model"]["vocab"]
        return MappingProxyType({word: float(score) for word, score in pieces})
    except (OSError, ValueError, KeyError, TypeError):
        return MappingProxyType({})
