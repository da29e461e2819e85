"""Characters a second of the grammar and of the whole extraction, beside JioNLP, and how both grow.

Time is processor time of this process. The long text repeats the documents with other numbers in each
copy, so that no cache makes it look linear.
"""

from __future__ import annotations

import cProfile
import datetime as dt
import pstats
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from eval.bench import jionlp_peer
from ingest.discover import find_files
from ingest.errors import DocumentError
from ingest.extract import extract_facts
from ingest.grammar import find_quantities, find_times
from ingest.pipeline import Job, Reading, hash_file, read
from ingest.records import Document, Metadata, Section, Span, Table

ROUNDS = 3
"""Each measurement of the documents is taken so often; the fastest counts."""
LARGEST = 10 * 2**20
"""Bytes of UTF-8 of the longest text."""
STEPS = (8, 4, 2, 1)
"""The sizes: the largest divided by each."""
LONGEST_WAIT = 300.0
"""Seconds after which no larger text is tried."""
STEADY = 0.7
"""Speed on the largest text, as a share of that on the smallest, below which growth is not linear."""
SHOWN = 8

# 1050元, 29900平方米 → other digits, as many; years and short numbers stay, so that times stay times.
LONG_NUMBER = re.compile(r"(?<![\d.])[1-9]\d{2,}(?![\d.年])")


def run(folder: Path, largest: int = LARGEST) -> dict[str, Any]:
    """Speeds on the folder's documents and on texts of up to ``largest`` bytes."""
    readings = list(_read(folder))
    if not readings:
        return {"skipped": f"no readable document in {folder}"}
    return {
        "documents": len(readings),
        "characters": sum(len(r.document.text) for r in readings),
        "characters_a_second": on_documents(readings),
        "growth": growth(readings, largest),
    }


def _read(folder: Path) -> Any:
    for path, source in find_files([folder]):
        try:
            yield read(Job(path, source, hash_file(path)))
        except DocumentError:
            continue


def on_documents(readings: Sequence[Reading]) -> dict[str, Any]:
    """Grammar (line by line, as JioNLP is asked too) and full extraction on the documents."""
    texts = [r.document.text for r in readings]
    characters = sum(map(len, texts))
    lines = [line for text in texts for line in text.split("\n") if line.strip()]
    grammar = _rate(characters, lambda: [_grammar(line) for line in lines])
    full = _rate(
        characters, lambda: [_extract(r.document, r.sections, r.metadata) for r in readings]
    )
    figures: dict[str, Any] = {"grammar": grammar, "extract_facts": full}
    if not jionlp_peer.installed():
        return figures | {"jionlp": f"skipped: {jionlp_peer.MISSING}"}
    now = dt.datetime(2026, 1, 1)
    with jionlp_peer.opened() as peer:
        rate = _rate(
            characters,
            lambda: [(peer.extract_times(s, now), peer.extract_money(s)) for s in lines],
        )
    return figures | {
        "jionlp": rate, "peer": peer.name, "grammar_to_jionlp": round(grammar / rate, 2),
        "extract_facts_to_jionlp": round(full / rate, 2),
    }  # fmt: skip


