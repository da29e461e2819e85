"""Plans and summaries: times that stand outside the sentence, labels at the end of items. Written for this test."""

from __future__ import annotations

import pytest

from ingest.extract import extract_facts
from ingest.records import Deadline, Document, Fact, Metadata, PartialDate, Section, Target

PLAN = Metadata(title="2026年工作要点", kind="工作要点", plan_year=2026)


def read(text: str, metadata: Metadata = PLAN, sections: tuple[Section, ...] = ()) -> list[Fact]:
    document = Document(id="d", source="s.txt", sha256="0", format="txt", text=text)
    facts = list(extract_facts(document, sections, metadata))
    for fact in facts:
        assert text[fact.start : fact.end] == fact.quote
        assert fact.start <= fact.span.start <= fact.span.end <= fact.end
    return facts


def deadlines(text: str, metadata: Metadata = PLAN) -> list[tuple[str, str]]:
    found = [fact for fact in read(text, metadata) if isinstance(fact, Deadline)]
    return [(fact.time.raw, fact.action) for fact in found]


def targets(text: str, metadata: Metadata = PLAN) -> list[Target]:
    return [fact for fact in read(text, metadata) if isinstance(fact, Target)]


# --- headings that are nothing but a time -------------------------------------------------------


@pytest.mark.parametrize("head", ["三月", "（三）3月", "3月份重点工作：", "三月份工作安排"])
@pytest.mark.parametrize("mark", ["1.", "（1）", "◆", "——"])
def test_a_month_heads_the_list_below_it(head: str, mark: str) -> None:
    text = f"{head}\n{mark}召开备考工作会\n{mark}植树活动\n{mark}开展校车检查，签订责任书\n"
    found = [fact for fact in read(text) if isinstance(fact, Deadline)]
    assert [fact.action for fact in found] == [
        "召开备考工作会",
        "植树活动",
        "开展校车检查",
        "签订责任书",
    ]
    assert {str(fact.time.lo) for fact in found} == {"2026-03-01"}


def test_a_month_ends_with_the_next_one_and_with_the_next_part() -> None:
    text = "一、日程\n三月\n1.召开家长会\n四月\n1.举办科技节\n二、要求\n1.组织学习文件精神\n"
    assert deadlines(text) == [("三月", "召开家长会"), ("四月", "举办科技节")]


def test_an_item_with_a_time_of_its_own_keeps_it() -> None:
    text = "五月\n1.完成体育测试，5月20日前公布成绩\n2.编制2027年部门预算\n"
    assert set(deadlines(text)) == {
        ("五月", "完成体育测试"),
        ("5月20日前", "公布成绩"),
        ("五月", "编制2027年部门预算"),
    }


def test_values_below_a_month_have_its_time() -> None:
    (found,) = targets("三季度\n——培训骨干教师300名\n")
    assert found.time is not None
    assert (found.time.lo, found.time.hi) == (PartialDate(2026, 7, 1), PartialDate(2026, 9, 30))


def test_weeks_of_a_term() -> None:
    text = "第一周（2月23日—3月1日）\n1.召开教职工大会\n第二周\n1.检查备课情况\n"
    assert deadlines(text) == [("2月23日—3月1日", "召开教职工大会"), ("第二周", "检查备课情况")]


@pytest.mark.parametrize(
    "text",
    [
        "澄州市教育局\n2026年3月\n附件：1.分工表\n2.召开会议通知\n",  # a signature
        "2026年重点工作\n1.召开会议\n",  # a year sets no month
        "2026年3月2日\n1.召开会议\n",  # the day of a letter
        "4月20日—21日\n召开座谈会\n组织参观\n",  # the days of a meeting
        "2026年3月\n组织填写申报书\n2026年4月\n提交推荐表\n",  # signatures
    ],
)
def test_what_heads_no_list(text: str) -> None:
    assert deadlines(text) == []


def test_a_month_in_a_summary_is_past() -> None:
    text = "一、主要工作\n三月\n1.召开家长会\n2.培训教师50名\n"
    assert read(text, Metadata(title="2025年工作总结", kind="工作总结", plan_year=2025)) == []


