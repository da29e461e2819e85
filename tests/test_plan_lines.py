"""Items of plans of work: whose they are and when they are due."""

from __future__ import annotations

from assistant.plan_lines import PlanItem, plan_items_of

PLAN = """\
苇川区教育局2026年工作要点

一、学位
（一）建成苇南小学、河湾中学，新增学位900个，其中小学600个、初中300个（规划科牵头，区财政局配合，8月20日前完成）。
（二）撤并教学点4个，公示不少于10天（义教科牵头，各镇街配合，7月底前完成）。
二、队伍
（三）招聘教师80名。由人事科牵头，义教科配合，6月底前结束。
（四）3月底前印发研修计划，11月10日前完成考核（人事科负责）。
（五）每班配备投影仪（装备站牵头）。
三、安全
（六）更换燃气报警器120个，9月15日前完成。
各牵头科室每月25日前报送进展。
"""


def item(words: str) -> PlanItem:
    return next(i for i in plan_items_of(PLAN, 2026) if words in i.words)


def test_offices_in_brackets_lead_or_join_in() -> None:
    assert (item("苇南").leads, item("苇南").helpers) == (("规划科",), ("区财政局",))
    assert item("苇南").words.endswith("初中300个")
    assert [t.text for t in item("苇南").times] == ["8月20日前"]


def test_offices_in_the_last_sentence() -> None:
    found = item("招聘")
    assert (found.leads, found.helpers) == (("人事科",), ("义教科",))
    assert found.words == "招聘教师80名。6月底前结束"
    assert found.quote in PLAN


def test_a_numbered_line_with_a_time_is_an_item_without_an_office() -> None:
    assert item("燃气").leads == ()
    assert not any("报送进展" in i.words for i in plan_items_of(PLAN, 2026))


def test_labels_stand_in_the_line_or_below() -> None:
    text = (
        "1.修缮校舍3处。\n责任单位：基建科；配合单位：区住建局\n完成时限：10月底前\n"
        "2.评选标兵（责任科室：人事科、德育科）\n3.开展家访（责任单位：德育科）\n"
    )
    first, second, _ = plan_items_of(text, 2026)
    assert (first.leads, first.helpers) == (("基建科",), ("区住建局",))
    assert first.quote.startswith("1.修缮") and [t.text for t in first.times] == ["10月底前"]
    assert second.leads == ("人事科", "德育科")


def test_a_text_that_charges_hardly_anybody_is_no_plan() -> None:
    assert plan_items_of("1.上学由家长负责。\n2.6月8日前登记，7月公布结果。\n", 2026) == ()
