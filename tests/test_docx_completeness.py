"""docx: nothing lost, nothing twice, in order; nasty packages against an independent reading."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from word_files import NUMBERING, W, level, listed, p, package, tc, tr

from eval.__main__ import main
from eval.bench import docx_text, docx_xml
from ingest.pipeline import Job, Reading, hash_file, read

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def box(inner: str) -> str:
    """A run with a text box, as Word writes it: twice."""
    content = f"<w:txbxContent>{inner}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def controlled(inner: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def noted(text: str, identity: int, kind: str = "footnote") -> str:
    return f'<w:p>{r(text)}<w:r><w:{kind}Reference w:id="{identity}"/></w:r></w:p>'


def note(text: str, identity: int, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{identity}">{p(text)}</w:{kind}>'


DOWN, MORE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
GONE = "<w:rPr><w:del/></w:rPr>"
FOOTNOTES = note("第二条注。", 7) + note("第一条注。", 3)
ENDNOTES = note("尾注在最后。", 1, "endnote")

CASES: dict[str, tuple[str, dict[str, str], str]] = {
    # name: (body, further parts, the text as it must come out)
    "nested tables": (
        table(tr(f"<w:tc>{table(tr(tc('学段'), tc('标准')), tr(tc('初中'), tc('900元')))}<w:p/></w:tc>", tc("戊"))),
        {},
        "学段 标准 初中 900元\t戊",
    ),
    "a table in a text box in a cell": (
        table(tr(f"<w:tc><w:p>{r('外')}{box(table(tr(tc('里一里一'), tc('里二里二'))))}</w:p></w:tc>", tc("旁"))),
        {},
        "外 里一里一 里二里二\t旁",
    ),
    "a text box in a cell": (
        table(tr(f"<w:tc><w:p>{r('格内')}{box(p('框中'))}</w:p></w:tc>", tc("旁"))),
        {},
        "格内框中\t旁",
    ),
    "controls around rows, cells and paragraphs": (
        controlled(table(controlled(tr(controlled(tc("行一")), tc("格"))), tr(tc("行二"), tc("完"))))
        + controlled(controlled(p("控件套控件"))),
        {},
        "行一\t格\n行二\t完\n控件套控件",
    ),
    "a tracked move": (
        f"<w:p>{r('前')}<w:moveFrom>{r('搬走')}</w:moveFrom></w:p>"
        f"<w:p><w:moveTo>{r('搬走')}</w:moveTo>{r('之后')}</w:p>",
        {},
        "前\n搬走之后",
    ),
    "an inserted and a deleted paragraph mark": (
        f"<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>{r('新段')}</w:p>"
        f"<w:p><w:pPr>{GONE}</w:pPr>{r('不再')}</w:p><w:p>{r('分段')}</w:p>"
        f"<w:p><w:pPr>{GONE}</w:pPr>{r('表前')}</w:p>" + table(tr(tc("甲"), tc("乙"))),
        {},
        "新段\n不再分段\n表前\n甲\t乙",
    ),
    "deleted rows and cells": (
        table(
            "<w:tr><w:trPr><w:del/></w:trPr>" + tc("删行") + tc("删") + "</w:tr>",
            tr(tc("留"), tc("删格", "<w:cellDel/>"), tc("着")),
        ),
        {},
        "留\t着",
    ),
    "footnotes in a table, numbered by their marks": (
        table(tr(f"<w:tc>{noted('标准', 3)}</w:tc>", tc("900元"))) + noted("正文", 7),
        {"footnotes": FOOTNOTES},
        "标准\t900元\n正文\n注1 第一条注。\n注2 第二条注。",
    ),
    "endnotes": (noted("正文", 1, "endnote"), {"endnotes": ENDNOTES}, "正文\n尾注1 尾注在最后。"),
    "fields": (
        f"<w:p>{mark('begin')}{instruction('TOC 1-3')}{mark('separate')}<w:hyperlink>{r('一、总则')}"
        f"{mark('begin')}{instruction('PAGEREF _Toc1')}{mark('separate')}{r('……3')}{mark('end')}"
        f"</w:hyperlink></w:p><w:p>{mark('end')}{r('正文')}</w:p>"
        f"<w:p>{mark('begin')}{instruction('IF ')}{mark('begin')}{instruction('PAGE')}{mark('separate')}"
        f"{r('17')}{mark('end')}{instruction('= 1')}{mark('separate')}{r('结果')}{mark('end')}</w:p>"
        f"<w:p>{mark('begin')}{r('没有结尾')}</w:p>",
        {},
        "一、总则……3\n正文\n结果\n没有结尾",
    ),
    "ruby, symbols, breaks": (
        f"<w:p><w:r><w:ruby><w:rt>{r('hàn')}</w:rt><w:rubyBase>{r('汉')}</w:rubyBase></w:ruby></w:r></w:p>"
        '<w:p><w:r><w:sym w:char="F0FE"/><w:t>同意</w:t><w:sym w:char="坏"/></w:r></w:p>'
        "<w:p><w:r><w:t>软</w:t><w:br/><w:t>回车</w:t><w:cr/><w:t>再</w:t><w:noBreakHyphen/>"
        "<w:t>行</w:t></w:r></w:p>",
        {},
        "hàn汉\n☑同意\n软\n回车\n再-行",
    ),
    "words in the continued cell of a vertical merge": (
        table(tr(tc("上", DOWN), tc("一")), tr(tc("续", MORE), tc("二")), tr(tc("无头", MORE), tc("三"))),
        {},
        "上续无头\t一\n二\n三",
    ),
    "a frame whose only cells span its columns": (
        table(tr(tc("通知", '<w:gridSpan w:val="3"/>')), tr(tc("正文", '<w:gridSpan w:val="3"/>'))),
        {},
        "通知\n正文",
    ),
    "a frame in a frame": (table(tr(f"<w:tc>{table(tr(tc('框里')))}{p('框外')}</w:tc>")), {}, "框里\n框外"),
    "a document that is one table": (table(tr(tc("任务"), tc("时限")), tr(tc("建校"), tc("9月"))), {}, "任务\t时限\n建校\t9月"),
    "smart tags and custom xml": (
        f"<w:customXml><w:p><w:smartTag><w:smartTag>{r('云溪')}</w:smartTag>{r('区')}</w:smartTag></w:p></w:customXml>",
        {},
        "云溪区",
    ),
    "equations, alone and in a line": (
        f"<m:oMathPara><m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath></m:oMathPara>"
        f"<w:p>{r('即')}<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></w:p>",
        {},
        "a=b\n即12",
    ),
    "rows in a choice": (
        "<w:tbl><mc:AlternateContent><mc:Choice>" + tr(tc("甲"), tc("乙")) + "</mc:Choice><mc:Fallback>"
        + tr(tc("甲"), tc("乙")) + "</mc:Fallback></mc:AlternateContent></w:tbl>",
        {},
        "甲\t乙",
    ),
    "numbers as Word prints them, restarted, also before nothing": (
        listed("甲", 1) + listed("", 1) + listed("丙", 1) + listed("丁", 4) + listed("戊", 4)
        + table(tr(f"<w:tc>{listed('', 5)}</w:tc>", tc("建校")), tr(f"<w:tc>{listed('', 5)}</w:tc>", tc("修路"))),
        {
            "numbering": '<w:abstractNum w:abstractNumId="9">'
            + level(0, "chineseCountingThousand", "第%1条")
            + '</w:abstractNum><w:abstractNum w:abstractNumId="8">'
            + level(0, "decimal", "%1")
            + "</w:abstractNum>" + NUMBERING
            + '<w:num w:numId="4"><w:abstractNumId w:val="9"/><w:lvlOverride w:ilvl="0">'
            '<w:startOverride w:val="105"/></w:lvlOverride></w:num>'
            '<w:num w:numId="5"><w:abstractNumId w:val="8"/></w:num>'
        },
        "一、甲\n三、丙\n第一百〇五条 丁\n第一百〇六条 戊\n1\t建校\n2\t修路",
    ),
    "hostile numbers": (
        listed("甲", 6, 0) + table(tr(tc("乙", '<w:gridSpan w:val="99999999999"/>'), tc("丙"))),
        {
            "numbering": '<w:abstractNum w:abstractNumId="9">'
            + level(0, "upperLetter", "%1.").replace('w:start w:val="1"', 'w:start w:val="999999"')
            + '</w:abstractNum><w:num w:numId="6"><w:abstractNumId w:val="9"/></w:num>'
        },
        "999999.甲\n乙\t丙",
    ),
}  # fmt: skip


def made(tmp_path: Path, data: bytes) -> tuple[Path, Reading]:
    path = tmp_path / "方案.docx"
    path.write_bytes(data)
    return path, read(Job(path, path.name, hash_file(path)))


def strict(data: bytes) -> bytes:
    """The same package in the strict namespaces."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.namelist():
            words = old.read(item).replace(W.encode(), STRICT.encode())
            words = words.replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/math",
                b"http://purl.oclc.org/ooxml/officeDocument/math",
            )
            new.writestr(
                item,
                words.replace(
                    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    b"http://purl.oclc.org/ooxml/officeDocument/relationships",
                ),
            )
    return out.getvalue()


