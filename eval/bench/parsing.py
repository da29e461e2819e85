"""Is what the ground floor made of each file true to it: tiles, quotes, pages, articles?

Every figure is taken from the pipeline's own readings, against an independent reader where there is
one: pypdf for the words of pdf pages, the raw file for the articles of a law.
"""

from __future__ import annotations

import logging
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.discover import find_files
from ingest.errors import DocumentError
from ingest.pipeline import Job, Reading, hash_file, read
from ingest.records import Document, Page, Paragraph, Span
from ingest.render import page_boxes

ARTICLE = re.compile(
    r"^[\s#*>\u3000]*(?:\*\*)?(第[一二三四五六七八九十百千零〇○]+条)(?![的第之规、，,和及至款项所])(?=[\s\u3000*【（(：:]|$|[^\s])"
)
"""A line of a law that begins with an article's number and is not a reference to one."""
LAW_ARTICLES = 5
"""A text with so many articles in a row is read as a law."""
LONG_PDF = 30
"""Pages from which a pdf counts as a handbook."""
QUOTES = 50
WORST = 5
RUN = 10
"""Characters of a run by which the order of two readings is compared."""
SENTENCE = re.compile(r"[^。；\n\t]{12,40}[。；]")


@dataclass(slots=True)
class _Sums:
    """What adds up over the documents."""

    documents: int = 0
    chunks: int = 0
    facts: int = 0
    pages: int = 0
    broken: list[str] = field(default_factory=list)
    articles: list[dict[str, Any]] = field(default_factory=list)
    pdf: list[dict[str, Any]] = field(default_factory=list)
    handbooks: list[tuple[Path, Document]] = field(default_factory=list)


def run(folder: Path, *, seed: int = 7) -> dict[str, Any]:
    """Figures over every readable document of a folder; ``ok`` where no quote and no article is lost."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    sums = _Sums()
    for path, source in find_files([folder]):
        try:
            reading = read(Job(path, source, hash_file(path)))
        except DocumentError:
            continue
        _add(sums, path, source, reading)
    lost = [row for row in sums.articles if row["sections"] != row["articles"]]
    pages = sorted((row for row in sums.pdf), key=lambda row: float(row["agreement"]))
    return {
        "documents": sums.documents, "pages": sums.pages, "chunks": sums.chunks, "facts": sums.facts,
        "broken_spans": sums.broken,
        "laws": len(sums.articles),
        "articles": sum(row["articles"] for row in sums.articles),
        "articles_as_sections": sum(row["sections"] for row in sums.articles),
        "articles_with_title_and_chapter": sum(row["placed"] for row in sums.articles),
        "laws_with_lost_articles": lost,
        "pdf_pages": len(pages),
        "pdf_agreement": _mean(row["agreement"] for row in pages),
        "pdf_pages_below_95": sum(row["agreement"] < 0.95 for row in pages),
        "pdf_order": _mean(row["order"] for row in pages),
        "pdf_worst": pages[:WORST],
        "pdf_worst_order": sorted(pages, key=lambda row: float(row["order"]))[:WORST],
        "quotes": [quotes_on_pages(path, document, seed) for path, document in sums.handbooks],
        "ok": not sums.broken and not lost,
    }  # fmt: skip


def _add(sums: _Sums, path: Path, source: str, reading: Reading) -> None:
    document = reading.document
    sums.documents += 1
    sums.chunks += len(reading.chunks)
    sums.facts += len(reading.facts)
    sums.pages += len(document.pages)
    sums.broken += [f"{source}: {fault}" for fault in faults(reading)]
    if (row := articles(path, source, reading)) is not None:
        sums.articles.append(row)
    if document.format == "pdf":
        sums.pdf += list(agreement(path, source, document))
        if len(document.pages) >= LONG_PDF:
            sums.handbooks.append((path, document))


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return round(sum(found) / len(found), 4) if found else None


# --- spans ------------------------------------------------------------------------------------


def faults(reading: Reading) -> Iterator[str]:
    """Every place where a quote is not the text at its span, or chunks do not tile the text."""
    text = reading.document.text
    if "".join(chunk.text for chunk in reading.chunks) != text:
        yield "chunks do not give back the text"
    for chunk in reading.chunks:
        if text[chunk.start : chunk.end] != chunk.text:
            yield f"chunk {chunk.start}-{chunk.end}"
    for fact in reading.facts:
        if text[fact.start : fact.end] != fact.quote:
            yield f"fact {fact.start}-{fact.end}"
        for span in (fact.span, *fact.context):
            if span.end > len(text):
                yield f"context {span.start}-{span.end}"


# --- articles ---------------------------------------------------------------------------------


def articles(path: Path, source: str, reading: Reading) -> dict[str, Any] | None:
    """Articles of a law in the raw file against the sections made of them; None for other texts."""
    if path.suffix.lower() not in (".md", ".txt"):
        return None
    wanted = _raw_articles(path)
    if len(wanted) < LAW_ARTICLES:
        return None
    found = [s for s in reading.sections if s.kind == "article"]
    numbers = Counter(s.number for s in found)
    kept = sum((numbers & Counter(wanted)).values())
    chapters = any(s.number.endswith("章") for s in reading.sections)
    placed = [
        s for s in found
        if reading.metadata.title and (not chapters or len(s.path) > 1) and s.path[-1].startswith(s.number)
    ]  # fmt: skip
    return {
        "file": source, "articles": len(wanted), "sections": kept, "placed": len(placed),
        "missing": list((Counter(wanted) - numbers).elements())[:WORST],
        "too_many": list((numbers - Counter(wanted)).elements())[:WORST],
    }  # fmt: skip


def _raw_articles(path: Path) -> list[str]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    found = (ARTICLE.match(line) for line in text.splitlines())
    return [match[1] for match in found if match]


# --- pdf pages --------------------------------------------------------------------------------


def squeezed(text: str) -> str:
    """Characters that two readers should agree on: NFKC, no white space, no dot leaders."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s.·…_\-—\x00-\x1f\u200b\ufeff]", "", folded)


