from __future__ import annotations

from pathlib import Path

from docx import Document as Word

from ingest.chunk import LIMIT, chunk
from ingest.clean import clean
from ingest.load import load
from ingest.structure import find_sections


def test_one_article_is_one_chunk(tmp_path: Path) -> None:
    path = tmp_path / "办法.txt"
    path.write_text(
        "青禾县校服管理办法\n第一章　总则\n第一条　为规范管理，制定本办法。\n第二条　本办法适用于全县。\n",
        encoding="utf-8",
    )
    document = clean(load(path), document_id="d", sha256="0")
    chunks = chunk(document, find_sections(document))
    assert [c.section[-1] for c in chunks] == ["第一条", "第二条"]
    assert "第一章" in chunks[0].text, "a lone heading belongs to what follows"
    assert "青禾县校服管理办法" in chunks[1].embed_text


def test_an_article_s_items_stand_with_its_lead_in_and_not_with_the_next_article(
    tmp_path: Path,
) -> None:
    items = "".join(
        f"（{n}）按规定做好第{n}类用品的登记、保管、领用和检查记录工作；\n"
        for n in "一二三四五六七八九"
    )
    path = tmp_path / "办法.txt"
    path.write_text(
        f"青禾县校园用品管理办法\n第一条　学校应当履行下列职责：\n{items}第二条　学校不得有下列行为：\n"
        f"（一）挪用；\n（二）转借。\n第三条　本办法自发布之日起施行。\n",
        encoding="utf-8",
    )
    document = clean(load(path), document_id="d", sha256="0")
    texts = [c.text for c in chunk(document, find_sections(document))]
    first = next(text for text in texts if "下列职责" in text)
    assert "（一）" in first and "第二条" not in first
    second = next(text for text in texts if "不得有下列行为" in text)
    assert "转借" in second and "第三条" not in second and "领用" not in second
    assert "".join(texts) == document.text


def test_a_row_is_never_split_and_carries_its_header(tmp_path: Path) -> None:
    word = Word()
    word.add_paragraph("重点任务分工表")
    table = word.add_table(rows=1, cols=3)
    for cell, words in zip(table.rows[0].cells, ("重点任务", "责任单位", "完成时限"), strict=True):
        cell.text = words
    for n in range(60):
        for cell, words in zip(
            table.add_row().cells,
            (f"建设第{n}所学校并配齐设施设备", "规划科", "9月底前"),
            strict=True,
        ):
            cell.text = words
    path = tmp_path / "分工表.docx"
    word.save(str(path))
    document = clean(load(path), document_id="d", sha256="0")
    chunks = chunk(document, find_sections(document))
    rows = [document.text[p.start : p.end] for p in document.paragraphs if p.kind == "row"]
    assert all(any(row in c.text for c in chunks) for row in rows)
    assert len(chunks) > 2
    assert all("责任单位" in c.embed_text for c in chunks)
    assert "责任单位" not in chunks[-1].text


def test_a_long_paragraph_is_cut_between_sentences(tmp_path: Path) -> None:
    path = tmp_path / "长.txt"
    path.write_text("各校要落实责任，按时报送材料，做好总结。" * 80, encoding="utf-8")
    document = clean(load(path), document_id="d", sha256="0")
    chunks = chunk(document, find_sections(document))
    assert len(chunks) > 3 and all(len(c.text) <= LIMIT for c in chunks)
    assert all(c.text.rstrip().endswith("。") for c in chunks)


def test_a_header_of_two_rows_stands_in_the_embed_text_of_every_chunk(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>第{n}小学</td><td>{n}80</td><td>{n}5</td></tr>" for n in range(10, 90))
    path = tmp_path / "表.html"
    path.write_text(
        "<meta charset='utf-8'><h1>青禾区招生计划</h1><p>表1 各校招生计划</p><table>"
        "<tr><th>学校</th><th colspan='2'>2026年</th></tr>"
        f"<tr><th></th><th>招生人数</th><th>班数</th></tr>{rows}</table>",
        encoding="utf-8",
    )
    document = clean(load(path), document_id="d", sha256="0")
    assert document.tables[0].header_rows == 2
    chunks = chunk(document, find_sections(document))
    assert len(chunks) > 2
    for words in ("学校", "2026年", "招生人数", "班数", "各校招生计划"):
        assert all(words in c.embed_text for c in chunks[1:])
