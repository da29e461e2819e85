"""What a row says in all: the words that a search in the checklist looks at."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from assistant.records import ChecklistRow
from ingest.records import Target

WORDS = re.compile(r"[^\s,，、;；]+")


def asked_words(topic: str) -> tuple[str, ...]:
    """The words of a search, folded: full width and case make no difference."""
    return tuple(WORDS.findall(folded(topic)))


def folded(text: str) -> str:
    """Text in which forms of one letter are equal: ＡＢＣ, abc."""
    return unicodedata.normalize("NFKC", text).casefold()


def holding(rows: Iterable[ChecklistRow], topic: str) -> tuple[ChecklistRow, ...]:
    """Rows that hold every word of a search, in whatever place."""
    wanted = asked_words(topic)
    return tuple(row for row in rows if all(word in _text(row) for word in wanted))


def _text(row: ChecklistRow) -> str:
    fact = row.fact
    own = (fact.raw, fact.unit) if isinstance(fact, Target) else ()
    time = fact.time.raw if fact.time else ""
    said = (row.headline, *own, time, fact.owner, fact.quote, row.document_title, row.source)
    return _folded((*said, row.note, row.proof, row.by, *fact.section))


@lru_cache(maxsize=16_384)
def _folded(parts: tuple[str, ...]) -> str:
    """Folded once: who types in a search box asks again and again. A line break keeps the parts apart."""
    return folded("\n".join(parts))
