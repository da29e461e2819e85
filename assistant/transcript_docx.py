"""A transcript as a Word file: headings, raised marks, a list of sources with their quotes to the letter."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from assistant.cite import MARK
from assistant.transcript import LITERAL, Source, Transcript

UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML file can hold."""
BODY, HEADING = "宋体", "黑体"
"""Fonts that every Chinese office has."""
GREY = RGBColor(0x55, 0x55, 0x55)
STYLES = (
    ("Normal", BODY, 11), ("Title", HEADING, 18), ("Heading 1", HEADING, 14), ("Heading 2", HEADING, 12),
)  # fmt: skip
"""Style, its Chinese font, its size in points."""


def write_docx(transcript: Transcript, path: Path) -> None:
    """One file; the quotes stand in it as in the documents, line breaks and tabs included."""
    document = _blank(transcript)
    title = document.add_paragraph(transcript.title, style="Title")
    head = document.add_paragraph(transcript.head)
    for paragraph in (title, head):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for exchange in transcript.exchanges:
        document.add_heading(_storable(f"问：{' '.join(exchange.question.split())}"), level=2)
        for line in exchange.answer.text.split("\n"):
            _marked(document.add_paragraph(), line)
        for remark in exchange.remarks:
            _small(document.add_paragraph(), remark)
    if transcript.sources:
        document.add_heading("出处", level=1)
    for source in transcript.sources:
        _source(document.add_paragraph(), source)
    _small(document.add_paragraph(), LITERAL)
    document.save(str(path))


def _blank(transcript: Transcript) -> Any:
    """An A4 page with the fonts, and without the names that the template comes with."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(26)
    for name, font, size in STYLES:
        style = document.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        fonts.set(qn("w:ascii"), "Times New Roman")
        fonts.set(qn("w:hAnsi"), "Times New Roman")
        fonts.set(qn("w:eastAsia"), font)
    about = document.core_properties
    about.title, about.author, about.comments = transcript.title, "教策通", ""
    about.created = about.modified = dt.datetime.combine(transcript.day, dt.time())
    return document


def _source(paragraph: Any, source: Source) -> None:
    """``[1] 《…》（…），…：“quote”``; the quote is a run of its own."""
    shape = paragraph.paragraph_format
    shape.left_indent, shape.first_line_indent = Pt(24), Pt(-24)
    paragraph.add_run(_storable(f"[{source.citation.marker}] {source.where}：“"))
    paragraph.add_run(_storable(source.citation.quote))
    paragraph.add_run("”")
    if source.beside:
        beside = "；".join(" ".join(words.split()) for words in source.beside)
        paragraph.add_run(_storable(f"（连同：{beside}）")).font.color.rgb = GREY


def _marked(paragraph: Any, line: str) -> None:
    """A line of an answer, its marks raised."""
    last = 0
    for mark in MARK.finditer(line):
        paragraph.add_run(_storable(line[last : mark.start()]))
        paragraph.add_run(mark.group()).font.superscript = True
        last = mark.end()
    paragraph.add_run(_storable(line[last:]))


def _small(paragraph: Any, text: str) -> None:
    run = paragraph.add_run(_storable(text))
    run.font.size, run.font.color.rgb = Pt(9), GREY


def _storable(text: str) -> str:
    return UNSTORABLE.sub("", text)