def test_a_month_and_a_colon_open_a_list() -> None:
    text = "一月：召开工作会议；部署寒假安全工作；慰问困难教师。"
    assert deadlines(text) == [
        ("一月", "召开工作会议"),
        ("一月", "部署寒假安全工作"),
        ("一月", "慰问困难教师"),
    ]


# --- labels at the end of an item ---------------------------------------------------------------


@pytest.mark.parametrize(
    "label",
    [
        "（责任单位：基教科；完成时限：2026年6月底）",
        "（牵头单位：基教科，完成时间：6月底前）",
        "【责任单位：基教科；时限要求：2026年6月】",
        "\n责任单位：基教科\n完成时限：6月底前",
        "\n责任领导：张×  完成时限：6月底前",
    ],
)
def test_a_limit_at_the_end_governs_its_item(label: str) -> None:
    facts = read(f"1.规范办学行为。开展收费检查，创建示范校8所。{label}\n2.加强宣传引导。\n")
    assert [(f.kind, f.time and str(f.time.hi)) for f in facts] == [
        ("deadline", "2026-06-30"),
        ("target", "2026-06-30"),
    ]
    assert all(fact.time and fact.time.lo is None for fact in facts)
    assert all(fact.owner for fact in facts)


@pytest.mark.parametrize("limit", ["长期坚持", "持续推进", "常年"])
def test_a_limit_without_a_time_sets_none(limit: str) -> None:
    assert read(f"1.组织教研员下校听课。（责任单位：教研室；完成时限：{limit}）") == []


def test_a_limit_adds_nothing_to_dated_steps() -> None:
    text = "6月底前完成自查，9月底前完成整改。（责任单位：督导室；完成时限：9月底）"
    assert deadlines(text) == [("6月底前", "完成自查"), ("9月底前", "完成整改")]


def test_a_limit_below_numbered_items_speaks_for_all_of_them() -> None:
    text = "（一）建设学校\n1.新建小学2所。\n2.改造食堂5个。\n牵头科室：项目办  完成时限：11月底\n（二）改革\n1.新增社团9个。\n"
    found = targets(text)
    assert [(t.owner, t.time and str(t.time.hi)) for t in found] == [
        ("项目办", "2026-11-30"),
        ("项目办", "2026-11-30"),
        ("", None),
    ]


def test_several_labels_in_one_line() -> None:
    (found,) = targets("新建小学2所。\n责任领导：李×  牵头科室：项目办  完成时限：11月底")
    assert found.owner == "李×；项目办"


# --- years --------------------------------------------------------------------------------------


def test_a_school_year_gives_january_to_its_second_year() -> None:
    plan = Metadata(
        title="2026—2027学年第一学期行事历", kind="计划", plan_year=2026, plan_until=2027
    )
    found = list(read("九月\n1.开学典礼\n一月\n1.组织期末考试\n", plan))
    assert [str(f.time and f.time.lo) for f in found] == ["2026-09-01", "2027-01-01"]


def test_a_plan_of_many_years_takes_no_value_of_the_year_before() -> None:
    plan = Metadata(title="行动计划（2026—2030年）", kind="计划", plan_until=2030)
    found = targets("学前毛入园率：2025年为92.5%，2027年达到95%。", plan)
    assert [str(t.value) for t in found] == ["95"]


def test_a_change_is_reached_in_its_second_year() -> None:
    (found,) = targets("巩固率由2025年的98.6%提高到2030年的99.2%。")
    assert (str(found.value_from), str(found.value)) == ("98.6", "99.2")
    assert found.time is not None and str(found.time.hi) == "2030-12-31"


def test_the_time_before_a_value_is_nearer_than_the_one_behind() -> None:
    found = targets("建设新学校70所：2026年30所、2028年40所。")[1:]
    assert [(str(t.value), str(t.time and t.time.lo)) for t in found] == [
        ("30", "2026-01-01"),
        ("40", "2028-01-01"),
    ]


