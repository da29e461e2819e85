"""Invented everyday questions: is the kind read right, and every slot that matters?"""

from __future__ import annotations

import datetime as dt

import pytest
from everyday_questions import AFTER, BEFORE, Row

from assistant.names import Known
from assistant.question import read_question

TODAY = dt.date(2025, 9, 10)
LIBRARY = (
    Known("p25", "临溪县教育局2025年工作要点", "要点.txt", "临溪县", "", (2025,)),
    Known("yx", "临溪县校外研学活动管理办法", "研学.txt", "临溪县", "临教〔2024〕17号", (2024,)),
)


def misread(row: Row) -> str:
    """What is wrong with the reading of a question; empty where nothing is."""
    question, kind, slots = row
    query = read_question(question, today=TODAY, library=LIBRARY)
    wanted = {"kind": kind, "missing": (), **slots}
    wrong = {name: getattr(query, name) for name in wanted if getattr(query, name) != wanted[name]}
    return f"{question}: {wrong}" if wrong else ""


@pytest.mark.parametrize("rows", [BEFORE, AFTER], ids=["before", "after"])
def test_everyday_questions_are_read_right(rows: tuple[Row, ...]) -> None:
    wrong = [said for row in rows if (said := misread(row))]
    assert len(wrong) <= len(rows) // 25, "\n".join(wrong)
