"""Cells that hold sentences: what they say is read like a paragraph and named by its row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from ingest.extract.cell_values import readable, value_like
from ingest.extract.columns import PAST_HEADER, SCORE
from ingest.extract.grid import span_of
from ingest.extract.label_kinds import EMPTY_WORD, Label, plain, row_scope
from ingest.extract.phrases import VERB_END, split_scope
from ingest.extract.places import row_time
from ingest.extract.reading import LONGEST, Line, read_line
from ingest.extract.sheets import Sheet, labels_of
from ingest.extract.task_tables import Row, owner_of, stated_owner
from ingest.records import Deadline, Fact, FactTime, Span, TableCell, Target

Bind = Callable[[Line, str], list[Fact]]

# Columns whose sentences say what is to be reached or given.
GOAL_HEADER = re.compile(
    r"目标|任务|指标|内容|举措|措施|工作|配置|配备|规模|数量|名额|待遇|奖励|资助|标准$|要求$|安排$"
)
# Columns whose sentences say when something holds or how it is judged.
NO_GOAL_HEADER = re.compile(
    r"条件|划定|解除|评[分价审选]|考核|依据|对象|范围|说明|备注|资格|定义|认定|申报|申请"
)
# Where the next line or numbered item of a cell begins.
ITEM = re.compile(r"[\r\n]+|(?<=[；;。])\s*(?=[（(]?\d{1,2}(?:[.．、](?!\d)|[)）]))")
# What stands around the words of a step.
STEP = re.compile(r"^[，,。；;、：:）)（(]+|(?:[，,。；;、：:（(]|\d[.．、])+$")
# A word like 开学 inside the name of a task is no time besides that of its row.
FIGURE = re.compile(r"[\d一二三四五六七八九十]")
PROJECT = re.compile(r"^(?:建设|重点|重大|工程)?(?:项目|工程)(?:名称)?$|^(?:学校|园所?|校)名称?$")
# Groups of a kindergarten, as in 小班不超过25人.
CLASSES = re.compile(r"^[小中大托]班$")
CONDITION = re.compile(r"^(?:如果?|若|当|一旦|凡是?|对于?)(?!期|年|地)|(?:后|时|的)$")
# Words that name somebody or somewhere: the row's label adds nothing to them.
SOMEBODY = re.compile(r"幼儿|[公民]办园|学校|校园?长|小学|初中|高中|教师|学生|全[区市县省]|儿童")


def task_facts(sheet: Sheet, row: Row, time: FactTime | None, bind: Bind) -> Iterator[Fact]:
    """What the words of a task cell hold themselves: values, and times of their own."""
    if row.task is None:
        return
    for fact in _facts(sheet, row.task, row.owner, row.number, bind):
        if row.times and isinstance(fact, Deadline) and not FIGURE.search(fact.time.raw):
            continue
        told = replace(fact, owner=fact.owner or row.owner, context=fact.context + row.context)
        if row.span.start <= fact.start and fact.end <= row.span.end:
            told = _quoting(sheet, told, row.span)
        if isinstance(told, Target) and told.time is None:
            told = replace(told, time=time)
        yield told


def progress_deadlines(sheet: Sheet, row: Row) -> Iterator[Deadline]:
    """The steps that a time cell tells: 进度安排 | 3月立项，6月底前开工，12月底前封顶.

    A step is what stands between its time and the next; before the first time stands nothing.
    """
    if row.task is None:
        return
    task = sheet.text(row.task).strip("。；;")
    for cell, times in groupby((at for at in row.times if at.told), key=lambda at: at.cell):
        text = sheet.document.text
        steps = [at.time for at in times]
        ends = [*(time.start for time in steps[1:]), cell.end]
        span = row.span if row.span.contains(span_of(cell)) else span_of(cell)
        for time, end in zip(steps, ends, strict=True):
            words = STEP.sub("", "".join(text[time.end : end].split()))
            yield Deadline(
                id="",
                document_id="",
                section=sheet.section,
                quote=text[span.start : span.end],
                start=span.start,
                end=span.end,
                span=Span(time.start, time.end),
                action=f"{task}：{words}" if words else task,
                owner=row.owner,
                time=time,
                context=row.context,
            )


def _lines(sheet: Sheet, cell: TableCell) -> Iterator[Line]:
    """The lines of a cell; its numbered items are lines of their own."""
    text = sheet.document.text[cell.start : min(cell.end, cell.start + LONGEST)]
    cuts = [0, *(match.end() for match in ITEM.finditer(text)), len(text)]
    for left, right in pairwise(cuts):
        words = text[left:right].strip()
        if words:
            start = cell.start + text.index(words, left)
            yield read_line(words, start, sheet.section, "plan", sheet.years)


def prose_facts(sheet: Sheet, bind: Bind) -> Iterator[Fact]:
    """The values in the sentences of all other cells that state goals."""
    if sheet.kind != "goals" or sheet.pairs:
        return
    columns = sheet.columns
    first = next((c for c in range(sheet.grid.columns) if c not in sheet.silent), 0)
    tasks = columns.task if columns.times or columns.owner is not None else None
    for column in range(sheet.grid.columns):
        head = sheet.head(column)
        if column in (tasks, columns.owner, sheet.unit, *columns.times):
            continue
        if column in sheet.silent or PAST_HEADER.search(head) or SCORE.search(head):
            continue
        if not GOAL_HEADER.search(head) or NO_GOAL_HEADER.search(head):
            continue
        for row in sheet.grid.rows:
            cell = sheet.grid.cells.get((row, column))
            if cell is None or (cell.row, cell.column) != (row, column):
                continue
            if column == first and _names_values(sheet, row, column):
                continue
            if not readable(sheet.document.text[cell.start : cell.end]):
                yield from _row_facts(sheet, cell, row, bind)


def _names_values(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a first cell names the values to its right: 百名学生计算机 | 12."""
    right = (sheet.text(sheet.grid.cells.get((row, c))) for c in range(column + 1, sheet.grid.columns))  # fmt: skip
    return any(map(value_like, right))


