"""An office that no document speaks of: its tasks are refused by name, with the offices that there are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asked_topic import topic_of
from assistant.case import Case
from assistant.library import Library
from assistant.near_rows import other_owners
from assistant.owner_names import OFFICE
from assistant.records import Answer, ChecklistRow
from assistant.row_lines import looked_at
from assistant.table_asked import LEADS

NO_NAME = re.compile(r"[里内的]|要点|计划|方案|办[科处室]|[科处]室?办")
"""What no name of an office holds: words of the question before it, or two names run together."""
LONGEST = 12
"""Code points of the name of an office."""
DUTIES = re.compile(r"完成|要[做办干]|任务|工作|活|事")


def unknown_office(library: Library, case: Case, rows: Sequence[ChecklistRow]) -> Answer | None:
    """A refusal where the question asks for nothing but the tasks of an office that stands in no document in scope."""
    asked = topic_of(case.query).strip() or case.query.owner
    text = case.query.text
    if not OFFICE.fullmatch(asked) or NO_NAME.search(asked) or len(asked) > LONGEST:
        return None
    if not (LEADS.search(text) or DUTIES.search(text)):
        return None
    if any(asked in library.document(identity).text for identity in case.documents):
        return None
    titles = [d.metadata.title or d.source for d in case.documents.values()]
    owners = other_owners(rows)
    more = f"写明责任单位的有：{owners}。" if owners else ""
    return Answer(f"没有写到“{asked}”。{looked_at(titles)}。{more}", "refused")
