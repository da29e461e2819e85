"""Every number that a document's sentences state, with the words it is said of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.terms import content, expanded
from ingest.grammar import Quantity, find_quantities, find_times
from ingest.records import Document, Span

BREAK = re.compile(r"[。！？\n]|；|;")
"""Where a sentence or a row ends; what stands behind it is said anew."""
CELL = "\t"
"""Parts the cells of a row."""
DIGIT = re.compile(r"\d|[一二三四五六七八九十百千万亿两]")
HAN = re.compile(r"[一-鿿]+")
LONGEST_TEXT = 60_000


@dataclass(frozen=True, slots=True)
class Statement:
    """A number with its ``label``, the words between the number before it and itself, and the ``lead``, all words
    of its sentence before the label. ``span`` is the sentence, ``at`` the place of the number in the document."""

    document_id: str
    quantity: Quantity
    at: Span
    label: str
    lead: str
    span: Span
    order: int
    """Which number of its sentence it is."""

    @property
    def words(self) -> str:
        """All that is said before the number in its sentence."""
        return f"{self.lead}{self.label}"

    @property
    def row(self) -> str:
        """The cells before that of the number, where it stands in a row of a table; empty elsewhere."""
        return self.words.rpartition(CELL)[0]


def statements(
    document: Document, holds: Callable[[str], bool] = lambda words: True
) -> Iterator[tuple[Statement, ...]]:
    """The numbers of each sentence that states some, in order.

    Args:
        holds: Whether a sentence is worth reading: looking for numbers and times is what costs.
    """
    text = document.text[:LONGEST_TEXT]
    start = 0
    for stop in [*(m.start() for m in BREAK.finditer(text)), len(text)]:
        if stop > start and (found := _of_sentence(document.id, text, start, stop, holds)):
            yield found
        start = stop + 1


def touches(question: str, fewest: int = 1) -> Callable[[str], bool]:
    """Does a sentence hold some character pairs of the question, or of the words that documents write for its own?"""
    runs = HAN.findall(content(expanded(question)))
    asked = {a + b for run in runs for a, b in pairwise(run)}
    return lambda sentence: sum(pair in sentence for pair in asked) >= fewest


def _of_sentence(
    identity: str, text: str, start: int, stop: int, holds: Callable[[str], bool]
) -> tuple[Statement, ...]:
    sentence = text[start:stop]
    if not DIGIT.search(sentence) or not holds(sentence):
        return ()
    times = [(t.start, t.end) for t in find_times(sentence)]
    found: list[Statement] = []
    last = 0
    for q in find_quantities(sentence):
        in_time = any(a <= q.start < b for a, b in times)
        if in_time or not q.unit or q.value is None or q.comparator == "range":
            continue
        label = sentence[last : q.start]
        lead = sentence[:last]
        found.append(
            Statement(
                identity, q, Span(start + q.start, start + q.end), label, lead,
                Span(start + len(sentence) - len(sentence.lstrip()), stop), len(found),
            )
        )  # fmt: skip
        last = q.end
    return tuple(found)


def own_words(statement: Statement) -> str:
    """The label without what ends the number before it, and without other cells; the cell before where its own holds
    the number alone."""
    own = statement.label.rpartition(CELL)[2] or statement.row.rpartition(CELL)[2]
    return own.lstrip("，,、；;：: 　）)").strip()
