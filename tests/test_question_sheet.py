"""A workbook of questions: read as it was written, as people fill it in, and refused by row and column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from eval.question_fields import question_of
from eval.question_records import Gold
from eval.questions import load_questions, save_questions
from eval.sheets.reading import read_sheet
from eval.sheets.writing import EXAMPLES, template, write_sheet
from ingest.errors import SettingsError


def sheet(path: Path, *rows: dict[str, Any]) -> Path:
    """A workbook with the columns that the rows use; a cell may be (value, number format)."""
    heads = list(dict.fromkeys(head for row in rows for head in row))
    book = Workbook()
    book.active.append(heads)
    for number, row in enumerate(rows, 2):
        for column, head in enumerate(heads, 1):
            value = row.get(head)
            if isinstance(value, tuple):
                value, book.active.cell(number, column).number_format = value
            book.active.cell(number, column).value = value
    book.save(path)
    return path


def test_questions_come_back_from_a_workbook_and_from_yaml(tmp_path: Path) -> None:
    rows = [
        {**row, "id": f"q{n}", "asker": "parent", "split": "held-out"}
        for n, row in enumerate(EXAMPLES)
    ]
    rows[0]["history"] = [["user", "小学多少？\n急"], ["assistant", "7：30前问"]]
    rows[2]["gold"] = [[{"source": "别人的.pdf", "sha256": "a" * 64, "length": 9}]]
    questions = tuple(question_of(row) for row in rows)
    write_sheet(questions, tmp_path / "题.xlsx")
    assert read_sheet(tmp_path / "题.xlsx") == questions
    save_questions(questions, tmp_path / "题.yaml")
    assert load_questions(tmp_path / "题.yaml") == questions


def test_a_sheet_as_people_fill_it_in(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "题.xlsx",
        {"编号": 1, "问题": "普及率多少？", "出处文件": "规划.docx", "原文": "达到95%", "数值": (0.95, "0%"), "可回答": "是"},
        {"出处文件": "要点.docx", "原文": "95%以上", "依据组": 2},
        {"编号": "二", "问题": "要交什么？", "列表": "申请表|报名表\n户口簿", "列表完整": "是", "不得说": "收费\n押金"},
    )  # fmt: skip
    first, second = read_sheet(path)
    assert (first.id, first.kind, first.answerable) == ("1", "open", True)
    assert first.gold == ((Gold("规划.docx", "达到95%"),), (Gold("要点.docx", "95%以上"),))
    assert (str(first.values[0].number), first.values[0].unit) == ("95", "%")
    assert (
        second.values[0].items == (("申请表", "报名表"), ("户口簿",)) and second.values[0].complete
    )
    assert second.must_not_say == ("收费", "押金")


@pytest.mark.parametrize(
    "row, says",
    [
        ({"编号": "a"}, r"没有列 问题"),
        ({"编号": "a", "问题": None, "类型": "x"}, r"第 2 行（a）列 问题：缺少"),
        ({"编号": "a", "问题": "b", "可回答": "也许"}, r"（a）列 可回答：.*也许.*true 或 false"),
        ({"编号": "a", "问题": "b", "原文": "c"}, r"列 gold：缺少 source"),
        ({"编号": "a", "问题": "b", "数值": "九"}, r"列 values：数值写得不对"),
        ({"编号": "示例1", "问题": "b"}, r"没有题目"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, row: dict[str, Any], says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        read_sheet(sheet(tmp_path / "题.xlsx", row))


def test_the_template_holds_examples_that_an_import_leaves_out(tmp_path: Path) -> None:
    template(tmp_path / "空.xlsx")
    with pytest.raises(SettingsError, match="没有题目"):
        read_sheet(tmp_path / "空.xlsx")
