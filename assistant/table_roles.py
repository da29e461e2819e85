"""Who leads a task of a table and who joins in: 牵头单位 and 配合单位 are columns of their own, a fact names both.

A question for what an office leads (牵头) wants the rows where it stands in the column of who leads; one for what it joins
in (配合) those where it stands in the other. Where a question says both or neither, all are meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.library import Library
from assistant.one_table import OFFICES, SECOND
from assistant.owner_names import PARTS
from assistant.records import ChecklistRow
from assistant.table_asked import SUPPORTS
from assistant.table_grid import TableGrid

LEADS_ALONE = re.compile(r"牵头|主责|主办|领头|挑头")
"""What asks for who leads; 负责 is said of those who join in too."""


def of_role(
    library: Library, rows: Sequence[ChecklistRow], question: str
) -> Mapping[str, ChecklistRow]:
    """The rows of tables that name offices of both roles, by id, with those of the role that the question says alone."""
    leads, supports = bool(LEADS_ALONE.search(question)), bool(SUPPORTS.search(question))
    if leads == supports:
        return {}
    found: dict[str, ChecklistRow] = {}
    for identity in dict.fromkeys(
        r.fact.document_id for r in rows if len(_parts(r.fact.owner)) > 1
    ):
        document = library.document(identity)
        grids = [TableGrid(document, table) for table in document.tables]
        for row in rows:
            if row.fact.document_id == identity and len(_parts(row.fact.owner)) > 1:
                owner = _owner(grids, row, supports)
                if owner is not None and owner != row.fact.owner:
                    found[row.fact_id] = replace(row, fact=replace(row.fact, owner=owner))
    return found


def _parts(owner: str) -> list[str]:
    return [part for part in PARTS.split(owner) if part]


def _owner(grids: Sequence[TableGrid], row: ChecklistRow, supports: bool) -> str | None:
    """The offices of one role in the table row of a fact; None where its table does not tell them apart."""
    at = row.fact.span.start
    grid = next((g for g in grids if g.table.start <= at < g.table.end), None)
    if grid is None or grid.pairs:
        return None
    columns = [c for c in range(grid.columns) if OFFICES.search(grid.head(c))]
    second = [c for c in columns if SECOND.search(grid.head(c))]
    first = [c for c in columns if c not in second]
    place = next(
        (r for r in grid.rows if any(c.start <= at < c.end for c in grid.cells_of(r))), None
    )
    if not first or not second or place is None:
        return None
    own = [
        p for c in (second if supports else first) for p in _parts(grid.words(grid.at(place, c)))
    ]
    return "、".join(part for part in _parts(row.fact.owner) if part in own)
