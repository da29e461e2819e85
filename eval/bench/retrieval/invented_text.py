"""Any number of passages in the register of policy: sentences of the sample documents, joined anew.

The vocabulary stays that of a few hundred sentences, so every word stands in many passages: harder on
a lexical index than real text of the same size.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

SENTENCE = re.compile(r"[^。；\n\t]{8,80}[。；]")
LENGTHS = 120, 360
"""Code points of a passage: as our chunks."""
SEED = 7


def sentences(folder: Path) -> tuple[str, ...]:
    """The different sentences of a folder's documents, in order; scans are left out."""
    from ingest.discover import find_files
    from ingest.errors import DocumentError
    from ingest.pipeline import Job, hash_file, read

    found: dict[str, None] = {}
    for path, source in find_files([folder]):
        try:
            document = read(Job(path, source, hash_file(path))).document
        except DocumentError:
            continue
        found |= dict.fromkeys(SENTENCE.findall(document.text))
    return tuple(found)


def passages(known: Sequence[str], count: int, *, seed: int = SEED) -> Iterator[str]:
    """``count`` passages of sentences drawn by chance; the same seed gives the same passages."""
    chance = random.Random(seed)
    for _ in range(count):
        wanted = chance.randint(*LENGTHS)
        text = ""
        while len(text) < wanted:
            text += chance.choice(known)
        yield text


def questions(known: Sequence[str], count: int, *, seed: int = SEED) -> tuple[str, ...]:
    """The middle of a sentence each: 6 to 20 code points."""
    chance = random.Random(seed + 1)
    asked = []
    for _ in range(count):
        sentence = chance.choice(known).rstrip("。；")
        length = min(len(sentence), chance.randint(6, 20))
        start = chance.randint(0, len(sentence) - length)
        asked.append(sentence[start : start + length])
    return tuple(asked)
