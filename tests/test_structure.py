from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ingest.chunk import LIMIT, chunk
from ingest.clean import clean
from ingest.load import load
from ingest.records import Document, Paragraph, Section
from ingest.structure import find_sections

MEASURE = """\
# 青禾县校服管理办法

## 第一章　总则

第一条　为规范校服管理，制定本办法。

第二条【适用范围】本办法适用于全县中小学。

## 第二章　采购

第三条　学校采购校服，应当公开招标。

第三条之一　小规模学校可以联合采购。
"""
COLLECTION = """\
青禾县教育局工作总结
一、主要成绩
全年建成学校3所。
青禾县教育局工作要点
一、扩大供给
1、建设学校。
年内新建学校5所。
2、新增学位。
二、提高质量
（一）教研。每学期开展教研活动8次，各校要制订计划，落实人员，保证时间，形成制度，定期检查，及时总结推广。
附件1
任务分工表
一、学校建设
"""


def of(text: str) -> Document:
    """A document of plain lines."""
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(at, at + len(line)))
        at += len(line) + 1
    return Document("d", "a.txt", "0", "txt", text, tuple(paragraphs))


def tree(document: Document) -> list[tuple[int, str, str, str]]:
    return [(s.level, s.kind, s.number, s.title) for s in find_sections(document)]


def test_every_article_has_its_chapter(tmp_path: Path) -> None:
    path = tmp_path / "办法.md"
    path.write_text(MEASURE, encoding="utf-8")
    document = clean(load(path), document_id="d", sha256="0")
    sections = find_sections(document)
    articles = [s for s in sections if s.kind == "article"]
    assert [s.number for s in articles] == ["第一条", "第二条", "第三条", "第三条之一"]
    assert articles[1].title == "适用范围"
    assert (
        articles[2].path[:2] == ("青禾县校服管理办法", "第二章采购")
        or "第二章" in articles[2].path[1]
    )
    assert document.text[articles[2].start : articles[2].end].startswith("第三条")


def test_a_collection_keeps_its_documents_apart() -> None:
    found = tree(of(COLLECTION))
    assert (1, "title", "", "青禾县教育局工作总结") in found
    assert (1, "title", "", "青禾县教育局工作要点") in found
    assert (3, "heading", "1、", "建设学校") in found
    assert (2, "attachment", "", "附件1") in found
    plan = next(s for s in find_sections(of(COLLECTION)) if s.title == "扩大供给")
    assert plan.path == ("青禾县教育局工作要点", "一、扩大供给")


def test_a_long_item_is_named_by_its_first_words() -> None:
    item = next(s for s in find_sections(of(COLLECTION)) if s.number == "（一）")
    assert item.title == "教研"


def test_table_rows_contents_and_running_text_are_no_headings() -> None:
    text = "目录\n一、总则……………1\n正文写到：第三条规定了收费。\n1\t一、校舍\t5"
    document = of(text)
    row = document.paragraphs[-1]
    rows = (*document.paragraphs[:-1], Paragraph(row.start, row.end, "row"))
    document = Document("d", "a", "0", "txt", text, rows)
    assert tree(document) == []


LINES = st.lists(
    st.sampled_from(
        ["一、总则", "二、任务", "（一）目标", "1. 建校。", "第一章 总则", "第三条 学校应当公开。", "", "附件1",
         "全年新建学校5所，新增学位3000个。" * 3, "各校要认真落实。", "青禾县教育局工作要点"]
    ), max_size=25,
)  # fmt: skip


@given(LINES)
def test_sections_nest_and_chunks_tile(lines: list[str]) -> None:
    document = of("\n".join(lines))
    sections = find_sections(document)
    starts = [s.start for s in sections]
    assert starts == sorted(starts)
    for section in sections:
        assert_nested(section, sections)
        assert len(section.path) == section.level
    chunks = chunk(document, sections)
    assert "".join(c.text for c in chunks) == document.text
    assert all(document.text[c.start : c.end] == c.text for c in chunks)
    assert all(len(c.text) <= LIMIT for c in chunks)
    assert len({c.id for c in chunks}) == len(chunks)


def assert_nested(section: Section, sections: tuple[Section, ...]) -> None:
    for other in sections:
        apart = other.end <= section.start or section.end <= other.start
        inside = section.start <= other.start and other.end <= section.end
        around = other.start <= section.start and section.end <= other.end
        assert apart or inside or around
