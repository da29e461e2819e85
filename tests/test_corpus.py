"""The sample documents and the question set: files and list agree, gold quotes stand in their sources."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from eval.matching import bare
from eval.questions import DEFAULT, load_questions
from ingest.clean import clean
from ingest.errors import NeedsOcr
from ingest.load import load

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
FILES = sorted(p for p in CORPUS.iterdir() if p.name != "sources.csv")
GOLD = [
    (question.id, gold)
    for question in load_questions(DEFAULT)
    for group in question.gold
    for gold in group
]


def independent_words(path: Path) -> str:
    """All words of a file by other readers than ours, without white space."""
    if path.suffix == ".docx":
        from docx import Document

        document = Document(str(path))
        parts = [p.text for p in document.paragraphs]
        parts += [c.text for t in document.tables for row in t.rows for c in row.cells]
        return bare("".join(parts))
    if path.suffix == ".pdf":
        import pypdfium2

        pages = pypdfium2.PdfDocument(str(path))
        return bare("".join(page.get_textpage().get_text_range() for page in pages))
    raw = path.read_bytes()
    text = raw.decode("gb18030") if path.suffix == ".txt" else raw.decode("utf-8")
    return bare(re.sub(r"<(script|style|title).*?</\1>|<[^>]+>", "", text, flags=re.S))


words = cache(independent_words)


def test_files_and_list_agree() -> None:
    with (CORPUS / "sources.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["file"] for row in rows} == {p.name for p in FILES}
    assert len(FILES) >= 12
    assert {p.suffix for p in FILES} == {".docx", ".pdf", ".md", ".txt", ".html"}
    assert sum(p.stat().st_size for p in FILES) < 3_000_000


def test_the_scan_has_no_text() -> None:
    scan = next(p for p in FILES if "扫描件" in p.name)
    assert words(scan) == ""
    with pytest.raises(NeedsOcr):
        load(scan)


@pytest.mark.parametrize("identity, gold", GOLD, ids=[f"{i}-{n}" for n, (i, _) in enumerate(GOLD)])
def test_every_gold_quote_stands_in_its_source(identity: str, gold: object) -> None:
    source, quote = gold.source, gold.quote  # type: ignore[attr-defined]
    assert bare(quote) in words(CORPUS / source), identity


@pytest.mark.parametrize(
    "path", [p for p in FILES if "扫描件" not in p.name], ids=lambda p: p.name[:24]
)
def test_our_reading_holds_what_other_readers_find(path: Path) -> None:
    """Character for character, furniture apart: what cleaning took out is in ``removed``."""
    document = clean(load(path), document_id="d", sha256="s")
    ours = bare(document.text + "".join(r.text for r in document.removed))
    missing = [
        c for c in set(words(path)) if words(path).count(c) > ours.count(c) and "一" <= c <= "鿿"
    ]
    assert not missing or path.suffix == ".docx"  # merged cells repeat their words in python-docx


def test_both_years_can_be_compared() -> None:
    plans = {y: words(CORPUS / f"澄州市青禾区教育局{y}年工作要点.docx") for y in (2025, 2026)}
    assert "新增学位2400个" in plans[2025] and "新增学位3000个" in plans[2026]
    assert "初中850元" in plans[2025] and "初中900元" in plans[2026]
