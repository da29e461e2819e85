"""Rows of one table set side by side: the greatest of a column, or the rows that a question names, with their
difference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.aim import ENDED
from assistant.case import Case
from assistant.columns_alike import said_head
from assistant.computed_words import AGAINST, DIFFERENCE, LEAST_MOST, MUCH_ASKED, WHICH_IS_MORE
from assistant.finding import find
from assistant.library import Library
from assistant.matching import Asked
from assistant.measure import asked_measure
from assistant.reckoning import amount, base
from assistant.records import Answer
from assistant.sentences import sentence_at
from assistant.table_grid import BARE_NUMBER, NUMBER_CELL, NUMBERING, TableGrid
from assistant.table_lists import label_column
from assistant.table_naming import SHORTENED, namings
from assistant.terms import Term, coverage, folded, terms
from ingest.grammar import find_quantities
from ingest.records import Document, Span, Table, TableCell

MOST_DOCUMENTS = 3
"""Documents, the best found first, whose tables are looked at."""
PASSAGES = 12
TOTAL = re.compile(r"^(?:合计|总计|小计|共计|平均|总数|全[市县区省校]|备注|注)")
"""Rows that are no rows of their own."""
HELD = 0.6
"""Share of the matter's weight that a column with its table's headings must hold."""
OWN = 0.3
"""And its own header, where the table has several columns of numbers."""
HELD_ALONE = 0.8
"""Where the one column of numbers has a header that says nothing of it."""
FEWEST = 3
"""Rows of a table of which one can be the greatest."""
SHOWN = 10
WHICH_ROW = re.compile(r"哪|谁|第一|排|啥|什么")
"""What asks which row it is: where one row is named, 中班最多多少人 asks for its cell."""
ASKING = re.compile(
    rf"{LEAST_MOST.pattern}|{AGAINST.pattern}|哪(?:个|所|家|些|一?[个所家])|(?:更|较)[高低多少大小]|[高低多少大小](?=$|[，。？?])|各|分别"
    r"|便宜|划算|合算|实惠|省钱|(?<![一-鿿])贵|拿不定主意|[犹纠][豫结]|[在从]?两[个所家][里中]?[挑选]?|(?:不知道?)?[选挑报考去上]哪[个所家]?(?:好|合适)?|(?:我|孩子|娃|伢)?(?:想|要|打算)?[报考选](?=[一二三四五六市县])"
)
"""Words that compare and name no matter."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row's label and its value in the column chosen."""

    label: TableCell
    cell: TableCell
    value: Decimal


YEAR = re.compile(r"(?:19|20)\d{2}(?=\s*年)")
LONG_AGO = 100
"""Years; a value of a year to come is told only where none has come."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers of one table with its rows; ``held`` and ``own`` say how well it fits."""

    grid: TableGrid
    at: int
    rows: tuple[Row, ...]
    held: float
    own: float

    @property
    def heads(self) -> dict[int, str]:
        """The headers of the table's columns."""
        return {c: self.grid.head(c) for c in range(self.grid.columns)}


def compared(library: Library, case: Case) -> Answer | None:
    """The rows of the column that the question compares; None where no table is plainly meant."""
    text = case.query.text
    superlative = bool(LEAST_MOST.search(text))
    if not (superlative or WHICH_IS_MORE.search(text) or MUCH_ASKED.search(text)):
        return None
    asked = folded(text)
    best: tuple[tuple[bool, float, float, int], Column] | None = None
    for document in _documents(library, case):
        for table in document.tables:
            for column in _columns(library, case, document, table, asked):
                named = _named(case, column, asked)
                of_all = superlative and (len(named) != 1 or bool(WHICH_ROW.search(text)))
                fits = len(named) > 1 or (of_all and len(column.rows) >= FEWEST)
                rank = (len(named) > 1, column.own, column.held, _current(case, column))
                if fits and (best is None or rank > best[0]):
                    best = (rank, column)
    return _said(case, best[1], asked, superlative) if best is not None else None


