"""The door and the command line of people's edits: what is typed is completed from the document's words."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from answer_library import add, open_assistant

from assistant import PolicyAssistant, export
from assistant.__main__ import main as assistant_main
from assistant.checklist import what
from assistant.records import ChecklistRow
from ingest import pipeline
from ingest.__main__ import main as ingest_main
from ingest.errors import SettingsError, UnknownId
from ingest.pipeline.changes import open_store
from ingest.records import Deadline, PartialDate, Target
from ingest.settings import Settings

TODAY = dt.date(2025, 9, 10)
RANGE = "学校应当最迟出发前10日向县教育局备案"


@pytest.fixture
def county(tmp_path: Path) -> Iterator[PolicyAssistant]:
    with open_assistant(tmp_path) as assistant:
        yield assistant


def row(assistant: PolicyAssistant, words: str, **more: Any) -> ChecklistRow:
    """The row whose quote holds these words."""
    found = [r for r in assistant.checklist(today=TODAY, **more) if words in r.fact.quote]
    assert len(found) == 1, [r.fact.quote for r in found]
    return found[0]


def test_a_value_is_placed_where_the_quote_says_it(county: PolicyAssistant) -> None:
    target = row(county, "近视率控制在46%").fact
    assert isinstance(target, Target)
    county.correct(target.id, {"value": Decimal(45)}, by="王老师")
    moved = row(county, "近视率控制在46%").fact
    assert isinstance(moved, Target) and (moved.raw, moved.span) == ("45%", target.span)
    county.correct(target.id, {"value": "46", "comparator": "eq"})
    back = row(county, "近视率控制在46%").fact
    assert isinstance(back, Target) and back.raw == target.raw and back.span == target.span


def test_the_words_of_a_time_are_read_with_the_plan_year(county: PolicyAssistant) -> None:
    meeting = row(county, "课后服务现场会")
    fact = county.correct(meeting.fact_id, {"time": "10月底前"}, by="王老师")
    assert isinstance(fact, Deadline)
    assert (fact.time.lo, fact.time.hi, fact.time.relation) == (
        None,
        PartialDate(2025, 10, 31),
        "by",
    )
    fact = county.correct(meeting.fact_id, {"time_lo": "2025-11-03", "time_hi": "2025-11-03"})
    assert (fact.time.relation, fact.time.precision) == ("in", "day")  # type: ignore[union-attr]
    fact = county.correct(meeting.fact_id, {"time": "条件成熟时"})
    assert (fact.time.lo, fact.time.hi) == (None, None)  # type: ignore[union-attr]
    with pytest.raises(SettingsError, match="时间止"):
        county.correct(meeting.fact_id, {"time_hi": "11月"})


def test_a_corrected_value_is_told_although_its_digits_stand_in_the_old_one(
    county: PolicyAssistant,
) -> None:
    question = "2025年初中生均公用经费是多少？"
    county.correct(row(county, "初中940元").fact_id, {"value": "40"}, by="王老师")
    text = county.ask(question, today=TODAY).text
    assert "：40元" in text and "940" not in text


def test_an_answer_in_the_documents_words_says_what_people_rejected(
    county: PolicyAssistant,
) -> None:
    question = "2025年初中生均公用经费是多少？"
    target = row(county, "初中940元")
    county.reject(target.fact_id, "王老师", "已另行发文")
    answer = county.ask(question, today=TODAY)
    assert "940元" in answer.text
    assert any("“940元”已被人工驳回（王老师：已另行发文）" in note for note in answer.notes)
    county.withdraw(target.fact_id, "王老师")
    assert not any("驳回" in note for note in county.ask(question, today=TODAY).notes)


def test_a_scope_that_the_indicator_names_is_said_once(county: PolicyAssistant) -> None:
    target = row(county, "初中940元")
    county.correct(target.fact_id, {"indicator": "初中学生取暖费", "scope": "初中"})
    assert what(row(county, "初中940元").fact) == "初中学生取暖费"


def test_answers_and_exports_give_the_corrected_row_and_say_so(
    county: PolicyAssistant, tmp_path: Path
) -> None:
    question = "2025年初中生均公用经费是多少？"
    assert "940元" in county.ask(question, today=TODAY).text
    target = row(county, "初中940元")
    county.correct(target.fact_id, {"value": "950"}, by="王老师")
    answer = county.ask(question, today=TODAY)
    assert "950元" in answer.text and "940" not in answer.text
    assert any("人工更正（王老师）：目标值 940→950" in note for note in answer.notes)
    corrected = row(county, "初中940元")
    assert (corrected.origin, corrected.edited_by) == ("corrected", "王老师")
    export.write([corrected], tmp_path / "a.csv")
    line = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    assert "950" in line and "人工更正（王老师）" in line
    county.reject(target.fact_id, "王老师", "重复")
    assert "950" not in county.ask(question, today=TODAY).text
    assert target.fact_id not in {r.fact_id for r in county.checklist()}
    rejected = row(county, "初中940元", states=("已驳回",))
    assert rejected.rejected and not rejected.overdue
    assert (
        county.withdraw(target.fact_id) == "reject" and county.withdraw(target.fact_id) == "correct"
    )
    assert row(county, "初中940元").fact == target.fact


def test_the_queue_gives_a_sentence_that_becomes_a_row(county: PolicyAssistant) -> None:
    item = next(i for i in county.review_queue() if i.quote == RANGE)
    assert item.reason == "条件或计量的基数" and item.document_title
    offer = county.offer(item.document_id, item.start, item.end, "deadline")
    assert set(offer) == {"action", "time", "time_lo", "time_hi", "owner"}
    assert offer["action"] == RANGE
    with pytest.raises(SettingsError, match="时间"):
        county.add_fact(item.document_id, item.start, item.end, "deadline", offer)
    offer |= {"time": "出发前10日", "owner": "各学校"}
    fact = county.add_fact(item.document_id, item.start, item.end, "deadline", offer, "王老师")
    assert isinstance(fact, Deadline) and fact.time.raw == "出发前10日"
    assert county.document_text(fact.document_id)[fact.span.start : fact.span.end] == "出发前10日"
    assert item.id not in {i.id for i in county.review_queue()}
    added = row(county, RANGE)
    assert (added.origin, added.edited_by, added.fact.owner) == ("added", "王老师", "各学校")
    county.mark(fact.id, "进行中", "李老师")
    events = county.history(fact.id)
    assert [e.event for e in events] == ["add", "state"] and events[0].by == "王老师"


def test_an_offer_reads_value_and_indicator(county: PolicyAssistant) -> None:
    fact = row(county, "控制在46%").fact
    offer = county.offer(fact.document_id, fact.start, fact.end, "target")
    assert (offer["value"], offer["unit"], offer["comparator"]) == ("46", "%", "le")
    assert "近视率" in offer["indicator"] and "控制" not in offer["indicator"]
    with pytest.raises(SettingsError, match="这一类"):
        county.offer(fact.document_id, fact.start, fact.end, "任务")


def test_settling_is_undone_and_looks_in_the_asked_documents(county: PolicyAssistant) -> None:
    everything = county.review_queue()
    item = next(i for i in everything if i.quote == RANGE)
    assert {i.source for i in county.review_queue([item.source])} == {item.source}
    county.settle(item.id, "王老师", "不是任务")
    assert len(county.review_queue()) == len(everything) - 1
    county.unsettle(item.id, "李老师")
    assert county.review_queue() == everything
    with pytest.raises(UnknownId):
        county.settle("unknown")


def test_a_new_version_keeps_what_people_did(county: PolicyAssistant, tmp_path: Path) -> None:
    path = tmp_path / "files" / "2025年工作要点.txt"
    target, meeting = row(county, "初中940元"), row(county, "课后服务现场会")
    county.correct(target.fact_id, {"owner": "财务科"}, by="王老师")
    county.reject(meeting.fact_id, "王老师", "已取消")
    text = path.read_text(encoding="utf-8").replace("初中940元", "初中960元")
    path.write_text(text.replace("一、促进公平", "一、促进教育公平"), encoding="utf-8")
    add(county.store, path)
    now = row(county, "初中960元")
    assert now.fact.owner == "财务科" and "原文已变化（值已变化：940元" in now.flag
    assert not [r for r in county.checklist() if "课后服务现场会" in r.fact.quote]
    assert [(i.kind, i.fact_id) for i in county.review_queue() if i.kind != "sentence"] == [
        ("changed", now.fact_id)
    ]


# --- the command line -------------------------------------------------------------------------


@pytest.fixture
def library(settings: Settings, tmp_path: Path, in_process: None) -> str:
    path = tmp_path / "要点.txt"
    text = "青禾县教育局2025年工作要点\n\n一、经费\n1. 达到初中900元、小学700元。\n2. 去年新增学位2400个。\n"
    path.write_text(text, encoding="utf-8")
    pipeline.ingest_paths([path], settings)
    return str(settings.data_dir)


def run(capsys: pytest.CaptureFixture[str], library: str, *argv: str) -> list[dict[str, Any]]:
    main = ingest_main if argv[0] in ("facts", "coverage", "list", "rebuild") else assistant_main
    assert main([*argv, "--data", library]) == 0
    out = capsys.readouterr().out
    return [json.loads(line) for line in out.splitlines() if line.startswith("{")]


def test_correct_reject_withdraw_in_the_terminal(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    fact = next(f for f in run(capsys, library, "facts", "--json") if f["value"] == "900")
    assert (fact["origin"], fact["edited_by"]) == ("machine", "")
    (printed,) = run(
        capsys, library, "correct", fact["id"], "value=1.2万", "scope=初中生", "--by", "张三"
    )
    assert (printed["value"], printed["scope"], printed["origin"]) == (
        "12000",
        "初中生",
        "corrected",
    )
    again = next(f for f in run(capsys, library, "facts", "--json") if f["id"] == fact["id"])
    assert again == printed and again["edited_by"] == "张三" and again["quote"] == fact["quote"]
    shown = next(
        r for r in run(capsys, library, "checklist", "--json") if r["fact_id"] == fact["id"]
    )
    assert (shown["origin"], shown["fact"]["value"], shown["rejected"]) == (
        "corrected",
        "12000",
        False,
    )
    assert assistant_main(["reject", fact["id"], "--data", library]) == 2
    assert "理由" in capsys.readouterr().err
    run(capsys, library, "reject", fact["id"], "--note", "重复", "--by", "张三")
    assert fact["id"] not in {f["id"] for f in run(capsys, library, "facts", "--json")}
    kept = {f["id"]: f["rejected"] for f in run(capsys, library, "facts", "--json", "--rejected")}
    assert kept[fact["id"]] is True and sum(kept.values()) == 1
    run(capsys, library, "withdraw", fact["id"])
    run(capsys, library, "withdraw", fact["id"])
    assert fact in run(capsys, library, "facts", "--json")
    for wrong in (["value=很多"], ["colour=red"], ["value"]):
        assert assistant_main(["correct", fact["id"], *wrong, "--data", library]) == 2
        assert capsys.readouterr().err.strip()


def test_review_add_settle_and_coverage_agree(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def both() -> list[str]:
        queue = run(capsys, library, "review", "--json")
        covered = run(capsys, library, "coverage", "--json")
        assert covered == [i for i in queue if i["kind"] == "sentence"]
        return [i["quote"] for i in queue]

    before = both()
    item = next(i for i in run(capsys, library, "review", "--json") if "学位2400个" in i["quote"])
    assert item["reason"] == "已完成的成绩或现状"
    run(capsys, library, "settle", item["id"], "--by", "张三", "--note", "去年的")
    assert both() == [q for q in before if q != item["quote"]]
    (settled,) = [
        i for i in run(capsys, library, "review", "--json", "--settled") if i["settled_at"]
    ]
    assert (settled["id"], settled["settled_by"], settled["note"]) == (item["id"], "张三", "去年的")
    run(capsys, library, "settle", item["id"], "--undo")
    assert both() == before
    place = [item["document_id"], str(item["start"]), str(item["end"])]
    (added,) = run(
        capsys, library, "add", *place, "target", "indicator=新增学位", "value=2400", "unit=个"
    )
    assert (added["origin"], added["raw"], added["quote"]) == ("added", "2400个", item["quote"])
    assert item["quote"] not in both()
    assert assistant_main(["add", *place, "target", "value=2400", "--data", library]) == 2
    assert "指标" in capsys.readouterr().err
    (document,) = run(capsys, library, "list", "--json")
    assert document["facts"] == len(run(capsys, library, "facts", "--json"))


def test_rebuild_fills_the_queue_of_an_older_library(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from store_fakes import to_version_2

    from ingest.store.database import Database

    before = run(capsys, library, "review", "--json")
    settings = Settings.from_env(data_dir=library)
    database = Database(settings)
    with database.write() as connection:
        to_version_2(connection)
    database.close()
    assert run(capsys, library, "review", "--json") == [] != before
    run(capsys, library, "rebuild")
    assert run(capsys, library, "review", "--json") == before
    with open_store(settings) as store:
        assert store.not_looked_through() == ()


def test_the_queue_is_asked_by_reason_and_by_doubt(
    settings: Settings, tmp_path: Path, in_process: None, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "办法.txt"
    text = "青禾县2025年工作要点\n\n晚自习结束时间不晚于20:30。\n去年新增学位2400个。\n招收年满6周岁的儿童。\n"
    path.write_text(text, encoding="utf-8")
    pipeline.ingest_paths([path], settings)
    library = str(settings.data_dir)
    for command in ("review", "coverage"):
        everything = run(capsys, library, command, "--json")
        doubtful = run(capsys, library, command, "--json", "--unsure")
        assert doubtful == [i for i in everything if not i["sure"]]
        assert [i["quote"] for i in doubtful] == ["晚自习结束时间不晚于20:30"]
        aged = run(capsys, library, command, "--json", "--reason", "年龄")
        assert aged == [i for i in everything if i["reason"] == "年龄"] and len(aged) == 1
