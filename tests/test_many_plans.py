"""In a library of many plans one question reads no more of them, and no more facts, than it can in good time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from answer_library import open_assistant

from assistant import PolicyAssistant, fact_evidence, item_rows
from assistant.library import Library
from assistant.row_lines import item_of

TODAY = dt.date(2026, 3, 1)
PLAN = (
    "{place}教育局2026年工作要点\n"
    "1.排查校舍安全，5月底前完成。（基建科牵头，安全科配合）\n"
    "2.组织教师研修，7月完成。（人事科牵头，教研室配合）\n"
    "3.公布招生计划，6月10日前完成。（基教科牵头，各学校配合）\n"
    "4.小学生均公用经费标准为{money}元，初中生均公用经费标准为{more}元。\n"
)
PLACES = {"青沅县": (710, 910), "白沅县": (720, 920), "赤沅县": (730, 930)}


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    folder = tmp_path_factory.mktemp("plans")
    files = {
        f"{place}教育局2026年工作要点.txt": PLAN.format(place=place, money=low, more=high)
        for place, (low, high) in PLACES.items()
    }
    with open_assistant(folder, files) as assistant:
        yield assistant


def test_items_of_a_few_plans_stand_whole(plans: PolicyAssistant) -> None:
    answer = plans.ask("7月份有哪些工作？", today=TODAY)
    assert answer.text.count("组织教师研修") == 3


def test_of_too_many_plans_the_rows_of_the_checklist_stand(
    plans: PolicyAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    whole = item_rows.plan_items_of
    monkeypatch.setattr(
        item_rows, "plan_items_of", lambda text, *years: read.append(text) or whole(text, *years)
    )
    plans.ask("6月份有哪些工作？", today=TODAY)
    assert len(set(read)) == 3
    read.clear()
    monkeypatch.setattr(item_rows, "MOST_PLANS", 2)
    answer = plans.ask("5月份有哪些工作？", today=TODAY)
    assert not read and answer.text.count("校舍安全") == 3
    assert not any(item_of(row) for row in answer.rows)


def test_sentences_of_the_best_facts_alone_are_read(
    plans: PolicyAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    of_series = fact_evidence._of_series

    def counted(library: Library, *about: object) -> bool:
        read.append(about[-1].id)  # type: ignore[attr-defined]
        return of_series(library, *about)  # type: ignore[arg-type]

    monkeypatch.setattr(fact_evidence, "_of_series", counted)
    plans.ask("小学生均公用经费标准是多少？", today=TODAY)
    assert len(set(read)) > 1
    monkeypatch.setattr(fact_evidence, "READ", 1)
    read.clear()
    plans.ask("初中生均公用经费标准是多少？", today=TODAY)
    assert read and len(set(read)) <= len(PLACES)