def _current(case: Case, column: Column) -> int:
    """Where no year is asked for, how near its head's year is to this one, later ones behind all earlier: 2026年标准
    beside 2025年标准; 0 for the best."""
    found = YEAR.search(column.grid.head(column.at))
    if found is None or case.query.years:
        return 0
    ago = case.today.year - int(found.group())
    return -ago if ago >= 0 else ago - LONG_AGO


def _documents(library: Library, case: Case) -> Iterator[Document]:
    """Those found first; where places narrowed them also those of all: a table may name them in its rows."""
    found = [chunk for chunk, _ in case.found]
    if case.query.places and len(case.documents) < len(case.scope):
        bare = replace(case.query, text=_without_names(case), places=(), named=())
        found = [chunk for chunk, _ in find(library, bare, case.scope, PASSAGES)]
    ids = dict.fromkeys(chunk.document_id for chunk in found)
    in_force = [i for i in ids if case.scope[i].metadata.status not in ENDED]
    for identity in in_force[: MOST_DOCUMENTS * (1 + bool(case.query.places))]:
        yield library.document(identity)


def _without_names(case: Case) -> str:
    text = case.query.text
    for name in sorted(case.query.named, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def _columns(
    library: Library, case: Case, document: Document, table: Table, asked: str
) -> Iterator[Column]:
    """The columns of numbers that fit what is asked."""
    grid = TableGrid(document, table)
    if grid.pairs or grid.columns < 2 or len(grid.rows) < 2:
        return
    label = label_column(grid, case.query)
    names = [grid.words(grid.at(row, label)) for row in grid.rows]
    wanted = _matter(library, case, names)
    numeric = [c for c in range(grid.columns) if c != label and _is_numeric(grid, c)]
    numeric = grid.of_measure(numeric, asked_measure(case.query.text)) or numeric
    around = _around(case, document, table)
    labels = grid.head(label)
    for at in numeric:
        head = grid.head(at)
        held = coverage(wanted, f"{head} {labels} {around}", asked)
        own = coverage(wanted, head, asked)
        alone = len(numeric) == 1 and held >= HELD_ALONE
        if held >= HELD and (own >= OWN or alone):
            yield Column(grid, at, tuple(_rows(grid, label, at)), held, own)


def _matter(library: Library, case: Case, names: Sequence[str]) -> tuple[Term, ...]:
    """The question without what compares and without the rows it names."""
    words = ASKING.sub(" ", DIFFERENCE.sub(" ", case.query.text))
    for name in sorted((n for n in names if len(n) > 1), key=len, reverse=True):
        words = words.replace(name, " ")
    return tuple(terms(words, library.vocabulary))


def _is_numeric(grid: TableGrid, column: int) -> bool:
    if NUMBERING.match(grid.head(column)):
        return False
    words = [grid.words(cell) for row in grid.rows if grid.says(cell := grid.at(row, column))]
    numbers = sum(bool(NUMBER_CELL.match(w)) for w in words)
    return len(words) > 1 and numbers >= 0.6 * len(words)


def _rows(grid: TableGrid, label: int, column: int) -> Iterator[Row]:
    for row in grid.rows:
        name, cell = grid.at(row, label), grid.at(row, column)
        if name is None or cell is None or TOTAL.match(grid.words(name)):
            continue
        value = _value(grid.words(cell))
        if grid.says(name) and value is not None:
            yield Row(name, cell, value)


def _value(words: str) -> Decimal | None:
    """A cell's one number."""
    bare = re.sub(r"[,，]", "", words)
    if re.fullmatch(r"\d+(?:\.\d+)?", bare):
        return Decimal(bare)
    read = find_quantities(words)
    return read[0].value if len(read) == 1 else None


def _around(case: Case, document: Document, table: Table) -> str:
    """Caption, the line above and the title: what tells of what a table is."""
    caption = document.text[table.caption.start : table.caption.end] if table.caption else ""
    above = sentence_at(document.text, max(0, len(document.text[: table.start].rstrip()) - 1))
    title = case.scope[document.id].metadata.title
    return f"{caption} {document.text[above.start : above.end]} {title}"


def _named(case: Case, column: Column, asked: str) -> list[Row]:
    """The rows that the question names by their labels; where it does not say two of these whole also by parts of them:
    大桥高中 of 大桥中学（高中部）."""
    named = [row for row in column.rows if _label(column, row) in asked]
    if len(named) > 1:
        return named
    labels = [column.grid.words(row.label) for row in column.rows]
    known = f"{case.query.scope} {' '.join(column.heads.values())}"
    found = namings(Asked(case.query.text, case.query.named), labels, known)
    parts = [
        r
        for r in column.rows
        if (n := found.get(column.grid.words(r.label))) and n.kind > SHORTENED
    ]
    return parts if len(parts) == 2 and all(row in parts for row in named) else named


def _label(column: Column, row: Row) -> str:
    words = folded(column.grid.words(row.label))
    return words if len(words) > 1 else "\0"


# --- saying ---


def _said(case: Case, column: Column, asked: str, superlative: bool) -> Answer:
    named = _named(case, column, asked)
    rows = named if len(named) > 1 else list(column.rows)
    if superlative or WHICH_IS_MORE.search(case.query.text):
        least = re.search(
            r"最(?:低|少|小)|(?:更|较|个|谁)(?:低|少|小)|便宜|划算|合算|实惠|省钱", case.query.text
        )
        rows = sorted(rows, key=lambda row: row.value, reverse=not least)
    head = said_head(column.heads, column.at)
    order = "，按数值排列" if superlative else ""
    lines = [f"{head}{order}："] if head else []
    marks = []
    for number, row in enumerate(rows[:SHOWN], 1):
        mark = _mark(case, column, row)
        marks.append(mark)
        lines.append(f"{number}. {column.grid.words(row.label)}：{_words(column, row)}{mark}")
    text = case.query.text
    differs = any(p.search(text) for p in (DIFFERENCE, WHICH_IS_MORE, AGAINST))
    if len(rows) == 2 and differs and (line := _difference(column, rows)):
        lines.append(f"{line}{''.join(marks)}")
    notes = (f"共 {len(rows)} 行，这里列前 {SHOWN} 行。",) if len(rows) > SHOWN else ()
    return Answer("\n".join(lines), "extractive", case.citer.citations, notes=notes)


def _difference(column: Column, rows: Sequence[Row]) -> str:
    """计算：1420万元 − 1187万元 = 233万元; empty where the cells have no unit to reckon in."""
    one, other = sorted(rows, key=lambda row: row.value, reverse=True)
    read = [find_quantities(_words(column, row)) for row in (one, other)]
    if any(len(r) != 1 or r[0].value is None for r in read) or one.value == other.value:
        return ""
    first, second = (r[0] for r in read)
    unit = base(first.unit)
    if base(second.unit) != unit or unit in ("%", ""):
        return ""
    gap = (first.value or Decimal(0)) - (second.value or Decimal(0))
    return f"计算：{first.text} − {second.text} = {amount(gap, unit)}"


def _words(column: Column, row: Row) -> str:
    words = column.grid.words(row.cell)
    unit = column.grid.unit(column.at)[0]
    return words + (unit if unit and BARE_NUMBER.match(words) else "")


def _mark(case: Case, column: Column, row: Row) -> str:
    grid = column.grid
    quote = Span(min(row.label.start, row.cell.start), max(row.label.end, row.cell.end))
    spans = [Span(c.start, c.end) for c in grid.heads(column.at)]
    spans += [s for s in (grid.table.caption, grid.unit(column.at)[1]) if s is not None]
    return case.citer.span(grid.document.id, quote, context=tuple(dict.fromkeys(spans)))
