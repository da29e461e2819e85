"""Who has to do the items of a list: the body that the line above them names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.extract import owners
from ingest.extract.clauses import sentences
from ingest.extract.norms import LIST_ITEM, LIST_OPENS
from ingest.extract.reading import Line

# 学校应当履行下列职责：, 公安机关负责下列工作：: what the items are to the body.
DUTIES = re.compile(r"(?:下列|以下)[^，,]{0,8}(?:职责|义务|责任|工作|任务|措施|程序|规定)")


def bound_bodies(lines: Iterable[Line]) -> Iterator[str]:
    """For each line the body that the list it stands in binds; empty outside of such lists."""
    body = ""
    for line in lines:
        if LIST_OPENS.search(line.text) and not LIST_ITEM.match(line.text):
            body = _bound(line) if DUTIES.search(line.text) else ""
            yield ""
        elif LIST_ITEM.match(line.text):
            yield body
        else:
            body = ""
            yield ""


def _bound(line: Line) -> str:
    """The last subject of the line that opens the list."""
    told = sentences(line.text, line.start)
    clauses = [clause for sentence in told for clause in sentence.clauses]
    return next((found for c in reversed(clauses) if (found := owners.subject(c.text))), "")
