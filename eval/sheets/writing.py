"""Questions → workbook, and the empty one with examples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

from eval.question_fields import question_of, row_of
from eval.question_records import Question
from eval.sheets.columns import BAR, COLUMNS, OF_QUESTION

WIDTHS = {
    "question": 36,
    "quote": 40,
    "source": 28,
    "items": 36,
    "also": 24,
    "history": 28,
    "any": 20,
}
"""Characters of the wide columns."""
EXAMPLES: tuple[dict[str, Any], ...] = (
    {"id": "示例1", "question": "初中生均公用经费是多少？", "kind": "number",
     "gold": [[{"source": "经费通知.pdf", "quote": "初中生均900元"}], [{"source": "工作要点.docx", "quote": "初中900元"}]],
     "values": [{"type": "number", "value": "900", "unit": "元"}], "must_not_say": ["850元"]},
    {"id": "示例2", "question": "9月有哪些工作？", "kind": "tasks", "asker": "official", "today": "2026-06-01",
     "gold": [[{"source": "工作要点.docx", "quote": "9月份召开现场会"}, {"source": "工作要点.docx", "quote": "9月底前完成培训"}]],
     "values": [{"type": "list", "items": [["召开现场会", "开现场会"], ["完成培训"]], "complete": True},
                {"type": "date", "hi": "2026-09-30"}]},
    {"id": "示例3", "question": "2031年的标准是多少？", "kind": "number", "answerable": False, "notes": "near-miss"},
)  # fmt: skip
"""What the template shows: a number in two places, a list with two quotes, a question without an answer."""


def write_sheet(questions: Iterable[Question], path: Path) -> None:
    """A workbook that ``read_sheet`` reads back as these questions; a second sheet explains the columns."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    sheet.title = "题库"
    sheet.append([head for head, _ in COLUMNS.values()])
    for question in questions:
        for cells in _cells(row_of(question)):
            sheet.append([cells.get(field) for field in COLUMNS])
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"
    for cell, field in zip(sheet[1], COLUMNS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = WIDTHS.get(field, 11)
    sheet.freeze_panes = "C2"
    notes = book.create_sheet("说明")
    for head, note in (("列", "怎么写"), *COLUMNS.values()):
        notes.append([head, note])
    notes.column_dimensions["B"].width = 80
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def template(path: Path) -> None:
    """An empty workbook with three examples that an import leaves out."""
    write_sheet((question_of(row) for row in EXAMPLES), path)


def _cells(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of a sheet that a question takes."""
    first = {name: row[name] for name in OF_QUESTION if name in row}
    for name, write in TO_CELL.items():
        if name in first:
            first[name] = write(first[name])
    golds = [(n, g) for n, group in enumerate(row.get("gold", ()), 1) for g in group]
    for gold, value in (
        zip_longest(golds, row.get("values", ())) if golds or row.get("values") else [(None, None)]
    ):
        cells = dict(first)
        first = {}
        if gold:
            number, words = gold
            hidden = "sha256" in words
            quote = f"sha256:{words['sha256']}:{words['length']}" if hidden else words["quote"]
            cells |= {"group": str(number), "source": words["source"], "quote": quote}
        yield cells | (_value_cells(value) if value else {})


def _value_cells(value: Mapping[str, Any]) -> dict[str, Any]:
    if value["type"] == "number":
        return {"number": value["value"], "unit": value["unit"]}
    if value["type"] == "date":
        return {end: value[end] for end in ("lo", "hi") if end in value}
    if value["type"] == "text":
        return {"any": BAR.join(value["any"])}
    cells = {name: _list_cell(value[name]) for name in ("items", "also") if name in value}
    return cells | {"complete": _said(value.get("complete", False))}


def _list_cell(items: Iterable[Iterable[str]]) -> str:
    return "\n".join(BAR.join(wordings) for wordings in items)


def _said(flag: bool) -> str:
    return "是" if flag else "否"


TO_CELL: Mapping[str, Callable[[Any], str]] = {
    "answerable": _said, "ambiguous": _said, "must_not_say": "\n".join,
    "history": lambda turns: "\n".join(f"{role}: {words}" for role, words in turns),
}  # fmt: skip
