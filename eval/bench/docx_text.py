"""Does ``Document.text`` hold every word of a docx, once and in order? Measured against its XML."""

from __future__ import annotations

import unicodedata
import zipfile
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from eval.bench import docx_xml
from ingest.errors import DocumentError
from ingest.pipeline import Job, hash_file, read
from ingest.records import Document

SHOWN = 5
"""Missing and doubled places listed per file."""
ANCHOR = 8
"""Characters of a paragraph that, found once on both sides, fixes the order."""
DOUBLED = 12
"""A longer run of the text that the XML does not hold is no automatic number."""
LONGEST = 20_000
"""Characters of a paragraph or window that are compared one by one."""


def run(folder: Path) -> dict[str, Any]:
    """Figures of every docx under a folder; ``ok`` where nothing is lost without a reason or doubled."""
    files = sorted(p for p in folder.rglob("*.docx") if not p.name.startswith(("~$", ".")))
    rows = [_file(path, path.relative_to(folder).as_posix()) for path in files]
    return {"files": len(rows), "ok": all(row["ok"] for row in rows), "rows": rows}


def _file(path: Path, source: str) -> dict[str, Any]:
    wanted = _wanted(path)
    try:
        document = read(Job(path, source, hash_file(path))).document
    except DocumentError as error:
        size = sum(len(squeezed(text)) for text in wanted)
        return {"file": source, "characters": size, "error": str(error), "ok": size == 0}
    return {"file": source, **compare(wanted, document)}


def _wanted(path: Path) -> list[str]:
    """The words of the file; none where it is no package of readable XML."""
    from lxml import etree

    try:
        return docx_xml.paragraphs(path)
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError, RecursionError):
        return []


def compare(wanted: list[str], document: Document) -> dict[str, Any]:
    """How much of the XML's words stands in the document, in order, and what of the rest is explained.

    Args:
        wanted: paragraphs of the XML, in order.
        document: what load and clean made of the same file.
    """
    found = align([squeezed(text) for text in wanted], squeezed(document.text))
    explained, missing = _explained(found.missing, document)
    total, lost = found.total, sum(len(text) for text in missing)
    return {
        "characters": total,
        "in_order": share(found.matched, total),
        "explained": share(explained, explained + lost),
        "complete": share(found.matched + explained, total),
        "missing": missing[:SHOWN],
        "doubled": found.extra[:SHOWN],
        "ok": not missing and not found.extra,
    }


def share(part: int, whole: int) -> float:
    """A share to six places, never rounded up to 1."""
    return 1.0 if part >= whole else min(round(part / whole, 6), 0.999999)


def squeezed(text: str) -> str:
    """Without blanks and characters that show nothing; Kangxi radicals as the characters they mean."""
    shown = (c for c in text if not c.isspace() and unicodedata.category(c) not in _UNSEEN)
    return "".join(
        unicodedata.normalize("NFKC", c) if "\u2f00" <= c <= "\u2fd5" else c for c in shown
    )


_UNSEEN = frozenset(["Cc", "Cf", "Zs", "Zl", "Zp", "Cs"])


@dataclass(slots=True)
class Alignment:
    """Characters wanted and found in order, the runs not found, and long runs nobody wanted."""

    total: int = 0
    matched: int = 0
    missing: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)


def align(wanted: list[str], text: str) -> Alignment:
    """Each wanted paragraph found in the text, in order: whole where it is whole, else by its parts."""
    result = Alignment(total=sum(map(len, wanted)))
    anchors = _anchors(wanted, text)
    cursor, begin = 0, 0
    for index, at in [*anchors, (len(wanted), len(text))]:
        _window(wanted[begin:index], text[cursor:at], result)
        if index < len(wanted):
            result.matched += len(wanted[index])
            cursor, begin = at + len(wanted[index]), index + 1
    return result


def _anchors(wanted: list[str], text: str) -> list[tuple[int, int]]:
    """(paragraph, place) of the longest increasing row of paragraphs that occur once on both sides."""
    seen = Counter(wanted)
    places = [
        (index, at)
        for index, words in enumerate(wanted)
        if len(words) >= ANCHOR and seen[words] == 1
        if (at := text.find(words)) >= 0 and text.find(words, at + 1) < 0
    ]
    tails: list[int] = []
    before: list[int] = []
    heads: list[int] = []
    for number, (_, at) in enumerate(places):
        slot = bisect_left(tails, at)
        tails[slot:], heads[slot:] = [at, *tails[slot + 1 :]], [number, *heads[slot + 1 :]]
        before.append(heads[slot - 1] if slot else -1)
    chain: list[tuple[int, int]] = []
    number = heads[-1] if heads else -1
    while number >= 0:
        chain.append(places[number])
        number = before[number]
    chain.reverse()
    return _apart(chain, wanted)


def _apart(chain: list[tuple[int, int]], wanted: list[str]) -> list[tuple[int, int]]:
    """Without anchors that lie inside the one before them."""
    kept: list[tuple[int, int]] = []
    end = 0
    for index, at in chain:
        if at >= end:
            kept.append((index, at))
            end = at + len(wanted[index])
    return kept


def _window(wanted: list[str], text: str, result: Alignment) -> None:
    """Paragraphs between two anchors: one by one in order, and what is left compared in parts."""
    cursor = 0
    left: list[str] = []
    for words in wanted:
        at = text.find(words, cursor)
        if at < 0:
            left.append(words)
            continue
        _unclaimed(text[cursor:at], left, result)
        left = []
        result.matched += len(words)
        cursor = at + len(words)
    _unclaimed(text[cursor:], left, result)


def _unclaimed(text: str, left: list[str], result: Alignment) -> None:
    """Text between found paragraphs against the paragraphs not found there."""
    words = "".join(left)
    if not words or not text or len(words) > LONGEST or len(text) > LONGEST:
        result.missing += [part for part in left if part]
        result.extra += [text] if len(text) > DOUBLED else []
        return
    done = at = 0
    matcher = SequenceMatcher(a=words, b=text, autojunk=False)
    for start, place, size in matcher.get_matching_blocks():
        result.missing += [words[done:start]] if start > done else []
        result.extra += [text[at:place]] if place - at > DOUBLED else []
        result.matched += size
        done, at = start + size, place + size


def _explained(missing: list[str], document: Document) -> tuple[int, list[str]]:
    """Characters that ``Document.removed`` accounts for with a reason, and the runs it does not."""
    removed = "\n".join(squeezed(r.text) for r in document.removed if r.reason)
    explained = 0
    lost = []
    for words in missing:
        if words in removed:
            removed = removed.replace(words, "\n", 1)
            explained += len(words)
        else:
            lost.append(words)
    return explained, lost
