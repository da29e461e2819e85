"""Times bound to action and owner. All sentences are written for this test."""

from __future__ import annotations

import pytest

from ingest.extract import extract_facts, fact_key
from ingest.records import Deadline, Document, Metadata, PartialDate

PLAN = Metadata(title="2025年工作要点", kind="工作要点", plan_year=2025)


def read(text: str, metadata: Metadata = PLAN) -> list[Deadline]:
    document = Document(id="d", source="s.txt", sha256="0", format="txt", text=text)
    facts = extract_facts(document, (), metadata)
    for fact in facts:
        assert text[fact.start : fact.end] == fact.quote
    return [fact for fact in facts if isinstance(fact, Deadline)]


@pytest.mark.parametrize("comma", ["，", ","])
def test_each_time_of_a_sentence_has_its_own_action(comma: str) -> None:
    text = (
        f"丰富校园活动{comma}3月份{comma}召开家校共育推进会；4月份{comma}结合读书节{comma}"
        f"举办经典诵读比赛；9-10月份{comma}开展中小学生艺术节。"
    )
    found = read(text)
    assert [(d.time.raw, d.action) for d in found] == [
        ("3月份", "召开家校共育推进会"),
        ("4月份", "举办经典诵读比赛"),
        ("9-10月份", "开展中小学生艺术节"),
    ]
    assert found[2].time.lo == PartialDate(2025, 9, 1)
    assert found[2].time.hi == PartialDate(2025, 10, 31)


def test_the_year_stays_unknown_where_the_plan_does_not_say_it() -> None:
    (found,) = read("下半年，召开学区建设现场会。", Metadata(kind="工作要点"))
    assert found.time.lo == PartialDate(None, 7, 1)
    assert not found.time.year_known


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("下半年启动初中英语教师研修工程。", "启动初中英语教师研修工程"),
        ("校舍加固工程于8月底前完成。", "校舍加固工程完成"),
        ("到年底，所有中小学基本完成智慧教室建设。", "所有中小学基本完成智慧教室建设"),
        ("督促镇街在年底前使幼儿教师工资达到规定标准。", "督促镇街使幼儿教师工资达到规定标准"),
        ("报名时间：2025年6月1日至6月10日。", "报名"),
        ("（一）宣传发动阶段（2025年3月1日—3月15日）", "宣传发动阶段"),
        ("本办法自2025年9月1日起施行。", "本办法施行"),
    ],
)
def test_where_the_action_stands(sentence: str, action: str) -> None:
    assert [d.action for d in read(sentence)] == [action]


@pytest.mark.parametrize(
    ("sentence", "owner"),
    [
        ("9月底前，完成招生总结。（责任单位：基础教育科、招生办）", "基础教育科、招生办"),
        ("各学校于4月26日前报送自查报告。", "各学校"),
        ("6月底前出台实施方案。（牵头部门：区教育局，配合部门：区财政局）", "区教育局"),
        ("由区教育局牵头，10月底前完成验收。", "区教育局"),
    ],
)
def test_who_answers(sentence: str, owner: str) -> None:
    assert [d.owner for d in read(sentence)] == [owner]


def test_a_line_of_owners_speaks_for_the_line_above() -> None:
    (found,) = read("5月份，组织开展体育节。\n责任单位：体卫艺科")
    assert found.owner == "体卫艺科"


def test_recurring_tasks_are_flagged() -> None:
    (found,) = read("各学校每学年开展一次美育工作自评。")
    assert found.time.recurring
    assert found.owner == "各学校"


@pytest.mark.parametrize(
    "text",
    [
        "2024年3月15日",
        "根据2019年全国教育大会精神，深化改革。",
        "去年9月，召开了全县教师大会。",
        "落实《2021—2025年教师队伍建设规划》。",
        "做好2025届毕业生就业工作。",
        "来源：某某日报 时间：2025-02-10",
        "2019年8月16日 某某市人民代表大会常务委员会第六次会议通过",
    ],
)
def test_what_only_looks_like_a_deadline(text: str) -> None:
    assert read(text) == []


def test_a_date_before_the_document_is_no_deadline() -> None:
    issued = Metadata(kind="意见", issued=PartialDate(2024, 5, 6))
    assert read("2022年，启动学区化办学。", issued) == []
    assert len(read("2026年，启动学区化办学。", issued)) == 1


def test_the_key_of_a_fact_survives_a_new_day() -> None:
    (old,) = read("各学校于4月26日前报送自查报告。")
    (new,) = read("各学校于5月10日前报送自查报告。")
    assert old.id != new.id
    assert fact_key(old) == fact_key(new)
