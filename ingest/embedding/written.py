"""Questions with the policy passages that answer them, written for this project: everyday wording meets
the wording of documents.

``written.jsonl``: one object a line, ``h`` the heading path (title>section), ``p`` the passage, ``q`` five
questions: two in everyday words that share none with the passage, one half so, one in its terms, and
one as typed into a search box. Invented places, no sentence of any real or sample document.
"""

from __future__ import annotations

import json
from pathlib import Path

from ingest.embedding.texts import Pair

WRITTEN = Path(__file__).parent / "written.jsonl"


def written_pairs() -> tuple[Pair, ...]:
    """Each question with its passage, bare and under its headings, and each heading path with its passage."""
    pairs: list[Pair] = []
    for line in WRITTEN.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        passage, headings = row["p"], row["h"].replace(">", "\n")
        for question in row["q"]:
            pairs += [
                Pair("written", question, text, passage)
                for text in (passage, f"{headings}\n{passage}")
            ]
        pairs.append(Pair("written", headings, passage, passage))
    return tuple(pairs)
