"""A row of a table in words, cited: what names it, then each cell asked for behind its header; and values added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.cite import Citer
from assistant.columns_alike import said_head
from assistant.one_table import OneTable
from assistant.reckoning import amount, base
from assistant.table_grid import BARE_NUMBER
from assistant.table_rows import context_of
from ingest.grammar import Quantity, find_quantities
from ingest.records import Span


@dataclass(frozen=True, slots=True)
class ToldRows:
    """Says rows of tables; ``unit`` is what a bare number counts where the table tells none."""

    citer: Citer
    unit: str = ""

    def quantity(self, table: OneTable, row: int, column: int) -> Quantity | None:
        """A cell's one quantity; None where it holds none, or several."""
        found = find_quantities(self.value(table, row, column))
        return found[0] if len(found) == 1 and found[0].value is not None else None

    def value(self, table: OneTable, row: int, column: int) -> str:
        """A cell's words, a bare number with its unit."""
        words = table.grid.valued(row, column)
        return words + self.unit if BARE_NUMBER.match(words) else words

    def row(self, table: OneTable, by: Sequence[int], row: int, columns: Sequence[int]) -> str:
        """“药剂，招生计划：150人[1]”: what names the row, then each cell asked for behind its header."""
        grid = table.grid
        numbers = [c for c in by if BARE_NUMBER.match(table.words(row, c)) and c != table.label]
        columns = sorted({*columns, *numbers}) if numbers else columns
        names = [c for c in dict.fromkeys((table.label, *by)) if c not in columns]
        labels = [c for at in sorted(names) if (c := grid.at(row, at)) is not None and grid.says(c)]
        labels = list(dict.fromkeys(labels))
        cells = [c for at in columns if (c := grid.at(row, at)) is not None and grid.says(c)]
        said = [
            f"{said_head(table.heads, c)}：{self.value(table, row, c)}"
            for c in columns if table.words(row, c)
        ]  # fmt: skip
        cited = [*labels, *cells] or list(grid.cells_of(row))
        own = [c for c in cited if c.row == row] or cited
        quote = Span(min(c.start for c in own), max(c.end for c in own))
        spans = [*(Span(c.start, c.end) for c in cited), *context_of(grid, cited)]
        spans += [grid.table.caption] if grid.table.caption else []
        more = tuple(s for s in dict.fromkeys(spans) if not quote.contains(s))
        mark = self.citer.span(grid.document.id, quote, context=more)
        return f"{'，'.join([*map(grid.words, labels), *said])}{mark}"


def worked(values: Sequence[Quantity]) -> str:
    """“计算：180人 + 240人 = 420人”; empty where the units differ."""
    if len(values) < 2 or len({base(v.unit) for v in values}) != 1:
        return ""
    total = sum((v.value or Decimal(0) for v in values), Decimal(0))
    return f"计算：{' + '.join(v.text for v in values)} = {amount(total, base(values[0].unit))}"