def test_a_month_does_not_reach_beyond_a_semicolon() -> None:
    found = targets("9月底前完成校舍加固；改造食堂35个。")
    assert [t.time for t in found] == [None]


# --- names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "indicator", "scope"),
    [
        ("教师每学期听课不少于20节，行政人员不少于30节。", "听课", "行政人员"),
        ("学校配备专职宿管员，每100名寄宿生不少于1人。", "配备专职宿管员", "每100名寄宿生"),
        ("近视率较上年下降1个百分点。", "近视率下降", ""),
        ("将生均公用经费提高到小学850元。", "生均公用经费", "小学"),
        ("培养学生掌握一至两项艺术特长。", "掌握艺术特长", "学生"),
        ("普通高中保证6学分用于艺术课程。", "艺术课程", "普通高中"),
        ("新建续建城东小学、滨江中学等12个学校项目。", "新建续建学校项目", ""),
    ],
)
def test_what_a_value_measures(text: str, indicator: str, scope: str) -> None:
    found = targets(text)[-1]
    assert (found.indicator, found.scope) == (indicator, scope)


def test_a_bare_verb_takes_the_things_of_the_value_before() -> None:
    found = targets("新建、改扩建幼儿园10所，其中2026年新建3所。")
    assert [t.indicator for t in found] == ["新建、改扩建幼儿园", "新建幼儿园"]


@pytest.mark.parametrize(
    "text",
    [
        "实现保安配备率、封闭管理率、报警接入率三个100%。",
        "600人以上的学校专职保安不少于4名。",
        "分三批建设实验学校20所。",
    ],
)
def test_numbers_that_only_say_how_or_for_whom(text: str) -> None:
    assert len(targets(text)) == 1


def test_a_building_is_no_actor() -> None:
    (found,) = read("滨江小学5月底前完成主体验收。")
    assert isinstance(found, Deadline)
    assert (found.action, found.owner) == ("滨江小学完成主体验收", "")


def test_the_time_of_an_object_leaves_the_deadline_whole() -> None:
    assert deadlines("各科室12月10日前报送全年工作总结。") == [("12月10日前", "报送全年工作总结")]


@pytest.mark.parametrize(
    "text",
    [
        "2026年，全市教育工作总的要求是：坚持稳中求进，推进内涵发展。",
        "2026年，全县教育系统要深入学习贯彻全会精神，重点抓好以下工作。",
        "展望未来五年，教育发展环境更加优化。",
    ],
)
def test_the_spirit_of_a_plan_is_no_deadline(text: str) -> None:
    assert deadlines(text) == []


# --- the bracket that names the offices ---------------------------------------------------------


def test_a_day_beside_the_offices_governs_the_whole_item() -> None:
    text = "（一）建成苇南小学，新增学位900个，其中小学600个（规划科牵头，财政局配合，8月20日前完成）。\n"
    assert deadlines(text) == [("8月20日前", "建成苇南小学")]
    assert {str(t.time.hi) for t in targets(text) if t.time} == {"2026-08-20"}
    assert [t.time is not None for t in targets(text)] == [True, True]


def test_a_day_in_another_bracket_governs_no_item() -> None:
    text = "1.建成苇南小学（原定8月20日前完成），配齐教师（规划科牵头）。\n"
    assert ("8月20日前", "建成苇南小学") not in deadlines(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1.更换灯管500支，8月25日前完成。", [("8月25日前", "更换灯管500支，完成")]),
        ("1.轮训园长60人，人均经费900元，9月底前完成。", [("9月底前", "轮训园长60人，完成")]),
        ("1.视力筛查扩大到一年级以上，4月20日前做完。", [("4月20日前", "视力筛查扩大到一年级以上，做完")]),
        (
            "1.补助春季学期4月10日前、秋季学期10月25日前发放到位。",
            [("春季学期4月10日前", "补助发放到位"), ("秋季学期10月25日前", "补助发放到位")],
        ),
    ],
)  # fmt: skip
def test_what_a_closing_verb_closes(text: str, told: list[tuple[str, str]]) -> None:
    assert deadlines(f"{text}\n") == told