def agreement(path: Path, source: str, document: Document) -> Iterator[dict[str, Any]]:
    """Each page beside pypdf's reading of it.

    ``agreement``: F1 of the characters as two bags, ours with all that was removed. ``order``: share of
    the runs of ``RUN`` characters of our text that the other reader has, too; what stands in
    tables is left out, as the readers go through cells in orders of their own.
    """
    removed: Counter[int] = Counter()
    aside: dict[int, str] = {}
    for item in document.removed:
        if item.page is not None:
            aside[item.page] = aside.get(item.page, "") + item.text
            removed[item.page] += 1
    for number, theirs in _independent(path):
        page = document.pages[number - 1]
        if page.ocr:
            continue
        ours = Counter(squeezed(document.text[page.start : page.end] + aside.get(number, "")))
        other = Counter(squeezed(theirs))
        if not other and not ours:
            continue
        shared = sum((ours & other).values())
        total = sum(ours.values()) + sum(other.values())
        yield {
            "file": source, "page": number, "agreement": round(2 * shared / total, 4),
            "order": _order(document, page, squeezed(theirs)),
        }  # fmt: skip


def _order(document: Document, page: Page, theirs: str) -> float:
    runs = [
        words[i : i + RUN]
        for p in document.paragraphs
        if p.kind == "text" and (words := _within(document, p, page))
        for i in range(len(words) - RUN + 1)
    ]
    return round(sum(run in theirs for run in runs) / len(runs), 4) if runs else 1.0


def _within(document: Document, paragraph: Paragraph, page: Page) -> str:
    start, end = max(paragraph.start, page.start), min(paragraph.end, page.end)
    return squeezed(document.text[start:end]) if start < end else ""


def _independent(path: Path) -> Iterator[tuple[int, str]]:
    import pypdf

    try:
        pages = list(pypdf.PdfReader(path).pages)
    except Exception:  # the other reader cannot open it (AES needs a package of its own)
        return
    for number, page in enumerate(pages, start=1):
        try:
            yield number, page.extract_text()
        except Exception:  # it stumbles over a page: that page is not compared
            continue


# --- quotes on their pages --------------------------------------------------------------------


def quotes_on_pages(path: Path, document: Document, seed: int) -> dict[str, Any]:
    """Random sentences of a handbook: is the cited page the one that holds them, do boxes show them?

    The page is asked of pypdf's words, the boxes of a reading (OCR) of the rendered page, where it is
    installed; printed labels are compared with the numbers at the foot of the page.
    """
    sentences = [
        Span(match.start(), match.end())
        for match in SENTENCE.finditer(document.text)
        if (page := document.page_at(match.start())) is not None and match.end() <= page.end
    ]
    chosen = random.Random(seed).sample(sentences, min(QUOTES, len(sentences)))
    theirs = {number: squeezed(text) for number, text in _independent(path)}
    read_box = _box_reader(path)
    on_page, boxed, seen, wrong = 0, 0, 0, []
    for span in chosen:
        words = document.text[span.start : span.end]
        page = document.page_at(span.start)
        assert page is not None
        good = squeezed(words) in theirs.get(page.number, "")
        on_page += good
        boxes = page_boxes(document, [span])
        boxed += bool(boxes) and all(box.page == page.number for box in boxes)
        if read_box is not None and boxes:
            shown = squeezed("".join(read_box(box.page, box.box) for box in boxes))
            matches = _alike(squeezed(words), shown) >= 0.8
            seen += matches
            good = good or matches
        if not good:
            wrong.append({"page": page.number, "quote": words})
    labels = sum(bool(page.label) for page in document.pages)
    return {
        "file": path.name, "pages": len(document.pages), "quotes": len(chosen), "on_cited_page": on_page,
        "with_boxes_there": boxed, "read_in_the_boxes": seen if read_box is not None else None,
        "pages_with_printed_label": labels, "wrong": wrong[:WORST],
    }  # fmt: skip


def _alike(wanted: str, shown: str) -> float:
    """Share of the wanted characters found in order."""
    from difflib import SequenceMatcher

    blocks = SequenceMatcher(None, wanted, shown, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(wanted), 1)


def _box_reader(path: Path) -> Any:
    """Reads a box of a rendered page with OCR; None where the extra is not installed."""
    try:
        import numpy as np
        import pypdfium2
        from rapidocr import RapidOCR
    except ImportError:
        return None
    engine = RapidOCR(params={"Global.log_level": "critical"})
    pdf = pypdfium2.PdfDocument(path)
    scale = 200 / 72

    def read_box(page: int, box: tuple[float, float, float, float]) -> str:
        picture = pdf[page - 1].render(scale=scale).to_pil().convert("RGB")
        pad = 3
        left, top, right, bottom = (round(v * scale) for v in box)
        cut = picture.crop((left - pad, top - pad, right + pad, bottom + pad))
        result = engine(np.asarray(cut), use_det=False, use_cls=False, use_rec=True)
        return "".join(result.txts or ())

    return read_box