@pytest.mark.parametrize("form", [bytes, strict])
@pytest.mark.parametrize("name", CASES)
def test_every_word_once_and_in_order(tmp_path: Path, name: str, form) -> None:
    body, parts, expected = CASES[name]
    path, reading = made(tmp_path, form(package(body, extra=parts)))
    assert reading.document.text == expected
    figures = docx_text.compare(docx_xml.paragraphs(path), reading.document)
    assert figures["ok"] and figures["in_order"] == 1.0, figures


def test_a_text_box_in_a_header_and_hidden_words_stay_apart_with_a_reason(tmp_path: Path) -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部参考</w:t></w:r>"
    body = f"<w:p>{r('正文开始。')}{hidden}{r('继续。')}</w:p>"
    header = f"<w:p>{box(p('页眉里的框'))}</w:p>"
    path, reading = made(tmp_path, package(body, extra={"header": header}))
    assert reading.document.text == "正文开始。继续。"
    assert {(x.text, x.reason) for x in reading.document.removed} == {
        ("页眉里的框", "页眉"), ("内部参考", "隐藏文字"),
    }  # fmt: skip
    figures = docx_text.compare(docx_xml.paragraphs(path), reading.document)
    assert figures["ok"] and figures["explained"] == 1.0 and figures["in_order"] < 1


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    data = package(
        p("正文") + '<w:altChunk r:id="aFChunk"/>'.replace("r:", "w:"), extra={"aFChunk": ""}
    )
    assert any("嵌入的外部文档" in warning for warning in made(tmp_path, data)[1].warnings)


