"""Points for what somebody reached, by a table of points: 女生800米跑3分44秒得几分, 跳绳跳了150下算多少分.

Such tables state for each number of points what must be reached for it, the best first; whoever lies between two steps
has reached the lower one, which the rules say themselves (介于两档之间的，按较低一档计分). Where a document does not say
it, both steps are told and none is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.case import Case
from assistant.library import Library
from assistant.matching import Asked
from assistant.performances import OF_UNIT, Performance, of_cell, performances
from assistant.records import Answer
from assistant.table_grid import BRACKET, NUMBER_CELL, TableGrid, last_bracket
from assistant.table_rows import context_of
from assistant.table_search import TableSearch
from ingest.records import Document, Span, Table

ASKS = re.compile(
    r"(?:几|多少)分|得分|分值|多少成绩|(?:算|打|给|拿|得|计|评)[得到了个]*(?:几|多少)(?![次个下米秒])|(?:什么|啥|哪个?一?)(?:等级|档|级)|(?:能|算|够|可以|达)[^，。？?]{0,4}(?:满分|及格|优秀|良好|达标)"
)
"""What asks for the points or the grade of something reached."""
FULL = re.compile(
    r"(?:多少|几|多快|多久|多长|多远|怎么?样)[^，。？?]{0,10}(?:满分|最高分)|(?:满分|最高分)[^，。？?]{0,10}(?:多少|几[次个分米秒]|多快|多久|多长|多远)"
)
"""What asks what must be reached for all points."""
POINTS = re.compile(r"^(?:单项)?(?:得分|分值|分数|评分|计分|成绩)(?:[（(]分?[）)])?$")
GRADES = re.compile(r"^(?:单项)?(?:等级|档次|等第)$")
"""Headers of the column of points, and of the column of grades that may stand beside it or in its place."""
OF_NO_EVENT = re.compile(
    r"[一1]分钟|[男女][生子]?|成绩|得分|评分|标准|分值|项目|表\d|[（(][^（）()]*[）)]"
)
"""Words of captions and headers that name no event."""
MALE = re.compile(r"男|儿子|小子|崽|小伙")
FEMALE = re.compile(r"女|闺|丫头|妹[子崽]|姑娘")
BETWEEN = re.compile(
    r"[^。；\n]{0,20}(?:介于|处于|在)[^。；\n]{0,10}(?:两档|两级|两个?(?:档次|等级|分值|标准)|相邻)[^。；\n]*"
)
LOWER = re.compile(r"较?低|就低|下一|向下")
HIGHER = re.compile(r"较?高|就高|上一|向上")
BELOW = re.compile(r"[^。；\n]*(?:低于最低|未达到?最低|不足最低|达不到最低)[^。；\n]*")
FEWEST = 3
"""Steps of a table of points."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a column: what must be reached and the points for it."""

    row: int
    column: int
    reached: Performance
    points: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps of one event and group, the best first; ``few_is_better`` of times."""

    document: Document
    grid: TableGrid
    name: str
    points: int
    steps: tuple[Step, ...]
    few_is_better: bool
    named: int


def points_for(library: Library, case: Case) -> Answer | None:
    """The points for what the question says somebody reached; None where no table of points is plainly meant."""
    text = re.sub(r"\s+", "", case.query.text)
    told, full = performances(text), bool(FULL.search(text))
    if not (ASKS.search(text) if told else full):
        return None
    ladders = list(_ladders(library, case, Asked(text, case.query.named)))
    best = max((ladder.named for ladder in ladders), default=0)
    found = [
        (ladder, one) for ladder in ladders
        if ladder.named == best > 0
        and (one := _of_kind(ladder, told) if told else ladder.steps[0].reached) is not None
    ]  # fmt: skip
    found = _of_group(text, found)
    tables = {id(ladder.grid) for ladder, _ in found}
    if len(tables) != 1:
        return None
    lines = [line for ladder, one in found for line in _said(case, ladder, one)]
    return (
        Answer("\n".join(dict.fromkeys(lines)), "extractive", case.citer.citations)
        if lines
        else None
    )


def _of_kind(ladder: Ladder, told: Sequence[Performance]) -> Performance | None:
    """The one thing reached of the kind that the ladder measures."""
    mine = [
        p
        for p in told
        if p.kind == ladder.steps[0].reached.kind or not ladder.steps[0].reached.kind
    ]
    return mine[0] if len(mine) == 1 else None


def _of_group(
    text: str, found: list[tuple[Ladder, Performance]]
) -> list[tuple[Ladder, Performance]]:
    """The ladders of boys or of girls, where the question says which."""
    group = "男" if MALE.search(text) and not FEMALE.search(text) else ""
    group = "女" if FEMALE.search(text) and not MALE.search(text) else group
    return [f for f in found if group in f[0].name] or found if group else found


# --- tables ---


def _ladders(library: Library, case: Case, asked: Asked) -> Iterator[Ladder]:
    for document, table, _, _, old in TableSearch(library, case, asked).tables():
        grid = TableGrid(document, table)
        points = _points(grid)
        if old or grid.pairs or points is None or len(grid.rows) < FEWEST:
            continue
        if not _is_of_years(case, document):
            continue
        caption = _caption(document, table)
        for column in range(grid.columns):
            if column == points or GRADES.match(grid.head(column)):
                continue
            unit = last_bracket(grid.head(column)) or last_bracket(caption)
            steps = tuple(_steps(grid, points, column, unit))
            few = _direction(steps)
            if few is None:
                continue
            name = BRACKET.sub("", grid.head(column))
            event = OF_NO_EVENT.sub(" ", f"{caption} {name}")
            own = asked.match(OF_NO_EVENT.sub(" ", name)).places
            places = asked.match(event).places | own
            yield Ladder(document, grid, name, points, steps, few, 2 * len(own) + len(places))


def _points(grid: TableGrid) -> int | None:
    """The column of points, else that of grades."""
    heads = {c: grid.head(c) for c in range(grid.columns)}
    found = [c for pattern in (POINTS, GRADES) for c, head in heads.items() if pattern.match(head)]
    return found[0] if found else None


def _is_of_years(case: Case, document: Document) -> bool:
    """Is the document of a year that the question names, where it names any?"""
    known = case.scope[document.id].metadata
    own = f"{known.title} {known.plan_year or ''} {known.issued.year if known.issued else ''}"
    return not case.query.years or any(str(year) in own for year in case.query.years)


def _caption(document: Document, table: Table) -> str:
    """A table's caption, else the line above it."""
    if table.caption:
        return document.text[table.caption.start : table.caption.end]
    end = len(document.text[: table.start].rstrip())
    return document.text[document.text.rfind("\n", 0, end) + 1 : end]


