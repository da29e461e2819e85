"""Lists by time: the year that a window without one is of, and what a long list of late tasks writes out."""

from __future__ import annotations

import datetime as dt

from assistant.checklist import make_rows
from assistant.question import read_question
from assistant.records import ChecklistRow
from assistant.structured import LATE_SHOWN, Asked, status
from assistant.terms import Vocabulary
from assistant.windows import in_window
from ingest.records import Deadline, FactTime, Metadata, PartialDate, Precision, Span
from ingest.store.rows import StoredDocument

TODAY = dt.date(2026, 6, 1)


class Marks:
    """A citer without a library."""

    citations = ()

    def fact(self, fact: Deadline) -> str:
        return "[1]"


def row(lo: str, hi: str, precision: Precision = "day") -> ChecklistRow:
    time = FactTime(hi, 0, 2, PartialDate.parse(lo), PartialDate.parse(hi), "in", precision, False)
    fact = Deadline(
        hi, "d", ("任务",), f"第{hi}次例会", 0, 5, Span(0, 2), f"第{hi}次例会", "", time
    )
    document = StoredDocument(
        "d", "通知.txt", "0", 1, "txt", Metadata(title="通知"), 0, 1, 1, False, ""
    )
    return make_rows([fact], {}, {"d": document}, TODAY)[0]


def test_a_window_without_a_year_is_of_this_year_where_plans_of_it_are_held() -> None:
    half = read_question("上半年要完成哪些任务", today=None).time
    old, plan = row("2024-03-01", "2024-03-01"), row("2026-01-01", "2026-06-30", "half")
    assert half is not None
    assert [r.fact_id for r in in_window(half, [old, plan], TODAY).rows] == [plan.fact_id]
    assert [r.fact_id for r in in_window(half, [old], TODAY).rows] == [old.fact_id]


def test_of_a_long_list_of_late_tasks_the_newest_are_written_out() -> None:
    days = [str(dt.date(2026, 1, 1) + dt.timedelta(days=n)) for n in range(LATE_SHOWN + 3)]
    asked = Asked(
        read_question("哪些已经逾期了"), [row(d, d) for d in days], ["通知"], Vocabulary([]), Marks(), TODAY,  # type: ignore[arg-type]
    )  # fmt: skip
    answer = status(asked)
    assert f"共 {len(days)} 项" in answer.text and len(answer.rows) == len(days)
    assert answer.text.count("[1]") == LATE_SHOWN
    assert days[-1] in answer.text and days[2] not in answer.text and days[3] in answer.text
    assert "更早的 3 项" in answer.notes[0]
