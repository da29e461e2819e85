"""Files with tables for tests: one set of blocks → docx, xlsx, md or html; read through all stages."""

from __future__ import annotations

import re
from pathlib import Path

import docx
from openpyxl import Workbook

from ingest.pipeline import Job, Reading, read

Rows = list[list[str]]
Block = str | Rows
MARK = re.compile(r"@(?:r(\d))?(?:c(\d))?$")


def rows(body: str) -> Rows:
    """A line a row, ``|`` between cells, ``@r2c3`` behind a cell that is merged down and across."""
    return [[cell.strip() for cell in line.split("|")] for line in body.strip().splitlines()]


def reading(folder: Path, form: str, *blocks: Block) -> Reading:
    """Writes the blocks as a file of the given form and reads it."""
    path = folder / f"表格.{form}"
    {"docx": _docx, "xlsx": _xlsx, "md": _md, "html": _html}[form](path, blocks)
    return read(Job(path, path.name, "0"))


def _placed(body: Rows) -> list[tuple[int, int, int, int, str]]:
    """Row, column, height, width and words of every cell."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row, cells in enumerate(body):
        column = 0
        for words in cells:
            while (row, column) in taken:
                column += 1
            mark = MARK.search(words)
            down, wide = (int(n or 1) for n in mark.groups()) if mark else (1, 1)
            taken |= {(row + d, column + w) for d in range(down) for w in range(wide)}
            found.append((row, column, down, wide, MARK.sub("", words)))
    return found


def _docx(path: Path, blocks: tuple[Block, ...]) -> None:
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        cells = _placed(block)
        width = max(column + wide for _, column, _, wide, _ in cells)
        table = document.add_table(len(block), width)
        for row, column, down, wide, words in cells:
            cell = table.cell(row, column)
            if down > 1 or wide > 1:
                cell = cell.merge(table.cell(row + down - 1, column + wide - 1))
            cell.text = words
        document.add_paragraph("")
    document.save(str(path))


def _xlsx(path: Path, blocks: tuple[Block, ...]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    line = 1
    for block in blocks:
        if isinstance(block, str):
            sheet.cell(line, 1, block)
            line += 1
            continue
        for row, column, down, wide, words in _placed(block):
            at, left = line + row, column + 1
            number = float(words) if re.fullmatch(r"\d+(?:\.\d+)?", words) else words
            sheet.cell(
                at, left, number if not isinstance(number, float) or number % 1 else int(number)
            )
            if down > 1 or wide > 1:
                sheet.merge_cells(
                    start_row=at,
                    start_column=left,
                    end_row=at + down - 1,
                    end_column=left + wide - 1,
                )
        line += len(block)
    book.save(path)


def _md(path: Path, blocks: tuple[Block, ...]) -> None:
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            lines += [block, ""]
            continue
        lines.append("| " + " | ".join(block[0]) + " |")
        lines.append("|" + " --- |" * len(block[0]))
        lines += ["| " + " | ".join(cells) + " |" for cells in block[1:]]
        lines.append("")
    path.write_text("\n".join(lines), encoding="utf-8")


def _html(path: Path, blocks: tuple[Block, ...]) -> None:
    title = next((b for b in blocks if isinstance(b, str)), "")
    parts = [
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body>"
    ]
    for block in blocks:
        if isinstance(block, str):
            parts.append(f"<h1>{block}</h1>" if block == title else f"<p>{block}</p>")
            continue
        cells = _placed(block)
        parts.append("<table border='1'>")
        for row in range(len(block)):
            parts.append("<tr>")
            parts += [
                f"<td rowspan='{down}' colspan='{wide}'>{words}</td>"
                for at, _, down, wide, words in cells
                if at == row
            ]
            parts.append("</tr>")
        parts.append("</table>")
    path.write_text("".join(parts) + "</body></html>", encoding="utf-8")
