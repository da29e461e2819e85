"""What the guard's rooms share: a lack, the text they read, and where its sentences and clauses end."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "number", "unit", "date", "comparator", "article", "number_of_document", "name", "negation",
    "modal", "exception", "binding", "unsupported",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lack:
    """What a sentence says and its sources do not: the words, half-open code points of the sentence."""

    kind: Kind
    words: str
    start: int
    end: int


class _Level(dict[int, int]):
    """Full-width letters, figures and signs of a number, and radicals, each as its one plain character."""

    def __missing__(self, code: int) -> int:
        plain = unicodedata.normalize("NFKC", chr(code))
        same = len(plain) != 1 or not (plain.isalnum() or plain in "%.-~")
        self[code] = code if same else ord(plain)
        return self[code]


_LEVEL = _Level()
MARKS = re.compile(r"\[\d{1,3}\]")
"""One citation mark."""
LIST_NUMBER = re.compile(r"^\s*(?:[-*•]\s+)?(?:\d{1,3}(?:\.(?!\d)|、)|[（(]\d{1,2}[）)])?\s*")
"""An answer's own list number or bullet; 149.5 is none."""


def level(text: str) -> str:
    """The same text, of the same length, in plain width."""
    return text.translate(_LEVEL)


def said_text(sentence: str) -> str:
    """A sentence as it is judged, of the same length: plain width; its marks and list number are blanks."""
    text = MARKS.sub(lambda m: " " * len(m.group()), level(sentence))
    head = LIST_NUMBER.match(text)
    return " " * head.end() + text[head.end() :] if head else text