def _row_facts(sheet: Sheet, cell: TableCell, row: int, bind: Bind) -> Iterator[Fact]:
    owner = owner_of(sheet.document, sheet.grid, sheet.columns, row)
    span = sheet.grid.spans[row]
    for fact in _facts(sheet, cell, owner, row, bind):
        if isinstance(fact, Target):
            if fact.time is None:
                fact = replace(fact, time=row_time(sheet, row))
            yield _quoting(sheet, fact, span) if span.contains(span_of(cell)) else fact


def _facts(sheet: Sheet, cell: TableCell, owner: str, row: int, bind: Bind) -> Iterator[Fact]:
    labels = [c for c in labels_of(sheet, row, cell.column) if c != cell]
    named = owner or stated_owner(sheet.document.text[cell.start : cell.end][:LONGEST])
    for line in _lines(sheet, cell):
        for fact in bind(line, named):
            if not isinstance(fact, Target):
                yield fact
            elif not _conditional(line, fact):
                yield _named(sheet, fact, labels, sheet.head(cell.column))


def _conditional(line: Line, target: Target) -> bool:
    """Whether a value says when something is done: 辖区出现1例及以上疫情后."""
    for sentence in line.sentences:
        if sentence.start <= target.span.start < sentence.end:
            clause = sentence.clauses[sentence.clause_at(target.span.start)]
            return bool(CONDITION.search(clause.text))
    return False


def _named(sheet: Sheet, target: Target, labels: list[TableCell], head: str) -> Target:
    """A bare verb takes what it brings about from the row: 校舍建设 | 新建3所; a name without
    somebody takes for whom it holds."""
    if not labels:
        return target
    label = labels[-1]
    words = sheet.text(label)
    if VERB_END.fullmatch(target.indicator):
        head = plain(head)
        if target.indicator in head:
            told = replace(target, indicator=head, scope=words + target.scope)
        else:
            told = replace(target, indicator=words + target.indicator)
    elif words_scope := _only_scope(target.indicator):
        name = plain(head)
        named, whom = (words, "") if EMPTY_WORD.match(name) else (name, words)
        told = replace(target, indicator=named, scope=whom + words_scope)
    elif not target.scope and PROJECT.search(sheet.head(label.column)):
        if set(words) <= set(target.indicator):
            return target
        told = replace(target, scope=words)
    elif not target.scope and not SOMEBODY.search(target.indicator):
        scope = row_scope(Label(words, sheet.head(label.column)))
        if not scope:
            return target
        told = replace(target, scope=scope)
    else:
        return target
    return replace(told, context=tuple(dict.fromkeys((*told.context, span_of(label)))))


def _only_scope(indicator: str) -> str:
    """A name that says only for whom: （小学）."""
    words = indicator.strip("（）()")
    scope, rest = split_scope(words)
    return words if (scope and not rest) or CLASSES.match(words) else ""


def _quoting(sheet: Sheet, fact: Fact, span: Span) -> Fact:
    """A fact that quotes its whole row."""
    quote = sheet.document.text[span.start : span.end]
    return replace(fact, quote=quote, start=span.start, end=span.end)
