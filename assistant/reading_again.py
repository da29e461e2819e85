"""The best sentences read once more, each together with the question, by the reader that comes with the program
(``ingest.reranking.bundled``): what the other signals measure word by word, it learnt from questions with the sentence
that answers them and its neighbours that do not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from assistant.candidates import Candidate
from assistant.resting import Resting
from ingest.reranking.bundled import Pair, bundled_reader

if TYPE_CHECKING:
    from numpy.typing import NDArray

READ = 16
"""Sentences read for one question, those that the other signals rank best."""
TITLE, HEADING, LEAD = 20, 24, 40
"""Code points of what stands around a sentence that are read with it, the last of each."""
LONGEST = 150
"""Code points of a sentence that are read."""
SPAN = 6.0
"""Logits beyond it say no more."""
UNREAD = -1.0
"""The signal of a sentence that is not read: as of one that certainly does not answer."""

ONLY_NUMBER = re.compile(r"第[〇零一二三四五六七八九十百千\d]+条")
"""A heading that says nothing."""
OF_TEXT = re.compile(
    r"^(?!第)[^，。；：]{5,}(?:办法|规定|条例|细则|守则|准则|制度|章程|规程|指南)(?:[（(][^）)]{1,16}[）)])?$"
)
"""The title of a text that stands in another document."""

_resting = Resting("阅读模型暂时用不了，按其余线索排序")


class ReadAgain:
    """The logits of one question's sentences; each is read once."""

    def __init__(self, question: str, *, worded: bool = True) -> None:
        """``worded``: rows of tables are read with their headers."""
        self._question = question
        self._worded = worded
        self._known: dict[Pair, float] = {}

    def of(
        self, lines: Sequence[Candidate], rows: Sequence[Mapping[str, float]], order: Sequence[int]
    ) -> list[dict[str, float]]:
        """The signals of each sentence with ``read``, -1 to 1; 0 for all where the reader cannot be used.

        Args:
            rows: What was measured of each sentence.
            order: Places of the sentences, best first.
        """
        some = order[:READ]
        pairs = {n: pair(lines[n], worded=self._worded) for n in some}
        new = [one for one in dict.fromkeys(pairs.values()) if one not in self._known]
        if new:
            logits = _resting.ask(lambda: bundled_reader().score(self._question, new))
            if logits is None:
                return [{**row, "read": 0.0} for row in rows]
            self._known |= dict(zip(new, _signal(logits), strict=True))
        told = {n: self._known[one] for n, one in pairs.items()}
        return [{**row, "read": told.get(n, UNREAD)} for n, row in enumerate(rows)]


def pair(line: Candidate, *, worded: bool = True) -> Pair:
    """What is read of a sentence: title, innermost heading and lead around it, and its own words."""
    title, heading = around_it(line.path)
    around = (title[-TITLE:], heading[-HEADING:], line.lead_text[-LEAD:])
    return " ".join(part for part in around if part), (line.read if worded else line.text)[:LONGEST]


def around_it(path: Sequence[str]) -> tuple[str, str]:
    """The title and the innermost heading among headings; of several texts in one document (a handbook) the title of
    the text that the sentence stands in, and the innermost heading that is more than a number."""
    parts = " ".join(path).split(" ")
    inner = [part for part in path[1:] if OF_TEXT.search(part)]
    if not inner:
        return parts[0] if len(parts) > 1 else "", parts[-1]
    below = path[path.index(inner[-1]) + 1 :]
    named = [part for part in below if not ONLY_NUMBER.fullmatch(part.strip())]
    return inner[-1], named[-1] if named else ""


def _signal(logits: NDArray[np.float32]) -> list[float]:
    return [float(x) for x in np.clip(logits / SPAN, -1, 1)]
