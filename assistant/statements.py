"""Every number that a document's sentences state, with the words it is said of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.grammar import Quantity, find_quantities, find_times
from ingest.records import Document, Span

BREAK = re.compile(r"[。！？\n\t|]|；|;")
"""Where a sentence or a cell ends; what stands behind it is said anew."""
CLAUSE = re.compile(r"[，,、：:（(）)]")
LONGEST_TEXT, LONGEST_LABEL = 60_000, 40


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


def statements(document: Document) -> Iterator[tuple[Statement, ...]]:
    """The numbers of each sentence that states some, in order."""
    text = document.text[:LONGEST_TEXT]
    start = 0
    for stop in [*(m.start() for m in BREAK.finditer(text)), len(text)]:
        if stop > start and (found := _of_sentence(document.id, text, start, stop)):
            yield found
        start = stop + 1


def _of_sentence(identity: str, text: str, start: int, stop: int) -> tuple[Statement, ...]:
    sentence = text[start:stop]
    if not re.search(r"\d|[一二三四五六七八九十百千万亿两]", sentence):
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
    """The label without what ends the number before it."""
    return statement.label.lstrip("，,、；;：: 　）)").strip()