def growth(readings: Sequence[Reading], largest: int) -> dict[str, Any]:
    """Speed at each size, and the speed at the largest as a share of that at the smallest."""
    sizes = [largest // step for step in STEPS]
    texts = [repeated(readings, size) for size in sizes]
    metadata = Metadata(kind="工作要点", plan_year=2026)
    works: dict[str, Callable[[Document, tuple[Section, ...]], Any]] = {
        "grammar": lambda document, sections: _grammar(document.text),
        "extract_facts": lambda document, sections: _extract(document, sections, metadata),
    }
    figures: dict[str, Any] = {"bytes": [len(d.text.encode()) for d, _ in texts]}
    for name, work in works.items():
        rates = _rates(texts, work)
        ratio = round(rates[-1] / rates[0], 2)
        figures[name] = {"characters_a_second": rates, "last_to_first": ratio}
        if len(rates) < len(texts):
            figures[name]["stopped"] = f"after {LONGEST_WAIT:.0f} s"
        if ratio < STEADY:
            figures[name]["not_linear"] = growing(work, texts[0], texts[min(2, len(rates) - 1)])
    return figures


def _rates(
    texts: Sequence[tuple[Document, tuple[Section, ...]]],
    work: Callable[[Document, tuple[Section, ...]], Any],
) -> list[int]:
    rates = []
    for text in texts:
        start = time.process_time()
        work(*text)
        seconds = time.process_time() - start
        rates.append(round(len(text[0].text) / max(seconds, 1e-9)))
        if seconds > LONGEST_WAIT / 2:  # the next is at least twice as long
            break
    return rates


def growing(
    work: Callable[[Document, tuple[Section, ...]], Any],
    small: tuple[Document, tuple[Section, ...]],
    large: tuple[Document, tuple[Section, ...]],
) -> list[dict[str, Any]]:
    """Functions whose own time per character grows most from a small text to a larger one."""
    profiles = [_profile(work, text) for text in (small, large)]
    before, after = ({k: v / len(t[0].text) for k, v in p.items()}
                     for p, t in zip(profiles, (small, large), strict=True))  # fmt: skip
    more = {name: value - before.get(name, 0.0) for name, value in after.items()}
    worst = sorted(more, key=lambda name: -more[name])[:SHOWN]
    return [
        {"function": name, "seconds": round(profiles[1][name], 2),
         "times_per_character": round(after[name] / before[name], 1) if before.get(name) else None}
        for name in worst
    ]  # fmt: skip


def _profile(
    work: Callable[[Document, tuple[Section, ...]], Any], text: tuple[Document, tuple[Section, ...]]
) -> dict[str, float]:
    profile = cProfile.Profile()
    document, sections = text
    profile.runcall(work, document, sections)
    rows = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    return {f"{Path(f).name}:{line} {name}": row[2] for (f, line, name), row in rows.items()}


def _rate(characters: int, work: Callable[[], Any]) -> int:
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return round(characters / max(min(times), 1e-9))


def _grammar(text: str) -> Any:
    return find_times(text, plan_year=2026), find_quantities(text)


def _extract(document: Document, sections: Sequence[Section], metadata: Metadata) -> Any:
    return extract_facts(document, sections, metadata)


# --- the long text ----------------------------------------------------------------------------


def repeated(readings: Sequence[Reading], size: int) -> tuple[Document, tuple[Section, ...]]:
    """One document of about ``size`` bytes: the readings' documents over and over, numbers varied.

    Paragraphs, tables and sections move with their words.
    """
    texts: list[str] = []
    parts: dict[str, list[Any]] = {"paragraphs": [], "tables": [], "sections": []}
    offset = written = copy = 0
    while written < size:
        reading = readings[copy % len(readings)]
        document = reading.document
        text = varied(document.text, copy // len(readings)) + "\n"
        parts["paragraphs"] += [_moved(p, offset) for p in document.paragraphs]
        parts["tables"] += [_moved_table(t, offset) for t in document.tables]
        parts["sections"] += [
            replace(_moved(s, offset), heading=_moved_span(s.heading, offset))
            for s in reading.sections
        ]
        texts.append(text)
        offset += len(text)
        written += len(text.encode())
        copy += 1
    whole = Document(
        id="long", source="long.txt", sha256="", format="txt", text="".join(texts),
        paragraphs=tuple(parts["paragraphs"]), tables=tuple(parts["tables"]),
    )  # fmt: skip
    return whole, tuple(parts["sections"])


def varied(text: str, copy: int) -> str:
    """The text with other digits in its long numbers, as long as before."""

    def other(match: re.Match[str]) -> str:
        digits = match.group()
        return str((int(digits) + 7919 * copy - 10 ** (len(digits) - 1)) % (9 * 10 ** (len(digits) - 1))
                   + 10 ** (len(digits) - 1))  # fmt: skip

    return LONG_NUMBER.sub(other, text)


def _moved(part: Any, offset: int) -> Any:
    return replace(part, start=part.start + offset, end=part.end + offset)


def _moved_span(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)


def _moved_table(table: Table, offset: int) -> Table:
    caption = None if table.caption is None else _moved_span(table.caption, offset)
    cells = tuple(_moved(cell, offset) for cell in table.cells)
    moved: Table = _moved(table, offset)
    return replace(moved, cells=cells, caption=caption)
