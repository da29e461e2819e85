"""Lists against the store: which rows a question must hold, and how an answer's rows are counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from assistant.records import Answer, ChecklistRow, Citation
from eval.bench import answer_cost, answer_cost_jobs, answers
from eval.bench.answer_lists import ListQuestion, key, list_questions
from ingest.grammar import find_times
from ingest.records import Deadline, FactTime, Span, Target

TEXT = "3月15日前完成摸底（教研室）。上半年开展督查。2025年4月至6月组织比赛。年内建成两所学校。入园率95%。"


def row(words: str, *, time: str = "", action: str = "", owner: str = "") -> ChecklistRow:
    start = TEXT.index(words)
    end = start + len(words)
    fact: Deadline | Target
    if action:
        found = find_times(time, plan_year=2025)[0]
        said = FactTime(time, start, end, found.lo, found.hi, found.relation, found.precision)
        fact = Deadline(
            f"f{start}", "d", (), words, start, end, Span(start, end), action, owner, said
        )
    else:
        fact = Target(
            f"f{start}", "d", (), words, start, end, Span(start, end), "入园率", "", "eq", None, "%", words
        )  # fmt: skip
    return ChecklistRow(fact.id, fact, "待确认", False, "", "", "", "工作安排", "安排.txt")


ROWS = (
    row("3月15日前完成摸底（教研室）", time="3月15日前", action="完成摸底", owner="教研室"),
    row("上半年开展督查", time="上半年", action="开展督查"),
    row("2025年4月至6月组织比赛", time="2025年4月至6月", action="组织比赛"),
    row("年内建成两所学校", time="2025年内", action="建成两所学校"),
    row("入园率95%"),
)


class Desk:
    """Stands for the assistant: gives all rows, and answers every question with the same rows."""

    def __init__(self, rows: tuple[ChecklistRow, ...] = ROWS, shift: int = 0) -> None:
        self.rows, self.shift = rows, shift

    def checklist(self, owner: str = "", **window: object) -> tuple[ChecklistRow, ...]:
        return tuple(r for r in ROWS if owner in r.fact.owner)

    def document_text(self, identity: str) -> str:
        return TEXT

    def ask(self, question: str, today: dt.date) -> Answer:
        cited = tuple(
            Citation(n, "d", "工作安排", "安排.txt", (), None, "", r.fact.quote,
                     r.fact.start + self.shift, r.fact.end + self.shift)
            for n, r in enumerate(self.rows, 1)
        )  # fmt: skip
        lines = [f"{n}. {r.headline}[{n}]" for n, r in enumerate(self.rows, 1)]
        return Answer("\n".join(lines), "structured", cited, self.rows)


@pytest.fixture(scope="module")
def questions() -> dict[str, ListQuestion]:
    return {q.question: q for q in list_questions(Desk())}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "question, places",
    [
        ("2025年3月份有哪些工作？", (0,)),
        ("2025年6月份有哪些工作？", (2,)),  # ends in it; the half only does so because it is wide
        ("2025年5月份有哪些工作？", ()),  # only runs through it
        ("2025年上半年有哪些工作？", (0, 1, 2)),
        ("12月份有哪些工作？", ()),  # of the whole year
        ("教研室负责哪些工作？", (0,)),
        ("有哪些关于入园率的指标？", (4,)),
    ],
)
def test_a_window_must_hold_what_begins_or_ends_in_it(
    questions: dict[str, ListQuestion], question: str, places: tuple[int, ...]
) -> None:
    assert questions[question].must == {key(ROWS[place]) for place in places}
    assert questions[question].must <= questions[question].may


def measured(rows: tuple[ChecklistRow, ...], shift: int = 0) -> answers.Held:
    of_all = frozenset(map(key, ROWS))
    one = ListQuestion("month", "？", dt.date(2025, 6, 1), of_all, of_all - {key(ROWS[4])})
    return answers.ask(Desk(rows, shift), one)  # type: ignore[arg-type]


def test_rows_held_and_rows_that_do_not_belong_are_counted() -> None:
    held = measured(ROWS[2:])
    assert (held.must, held.held, held.rows, held.wrong) == (5, 3, 3, 1)
    assert (held.citations, held.not_slices, held.uncited) == (3, 0, 0)
    figures = answers.figures([held])
    assert figures["ok"] and figures["all"]["share_held"] == 0.6
    assert figures["groups"]["owner"]["share_held"] is None
    assert "| month | 1 |" in answers.table(figures)


def test_a_quote_that_is_not_its_slice_fails_the_bench() -> None:
    held = measured(ROWS[:2], shift=1)
    assert held.not_slices == 2
    assert not answers.figures([held])["ok"]


def test_a_row_without_its_citation_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    told: Callable[..., Answer] = Desk.ask
    monkeypatch.setattr(
        Desk,
        "ask",
        lambda self, *a, **k: Answer("1. 完成摸底", "structured", (), told(self, *a, **k).rows),
    )
    assert measured(ROWS[:1]).uncited == 1


# --- what answers cost ------------------------------------------------------------------------

KNOWN = (
    "初中生均公用经费达到900元，小学达到700元；", "9月底前，各学校完成安全隐患排查。",
    "由基础教育科牵头，下半年召开课后服务现场会。", "加强家校沟通，保障学生身心健康。",
)  # fmt: skip


def test_a_copy_is_the_same_document_under_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer_cost_jobs, "MODELS", 1)
    monkeypatch.setattr(answer_cost_jobs, "OF_A_DOCUMENT", 4)
    own = len(next(answer_cost_jobs.invented(KNOWN, 1000)).chunks)
    first, second, last = answer_cost_jobs.invented(KNOWN, 2 * own + 1)
    assert [len(r.chunks) for r in (first, second, last)] == [own, own, 1]
    assert second.facts and first.metadata.title != second.metadata.title
    for reading in (first, second):
        text = reading.document.text
        assert text.startswith(reading.metadata.title)
        assert all(text[c.start : c.end] == c.text for c in reading.chunks)
        assert all(text[f.start : f.end] == f.quote for f in reading.facts)
    ids = [item.id for r in (first, second) for item in (*r.chunks, *r.facts)]
    assert len(set(ids)) == len(ids)


def test_the_table_of_costs_has_a_row_a_size() -> None:
    quantiles = {"n": 2, "p50_ms": 5.0, "p95_ms": 9.0}
    row = {
        "index": {"documents": 1, "chunks": 60, "facts": 9, "seconds": 1.0},
        "answers": {
            "warm_s": 2.5, "first_s": 0.1, "all": quantiles, "kinds": {"number": quantiles},
            "parts_ms": {"search": 1.5}, "peak_mb": 99.0,
        },
    }  # fmt: skip
    text = answer_cost.table({"library": {"60": row}})
    assert "| 60 | 1 | 9 | 2.5 | 0.1 | 5.0 / 9.0 | 5.0 / 9.0 | 99.0 |" in text
    assert text.endswith("| 60 | 1.5 |")
