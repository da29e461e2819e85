"""Who a table of findings names: 哪几个学校被点名了, 查出问题的单位有哪些.

To be named in a notice is to stand in its table: the question says nothing that one of its cells would hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.case import Case
from assistant.follow_up_text import without
from assistant.library import Library
from assistant.matching import Asked
from assistant.place_names import lies_in
from assistant.records import Answer
from assistant.rows_apart import apart
from assistant.table_grid import NUMBERING, TableGrid
from assistant.table_lists import label_column
from assistant.table_rows import context_of
from assistant.table_search import TableSearch
from assistant.terms import coverage, terms
from ingest.records import Document, Span

NOUN = r"(?P<noun{n}>学校|单位|机构|幼儿园|园所?|食堂|企业|公司|部门|班级?|人|教师|老师|地方|区县|县区|乡镇|家)"
BLAMED = r"(?:[被挨遭][^，。？?]{0,4}(?:点(?:了)?名|通报|曝光|批评|约谈|处罚|处理|查(?:出|处|了)|抓)|上(?:了)?(?:黑)?名单|(?:有|出|存在|查出|发现)(?:了)?(?:的)?问题|(?:要|需要?|得|该)(?:限期)?整改|不合格|没过关|不达标)"
ASKS = re.compile(
    rf"哪(?:[些几]|一些)(?:个|家|所|位)?{NOUN.format(n='')}?(?P<of>[^，。？?]{{0,4}}){BLAMED}|{BLAMED}的(?:都|是|有)*(?:哪[些几](?:个|家|所)?)?{NOUN.format(n='2')}?(?:都|是|有|哪|几|些|个|家|所|谁)*"
)
"""Asks for all that were found at fault."""
WHICH = re.compile(r"哪|谁|名单")
BECAUSE = re.compile(r"因为|由于|为了|什么问题|啥问题|\d{1,2}月|[月周]底|之前|以前")
"""A ground or a time that chooses among them."""
FINDINGS = re.compile(r"问题|整改|违规|情形|扣分|处理|不合格|隐患")
"""Headers of a table that tells who was found at fault."""
NAMES = re.compile(r"学校|单位|机构|园|企业|公司|部门|名称|姓名|食堂|对象|班级|区县")
ANYBODY = frozenset({"", "单位", "地方", "家", "人"})
"""Words that say nothing of what is named."""
HELD = 0.5
"""Share of what else is asked that the document must hold."""
MOST_DOCUMENTS, MOST_ROWS, LONGEST_CELL = 3, 40, 40


def blamed(library: Library, case: Case) -> Answer | None:
    """The names of the one table of findings that the documents found hold; None where there are several, or where
    a ground or a time is asked for."""
    text = case.query.text
    asks = ASKS.search(text)
    if asks is None or not WHICH.search(text) or BECAUSE.search(text):
        return None
    noun = asks["noun"] or asks["noun2"] or ""
    matter = without(
        f"{text[: asks.start()]} {asks['of'] or ''} {text[asks.end() :]}", case.query.named
    )
    wanted = terms(matter, library.vocabulary)
    found = [
        one for one in _tables(library, case, noun)
        if (not wanted or coverage(wanted, one[0].text, text) >= HELD) and _is_of(case, one[0])
    ]  # fmt: skip
    if len(found) != 1:
        return None
    document, grid, label, rows = found[0]
    told = [
        c for c in range(grid.columns)
        if FINDINGS.search(grid.head(c)) and c != label
        and all(len(grid.words(grid.at(r, c))) <= LONGEST_CELL for r in rows)
    ][:1]  # fmt: skip
    told = apart(grid, rows, label, told)
    lines = [
        f"{n}. {_said(case, document, grid, row, label, told)}" for n, row in enumerate(rows, 1)
    ]
    return Answer(f"共 {len(lines)} 项：\n" + "\n".join(lines), "structured", case.citer.citations)


def _is_of(case: Case, document: Document) -> bool:
    """Is the document of the places that the question names, or does it speak of them?"""
    known = case.scope[document.id].metadata
    names = (p for p in (*case.query.places, *case.query.missing) if not lies_in(p, known))
    return all(name in document.text for name in names)


def _tables(
    library: Library, case: Case, noun: str
) -> Iterator[tuple[Document, TableGrid, int, list[int]]]:
    """The tables of findings of the best documents found, with the rows of what the question names by kind."""
    first = list(dict.fromkeys(chunk.document_id for chunk, _ in case.found))[:MOST_DOCUMENTS]
    search = TableSearch(library, case, Asked(case.query.text, case.query.named))
    for document, table, _, _, old in search.tables():
        grid = TableGrid(document, table)
        if old or grid.pairs or document.id not in first or document.id not in case.documents:
            continue
        label = label_column(grid, case.query)
        heads = [grid.head(c) for c in range(grid.columns) if not NUMBERING.match(grid.head(c))]
        if not NAMES.search(grid.head(label)) or not any(map(FINDINGS.search, heads)):
            continue
        rows = [r for r in grid.rows if grid.says(grid.at(r, label))]
        of_kind = [r for r in rows if noun in grid.words(grid.at(r, label))]
        rows = rows if noun in ANYBODY or noun in grid.head(label) else of_kind
        if 0 < len(rows) <= MOST_ROWS:
            yield document, grid, label, rows


def _said(
    case: Case, document: Document, grid: TableGrid, row: int, label: int, told: list[int]
) -> str:
    """“枧头中心校，主要问题：…[1]”"""
    cells = [c for at in (label, *told) if (c := grid.at(row, at)) is not None and grid.says(c)]
    quote = Span(min(c.start for c in cells), max(c.end for c in cells))
    mark = case.citer.span(document.id, quote, context=context_of(grid, cells))
    words = [
        f"{grid.head(at)}：{grid.words(grid.at(row, at))}"
        for at in told if grid.says(grid.at(row, at))
    ]  # fmt: skip
    return f"{'，'.join([grid.words(grid.at(row, label)), *words])}{mark}"
