"""Rows as the lines of an answer: numbered, grouped by document where they are many, every one cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checklist import what
from assistant.chosen_rows import Rows, by_document
from assistant.cite import Citer
from assistant.records import ChecklistRow, said_time, said_value
from ingest.records import Fact, Target, quoted

SHOWN = 100
"""Rows written out in an answer; its ``rows`` hold all of them."""
GROUPED = 12
"""Tasks of several documents from which they stand under their documents' titles."""
FEW_DOCUMENTS = 3
"""Documents that an answer about nothing found names by title."""
VERB = re.compile(r"^(?:组织)?(?:开展|举办|举行|召开|完成|做好|组织|实施|推进|启动)")
"""A verb that a table leaves out where the text before it has one."""
LABEL = re.compile(r"[一-鿿A-Za-z“”（）()、·—-]{2,16}")
"""A cell that names its row."""
ITEM = "item:"
"""What the ids of rows begin with that are whole items of plans, one row a time: item:…#2."""
NOISE = re.compile(r"[\s，。、；：,.;:“”\"（）()]+")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list: a row, with rows of its document that say the same again."""

    row: ChecklistRow
    twins: tuple[ChecklistRow, ...] = ()


def items(rows: Sequence[ChecklistRow]) -> list[Item]:
    """Rows that say the same task for the same time in one document as one; who is responsible is kept."""
    grouped: dict[tuple[object, ...], list[ChecklistRow]] = {}
    for row in rows:
        grouped.setdefault(_key(row), []).append(row)
    found = []
    for same in grouped.values():
        best = max(same, key=lambda r: bool(r.fact.owner))
        found.append(Item(best, tuple(r for r in same if r is not best)))
    return found


def item_of(row: ChecklistRow) -> str:
    """The item of a plan that a row is of, whichever of its times; empty for a row of the checklist."""
    return row.fact_id.rsplit("#", 1)[0] if row.fact_id.startswith(ITEM) else ""


def _key(row: ChecklistRow) -> tuple[object, ...]:
    fact = row.fact
    if whole := item_of(row):
        return (whole,)
    end = str(fact.time.hi or fact.time.lo) if fact.time else ""
    value = (fact.value, fact.lo, fact.hi, fact.unit) if isinstance(fact, Target) else ()
    words = NOISE.sub("", VERB.sub("", what(fact)))
    return (fact.document_id, words or what(fact), end, value, row.state)


def task_lines(
    found: Sequence[Item], citer: Citer, first: int = 1, *, by_time: bool = False
) -> list[str]:
    """One line a task; with its document's title, which stands above them where they are many and not asked for
    ``by_time``."""
    several = len({item.row.fact.document_id for item in found}) > 1
    if several and len(found) > GROUPED and not by_time:
        return _under_titles(found, citer, first)
    return [
        task_line(n, item, citer, f"——{quoted(item.row.document_title)}" if several else "")
        for n, item in enumerate(found[:SHOWN], first)
    ]


def _under_titles(found: Sequence[Item], citer: Citer, first: int = 1) -> list[str]:
    own = {item.row.fact_id: item for item in found}
    lines, number = [], first
    for rows in by_document([item.row for item in found]).values():
        lines.append(f"{quoted(rows[0].document_title)}（{len(rows)} 项）：")
        for row in rows:
            if number < first + SHOWN:
                lines.append(task_line(number, own[row.fact_id], citer))
            number += 1
    return lines


def task_line(number: int, item: Item, citer: Citer, title: str = "") -> str:
    """2. 9月份：召开现场会（责任单位：基础教育科）——《…》[1]"""
    fact, row = item.row.fact, item.row
    owner = f"（责任单位：{fact.owner}）" if fact.owner else ""
    same = (row, *item.twins) if item_of(row) else (row,)
    times = dict.fromkeys(said_time(t) for r in same if (t := r.fact.time) and t.raw)
    time = f"{'、'.join(times)}：" if times else ""
    state = f"〔{row.state}〕" if row.state != "待确认" else ""
    said = _said(row)
    if item_of(row):  # 3月底前：印发…, not 3月底前：3月底前印发…
        said = next((said[len(t) :].lstrip("，, ") for t in times if _opens(said, t)), said)
    return f"{number}. {time}{said}{owner}{state}{title}{_marks(item, citer)}"


def _opens(said: str, time: str) -> bool:
    """Does an item begin with a time, and not with the first of several: 6月、11月各组织一次?"""
    return said.startswith(time) and said[len(time) : len(time) + 1] not in set("、和至到及与—-")


def target_lines(found: Sequence[Item], citer: Citer) -> list[str]:
    """One line a target, those of each document under its title where there are several."""
    several = len({item.row.fact.document_id for item in found}) > 1
    lines, last = [], ""
    for number, item in enumerate(found[:SHOWN], 1):
        if several and item.row.fact.document_id != last:
            last = item.row.fact.document_id
            lines.append(quoted(item.row.document_title))
        lines.append(target_line(number, item, citer))
    return lines


def target_line(number: int, item: Item, citer: Citer) -> str:
    """3. 2025年，初中生均公用经费：900元[1]"""
    fact = item.row.fact
    assert isinstance(fact, Target)
    time = f"{said_time(fact.time)}，" if fact.time and fact.time.raw not in fact.raw else ""
    return f"{number}. {time}{what(fact)}：{said_value(fact)}{_marks(item, citer)}"


def rest_note(count: int) -> tuple[str, ...]:
    """Where the rows are that a long answer does not write out."""
    if count <= SHOWN:
        return ()
    return (
        f"这里写出前 {SHOWN} 项；全部 {count} 项可在“任务清单”里筛选和导出，或在问题里写明范围。",
    )


def looked_at(titles: Sequence[str]) -> str:
    """Which documents were looked at, by title where they are few."""
    named = f"（{'、'.join(map(quoted, titles))}）" if len(titles) <= FEW_DOCUMENTS else ""
    return f"看了 {len(titles)} 份文件{named}"


def in_document_order(rows: Sequence[ChecklistRow]) -> Rows:
    """Rows of one document together."""
    return [row for own in by_document(rows).values() for row in own]


def _said(row: ChecklistRow) -> str:
    """The action; where it says only that a document begins to hold, with the document's title; in a table with the
    name that the row gives it."""
    said = row.headline or what(row.fact)
    label = _row_label(row.fact)
    return f"{label}：{said}" if label and label not in said else said


def _row_label(fact: Fact) -> str:
    """The short cell before the one that holds a task's words: 校门安防 before what is to be done at the gate."""
    cells = [cell.strip() for cell in fact.quote.split("\t")]
    words = NOISE.sub("", what(fact))
    at = next((n for n, cell in enumerate(cells) if words and words in NOISE.sub("", cell)), 0)
    label = cells[at - 1] if at else ""
    return label if LABEL.fullmatch(label) else ""


def _marks(item: Item, citer: Citer) -> str:
    return "".join(dict.fromkeys(citer.fact(row.fact) for row in (item.row, *item.twins)))
