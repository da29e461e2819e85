"""Reads the training text: passages with their headings, and pairs that belong together.

First step of training. A fiftieth of the documents is held out, by document and not by passage, and
never enters the vocabulary or the weights.
"""

from __future__ import annotations

import json
import lzma
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

TIERS = {
    "open": ("passages.jsonl.xz", "pairs.jsonl.xz"),
    "all": (
        "passages.jsonl.xz",
        "passages-research.jsonl.xz",
        "pairs.jsonl.xz",
        "pairs-research.jsonl.xz",
    ),
}
LEFT_OUT = frozenset(
    {
        "alpaca-zh",  # CC BY-NC: not for weights that are published
        "lctt", "docs-cn", "oi-wiki",  # computing: its words would fill the vocabulary
        "classical-modern",  # no language of documents or of those who ask
    }
)  # fmt: skip
"""Sources that are not read."""
UNTITLED = frozenset({"crud_news"})
"""No title, or only a section's: neighbouring lines stand for one document."""
BLOCK = 40
HELD_OUT = 50
"""One document in so many is held out."""

TAG = re.compile(r"</?(?:p|strong|em|br|span|div|a|b|i|img|h[1-6]|table|t[rdh]|ul|ol|li)\b[^<>]*>")
"""What is left of web pages."""
LINK = re.compile(r"https?://[\w./?=&%#:~-]+|!?\[([^\]]*)\]\([^)]*\)")
"""Addresses go, the words of a Markdown link stay."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a document; ``title`` is its headline or heading path, or empty."""

    source: str
    title: str
    text: str
    document: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together: question and answer, paraphrases, query and title."""

    source: str
    a: str
    b: str
    key: str = ""
    """Pairs of one source with the same key are no negatives of each other; empty: ``a`` is the key."""


@dataclass(frozen=True, slots=True)
class TrainingText:
    """All that was read, in the order of the files."""

    passages: tuple[Passage, ...]
    pairs: tuple[Pair, ...]

    def texts(self) -> Iterator[str]:
        """Every text once, titles included."""
        for passage in self.passages:
            yield passage.title
            yield passage.text
        for pair in self.pairs:
            yield pair.a
            yield pair.b


def read_training_text(folder: Path, tier: str = "all") -> tuple[TrainingText, TrainingText]:
    """What to train on and what is held out, from the files of ``tier`` in ``folder``.

    Lines are JSON: {source, title, text} or {source, a, b}; files may be .jsonl.xz or .jsonl.

    Raises:
        FileNotFoundError: none of the tier's files is there.
    """
    passages: list[Passage] = []
    pairs: list[Pair] = []
    files = [path for name in TIERS[tier] if (path := _find(folder, name)) is not None]
    if not files:
        raise FileNotFoundError(f"no {' or '.join(TIERS[tier])} in {folder}")
    for path in files:
        for number, row in enumerate(_rows(path)):
            if row["source"] in LEFT_OUT:
                continue
            if "a" in row:
                pairs.append(Pair(row["source"], plain(row["a"]), plain(row["b"])))
            else:
                passages.append(_passage(row, number))
    kept, held = _split([_held(p.document) for p in passages])
    pairs_kept, pairs_held = _split([_held(p.source + p.a) for p in pairs])
    return (
        TrainingText(tuple(passages[i] for i in kept), tuple(pairs[i] for i in pairs_kept)),
        TrainingText(tuple(passages[i] for i in held), tuple(pairs[i] for i in pairs_held)),
    )


def plain(text: str) -> str:
    """Text without tags, addresses and Markdown links."""
    return LINK.sub(lambda m: m.group(1) or " ", TAG.sub("\n", text)).strip()


def _passage(row: dict[str, str], number: int) -> Passage:
    title = plain(row["title"])
    head = str(number // BLOCK) if row["source"] in UNTITLED or not title else title.split(">")[0]
    return Passage(row["source"], title, plain(row["text"]), f"{row['source']}/{head}")


def _held(key: str) -> bool:
    return zlib.crc32(key.encode("utf-8")) % HELD_OUT == 0


def _split(held: Sequence[bool]) -> tuple[list[int], list[int]]:
    return [i for i, h in enumerate(held) if not h], [i for i, h in enumerate(held) if h]


def _find(folder: Path, name: str) -> Path | None:
    return next((p for p in (folder / name, folder / name[:-3]) if p.is_file()), None)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
