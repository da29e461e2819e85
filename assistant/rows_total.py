"""Rows that each tell how many, with their sum: 滃州一中招几个老师 asks for all its posts together."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from assistant.library import Library
from assistant.records import Answer

ASKS = re.compile(r"(?:几|多少)(?:个|名|位|人|娃|所|件|套|台|间|辆)?")
EACH = re.compile(r"各|分别|每|哪|几[年月号点岁次天]|多少[钱元天次岁]|以上|以下|以内|超过|不到")
"""What asks for the rows one by one, or for something else than how many there are."""
VALUE = re.compile(
    r"(?:^|，)(?P<head>[一-鿿]{0,8}(?:人数|名额|计划数?|数量|学位数?))：(?P<number>\d+)(?P<unit>[人名个所件套台间辆])(?=，|$)"
)
"""A cell under a header of numbers that may be added up."""
TOTAL = re.compile(r"合计|总计|小计|共计")
MARK = re.compile(r"\[\d+\]")
FEWEST, MOST = 2, 12


def with_total(library: Library, question: str, answer: Answer) -> Answer:
    """The answer with the sum of its rows, where each tells one number under one and the same header, the question asks
    how many there are, and the table has no other row of them; as it is where one of them is a sum itself."""
    total = _total(question, answer.text)
    if not total or not _whole(library, answer):
        return answer
    marks = "".join(dict.fromkeys(MARK.findall(answer.text)))
    return replace(answer, text=f"{answer.text}\n计算：{total}{marks}")


def _total(question: str, text: str) -> str:
    """The sum of the rows, worked out; empty where they are not added up."""
    lines = text.split("\n")
    asks = ASKS.search(question) and not EACH.search(question)
    if not asks or not FEWEST <= len(lines) <= MOST or TOTAL.search(text):
        return ""
    cells = [list(VALUE.finditer(MARK.sub("", line))) for line in lines]
    kinds = {tuple((cell["head"], cell["unit"]) for cell in own) for own in cells}
    if len(kinds) != 1 or any(len(own) != 1 for own in cells):
        return ""
    numbers, unit = [own[0]["number"] for own in cells], cells[0][0]["unit"]
    said = " + ".join(f"{number}{unit}" for number in numbers)
    return f"{said} = {sum(map(Decimal, numbers))}{unit}"


def _whole(library: Library, answer: Answer) -> bool:
    """Are the rows cited all those of their table that have the same words in a cell?"""
    rows = {(c.document_id, c.start): c.quote.split("\t") for c in answer.citations}
    documents = {document for document, _ in rows}
    if (
        len(documents) != 1
        or len(rows) < FEWEST
        or any(len(cells) < FEWEST for cells in rows.values())
    ):
        return False
    shared = {cell for cell in set.intersection(*map(set, rows.values())) if not cell.isdigit()}
    text = library.document(documents.pop()).text
    lines = _table(text, min(start for _, start in rows))
    return bool(shared) and sum(shared <= set(line.split("\t")) for line in lines) == len(rows)


def _table(text: str, at: int) -> list[str]:
    """The lines of the table that a place lies in: those with cells, side by side."""
    begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    lines = [text[begin : end if end >= 0 else len(text)]]
    for line in reversed(text[:begin].rstrip("\n").split("\n")):
        if "\t" not in line:
            break
        lines.append(line)
    for line in text[end + 1 :].split("\n") if end >= 0 else ():
        if "\t" not in line:
            break
        lines.append(line)
    return lines
