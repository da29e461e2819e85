"""One cell asked for: its value said with its row's label and its column's header, and cited.

What another cell explains better, or two cells explain alike, is not answered here.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.case import Case
from assistant.library import Library
from assistant.matching import Asked
from assistant.question_words import COMPARE, LISTING
from assistant.records import Answer, Query
from assistant.same_duty import beside
from assistant.table_grid import BARE_NUMBER, BRACKET, Place, TableGrid
from assistant.table_naming import place_of
from assistant.table_rows import IN_ROWS, context_of, is_case, rows_named, told
from assistant.table_search import LABEL, LONGEST_LABEL, Found, TableSearch
from assistant.units_said import counted_by
from ingest.records import Document, Span, TableCell

KINDS = frozenset({"number", "date", "who", "open", "list", "definition", "tasks", "targets"})
"""Kinds of questions that one cell can answer; tasks and targets only where no list is asked for."""
FIRST = 3
"""Passages among which a table must be to be told by whole rows."""
MOST_LINES = 4
"""Cells told where one label stands over several rows."""
MOST_OTHERS = 2
"""Cells of other documents that are pointed to."""


class TableAnswers:
    """Looks for the cell in the tables of the documents that retrieval found."""

    def __init__(self, library: Library, case: Case) -> None:
        self.library = library
        self.case = case
        self.query: Query = case.query
        self.asked = Asked(case.query.text, case.query.named)
        self.search = TableSearch(library, case, self.asked)

    def answer(self) -> Answer | None:
        """The cell's value with its label and header; several rows where the label is theirs all."""
        if not self._may():
            return None
        found = sorted(self.search.cells(), key=lambda f: f.score, reverse=True)
        if not found:
            return self._whole_rows()
        best = found[0]
        equals = [f for f in found if f.score[:3] == best.score[:3]]
        alike = self._nearest(equals)
        if len(alike) > MOST_LINES or not self._same_row_kind(alike) or self._names_another(alike):
            return None
        lines = [self._said(f, several=len(alike) > 1) for f in alike]
        for other in self._elsewhere(alike, equals):
            title = self.case.citer.title(other.document.id)
            lines.append(f"另见{title}：{self._said(other, several=False)}")
        return Answer("\n".join(lines), "extractive", self.case.citer.citations)

    @staticmethod
    def _elsewhere(alike: Sequence[Found], equals: Sequence[Found]) -> list[Found]:
        """Cells of other documents that the question leads to as well and that say something else."""
        said = {f.grid.words(f.place.cell) for f in alike}
        others = {
            f.document.id: f for f in reversed(equals) if f.document.id != alike[0].document.id
        }
        return [f for f in others.values() if f.grid.words(f.place.cell) not in said][:MOST_OTHERS]

    def _may(self) -> bool:
        kind = self.query.kind
        if kind not in KINDS or not self.asked.content or COMPARE.search(self.query.text):
            return False
        return kind not in ("tasks", "targets") or not LISTING.search(self.query.text)

    @staticmethod
    def _nearest(alike: Sequence[Found]) -> list[Found]:
        """Of equals those in the table that retrieval ranked first; a cell counts once."""
        best = min(f.rank for f in alike)
        chosen: dict[tuple[str, int], Found] = {}
        for f in alike:
            if f.rank == best:
                chosen.setdefault((f.document.id, f.place.cell.start), f)
        return sorted(chosen.values(), key=lambda f: (f.document.id, f.place.cell.start))

    @staticmethod
    def _same_row_kind(alike: Sequence[Found]) -> bool:
        """Several cells answer together only below one header, for one label over several rows."""
        first = alike[0]
        if len(alike) == 1:
            return True
        return all(
            f.grid.table == first.grid.table and f.place.column == first.place.column
            for f in alike
        )  # fmt: skip

    def _names_another(self, alike: Sequence[Found]) -> bool:
        """Of several rows under one label: does the question name one that none of them is?"""
        told = (f.row.places | f.column.places | f.around.places for f in alike)
        return len(alike) > 1 and self.asked.word_left(frozenset[int]().union(*told))

    def _whole_rows(self) -> Answer | None:
        """All that the table found says of what the question names."""
        if not IN_ROWS.search(self.query.text) or self.query.kind in ("date", "who"):
            return None
        for document, table, section, rank, old in self.search.tables():
            if rank >= FIRST or old:
                continue
            grid = TableGrid(document, table)
            around = self.asked.match(self.search.around(document, table, section))
            named = rows_named(grid, self.asked, around.places)
            said = [(told(grid, row, label), label) for row, label in named]
            if said and all(text for (text, _), _ in said):
                lines = [self._row_said(grid, text, cells, label) for (text, cells), label in said]
                return Answer("\n".join(lines), "extractive", self.case.citer.citations)
        return None

    def _row_said(
        self, grid: TableGrid, text: str, cells: Sequence[TableCell], label: TableCell
    ) -> str:
        quote = Span(cells[0].start, max(c.end for c in cells))
        context = (Span(label.start, label.end), *context_of(grid, cells))
        more = tuple(s for s in context if not quote.contains(s))
        return f"{text}{self.case.citer.span(grid.document.id, quote, context=more)}。"

    # --- saying ---

    def _said(self, found: Found, *, several: bool) -> str:
        grid, place = found.grid, found.place
        labels = self._told_labels(found, several)
        value = found.document.text[place.cell.start : place.cell.end].replace("\t", " ").strip()
        unit, at = grid.unit_at(place.row, place.column)
        if not unit and grid.is_amount(value, place.column):
            unit = counted_by(self.query.text)
        head = grid.head(place.column)
        if unit and BARE_NUMBER.match(value):
            value += unit
            head = head.replace(f"（{unit}）", "").replace(f"({unit})", "")
        name = "，".join(
            [*(grid.words(c) for c in labels), head] if head else map(grid.words, labels)
        )
        others = self._of_same_duty(found) if not several else []
        more_said = "".join(f"，{grid.head(c.column)}：{grid.words(c)}" for c in others)
        context = [*labels, *place.heads, *others]
        context += [head for c in others for head in grid.heads(c.column)]
        spans = [Span(c.start, c.end) for c in context]
        spans += [s for s in (found.grid.table.caption, at) if s is not None]
        quote = self._quote(found.document, place, labels)
        more = tuple(s for s in dict.fromkeys(spans) if not quote.contains(s))
        mark = self.case.citer.span(found.document.id, quote, context=more)
        return f"{name}：{value.rstrip('。；;')}{more_said}{mark}。"

    def _of_same_duty(self, found: Found) -> list[TableCell]:
        """Of a row that is asked who has a duty the other cells that tell it: the person beside the office."""
        grid, row = found.grid, found.place.row
        if self.query.kind != "who" or grid.pairs:
            return []
        heads = {c: grid.head(c) for c in range(grid.columns)}
        cells = [grid.at(row, c) for c in beside(heads, found.place.column)]
        return [c for c in cells if c is not None and grid.says(c)]

    @staticmethod
    def _quote(document: Document, place: Place, labels: Sequence[TableCell]) -> Span:
        """The cell, from its label on where nothing stands between them."""
        start = place.cell.start
        for label in labels:
            if label.end <= place.cell.start and not document.text[label.end : start].strip():
                start = label.start
        return Span(start, place.cell.end)

    def _said_of(self, label: str) -> float:
        """The share of a label that the question says."""
        return self.asked.best([label, BRACKET.sub("", label), place_of(label)]).share

    def _told_labels(self, found: Found, several: bool) -> list[TableCell]:
        """The labels that the question names; where several rows answer also what parts them."""
        labels = list(found.grid.labels(found.place.row, found.place.column))
        named = [
            c for c in labels
            if self._said_of(w := found.grid.words(c)) >= LABEL
            or is_case(w, self.search.told)
        ]  # fmt: skip
        if several:
            named += [
                c for c in labels
                if c not in named and c.row_span == 1 and len(found.grid.words(c)) <= LONGEST_LABEL
            ][:1]  # fmt: skip
        return named