def test_the_comparison_sees_what_is_lost_doubled_or_moved(tmp_path: Path) -> None:
    wanted = ["第一段说的是学位建设。", "1.", "第二段说的是教师培训。", "第三段说的是校园安全。"]

    def compared(text: str):
        _, reading = made(tmp_path, package("".join(p(line) for line in text.split("\n"))))
        return docx_text.compare(wanted, reading.document)

    assert compared("\n".join(wanted))["complete"] == 1.0
    lost = compared("\n".join([wanted[0], wanted[1], wanted[3]]))
    assert not lost["ok"] and lost["missing"] == [wanted[2]] and lost["complete"] < 1
    doubled = compared("\n".join([*wanted, wanted[0] + wanted[2]]))
    assert not doubled["ok"] and doubled["missing"] == [] and doubled["doubled"]
    assert not compared("\n".join([wanted[0], wanted[3], wanted[1], wanted[2]]))["ok"]


def test_the_bench_passes_on_the_samples_and_fails_on_a_loss(tmp_path: Path, capsys) -> None:
    assert main(["bench", "docx"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["files"] > 5 and all(row["complete"] == 1.0 for row in figures["rows"])
    (tmp_path / "截断.docx").write_bytes(package(p("文" * 900))[:-200])
    assert main(["bench", "docx", str(tmp_path)]) == 0  # nobody can read it, and it is refused
    with zipfile.ZipFile(tmp_path / "被拒.docx", "w") as archive:
        archive.writestr("_rels/.rels", "<r/>")
        archive.writestr(
            "word/document.xml",
            f'<!DOCTYPE x []><w:document xmlns:w="{W}"><w:body>{p("文")}</w:body></w:document>',
        )
    assert main(["bench", "docx", str(tmp_path)]) == 1
