"""Questions with the policy passages that answer them, written for this project: everyday wording meets
the wording of documents.

``written.jsonl``: one object a line, ``h`` the heading path (title>section), ``p`` the passage, ``q`` five
questions: two in everyday words that share none with the passage, one half so, one in its terms, and
one as typed into a search box. Invented places, no sentence of any real or sample document.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from ingest.embedding.texts import Pair

WRITTEN = Path(__file__).parent / "written.jsonl"


@dataclass(frozen=True, slots=True)
class Written:
    """One passage under its headings, with the questions that it answers."""

    headings: str
    passage: str
    questions: tuple[str, ...]


def written() -> tuple[Written, ...]:
    """All of the file, in its order."""
    rows = map(json.loads, WRITTEN.read_text(encoding="utf-8").splitlines())
    return tuple(Written(row["h"].replace(">", "\n"), row["p"], tuple(row["q"])) for row in rows)


def written_pairs() -> tuple[Pair, ...]:
    """Each question with its passage, bare and under its headings, and each heading path with its passage."""
    pairs: list[Pair] = []
    for one in written():
        for text in (one.passage, f"{one.headings}\n{one.passage}"):
            pairs += [Pair("written", question, text, one.passage) for question in one.questions]
        pairs.append(Pair("written", one.headings, one.passage, one.passage))
    return tuple(pairs)
