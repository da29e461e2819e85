"""Values bound to indicator and scope. All sentences are written for this test."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.extract import extract_facts
from ingest.records import Document, Metadata, PartialDate, Section, Span, Target

PLAN = Metadata(title="临川区教育局2025年工作要点", kind="工作要点", plan_year=2025)


def read(text: str, metadata: Metadata = PLAN, sections: tuple[Section, ...] = ()) -> list[Target]:
    document = Document(id="d", source="s.txt", sha256="0", format="txt", text=text)
    facts = extract_facts(document, sections, metadata)
    for fact in facts:
        assert text[fact.start : fact.end] == fact.quote
        assert fact.start <= fact.span.start < fact.span.end <= fact.end
    return [fact for fact in facts if isinstance(fact, Target)]


def short(targets: list[Target]) -> list[tuple[str, str, str]]:
    return [(t.scope, t.indicator, f"{t.value}{t.unit}") for t in targets]


@pytest.mark.parametrize(("comma", "list_mark"), [("，", "、"), (",", "、")])
def test_one_verb_governs_a_list(comma: str, list_mark: str) -> None:
    text = (
        f"逐步提高义务教育阶段生均公用经费{comma}达到全县小学生均720元{list_mark}"
        f"初中生均940元{list_mark}特殊教育学校生均8000元。"
    )
    targets = read(text)
    assert short(targets) == [
        ("全县小学", "生均公用经费", "720元"),
        ("初中", "生均公用经费", "940元"),
        ("特殊教育学校", "生均公用经费", "8000元"),
    ]
    clause = text[: text.index("达到") - 1]
    assert [text[c.start : c.end] for c in targets[0].context] == [clause]
    assert targets[1].quote == "初中生均940元"


def test_a_value_with_its_own_year_is_one_target() -> None:
    targets = read("到2027年，普惠性幼儿园覆盖率达到92%以上，义务教育巩固率不低于99%。")
    assert short(targets) == [("", "普惠性幼儿园覆盖率", "92%"), ("", "义务教育巩固率", "99%")]
    assert all(t.time is not None and t.time.hi == PartialDate(2027, 12, 31) for t in targets)
    assert [t.comparator for t in targets] == ["ge", "ge"]
    document = Document(
        id="d", source="s", sha256="0", format="txt", text="到2027年，普惠率达到92%以上。"
    )
    assert [f.kind for f in extract_facts(document, (), PLAN)] == ["target"]


def test_from_to_takes_the_noun_of_the_clause_before() -> None:
    targets = read(
        "提高农村寄宿生的补助标准，由每年760元提高到每年980元，补助比例由在校生的2%提高到8%。"
    )
    assert [(t.value_from, t.value, t.comparator) for t in targets] == [
        (Decimal(760), Decimal(980), "from_to"),
        (Decimal(2), Decimal(8), "from_to"),
    ]
    assert targets[0].indicator.endswith("补助标准")
    assert targets[1].indicator == "补助比例"


@pytest.mark.parametrize(
    ("sentence", "scope", "indicator"),
    [
        ("我县中小学校舍维修工程计划投资3200万元。", "我县", "中小学校舍维修工程计划投资"),
        ("计划投资2600万元，改善办学条件。", "", "改善办学条件投资"),
        ("完成加固校舍18500平方米。", "", "加固校舍面积"),
        ("建筑面积43200平方米。", "", "建筑面积"),
        ("新建、改扩建幼儿园14所。", "", "新建、改扩建幼儿园"),
        ("增加学位3860个。", "", "增加学位"),
        ("确保完成1800人招生任务。", "", "招生任务"),
        ("培养骨干教师120名。", "", "培养骨干教师"),
        ("培养120名骨干教师。", "", "培养骨干教师"),
        ("群众满意率达到97%以上。", "", "群众满意率"),
        ("乡村小规模学校至少配备1名兼职心理教师。", "乡村小规模学校", "配备兼职心理教师"),
    ],
)
def test_names_of_single_values(sentence: str, scope: str, indicator: str) -> None:
    (target,) = read(sentence)
    assert (target.scope, target.indicator) == (scope, indicator)


def test_values_told_apart_by_fenbie() -> None:
    targets = read("小学、初中巩固率分别达到100%、99%。")
    assert short(targets) == [("小学", "巩固率", "100%"), ("初中", "巩固率", "99%")]


def test_a_change_is_part_of_the_indicator() -> None:
    (target,) = read("力争财政教育支出增长5%左右。")
    assert target.indicator == "财政教育支出增长"


def test_a_taken_up_noun_is_inherited() -> None:
    (target,) = read("将艺术课程作为公共必修课，保证72学时。")
    assert target.indicator == "艺术课程"


@pytest.mark.parametrize(
    "text",
    [
        "贯彻《关于新建50所幼儿园的意见》精神。",
        "依据浔教发〔2024〕36号文件要求，做好各项工作。",
        "办好第12届中学生运动会。",
        "实施三年行动计划，推进十五年一体化办学。",
        "联系电话：0791-86543210。",
        "开展3至6岁儿童科学育儿指导。",
        "累计建成标准化学校86所。",
        "去年新增学位2400个。",
        "培育一批特色学校，办好一所学校就是办好一件实事。",
        "推进“2+1”工程和“百校联百村”活动。",
        "材料一式3份报送办公室。",
        "违反规定的，处2000元以上10000元以下罚款。",
    ],
)
def test_what_only_looks_like_a_target(text: str) -> None:
    assert read(text) == []


def test_a_summary_holds_achievements_not_goals() -> None:
    summary = Metadata(title="2024年工作总结", kind="工作总结")
    text = "一年来，全县新建幼儿园6所，新增学位1200个，巩固率达到99.2%。"
    assert read(text, summary) == []
    assert len(read(text.replace("一年来，", ""), PLAN)) == 3


def test_a_report_looks_back_and_then_ahead() -> None:
    report = Metadata(title="2025年政府工作报告", kind="报告", plan_year=2025)
    text = (
        "一、2024年工作回顾\n过去一年，新建学校12所，新增学位9000个。\n"
        "二、2025年重点工作\n新建学校8所，新增学位6000个。"
    )
    assert short(read(text, report)) == [("", "新建学校", "8所"), ("", "新增学位", "6000个")]


def test_a_law_counts_only_what_it_demands() -> None:
    law = Metadata(title="学校建设条例", kind="条例")
    assert read("教职工少于20人的学校可以不设监事。", law) == []
    (target,) = read("企业应当按照不低于职工工资总额1.5%的比例提取职工教育经费。", law)
    assert (target.value, target.unit) == (Decimal("1.5"), "%")


def test_ids_are_the_same_when_read_again_and_differ_among_equals() -> None:
    text = "新建幼儿园3所。\n新建幼儿园3所。"
    first, second = read(text), read(text)
    assert [t.id for t in first] == [t.id for t in second]
    assert len({t.id for t in first}) == 2


def test_section_path_is_that_of_the_innermost_heading() -> None:
    text = "一、经费\n（一）公用经费\n初中生均公用经费达到960元。"
    inner = text.index("（一）")
    sections = (
        Section(0, len(text), 1, "一", "经费", ("经费",), Span(0, 4)),
        Section(
            inner, len(text), 2, "（一）", "公用经费", ("经费", "公用经费"), Span(inner, inner + 7)
        ),
    )
    (target,) = read(text, sections=sections)
    assert target.section == ("经费", "公用经费")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "学生参与率：小学不低于90%，初中不低于80%。",
            [("小学", "学生参与率", "90%"), ("初中", "学生参与率", "80%")],
        ),
        (
            "寄宿生生活补助小学由每生每年1100元提高到1300元，初中由每生每年1350元提高到1600元。",
            [
                ("小学", "寄宿生生活补助", "1300元/生·年"),
                ("初中", "寄宿生生活补助", "1600元/生·年"),
            ],
        ),
        (
            "全县生均公用经费标准调整为：小学生均720元、初中生均940元。",
            [("小学", "生均公用经费标准", "720元"), ("初中", "生均公用经费标准", "940元")],
        ),
        ("专职教研人员不少于教师总数的3%。", [("", "专职教研人员占教师总数", "3%")]),
        ("劳动教育课平均每周不少于1课时。", [("", "劳动教育课", "1课时")]),
        ("不足100人的小规模学校按100人核定。", []),
    ],
)
def test_the_scope_is_the_one_that_stands_at_the_value(
    text: str, named: list[tuple[str, str, str]]
) -> None:
    assert short(read(text)) == named


@pytest.mark.parametrize(
    "text",
    [
        "贯彻落实省委十二届七次全会精神，巩固中央八项规定学习教育成果。",
        "构建课堂教学、课外活动、校园文化三位一体的育人机制。",
    ],
)
def test_numbers_inside_fixed_names_are_no_targets(text: str) -> None:
    assert read(text) == []