def _steps(grid: TableGrid, points: int, column: int, unit: str) -> Iterator[Step]:
    for row in grid.rows:
        said, cell = grid.words(grid.at(row, points)), grid.at(row, column)
        reached = of_cell(grid.words(cell), unit) if grid.says(cell) else None
        if said and reached is not None:
            yield Step(row, column, reached, said)


def _direction(steps: Sequence[Step]) -> bool | None:
    """Whether little is better, of steps whose best stands first; None where the column is no ladder."""
    values = [s.reached.value for s in steps]
    if len(values) < FEWEST or len({s.reached.kind for s in steps}) != 1:
        return None
    points = [Decimal(s.points) for s in steps if re.fullmatch(r"\d+(?:\.\d+)?", s.points)]
    if points and (len(points) != len(steps) or points != sorted(points, reverse=True)):
        return None
    if values == sorted(values):
        return True
    return False if values == sorted(values, reverse=True) else None


# --- saying ---


def _said(case: Case, ladder: Ladder, told: Performance) -> list[str]:
    at = next((n for n, s in enumerate(ladder.steps) if _meets(ladder, told, s)), None)
    text = ladder.document.text
    if at is None:
        last = ladder.steps[-1]
        return _noted(case, ladder, BELOW) or [f"最低一档：{_line(case, ladder, last)}"]
    step = ladder.steps[at]
    if at == 0 or step.reached.value == told.value:
        return [_line(case, ladder, step)]
    note = BETWEEN.search(text, ladder.grid.table.end) or BETWEEN.search(text)
    if note is None:
        return [_line(case, ladder, ladder.steps[at - 1]), _line(case, ladder, step)]
    higher = HIGHER.search(note.group()) and not LOWER.search(note.group())
    chosen = ladder.steps[at - 1] if higher else step
    return [_line(case, ladder, chosen), *_noted(case, ladder, BETWEEN)]


def _meets(ladder: Ladder, told: Performance, step: Step) -> bool:
    if ladder.few_is_better:
        return told.value <= step.reached.value
    return told.value >= step.reached.value


def _noted(case: Case, ladder: Ladder, pattern: re.Pattern[str]) -> list[str]:
    """The sentence of the document that says what holds between two steps, or below the last."""
    text = ladder.document.text
    note = pattern.search(text, ladder.grid.table.end) or pattern.search(text)
    if note is None:
        return []
    lead = len(note.group()) - len(note.group().lstrip("注：: 说明备\n"))
    span = Span(note.start() + lead, note.end())
    return [f"{text[span.start : span.end]}{case.citer.span(ladder.document.id, span)}"]


def _line(case: Case, ladder: Ladder, step: Step) -> str:
    """“女生800米，3分44秒：16分[1]”"""
    grid = ladder.grid
    cells = grid.cells_of(step.row)
    quote = Span(min(c.start for c in cells), max(c.end for c in cells))
    spans = [*context_of(grid, cells), *([grid.table.caption] if grid.table.caption else [])]
    mark = case.citer.span(grid.document.id, quote, context=tuple(dict.fromkeys(spans)))
    unit = "分" if NUMBER_CELL.match(step.points) and step.points[-1].isdigit() else ""
    reached = grid.words(grid.at(step.row, step.column))
    counted = last_bracket(grid.head(step.column)) or last_bracket(
        _caption(grid.document, grid.table)
    )
    reached += counted if reached[-1].isdigit() and counted in OF_UNIT else ""
    grades = (c for c in range(grid.columns) if GRADES.match(grid.head(c)) and c != ladder.points)
    grade = next((grid.words(grid.at(step.row, c)) for c in grades), "")
    return f"{ladder.name}，{reached}：{step.points}{unit}{f'（{grade}）' if grade else ''}{mark}"
