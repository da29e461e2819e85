"""What is taken away can be read back: every quote to the letter, one numbering, a name Windows takes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from docx import Document
from markdown_it import MarkdownIt

from assistant.cite import in_order
from assistant.conversations import answer_from_json, answer_to_json
from assistant.records import Answer, Citation
from assistant.transcript import Source, Transcript, file_name, make_transcript, write
from assistant.transcript_markdown import markdown
from ingest.errors import SettingsError
from ingest.records import Span

DAY = dt.date(2026, 3, 9)
HOSTILE = "# 一、<b>*重点*</b> | 50% & [2]\n\t- 1. `x`_y_ ~~z~~ $a$ !\n1) 末行\\"
"""Everything that Markdown would take for markup, with a line break and a tab."""


def citation(marker: int, quote: str, start: int = 0, **more: object) -> Citation:
    given: dict[str, object] = {
        "document_title": "临溪县研学管理办法", "source": "办法.pdf", "section": ("第二章", "第三条"),
        "page": 3, "page_label": "1", "number": "临教〔2026〕5号",
    } | more  # fmt: skip
    return Citation(marker, "d", quote=quote, start=start, end=start + len(quote), **given)  # type: ignore[arg-type]


def told() -> Transcript:
    """Two answers that share a source; the second lists it first."""
    fee = citation(1, "每人每天150元", context=(Span(90, 95),))
    plan = citation(2, HOSTILE, 40, page=None, page_label="", number="", sample=True)
    answers = [
        ("研学\n每天收费多少？", Answer("150元[1]。\n- 见 a_b_c[2]", "extractive", (fee, plan), notes=("[2] 经核对。",))),
        ("要带什么？", Answer("1. 预案[1]\n2. 合同[2]", "structured", (citation(1, "预案", 70), citation(2, "每人每天150元")),
                              filter="与“研学”有关", options=("不导出？",))),
    ]  # fmt: skip
    return make_transcript(answers, DAY, lambda c: ("第二\t条",) if c.context else ())


def test_numbers_run_through_the_conversation() -> None:
    made = told()
    assert [s.citation.quote for s in made.sources] == ["每人每天150元", HOSTILE, "预案"]
    assert [s.citation.marker for s in made.sources] == [1, 2, 3]
    assert made.exchanges[1].answer.text == "1. 预案[3]\n2. 合同[1]"
    assert made.exchanges[0].remarks == ("[2] 经核对。",)
    assert made.exchanges[1].remarks == ("筛选条件：与“研学”有关",)


def test_a_source_is_told_in_the_usual_form_and_says_no_more_than_is_known() -> None:
    first, second, _ = told().sources
    assert (
        first.where
        == "《临溪县研学管理办法》（临教〔2026〕5号），第二章 › 第三条，第3页（印刷页码1）"
    )
    assert second.where == "《临溪县研学管理办法》〔示例（虚构）〕，第二章 › 第三条"
    own = citation(1, "第三条 每人每天150元。", section=("第三条 每人每天150元",), page_label="3")
    assert Source(own).where.endswith("，第三条，第3页"), (
        "a heading that is the quote is not said twice"
    )


def test_a_word_file_holds_every_quote_to_the_letter(tmp_path: Path) -> None:
    path = tmp_path / "问答.docx"
    made = told()
    write(made, path)
    paragraphs = Document(str(path)).paragraphs
    for source in made.sources:
        assert any(source.citation.quote == run.text for p in paragraphs for run in p.runs)
    lines = [p.text for p in paragraphs]
    assert "问：研学 每天收费多少？" in lines and "导出日期：2026年3月9日　问题：2 个" in lines
    assert any("（连同：第二 条）" in line for line in lines)
    raised = [r.text for p in paragraphs for r in p.runs if r.font.superscript]
    assert raised == ["[1]", "[2]", "[3]", "[1]"]


def test_a_word_file_takes_words_that_xml_cannot_hold(tmp_path: Path) -> None:
    made = make_transcript(
        [("a\x00b", Answer("甲\x0c[1]", "extractive", (citation(1, "甲\x0c"),)))], DAY
    )
    write(made, tmp_path / "a.docx")
    assert "甲" in [r.text for p in Document(str(tmp_path / "a.docx")).paragraphs for r in p.runs]


def test_markdown_shows_the_words_as_they_are() -> None:
    """Read by a Markdown reader, tables and strike-through on, the words come back and make no markup."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown(told()))
    kinds = {t.type for t in tokens} | {c.type for t in tokens for c in t.children or ()}
    assert not kinds & {"bullet_list_open", "ordered_list_open", "table_open", "em_open", "s_open",
                        "strong_open", "code_inline", "link_open", "code_block", "html_block"}  # fmt: skip
    inline = [
        [c for c in t.children or () if c.type != "html_inline" or c.content == "<br>"]
        for t in tokens
    ]
    shown = ["".join("\n" if c.content == "<br>" else c.content for c in line) for line in inline]
    assert any(f"“{HOSTILE.replace(chr(9), ' ')}”" in line for line in shown)
    assert "- 见 a_b_c[2]" in shown and "1. 预案[3]" in shown
    assert not any("不导出" in line for line in shown)


@pytest.mark.parametrize(
    "question, name",
    [
        ("研学每天收费多少？", "研学每天收费多少.md"),
        ('a/b\\c:d*"e"<f>|g?\n', "a b c d e f g.md"),
        ("CON", "问答CON.md"),
        ("nul.什么", "问答nul.什么.md"),
        ("？？", "问答.md"),
        ("长" * 300, "长" * 40 + ".md"),
        ("尾巴 . .", "尾巴.md"),
    ],
)
def test_a_file_name_is_one_on_every_system(question: str, name: str) -> None:
    assert file_name(make_transcript([(question, Answer("", "refused"))], DAY), ".md") == name


def test_another_ending_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"a\.txt"):
        write(told(), tmp_path / "a.txt")


def test_marks_count_from_one_in_the_order_they_are_read() -> None:
    """Also after the guard struck the line of a mark: no gap, no source that nothing rests on."""
    given = Answer("乙[3]。甲[1][3]。年份[12]", "extractive",
                   (citation(1, "甲"), citation(2, "没有了", 5), citation(3, "乙", 9)), notes=("[3] 经更正。",))  # fmt: skip
    answer = in_order(given)
    assert answer.text == "乙[1]。甲[2][1]。年份[12]" and answer.notes == ("[1] 经更正。",)
    assert [(c.marker, c.quote) for c in answer.citations] == [(1, "乙"), (2, "甲")]
    assert in_order(answer) == answer


def test_a_stored_answer_comes_back_whole() -> None:
    answer = Answer(
        "甲[1]",
        "extractive",
        (citation(1, "甲", context=(Span(1, 2),), sample=True),),
        notes=("注",),
    )
    assert answer_from_json(answer.text, answer_to_json(answer)) == answer
    old = answer_to_json(answer).replace(', "number": "临教〔2026〕5号", "sample": true', "")
    assert answer_from_json("甲[1]", old).citations[0].number == "", (
        "stored before numbers were kept"
    )
